// No twin: it writes the index.

package search

import (
	"maps"
	"math/bits"
	"slices"

	"hindsight/internal/spill"
)

// Sizes of shards before compression. Small ones cost requests, large ones
// drag along what a query did not ask for; bench/search measures both.
const (
	postingsMin, postingsMax   = 9 << 9, 11 << 10
	positionsMin, positionsMax = 24 << 10, 56 << 10
	formsMin, formsMax         = 8 << 10, 24 << 10
	titlesMin, titlesMax       = 3 << 10, 7 << 10
	textsLeast                 = 8 << 10 // see textsMax
	textsMost                  = 43 << 10
	textsFiles                 = 2000
	columnSlots                = 16384    // documents in a shard of lengths or facets
	maxText                    = 64 << 10 // bytes of a text kept for excerpts
)

// boosts say what a word is worth in each field. Of the more than 80 choices that
// TestRanking measures on 102 queries written from summaries none is better by
// 0.01 in both halves: mean reciprocal rank 0.82, from 0.816 to 0.835. They
// matter little, because bleve multiplies a word's score by the share of
// fields that have it.
var boosts = [fieldCount]float64{inTitle: 3, inOrganisation: 2, inClass: 1.5, inHeadings: 1, inBody: 1}

// A writer turns what was gathered into files.
type writer struct {
	*shardWriter
	g       *gathered
	cards   []card
	order   []int    // number in the files → place in cards
	numbers []uint32 // place in cards → number in the files
	undated int
	boosts  [fieldCount]float64
	bodies  []spill.Text // of the cards, as far as excerpts go
	texts   int64        // bytes of all bodies
	dirs    [familyCount]directory

	meanings  map[string][]meaning // by stem
	extraKeys []string             // see Reader
}

func newWriter(dir string, g *gathered, cards []card, bodies []spill.Text, size int64) *writer {
	w := &writer{shardWriter: newShardWriter(dir), g: g, cards: cards, bodies: bodies, texts: size, boosts: boosts, extraKeys: extraKeysOf(cards)}
	w.order, w.undated = number(cards)
	w.numbers = make([]uint32, len(cards))
	for n, i := range w.order {
		w.numbers[i] = uint32(n)
	}
	for f := range w.dirs {
		w.dirs[f].family = f
	}
	return w
}

func (w *writer) writeAll() error {
	for _, step := range []func() error{w.writeTerms, w.writeForms, w.writeLengths, w.writeFacets, w.writeTitles, w.writeTexts, w.writeRarity, w.writeRoot} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) chunker(family, min, max, every int) *chunker {
	return &chunker{w: w.shardWriter, dir: directory{family: family}, min: min, max: max, every: uint64(every)}
}

// writeTerms writes postings and positions.
func (w *writer) writeTerms() error {
	postings := w.chunker(postingsFamily, postingsMin, postingsMax, 64)
	positions := w.chunker(positionsFamily, positionsMin, positionsMax, 64)
	terms := slices.AppendSeq(slices.Collect(maps.Keys(w.g.terms)), maps.Keys(w.meanings))
	slices.Sort(terms)
	for _, term := range slices.Compact(terms) {
		lists := w.g.terms[term]
		if lists == nil {
			lists = new([fieldCount]list) // a word that no document has, but others that mean the same
		}
		p, at := w.record(lists)
		if list := w.meanings[term]; list != nil {
			p[0] |= hasMeanings
			p = appendMeanings(p, list)
		}
		if err := postings.add(term, 0, termRecord(term, p)); err != nil {
			return err
		}
		if len(at) == 0 {
			continue
		}
		if err := positions.add(term, 0, termRecord(term, at)); err != nil {
			return err
		}
	}
	for _, c := range []*chunker{postings, positions} {
		if err := c.flush(); err != nil {
			return err
		}
		w.dirs[c.dir.family] = c.dir
	}
	return nil
}

// hasMeanings is the bit of a record's mask that follows those of the fields.
const hasMeanings = 1 << fieldCount

func termRecord(term string, record []byte) func(string) []byte {
	return func(prev string) []byte {
		return append(appendInt(appendFront(nil, prev, term), len(record)), record...)
	}
}

// record encodes the lists of one term: a mask of the fields that have it,
// then for each its number of documents and the postings. A posting is the
// gap to the document before, whether the frequency is 1, and the frequency
// if it is not. The length of the field follows when it is inline.
func (w *writer) record(lists *[fieldCount]list) (postings, positions []byte) {
	mask := 0
	for f := range lists {
		if len(lists[f].docs) > 0 {
			mask |= 1 << f
		}
	}
	postings = []byte{byte(mask)}
	for f := range lists {
		if l := &lists[f]; len(l.docs) > 0 {
			postings, positions = w.appendList(postings, positions, f, l)
		}
	}
	return postings, positions
}

// inline says that lengths stand beside the postings: those of the short
// fields always do, those of the body for all but the commonest terms, since
// the column of lengths costs a request and 12 KB for 10,000 documents.
func (w *writer) inline(field, docs int) bool {
	return field != inBody || docs <= 4+len(w.cards)/16
}

func (w *writer) appendList(postings, positions []byte, f int, l *list) ([]byte, []byte) {
	type item struct {
		number, freq uint32
		length       uint32
		at           []byte
	}
	items, at := make([]item, len(l.docs)), l.at
	for i, d := range l.docs {
		n := 0
		for left := l.freqs[i]; left > 0; n++ {
			if at[n] < 0x80 {
				left--
			}
		}
		items[i] = item{w.numbers[d], l.freqs[i], w.g.lengths[f][d], at[:n]}
		at = at[n:]
	}
	slices.SortFunc(items, func(a, b item) int { return int(a.number) - int(b.number) })
	inline := w.inline(f, len(items))
	head := len(items) << 1
	if inline {
		head |= 1
	}
	postings = appendInt(postings, head)
	last := uint32(0)
	for _, it := range items {
		gap := uint64(it.number-last) << 1
		last = it.number
		if it.freq == 1 {
			postings = appendUvarint(postings, gap|1)
		} else {
			postings = appendUvarint(appendUvarint(postings, gap), uint64(it.freq))
		}
		if inline {
			postings = appendUvarint(postings, uint64(it.length))
		}
		positions = append(positions, it.at...)
	}
	return postings, positions
}

// writeForms writes the words as written, each with the magnitude of its count.
func (w *writer) writeForms() error {
	c := w.chunker(formsFamily, formsMin, formsMax, 256)
	for _, form := range slices.Sorted(maps.Keys(w.g.forms)) {
		magnitude := byte(min(15, bits.Len(uint(w.g.forms[form].count))))
		err := c.add(form, 0, func(prev string) []byte { return append(appendFront(nil, prev, form), magnitude) })
		if err != nil {
			return err
		}
	}
	err := c.flush()
	w.dirs[formsFamily] = c.dir
	return err
}

// column writes a shard for every columnSlots documents.
func (w *writer) column(family int, encode func(cards []int) []byte) error {
	for n := 0; n < len(w.order); n += columnSlots {
		name, err := w.write(family, encode(w.order[n:min(n+columnSlots, len(w.order))]))
		if err != nil {
			return err
		}
		w.dirs[family].add("", n, name)
	}
	return nil
}

func (w *writer) writeLengths() error {
	return w.column(lengthsFamily, func(cards []int) (b []byte) {
		for _, i := range cards {
			b = appendUvarint(b, uint64(w.g.lengths[inBody][i]))
		}
		return b
	})
}

// textsMax is the size of a shard of texts. Ten hits mostly lie in ten
// of them, so they are as small as about textsFiles files allow, in few
// steps: an archive that grows keeps its shards until it has doubled.
func textsMax(total int64) int {
	size := textsLeast
	for size < textsMost && total/int64(size) > textsFiles*2/3 {
		size *= 2
	}
	return min(size, textsMost)
}

// byDocument writes a record of each document, in the order of their numbers,
// into shards that are cut where the documents' ids say.
func (w *writer) byDocument(c *chunker, record func(card int) ([]byte, error)) error {
	for n, i := range w.order {
		b, err := record(i)
		if err == nil {
			err = c.add(w.cards[i].id, n, func(string) []byte { return b })
		}
		if err != nil {
			return err
		}
	}
	err := c.flush()
	w.dirs[c.dir.family] = c.dir
	return err
}

// writeTitles writes what a hit shows before its text is there.
func (w *writer) writeTitles() error {
	return w.byDocument(w.chunker(titlesFamily, titlesMin, titlesMax, 4), func(i int) ([]byte, error) {
		return appendTitle(nil, w.cards[i]), nil
	})
}

func appendTitle(b []byte, c card) []byte {
	for _, s := range []string{c.url, c.title, c.date.String(), c.when.String(), c.organisation} {
		b = appendText(b, s)
	}
	b = appendInt(b, len(c.classes))
	for _, class := range c.classes {
		b = appendText(b, class)
	}
	b = appendInt(appendInt(appendText(b, c.summary), c.lengths[0]), len(c.same))
	for _, url := range c.same {
		b = appendText(b, url)
	}
	return b
}

// writeTexts writes what excerpts are cut from.
func (w *writer) writeTexts() error {
	most := textsMax(w.texts)
	return w.byDocument(w.chunker(textsFamily, most*9/20, most, 4), func(i int) ([]byte, error) {
		return appendText(nil, w.bodies[i].String()), nil
	})
}

// writeRarity writes the one table of how rare each term is.
func (w *writer) writeRarity() error {
	name, err := w.write(rarityFamily, appendRarity(nil, w.g.telling()))
	w.dirs[rarityFamily].add("", 0, name)
	return err
}

// writeRoot writes the file that everything is found from, last.
func (w *writer) writeRoot() (err error) {
	b := appendInt(nil, len(w.cards))
	b = appendInt(b, w.undated)
	for f, tokens := range w.g.tokens {
		b = appendInt(appendInt(b, tokens), int(w.boosts[f]*1000+.5))
	}
	for f := range w.dirs {
		if b, err = w.dirs[f].appendTo(b, w.shardWriter); err != nil {
			return err
		}
	}
	_, err = w.script(RootName, rootCall, appendTexts(b, w.extraKeys))
	return err
}
