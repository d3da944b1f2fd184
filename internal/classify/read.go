package classify

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/phrase"
	"hindsight/internal/prose"
)

// maxSentences bounds how much of a text is read. The longest postmortem seen
// has 700; in what is longer, the causes stand long before.
const maxSentences = 3000

// A reading is a postmortem cut into sentences, with what matched in each.
type reading struct {
	doc       *prose.Document
	sentences []sentence
	words     int
}

// A sentence is one sentence of the body, or the title (start -1).
type sentence struct {
	start, end int
	text       string
	role       prose.Role
	section    string
	tokens     []phrase.Token
	hits       []phrase.Hit
	signals    [numSignals]bool
	after      []int32 // tokens behind which a cause is announced
	before     []int32 // tokens in front of which a cause was named
	concepts   []conceptMark
	silent     bool // it tells nothing of what happened
}

// A conceptMark is the first place of a concept in a sentence.
type conceptMark struct{ concept, at int32 }

// read parses and matches p.
func (c *Classifier) read(p hindsight.Postmortem) *reading {
	r, _ := c.readDocument(context.Background(), p, prose.Parse(p.Title, p.Body)) // only ctx can fail
	return r
}

// readDocument matches a parsed p, sentence by sentence, as long as ctx has not
// ended.
func (c *Classifier) readDocument(ctx context.Context, p hindsight.Postmortem, doc *prose.Document) (*reading, error) {
	r := &reading{doc: doc}
	if strings.TrimSpace(p.Title) != "" {
		r.sentences = append(r.sentences, sentence{start: -1, text: p.Title, role: prose.RoleTitle, section: "title"})
	}
	for _, s := range r.doc.Sentences {
		if len(r.sentences) == maxSentences {
			break
		}
		sec := r.doc.Sections[s.Section]
		r.sentences = append(r.sentences, sentence{start: s.Start, end: s.End, text: p.Body[s.Start:s.End], role: sec.Role, section: sec.Heading})
	}
	for i := range r.sentences {
		r.sentences[i].tokens = phrase.Tokens(r.sentences[i].text)
		r.words += len(r.sentences[i].tokens)
	}
	r.mask(p.Organisation)
	m := matching{matcher: c.matcher}
	for i := range r.sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		m.match(&r.sentences[i])
	}
	return r, nil
}

// A matching is the memory of one document's matching.
type matching struct {
	*matcher
	words []string
	hits  []phrase.Hit
}

// match finds the cues and signals of a sentence.
func (m *matching) match(s *sentence) {
	m.words = phrase.Words(m.words[:0], s.tokens)
	m.hits = m.Find(m.words, m.hits[:0])
	for _, h := range m.hits {
		cls := m.cues[h.Pattern].class
		if cls >= 0 {
			s.hits = append(s.hits, h)
			continue
		}
		if cls < -int(numSignals) {
			s.concepts = append(s.concepts, conceptMark{int32(-1 - int(numSignals) - cls), h.Start})
			continue
		}
		sig := signal(-1 - cls)
		s.signals[sig] = true
		switch sig {
		case causeAfter:
			s.after = append(s.after, h.End)
		case causeBefore:
			s.before = append(s.before, h.Start)
		}
	}
	if s.silent = s.tellsNothing(m.words); s.silent {
		s.hits = nil
	}
}

// ownName stands for the name of whoever wrote the report, so that a cloud
// that reports on itself is not taken for somebody's supplier.
const ownName = "ownname"

// mask replaces the names of the reporting organisation. Beside the stated
// one these are capitalised words that stand, perhaps with others between,
// before "engineers", "customers" or the like, or behind "customers using",
// and that the text never writes in lower case. Only names that cues know as
// those of suppliers are replaced: Storage customers are not Storage.
func (r *reading) mask(organisation string) {
	own := map[string]bool{}
	for _, t := range phrase.Tokens(organisation) {
		if len(t.Text) > 2 {
			own[t.Text] = true
		}
	}
	lower := map[string]bool{}
	for i := range r.sentences {
		s := &r.sentences[i]
		run := 0 // capitalised words in a row before token k
		for k, t := range s.tokens {
			if staff[t.Text] {
				for _, name := range s.tokens[k-min(run, 4) : k] {
					own[name.Text] = true
				}
			}
			if first, _ := utf8.DecodeRuneInString(s.text[t.Start:]); unicode.IsUpper(first) {
				if run++; k > 1 && clients[s.tokens[k-2].Text] && (s.tokens[k-1].Text == "using" || s.tokens[k-1].Text == "of") {
					own[t.Text] = true
				}
			} else {
				lower[t.Text] = lower[t.Text] || !inAddress(s.text, t)
				run = 0
			}
		}
	}
	for i := range r.sentences {
		for k := range r.sentences[i].tokens {
			t := &r.sentences[i].tokens[k]
			if own[t.Text] && !lower[t.Text] && vendors[t.Text] {
				t.Text = ownName
			}
		}
	}
}

// inAddress says that a word is part of a host name, a path or the like.
func inAddress(text string, t phrase.Token) bool {
	const joints = "./-_@"
	return t.Start > 0 && strings.IndexByte(joints, text[t.Start-1]) >= 0 ||
		t.End+1 < len(text) && strings.IndexByte(joints, text[t.End]) >= 0 && text[t.End+1] > ' '
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// vendors are the words of the concept of that name.
var vendors = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range concepts {
		if c.Name != "vendor" {
			continue
		}
		for _, p := range c.Phrases {
			for w := range p.Words() {
				m[w] = true
			}
		}
	}
	return m
}()

var (
	staff   = set("engineers engineering engineer team staff employees customers users platform dashboard")
	clients = set("customers users subset")
)
