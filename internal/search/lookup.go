// Twin: assets/ts/search/files.ts

package search

import "strings"

// postings is what the files say of one field of one term.
type postings struct {
	docs, freqs []uint32
	lengths     []uint32 // nil: in the column of lengths
}

// A record is what the files say of one term.
type record struct {
	fields   [fieldCount]postings
	meanings []meaning
}

// find returns the record of a term in a family ordered by term, nil if the
// term is not there.
func (r *Reader) find(family int, term string) (found []byte, err error) {
	if len(r.dirs[family].names) == 0 || r.dirs[family].terms[0] > term {
		return nil, nil
	}
	err = r.visit(family, term, 0, func(_ int, raw []byte) (bool, error) {
		c, key := &cursor{b: raw}, ""
		for c.more() {
			key = c.front(key)
			b := c.take(c.count())
			if key == term {
				found = b
				break
			}
		}
		return false, c.err
	})
	return found, err
}

// lookup returns what is known of a term; ok is false if no document has it.
func (r *Reader) lookup(term string) (rec record, ok bool, err error) {
	b, err := r.find(postingsFamily, term)
	if err != nil || b == nil {
		return record{}, false, err
	}
	c := &cursor{b: b}
	mask := c.int()
	for f := range rec.fields {
		if mask>>f&1 == 1 {
			rec.fields[f] = r.readPostings(c)
		}
	}
	if mask&hasMeanings != 0 {
		rec.meanings = readMeanings(c)
	}
	return rec, mask%hasMeanings != 0, c.err
}

func (r *Reader) readPostings(c *cursor) (p postings) {
	head := c.int()
	n := head >> 1
	if n > len(c.b)-c.i {
		c.err = errShort
		return p
	}
	p.docs, p.freqs = make([]uint32, n), make([]uint32, n)
	if head&1 == 1 {
		p.lengths = make([]uint32, n)
	}
	doc := uint64(0)
	for i := range n {
		gap := c.uvarint()
		doc += gap >> 1
		if doc >= uint64(r.docs) {
			c.err = errShort
			return postings{}
		}
		p.docs[i], p.freqs[i] = uint32(doc), 1
		if gap&1 == 0 {
			p.freqs[i] = uint32(c.uvarint())
		}
		if p.lengths != nil {
			p.lengths[i] = uint32(c.uvarint())
		}
	}
	return p
}

// positions returns where a term stands: for each field the positions in each
// document of its postings.
func (r *Reader) positions(term string, rec record) (at [fieldCount][][]uint32, err error) {
	b, err := r.find(positionsFamily, term)
	if err != nil {
		return at, err
	}
	c := &cursor{b: b}
	for f := range rec.fields {
		at[f] = make([][]uint32, len(rec.fields[f].docs))
		for i, freq := range rec.fields[f].freqs {
			pos := uint32(0)
			for range freq {
				pos += uint32(c.uvarint())
				if c.err != nil {
					return at, c.err
				}
				at[f][i] = append(at[f][i], pos)
			}
		}
	}
	return at, nil
}

// forms calls yield for every word, as written, that begins with prefix.
func (r *Reader) forms(prefix string, yield func(form string, magnitude int)) error {
	return r.visit(formsFamily, prefix, 0, func(_ int, raw []byte) (bool, error) {
		c, form := &cursor{b: raw}, ""
		for c.more() {
			form = c.front(form)
			magnitude := c.int()
			if strings.HasPrefix(form, prefix) {
				yield(form, magnitude)
			} else if form > prefix {
				return false, c.err
			}
		}
		return true, c.err
	})
}

// lengths fills in the length of the body of the documents that want says,
// loading only the shards that hold them.
func (r *Reader) lengths(want []bool) ([]uint32, error) {
	all := make([]uint32, r.docs)
	return all, r.columns(lengthsFamily, want, func(first, n int, c *cursor) {
		for i := range n {
			all[first+i] = uint32(c.uvarint())
		}
	})
}

// facets returns the rows of the documents that want says; nil: of all.
func (r *Reader) facets(want []bool) ([]facet, error) {
	all := make([]facet, r.docs)
	return all, r.columns(facetsFamily, want, func(first, n int, c *cursor) {
		names, rows := readNames(c), all[first:first+n]
		for i := range rows {
			rows[i].names, rows[i].organisation = names, c.below(len(names.organisations))
		}
		for i := range rows {
			rows[i].set = c.below(len(names.sets))
		}
		for i := range rows {
			rows[i].year = c.int()
		}
		for i := range rows {
			rows[i].source = c.below(len(names.sources))
		}
		for l := range lengthCount {
			for i := range rows {
				rows[i].lengths[l] = c.int()
			}
		}
		for range r.extraKeys {
			v := values{texts: readTexts(c)}
			v.sets = readSets(c, len(v.texts))
			names.extra = append(names.extra, v)
			for i := range rows {
				rows[i].extra = append(rows[i].extra, c.below(len(v.sets)))
			}
		}
	})
}

// columns reads the shards of a column that hold a document of want.
func (r *Reader) columns(family int, want []bool, read func(first, n int, c *cursor)) error {
	for first := 0; first < r.docs; first += columnSlots {
		n := min(columnSlots, r.docs-first)
		if want != nil && !some(want[first:first+n]) {
			continue
		}
		err := r.visit(family, "", first, func(at int, raw []byte) (bool, error) {
			c := &cursor{b: raw}
			if at != first {
				return false, errShort
			}
			read(first, n, c)
			return false, c.err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func some(list []bool) bool {
	for _, b := range list {
		if b {
			return true
		}
	}
	return false
}

// readNames reads what the numbers in the rows that follow stand for.
func readNames(c *cursor) *names {
	n := new(names)
	for range c.count() {
		n.organisations = append(n.organisations, organisation{c.text(), c.text()})
	}
	n.classes = readTexts(c)
	n.sets = readSets(c, len(n.classes))
	n.sources = readTexts(c)
	return n
}

// readSets reads sets of what there are so many of.
func readSets(c *cursor, of int) (sets [][]int) {
	for range c.count() {
		set := make([]int, c.count())
		for i := range set {
			set[i] = c.below(of)
		}
		sets = append(sets, set)
	}
	return sets
}

func readTexts(c *cursor) (texts []string) {
	for range c.count() {
		texts = append(texts, c.text())
	}
	return texts
}
