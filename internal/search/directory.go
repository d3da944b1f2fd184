// Twin: assets/ts/search/directory.ts

package search

import (
	"hash/fnv"
	"unicode/utf8"
)

// A directory says which shard of a family holds a key: the last one whose own
// key is not greater. Keys are document numbers, or beginnings of terms that
// part a shard from the one before.
type directory struct {
	family int
	terms  []string // when the family is ordered by term
	docs   []int    // the first ones, when it is ordered by document
	names  []shardName
}

// byTerm says how a family is ordered.
func byTerm(family int) bool { return family <= formsFamily }

// rootSize is the number of entries that may stand in root.js itself; longer
// directories are cut into pages. An entry costs six to nine bytes on the
// wire, which every visitor pays; every query needs postings, and titles, whose
// directory is 2.6 KB and a request less for 10,000 documents.
func rootSize(family int) int {
	switch family {
	case postingsFamily:
		return 4096
	case titlesFamily:
		return 1024
	}
	return 64
}

// pageSize is the number of entries in a page. What a list of ten hits needs of
// the documents is scattered, so one long page costs less than ten short ones.
func pageSize(family int) int {
	if family == textsFamily || family == titlesFamily {
		return 4096
	}
	return 512
}

func (d *directory) add(term string, doc int, name shardName) {
	if byTerm(d.family) {
		d.terms = append(d.terms, term)
	} else {
		d.docs = append(d.docs, doc)
	}
	d.names = append(d.names, name)
}

// appendTo writes the level (0: the names are those of shards; 1: of pages
// written in this same form), the number of entries, the keys, the names.
func (d *directory) appendTo(b []byte, w *shardWriter) ([]byte, error) {
	size := pageSize(d.family)
	if len(d.names) <= rootSize(d.family) {
		return d.appendPage(appendInt(b, 0)), nil
	}
	pages := directory{family: d.family}
	for i := 0; i < len(d.names); i += size {
		j := min(i+size, len(d.names))
		page := directory{family: d.family, names: d.names[i:j]}
		if byTerm(d.family) {
			page.terms = d.terms[i:j]
		} else {
			page.docs = d.docs[i:j]
		}
		name, err := w.write(d.family, page.appendPage(nil))
		if err != nil {
			return nil, err
		}
		if byTerm(d.family) {
			pages.add(page.terms[0], 0, name)
		} else {
			pages.add("", page.docs[0], name)
		}
	}
	return pages.appendPage(appendInt(b, 1)), nil
}

func (d *directory) appendPage(b []byte) []byte {
	b = appendInt(b, len(d.names))
	prev, last := "", 0
	for i := range d.names {
		if byTerm(d.family) {
			b = appendFront(b, prev, d.terms[i])
			prev = d.terms[i]
		} else {
			b = appendInt(b, d.docs[i]-last)
			last = d.docs[i]
		}
	}
	for _, n := range d.names {
		b = append(b, n[:]...)
	}
	return b
}

// A chunker cuts a sequence of records into shards. Where it cuts depends on
// the keys near by and not on all that went before, so that one changed record
// does not move the borders of every shard after it.
type chunker struct {
	w        *shardWriter
	dir      directory
	min, max int // bytes before compression
	every    uint64
	first    string
	firstDoc int
	last     string // key before, in this shard
	before   string // key before
	raw      []byte
}

// add appends a record, which may be written relative to the key before it;
// the first of a shard has none before it.
func (c *chunker) add(key string, doc int, record func(prev string) []byte) error {
	r := record(c.last)
	alone := byTerm(c.dir.family) && len(r) > c.max/3 // a common word does not drag its neighbours along
	if n := len(c.raw); n > 0 && (alone || n+len(r) > c.max || n >= c.min && c.cutsAt(key)) {
		if err := c.flush(); err != nil {
			return err
		}
		r = record("")
	}
	if len(c.raw) == 0 {
		c.first, c.firstDoc = parting(c.before, key), doc
	}
	c.raw, c.last, c.before = append(c.raw, r...), key, key
	if alone {
		return c.flush()
	}
	return nil
}

// parting is the shortest beginning of a key that is greater than the key
// before it: directories hold these, 2 bytes a key instead of 4.
func parting(before, key string) string {
	n := 0
	for n < len(before) && n < len(key) && before[n] == key[n] {
		n++
	}
	for n++; n < len(key) && !utf8.RuneStart(key[n]); n++ {
	}
	return key[:min(n, len(key))]
}

func (c *chunker) cutsAt(key string) bool {
	h := fnv.New64a()
	h.Write([]byte(key))
	return h.Sum64()%c.every == 0
}

func (c *chunker) flush() error {
	if len(c.raw) == 0 {
		return nil
	}
	name, err := c.w.write(c.dir.family, c.raw)
	if err != nil {
		return err
	}
	c.dir.add(c.first, c.firstDoc, name)
	c.raw, c.last = c.raw[:0], ""
	return nil
}
