package site

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strconv"
	"sync"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/remedy"
	"hindsight/internal/spill"
	"hindsight/internal/wording"
)

// A reading is what a page takes from the text of its entry, without the text. To
// read takes a quarter of the time of a build in which a single text changed, so it
// is kept for the next one, which takes it where the text and all else that it
// comes from is as it was; the HTML is made then only of a page that is rendered.
type reading struct {
	From     sum // a hash of what it comes from
	Size     int // of the HTML, in bytes
	Headings []heading
	Anchors  []string // as in body
	Plain    bool
	Problem  string // what is shown less well; "" for nothing
	Remedies []remedy.Remedy
	Sayings  map[string][]string // by class
}

// readingsName is what the readings of the last build are kept under.
const readingsName = "readings"

// A maker makes pages of entries.
type maker struct {
	tax      hindsight.Taxonomy
	pictures PictureReader
	say      wording.Texts
	was      map[string]reading // of the last build, by URL
	texts    *spill.File        // their HTML: 10,000 have 60 MB
}

// newMaker is one that knows the readings of the last build.
func newMaker(o Options, say wording.Texts, texts *spill.File) maker {
	m := maker{tax: o.Taxonomy, pictures: o.Picture, say: say, texts: texts}
	if o.Store != nil {
		_ = json.Unmarshal(o.Store.Get(readingsName), &m.was) // nil, or what keepReadings wrote
	}
	return m
}

// keepReadings keeps what the next build's maker takes.
func keepReadings(o Options, pages []*page) error {
	if o.Store == nil {
		return nil
	}
	all := make(map[string]reading, len(pages))
	for _, p := range pages {
		all[p.URL] = p.reading
	}
	b, err := json.Marshal(all)
	if err == nil {
		o.Store.Put(readingsName, b)
	}
	return err
}

// read reads the text of what is published of an entry, and says how to have its
// HTML.
func (m maker) read(e hindsight.Entry, quotes []hindsight.Evidence, has map[string]shown) (reading, func() string) {
	brief := func(id string) string { c, _ := m.tax.Class(id); return c.Brief() }
	t := text{md: e.Body, base: e.Source.URL, top: 2, quotes: quotes, brief: brief, has: has, toHeading: m.say.Say("section-link")}
	from := t.readFrom(e)
	if r, ok := m.was["/"+e.URL()]; ok && r.From == from {
		return r, sync.OnceValue(func() string {
			b, _ := t.published(e.Publish) // the error is r.Problem
			return b.HTML
		})
	}
	b, err := t.published(e.Publish)
	doc := prose.Parse(e.Title, e.Body)
	r := reading{From: from, Size: len(b.HTML), Headings: b.Headings, Anchors: b.Anchors, Plain: b.Plain,
		Remedies: remediesOf(e, doc), Sayings: sayings(e, doc)}
	if err != nil {
		r.Problem = err.Error()
	}
	return r, m.texts.Add(b.HTML).String
}

// readFrom is a hash of all that reading the text of e looks at.
func (t text) readFrom(e hindsight.Entry) sum {
	h := sums{sha256.New()}
	h.add(t.md, t.base, t.toHeading, e.Title, e.Summary, e.Publish, e.Lang, e.Primary(), strconv.Itoa(len(t.quotes)))
	for _, q := range t.quotes {
		h.add(q.Class, t.brief(q.Class), q.Quote)
	}
	for _, name := range slices.Sorted(maps.Keys(t.has)) {
		p := t.has[name]
		h.add(name, p.name, p.src, p.is.Ending, strconv.Itoa(p.is.Width), strconv.Itoa(p.is.Height))
	}
	return h.sum()
}

// published renders what is there of the text. An excerpt needs no table of
// contents.
func (t text) published(publish string) (body, error) {
	if t.md == "" {
		return body{Anchors: make([]string, len(t.quotes))}, nil
	}
	b, err := t.render()
	if publish == hindsight.PublishExcerpt {
		b.Headings = nil
	}
	return b, err
}

// sums is a hash of strings, each with its length, so that none runs into the
// next.
type sums struct{ hash.Hash }

func (h sums) add(all ...string) {
	for _, s := range all {
		fmt.Fprintf(h, "%d ", len(s))
		_, _ = io.WriteString(h, s)
	}
}

func (h sums) sum() sum { return sum(h.Sum(nil)) }
