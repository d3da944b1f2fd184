// No twin: it writes the index.

package search

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"

	"hindsight"
	"hindsight/internal/watch"
)

// A Store keeps something by a name until the next Build, which may find it
// there or not: nil. What it gives is what was put, by the same program.
type Store interface {
	Get(name string) []byte
	Put(name string, b []byte)
}

// Entries are analysed and indexed in batches. Each becomes one segment of bleve's in
// memory that is walked and dropped, without merging and without files: 10,000
// documents take 13 s of CPU and 0.4 GB with all shards written, where bleve's
// own offline builder alone took 13 to 16 s.
//
// What comes of a batch depends on its entries alone, so a Store can keep it: of
// an archive with one changed text one batch is analysed. Where a batch ends
// depends on the entries near by (cutsAfter), so that one entry more
// does not make all batches after it others.
const (
	batchLeast = 100
	batchMost  = 400
	batchBytes = 16 << 20
	batchEvery = 128 // after batchLeast, one entry of so many ends its batch
)

func cutsAfter(e hindsight.Entry, n, size int) bool {
	if n >= batchMost || size >= batchBytes {
		return true
	}
	h := fnv.New32a()
	_, _ = io.WriteString(h, e.ID())
	return n >= batchLeast && h.Sum32()%batchEvery == 0
}

// gather indexes entries and hands on what is searched of their bodies, in their
// order. As many batches are at work as there are processors, for bleve lays out a
// segment with one of them.
func gather(ctx context.Context, entries iter.Seq[hindsight.Entry], opt Options, body func(string)) (*gathered, error) {
	type made struct {
		piece *piece
		err   error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ahead := make(chan chan made, runtime.GOMAXPROCS(0)-1) // and the one that is waited for
	b := batcher{opt: opt, phrases: opt.Synonyms.phrases(), stems: &stems{of: map[string][]byte{}}}
	var work sync.WaitGroup
	defer work.Wait()
	start := func(batch []hindsight.Entry) error {
		c := make(chan made, 1)
		select {
		case ahead <- c:
		case <-ctx.Done():
			return ctx.Err()
		}
		work.Go(func() {
			p, err := watch.Safe(func() (*piece, error) { return b.piece(ctx, batch) })
			c <- made{p, err}
		})
		return nil
	}
	var broken error // of the entries
	work.Go(func() {
		defer close(ahead)
		_, broken = watch.Safe(func() (none struct{}, err error) {
			for batch := range batches(entries) {
				if err = start(batch); err != nil {
					break
				}
			}
			return none, err
		})
	})
	g := &gathered{terms: table{}, forms: map[string]*form{}}
	for c := range ahead {
		m := <-c
		if m.err != nil {
			cancel()
			return nil, m.err
		}
		for _, text := range m.piece.bodies {
			body(text)
		}
		g.take(m.piece)
	}
	return g, broken
}

// batches cuts entries where cutsAfter says.
func batches(entries iter.Seq[hindsight.Entry]) iter.Seq[[]hindsight.Entry] {
	return func(yield func([]hindsight.Entry) bool) {
		var batch []hindsight.Entry
		size := 0
		for e := range entries {
			batch, size = append(batch, e), size+len(e.Body)
			if cutsAfter(e, len(batch), size) {
				if !yield(batch) {
					return
				}
				batch, size = nil, 0
			}
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

// A batcher makes pieces of an index.
type batcher struct {
	opt     Options
	phrases phrases
	stems   *stems
}

// A piece is what came of a batch.
type piece struct {
	gathered
	bodies []string // for excerpts
}

// piece is taken from the store, or made.
func (b batcher) piece(ctx context.Context, batch []hindsight.Entry) (*piece, error) {
	name := ""
	if b.opt.Store != nil {
		name = b.name(batch)
		if kept := b.opt.Store.Get(name); kept != nil {
			if p, err := readPiece(kept); err == nil && len(p.bodies) == len(batch) {
				return p, nil
			}
		}
	}
	p := &piece{gathered: gathered{terms: table{}, forms: map[string]*form{}}}
	texts := make([]text, len(batch))
	for i, e := range batch {
		texts[i] = textOf(e)
		p.bodies = append(p.bodies, cut(texts[i][inBody], maxText))
		p.told = append(p.told, told(texts[i][inTitle]+"\n"+texts[i][inBody]))
	}
	m, err := indexMapping(&collector{forms: p.forms, stems: b.stems}, b.phrases)
	if err != nil {
		return nil, err
	}
	if err := p.add(ctx, m, texts); err != nil {
		return nil, err
	}
	if b.opt.Store != nil {
		b.opt.Store.Put(name, p.append(nil))
	}
	return p, nil
}

// name is a hash of all that a piece is made of.
func (b batcher) name(batch []hindsight.Entry) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q ", b.opt.Synonyms)
	for _, e := range batch {
		e = e.Published()
		for _, s := range append([]string{e.Title, e.Organisation, e.Summary, e.Body}, e.Classes...) {
			fmt.Fprintf(h, "%d ", len(s))
			_, _ = io.WriteString(h, s)
		}
		_, _ = io.WriteString(h, "\n")
	}
	return fmt.Sprintf("index %x", h.Sum(nil))
}

// take adds a piece, whose documents come after all that are there.
func (g *gathered) take(p *piece) {
	first := uint32(len(g.lengths[inBody]))
	for term, from := range p.terms {
		lists := g.terms[term]
		if lists == nil {
			lists = new([fieldCount]list)
			g.terms[strings.Clone(term)] = lists
		}
		for f := range from {
			to := &lists[f]
			for _, d := range from[f].docs {
				to.docs = append(to.docs, first+d)
			}
			to.freqs, to.at = append(to.freqs, from[f].freqs...), append(to.at, from[f].at...)
		}
	}
	for _, words := range p.told {
		g.told = append(g.told, slices.Clone(words)) // not a part of what the store gave
	}
	for f := range p.lengths {
		g.lengths[f] = append(g.lengths[f], p.lengths[f]...)
		for _, n := range p.lengths[f] {
			g.tokens[f] += int(n)
		}
	}
	for name, from := range p.forms {
		to := g.forms[name]
		if to == nil {
			to = &form{stem: from.stem}
			g.forms[strings.Clone(name)] = to
		}
		to.count, to.tells = to.count+from.count, to.tells || from.tells
	}
}

// append writes a piece for readPiece.
func (p *piece) append(b []byte) []byte {
	b = appendTexts(b, p.bodies)
	for _, words := range p.told {
		b = append(appendInt(b, len(words)), words...)
	}
	for f := range p.lengths {
		for _, n := range p.lengths[f] {
			b = appendUvarint(b, uint64(n))
		}
	}
	b = appendInt(b, len(p.terms))
	for term, lists := range p.terms {
		b = appendText(b, term)
		for f := range lists {
			l := &lists[f]
			b = appendInt(b, len(l.docs))
			for i, d := range l.docs {
				b = appendUvarint(appendUvarint(b, uint64(d)), uint64(l.freqs[i]))
			}
			b = append(appendInt(b, len(l.at)), l.at...)
		}
	}
	b = appendInt(b, len(p.forms))
	for name, f := range p.forms {
		b = appendText(appendText(b, name), string(f.stem))
		count := f.count << 1
		if f.tells {
			count |= 1
		}
		b = appendInt(b, count)
	}
	return b
}

// readPiece reads what append wrote.
func readPiece(b []byte) (*piece, error) {
	c := &cursor{b: b}
	p := &piece{gathered: gathered{terms: table{}, forms: map[string]*form{}}}
	p.bodies = readTexts(c)
	for range p.bodies {
		p.told = append(p.told, c.take(c.count()))
	}
	for f := range p.lengths {
		p.lengths[f] = make([]uint32, len(p.bodies))
		for i := range p.lengths[f] {
			p.lengths[f][i] = uint32(c.int())
		}
	}
	for n := c.count(); n > 0 && c.err == nil; n-- {
		lists := new([fieldCount]list)
		p.terms[c.text()] = lists
		for f := range lists {
			lists[f] = readList(c, len(p.bodies))
		}
	}
	for n := c.count(); n > 0 && c.err == nil; n-- {
		name := c.text()
		f := &form{stem: []byte(c.text())}
		count := c.int()
		f.count, f.tells = count>>1, count&1 == 1
		p.forms[name] = f
	}
	return p, c.err
}

func readList(c *cursor, docs int) (l list) {
	n := c.count()
	if n == 0 {
		_ = c.count()
		return l
	}
	l.docs, l.freqs = make([]uint32, n), make([]uint32, n)
	for i := range n {
		l.docs[i], l.freqs[i] = uint32(c.below(docs)), uint32(c.int())
	}
	l.at = c.take(c.count())
	return l
}
