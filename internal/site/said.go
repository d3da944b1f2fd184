package site

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/remedy"
)

// A said is a sentence that earned the class, and who wrote it.
type said struct {
	Text string `json:"text"`
	link
}

const (
	mostSaid  = 8
	shortSaid = 60 // bytes: what is shorter says little on its own
	longSaid  = 240
)

// sayings are, by class, the sentences of a published text that earned it:
// the quotes that stand alone, else the sentences that they are pieces of. For
// the main class the summary's first sentence stands behind them.
func sayings(e hindsight.Entry, doc *prose.Document) map[string][]string {
	out := map[string][]string{}
	add := func(class, s string) {
		if s = oneLine(s, longSaid+1); standsAlone(s) && !slices.Contains(out[class], s) {
			out[class] = append(out[class], s)
		}
	}
	for _, v := range e.Evidence[:min(len(e.Evidence), maxQuotes)] {
		if at := strings.Index(doc.Text, v.Quote); at >= 0 && v.Quote != "" {
			add(v.Class, enclosing(doc, at, at+len(v.Quote)))
		}
		add(v.Class, quoteText(v.Quote))
	}
	if first := prose.Parse("", e.Summary).Sentences; len(first) > 0 {
		add(e.Primary(), e.Summary[first[0].Start:first[0].End])
	}
	return out
}

// enclosing is the sentence that a piece of the text stands in, "" where it stands
// in several.
func enclosing(doc *prose.Document, from, to int) string {
	i := sort.Search(len(doc.Sentences), func(i int) bool { return doc.Sentences[i].End > from })
	if i == len(doc.Sentences) || doc.Sentences[i].Start > from || doc.Sentences[i].End < to {
		return ""
	}
	return doc.Line(doc.Sentences[i].Start, doc.Sentences[i].End)
}

// saidBy are the sentences by which authors say it: one an organisation, those
// of the main class first, then those whose words hardly tell it last, the
// shortest first, and none in nearly the words of another.
func saidBy(pages []*page, class string, topics *remedy.Topics) []said {
	type candidate struct {
		said
		rank int
	}
	var all []candidate
	for _, p := range pages {
		for _, s := range p.reading.Sayings[class] {
			c := candidate{said{s, p.link()}, 0}
			if p.entry.Primary() != class {
				c.rank++
			}
			if topics.About(s, class) < 1 {
				c.rank += 2
			}
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(a.rank-b.rank, len(a.Text)-len(b.Text), strings.Compare(a.URL, b.URL))
	})
	var out []said
	var sets []map[string]bool
	owners := map[string]bool{}
	for _, c := range all {
		words, who := wordSet(c.Text), cmp.Or(c.Organisation, c.URL)
		if len(out) == mostSaid || owners[who] || slices.ContainsFunc(sets, func(s map[string]bool) bool { return alike(s, words) }) {
			continue
		}
		owners[who], sets = true, append(sets, words)
		c.Bar, c.Lasted = "", ""
		out = append(out, c.said)
	}
	return out
}

// reporting are words that an update of a status page begins with.
var reporting = strings.Fields("update updates investigating identified monitoring resolved status")

// standsAlone says that a sentence is understood without the one before it: a
// whole one, neither long nor a fragment, that points at nothing outside itself.
func standsAlone(s string) bool {
	first, _, _ := strings.Cut(strings.ToLower(s), " ")
	first = strings.TrimFunc(first, func(r rune) bool { return !unicode.IsLetter(r) })
	begin, _ := utf8.DecodeRuneInString(s)
	return len(s) >= shortSaid && len(s) <= longSaid && strings.HasSuffix(s, ".") && unicode.IsUpper(begin) && prose.OpeningOf(s) == prose.Free &&
		!slices.Contains(reporting, first) && !strings.Contains(s, "aforementioned") && !strings.ContainsAny(s, "|`") && !strings.Contains(s, "://")
}
