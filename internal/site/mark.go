package site

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight"
)

// minQuote is how many letters and digits a quote needs to be looked up:
// shorter ones are found in the wrong place.
const minQuote = 8

// A letters is a text reduced to lower-case letters and digits, with the way
// back: which text node each stretch of it comes from. Emphasis, links, escapes
// and line breaks between a quote and its place in the page fall away.
type letters struct {
	text  strings.Builder
	parts []textPart // in order
}

// A textPart says from which byte of a text on its letters are those of a text node.
type textPart struct {
	from int
	node *html.Node
}

// A position is a byte range in a text node: that of one rune.
type position struct {
	node       *html.Node
	start, end int
}

func (l *letters) add(n *html.Node) {
	l.parts = append(l.parts, textPart{l.text.Len(), n})
	for _, r := range n.Data {
		if isLetter(r) {
			l.text.WriteRune(unicode.ToLower(r))
		}
	}
}

// partAt is the place of the part that holds the i-th byte. Of several parts that
// begin there, all but the last are empty.
func (l *letters) partAt(i int) int {
	at, _ := slices.BinarySearchFunc(l.parts, i+1, func(p textPart, i int) int { return cmp.Compare(p.from, i) })
	return at - 1
}

// positions are where the runes of the bytes from..to stand. They are found anew for
// each quote: to keep those of all runes took 4 GB in a build of 10,000 texts, most
// of which no quote is looked for in.
func (l *letters) positions(from, to int) (list []position) {
	for k := l.partAt(from); k < len(l.parts) && l.parts[k].from < to; k++ {
		at, n := l.parts[k].from, l.parts[k].node
		for i, r := range n.Data {
			if !isLetter(r) {
				continue
			}
			if from <= at && at < to {
				list = append(list, position{n, i, i + utf8.RuneLen(r)})
			}
			at += utf8.RuneLen(unicode.ToLower(r))
		}
	}
	return list
}

func (d dom) letters() *letters {
	l := &letters{}
	for n := range d.root.Descendants() {
		if n.Type == html.TextNode {
			l.add(n)
		}
	}
	return l
}

// mark puts <mark id="evidence-N"> around each quote that stands in the text,
// with the names of its classes behind it, and returns the ids. A quote within
// one that is marked already shares its id.
func (d dom) mark(quotes []hindsight.Evidence, brief func(class string) string) ([]string, error) {
	ids := make([]string, len(quotes))
	if len(quotes) == 0 {
		return ids, nil
	}
	page := d.letters()
	text := page.text.String()
	type span struct {
		from, to int
		id       string
		classes  []string
	}
	var spans []span
next:
	for i, q := range quotes {
		from, to, err := find(text, page, q)
		if err != nil {
			return nil, err
		}
		if from < 0 {
			continue
		}
		for n, s := range spans {
			if from < s.to && s.from < to {
				ids[i] = s.id
				spans[n].classes = append(s.classes, q.Class)
				continue next
			}
		}
		ids[i] = "evidence-" + strconv.Itoa(len(spans)+1)
		spans = append(spans, span{from, to, ids[i], []string{q.Class}})
	}
	marks := map[*html.Node][]markRange{}
	for _, s := range spans {
		at := page.positions(s.from, s.to)
		collectMarks(marks, at, s.id)
		if brief != nil {
			last := marks[at[len(at)-1].node]
			last[len(last)-1].earned = earned(s.id, s.classes, brief)
		}
	}
	for n, rs := range marks {
		wrapMarks(n, rs)
	}
	return ids, nil
}

// earned is the label at the end of a mark: which classes its sentence earned,
// and the way to where that is said. The names are the style's to show, so that
// the text stays what the author wrote.
func earned(id string, classes []string, brief func(string) string) *html.Node {
	var names []string
	for _, c := range classes {
		if name := brief(c); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	all := strings.Join(names, ", ")
	return &html.Node{Type: html.ElementNode, DataAtom: atom.A, Data: "a", Attr: []html.Attribute{{Key: "class", Val: "earned"},
		{Key: "href", Val: "#" + whyID(id)}, {Key: "aria-label", Val: all}, {Key: "data-classes", Val: all}}}
}

// whyID is the place beside the text that tells of a mark.
func whyID(mark string) string { return "why-" + strings.TrimPrefix(mark, "evidence-") }

// find looks a quote up, first under the heading it is said to stand under.
func find(text string, page *letters, q hindsight.Evidence) (from, to int, err error) {
	if strings.EqualFold(q.Section, "title") && q.Start < 0 {
		return -1, -1, nil
	}
	d, err := quoteDOM(q.Quote)
	if err != nil {
		return -1, -1, err
	}
	want := d.letters().text.String()
	if len(want) < minQuote {
		return -1, -1, nil
	}
	after := headingAt(text, page, q.Section)
	if i := strings.Index(text[after:], want); i >= 0 {
		return after + i, after + i + len(want), nil
	}
	i := strings.Index(text, want)
	return i, i + len(want), nil
}

// referencesRE are links whose addresses stand elsewhere than in the quote.
var referencesRE = regexp.MustCompile(`\[([^\[\]]*)\]\[[^\[\]]*\]`)

// quoteDOM renders a quote, which is Markdown, by itself.
func quoteDOM(md string) (dom, error) {
	safe, err := toHTML(referencesRE.ReplaceAllString(printable(clip(md, 2000)), "$1"))
	if err != nil {
		return dom{}, err
	}
	return parseDOM(safe)
}

// headingAt is where the text under a heading begins, or 0.
func headingAt(text string, page *letters, section string) int {
	var l letters
	l.add(&html.Node{Type: html.TextNode, Data: section})
	want := l.text.String()
	for at := 0; want != ""; {
		i := strings.Index(text[at:], want)
		if i < 0 {
			break
		}
		at += i
		for p := page.parts[page.partAt(at)].node.Parent; p != nil; p = p.Parent {
			if len(p.Data) == 2 && p.Data[0] == 'h' && p.DataAtom != atom.Hr {
				return at
			}
		}
		at += len(want)
	}
	return 0
}

// A markRange is the part of one text node that belongs to a quote.
type markRange struct {
	start, end int
	id         string     // "" but for the first of its quote
	earned     *html.Node // behind the last of its quote; nil elsewhere
}

// collectMarks turns the letters of a quote into ranges of text nodes. What
// lies between two nodes of one quote, spaces and commas, is marked as well.
func collectMarks(marks map[*html.Node][]markRange, at []position, id string) {
	for i, p := range at {
		rs := marks[p.node]
		if i > 0 && at[i-1].node == p.node {
			rs[len(rs)-1].end = p.end
			continue
		}
		r := markRange{start: p.start, end: p.end, id: id}
		if i > 0 {
			if !strings.ContainsFunc(p.node.Data[:p.start], isLetter) {
				r.start = 0
			}
			before := at[i-1].node
			if last := marks[before]; !strings.ContainsFunc(before.Data[at[i-1].end:], isLetter) {
				last[len(last)-1].end = len(before.Data)
			}
		}
		marks[p.node] = append(rs, r)
		id = ""
	}
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wrapMarks cuts a text node into marked and other text. Full stops and closing
// quotes that follow a quote belong to it.
func wrapMarks(n *html.Node, rs []markRange) {
	text, parent := n.Data, n.Parent
	at := 0
	put := func(s string) {
		if s != "" {
			parent.InsertBefore(&html.Node{Type: html.TextNode, Data: s}, n)
		}
	}
	for _, r := range sortedMarks(rs) {
		for r.end < len(text) && strings.ContainsRune(".!?)\"'", rune(text[r.end])) {
			r.end++
		}
		put(text[at:r.start])
		m := &html.Node{Type: html.ElementNode, DataAtom: atom.Mark, Data: "mark"}
		if r.id != "" {
			m.Attr = []html.Attribute{{Key: "id", Val: r.id}}
		}
		m.AppendChild(&html.Node{Type: html.TextNode, Data: text[r.start:r.end]})
		parent.InsertBefore(m, n)
		if at = r.end; r.earned != nil {
			outside := m
			for p := m; p != nil; p = p.Parent {
				if p.DataAtom == atom.A { // links do not nest
					outside = p
				}
			}
			outside.Parent.InsertBefore(r.earned, outside.NextSibling)
		}
	}
	put(text[at:])
	parent.RemoveChild(n)
}

func sortedMarks(rs []markRange) []markRange {
	slices.SortFunc(rs, func(a, b markRange) int { return a.start - b.start })
	return rs
}

// clip cuts a text to at most n bytes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
