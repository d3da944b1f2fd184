// Twin: assets/ts/search/files.ts

package search

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"sync"
)

// Limits on what a reader believes.
const (
	maxShard = 64 << 20 // bytes of a shard after decompression
	maxDocs  = 1 << 22
)

// A Reader answers queries from the files that Build wrote.
// It may be used by several goroutines.
type Reader struct {
	fsys    fs.FS
	docs    int
	undated int
	average [fieldCount]float64 // length of the field, rounded up as bleve does
	boosts  [fieldCount]float64

	extraKeys []string // keys of front matter that filter
	dirs      [familyCount]directory
	paged     [familyCount]bool // the directory names pages, not shards
	cache     sync.Map          // shardName → []byte
}

// ErrVersion says that another version of Hindsight wrote the index.
var ErrVersion = errors.New("the search index is of another version: build the site again")

// Open reads the root of the index that lies in fsys.
func Open(fsys fs.FS) (*Reader, error) {
	r := &Reader{fsys: fsys}
	b, err := r.script(RootName, rootCall)
	if err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	c := &cursor{b: b}
	if r.docs, r.undated = c.int(), c.int(); r.docs > maxDocs {
		return nil, fmt.Errorf("search index: %s is damaged: build the site again", RootName)
	}
	for f := range r.average {
		tokens, boost := c.uvarint(), c.int()
		r.boosts[f] = float64(boost) / 1000
		if r.docs > 0 {
			r.average[f] = float64((tokens + uint64(r.docs) - 1) / uint64(r.docs))
		}
	}
	for f := range r.dirs {
		r.paged[f] = c.int() == 1
		r.dirs[f] = readPage(c, f)
	}
	r.extraKeys = readTexts(c)
	if c.err != nil {
		return nil, fmt.Errorf("search index: %s: %w", RootName, c.err)
	}
	return r, nil
}

// readPage reads what directory.appendPage writes.
func readPage(c *cursor, family int) directory {
	d := directory{family: family}
	n := c.count()
	prev, last := "", 0
	for range n {
		if byTerm(family) {
			prev = c.front(prev)
		} else {
			last += c.int()
		}
		d.add(prev, last, shardName{})
	}
	for i := range n {
		copy(d.names[i][:], c.take(nameLength))
	}
	return d
}

// script reads a file and unpacks the argument of its call.
func (r *Reader) script(file, call string) ([]byte, error) {
	b, err := fs.ReadFile(r.fsys, file)
	if err != nil {
		return nil, err
	}
	b, ok := bytes.CutPrefix(b, []byte(call))
	if !ok {
		if file == RootName {
			return nil, ErrVersion
		}
		return nil, fmt.Errorf("%s is damaged: build the site again", file)
	}
	b = bytes.TrimSuffix(b, []byte("\")\n"))
	z, err := zlib.NewReader(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(b)))
	if err == nil {
		b, err = io.ReadAll(io.LimitReader(z, maxShard))
	}
	if err != nil {
		return nil, fmt.Errorf("%s is damaged: build the site again (%w)", file, err)
	}
	return b, nil
}

// shard returns the content of a shard.
func (r *Reader) shard(name shardName) ([]byte, error) {
	if b, ok := r.cache.Load(name); ok {
		return b.([]byte), nil
	}
	b, err := r.script(name.file(), shardCall+name.String()+`","`)
	if err == nil {
		r.cache.Store(name, b)
	}
	return b, err
}

// find returns the place in the directory of the last entry that is not
// greater than the key, -1 when there is none.
func (d *directory) find(term string, doc int) int {
	return sort.Search(len(d.names), func(i int) bool {
		if byTerm(d.family) {
			return d.terms[i] > term
		}
		return d.docs[i] > doc
	}) - 1
}

// visit calls f for the shards of a family that may hold keys from the given
// one on, in order, until f says false. f gets the first document of a shard.
func (r *Reader) visit(family int, term string, doc int, f func(first int, raw []byte) (bool, error)) error {
	d := &r.dirs[family]
	for i := max(0, d.find(term, doc)); i < len(d.names); i++ {
		raw, err := r.shard(d.names[i])
		if err != nil {
			return err
		}
		if !r.paged[family] {
			if more, err := f(d.firstDoc(i), raw); err != nil || !more {
				return r.wrap(d.names[i], err)
			}
			continue
		}
		c := &cursor{b: raw}
		page := readPage(c, family)
		if c.err != nil {
			return r.wrap(d.names[i], c.err)
		}
		for j := max(0, page.find(term, doc)); j < len(page.names); j++ {
			raw, err := r.shard(page.names[j])
			if err != nil {
				return err
			}
			if more, err := f(page.firstDoc(j), raw); err != nil || !more {
				return r.wrap(page.names[j], err)
			}
		}
	}
	return nil
}

func (d *directory) firstDoc(i int) int {
	if byTerm(d.family) {
		return 0
	}
	return d.docs[i]
}

func (r *Reader) wrap(name shardName, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("search index: %s is damaged, build the site again: %w", name.file(), err)
}
