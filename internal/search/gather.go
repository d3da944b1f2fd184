// No twin: it writes the index.

package search

import (
	"context"
	"math"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"

	"hindsight"
	"hindsight/internal/prose"
)

// The fields of a document that are searched, in the order of the files.
const (
	inTitle = iota
	inOrganisation
	inClass
	inHeadings
	inBody
	fieldCount
)

var fieldNames = [fieldCount]string{"title", "organisation", "class", "headings", "body"}

// text is what of an entry is searched.
type text [fieldCount]string

// maxDifferent is how many different words of a text are searched: at the next
// new one it ends. The longest real postmortem seen has 3,000, and 10,000 RFCs
// have 86,000 together. What costs time and memory is the different words: two
// texts of 6 MB whose words are all different took 25 s and 2 GB.
const maxDifferent = 100_000

// A list is what one field holds of one term: documents in the order in which
// they came, how often each has it, and where.
type list struct {
	docs, freqs []uint32
	at          []byte // uvarints: gaps between the positions in each document
}

// A posting table maps a term to its lists.
type table map[string]*[fieldCount]list

// gathered is the inverted index of all documents.
type gathered struct {
	terms   table
	lengths [fieldCount][]uint32 // words of each document, stop words not counted
	tokens  [fieldCount]int      // sum of the lengths
	forms   map[string]*form
	told    [][]byte // see told
}

// indexMapping tells bleve about the fields.
func indexMapping(c *collector, p phrases) (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	m.ScoringModel = index.BM25Scoring
	if err := m.AddCustomAnalyzer("text", map[string]any{"type": analyserName, "collector": c, "phrases": p}); err != nil {
		return nil, err
	}
	doc := bleve.NewDocumentStaticMapping()
	for _, name := range fieldNames {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.Store, f.IncludeInAll, f.DocValues, f.IncludeTermVectors = "text", false, false, false, true
		doc.AddFieldMappingsAt(name, f)
	}
	m.DefaultMapping = doc
	return m, nil
}

// fields gives bleve a text as it wants it.
func (t text) fields() map[string]any {
	m := make(map[string]any, fieldCount)
	for i, name := range fieldNames {
		if t[i] != "" {
			m[name] = t[i]
		}
	}
	return m
}

// add indexes a batch of texts.
func (g *gathered) add(ctx context.Context, m mapping.IndexMapping, batch []text) error {
	ix, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return err
	}
	defer ix.Close()
	b := ix.NewBatch()
	for i, t := range batch {
		if err := b.Index(docID(i), t.fields()); err != nil {
			return err
		}
	}
	if err := ix.Batch(b); err != nil {
		return err
	}
	for f := range g.lengths {
		g.lengths[f] = make([]uint32, len(batch))
	}
	adv, err := ix.Advanced()
	if err != nil {
		return err
	}
	r, err := adv.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	return g.walk(ctx, r)
}

// docID is the name that a document has while bleve holds it.
func docID(n int) string { return string([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) }

func docOf(id string) uint32 {
	return uint32(id[0])<<24 | uint32(id[1])<<16 | uint32(id[2])<<8 | uint32(id[3])
}

// walk copies what bleve holds into the table. bleve numbers the documents of
// a batch in an order of its own, so they are looked up and sorted later.
func (g *gathered) walk(ctx context.Context, r index.IndexReader) error {
	names := map[string]uint32{} // bleve's number → ours
	number := func(id index.IndexInternalID) (uint32, error) {
		n, ok := names[string(id)]
		if !ok {
			ext, err := r.ExternalID(id)
			if err != nil {
				return 0, err
			}
			n = docOf(ext)
			names[string(id)] = n
		}
		return n, nil
	}
	for f, name := range fieldNames {
		dict, err := r.FieldDict(name)
		if err != nil {
			return err
		}
		for {
			entry, err := dict.Next()
			if err != nil {
				return err
			}
			if entry == nil {
				break
			}
			if err := g.walkTerm(ctx, r, f, entry.Term, number); err != nil {
				return err
			}
		}
		if err := dict.Close(); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (g *gathered) walkTerm(ctx context.Context, r index.IndexReader, f int, term string, number func(index.IndexInternalID) (uint32, error)) error {
	postings, err := r.TermFieldReader(ctx, []byte(term), fieldNames[f], true, true, true)
	if err != nil {
		return err
	}
	defer postings.Close()
	lists := g.terms[term]
	if lists == nil {
		lists = new([fieldCount]list)
		g.terms[strings.Clone(term)] = lists
	}
	l := &lists[f]
	for p := new(index.TermFieldDoc); ; {
		if p, err = postings.Next(p.Reset()); err != nil || p == nil {
			return err
		}
		n, err := number(p.ID)
		if err != nil {
			return err
		}
		if g.lengths[f][n] == 0 {
			// bleve keeps 1/√length as a float32; the length comes out exactly
			g.lengths[f][n] = uint32(math.Round(1 / (p.Norm * p.Norm)))
		}
		l.docs, l.freqs = append(l.docs, n), append(l.freqs, uint32(len(p.Vectors)))
		last := uint64(0)
		for _, v := range p.Vectors {
			l.at = appendUvarint(l.at, v.Pos-last)
			last = v.Pos
		}
	}
}

// searched is the beginning of a text that has no more than maxDifferent words.
func searched(body string) string {
	if len(body) < 2*maxDifferent { // a word and what parts it from the next
		return body
	}
	end, seen := len(body), map[string]bool{}
	words(body, func(w word) {
		if len(seen) < maxDifferent {
			seen[w.term] = true
		} else if w.start < end && !seen[w.term] {
			end = w.start
		}
	})
	return body[:end]
}

// textOf says what of an entry is searched: what may be published of it, since
// an index holds every word in its place.
func textOf(e hindsight.Entry) text {
	e = e.Published()
	heads := headings(e)
	body := markHeadings(searched(prose.Plain(e.Body)), heads)
	if !strings.Contains(body, e.Summary) {
		body = strings.Trim(e.Summary+"\n"+body, "\n")
	}
	t := text{inTitle: e.Title, inOrganisation: e.Organisation, inClass: strings.Join(e.Classes, " "), inHeadings: searched(heads), inBody: body}
	for f := range t {
		t[f] = strings.ToValidUTF8(t[f], "\uFFFD")
	}
	return t
}

// headingSign stands before each line of a text that is a heading, so that an
// excerpt can be shown with the section that it is from. It is white space: no
// part of a word, and not in an excerpt.
const headingSign = "\u2029"

// markHeadings puts the sign before the lines that are headings; the text has
// them in the same order.
func markHeadings(body, headings string) string {
	lines := strings.SplitAfter(strings.ReplaceAll(body, headingSign, " "), "\n")
	at := 0
	for heading := range strings.SplitSeq(headings, "\n") {
		plain := strings.TrimSpace(prose.Line(heading))
		for i := at; i < len(lines) && plain != ""; i++ {
			if line := strings.TrimRight(lines[i], "\n"); line == plain || strings.TrimSuffix(line, ":") == plain {
				lines[i], at = headingSign+lines[i], i+1
				break
			}
		}
	}
	return strings.Join(lines, "")
}

func headings(e hindsight.Entry) string {
	var lines []string
	for _, s := range prose.Parse(e.Title, e.Body).Sections {
		if s.Heading != "" && s.Level > 0 {
			lines = append(lines, s.Heading)
		}
	}
	return strings.Join(lines, "\n")
}
