package markup

import (
	"fmt"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
)

// render writes what is read of a text: its dialect, what it says about itself,
// its Markdown.
func render(in hindsight.Input) string {
	var b strings.Builder
	for _, d := range Dialects() {
		if !d.Is(string(in.Data)) {
			continue
		}
		md, meta := d.Read(string(in.Data))
		fmt.Fprintln(&b, d.Name)
		for _, key := range slices.Sorted(maps.Keys(meta)) {
			fmt.Fprintf(&b, "%s: %s\n", key, meta[key])
		}
		return b.String() + "\n" + md
	}
	return "no dialect\n"
}

func TestGolden(t *testing.T) { fixture.Golden(t, "*", render) }

// dialect returns the dialect of that name.
func dialect(tb testing.TB, name string) Dialect {
	tb.Helper()
	i := slices.IndexFunc(Dialects(), func(d Dialect) bool { return d.Name == name })
	if i < 0 {
		tb.Fatalf("no dialect %q", name)
	}
	return Dialects()[i]
}

// A text of words alone is the same in every dialect.
func TestPlainText(t *testing.T) {
	const text = "The disk was full\nand nobody was told.\n\nIt was emptied at ten."
	for _, d := range Dialects() {
		if d.Is(text) {
			t.Errorf("%s takes plain text for its own", d.Name)
		}
		if md, meta := d.Read(text); strings.TrimSpace(md) != text || len(meta) > 0 {
			t.Errorf("%s: got %q, %v", d.Name, md, meta)
		}
	}
}

var (
	wordRE   = regexp.MustCompile(`\pL{2,}`)
	blanksRE = regexp.MustCompile(`\n{3,}`)
)

// check reads a text in a dialect and holds what is true of any text: the
// reading ends, comes out the same twice, leaves none of its marks behind, and
// writes not much more than was given.
func check(t *testing.T, d Dialect, text string) {
	t.Helper()
	var md string
	var meta map[string]string
	fixture.Ends(t, func() {
		d.Is(text)
		md, meta = d.Read(text)
	})
	again, _ := d.Read(text)
	switch {
	case md != again:
		t.Errorf("%s: two readings differ\n%q\n%q", d.Name, md, again)
	case strings.ContainsAny(md+strings.Join(slices.Collect(maps.Values(meta)), ""), "\x00\x01"):
		t.Errorf("%s: a mark is left in %q, %q", d.Name, md, meta)
	case len(md) > 64*len(text)+64<<10:
		t.Errorf("%s: %d bytes of %d", d.Name, len(md), len(text))
	}
	if strings.Trim(text, " \nabcdefghijklmnopqrstuvwxyz") == "" && !slices.Equal(wordRE.FindAllString(text, -1), wordRE.FindAllString(md, -1)) {
		t.Errorf("%s: words differ\n%q\n%q", d.Name, text, md)
	}
}

func fuzz(f *testing.F, name string) {
	d := dialect(f, name)
	for _, file := range fixture.Files(f, "testdata/*") {
		f.Add(string(fixture.Read(f, file).Data))
	}
	for _, c := range constructs[name] {
		f.Add(c.in)
	}
	for _, e := range endless[name] {
		f.Add(e.once + strings.Repeat(e.again, 40))
	}
	f.Add("words of a text\n\nand more of them\n")
	f.Fuzz(func(t *testing.T, text string) { check(t, d, text) })
}

func FuzzOrg(f *testing.F)       { fuzz(f, "org") }
func FuzzAsciiDoc(f *testing.F)  { fuzz(f, "asciidoc") }
func FuzzJira(f *testing.F)      { fuzz(f, "jira") }
func FuzzTextile(f *testing.F)   { fuzz(f, "textile") }
func FuzzRST(f *testing.F)       { fuzz(f, "rst") }
func FuzzMediaWiki(f *testing.F) { fuzz(f, "mediawiki") }

// endless are beginnings that nothing ends: what a reader waits for, and what
// comes instead of it again and again.
var endless = map[string][]struct{ once, again string }{
	"org": {
		{"#+begin_src\n", "a\n"}, {"", "#+begin_src\n"}, {"", "#+begin_quote\n"}, {"", ":PROPERTIES:\n"}, {"", ": "}, {"", "[["}, {"", "[[a]["},
		{"", "[fn:1] "}, {"", "=a "}, {"", "/a "}, {"", "+a "}, {"", "* "}, {"", "<2020-01-01 "}, {"", "*a "}, {"", "- a :: "}, {"", "#+title: a\n"},
	},
	"asciidoc": {
		{"|===\n|a\n", "b\n"}, {"|===\n", "|a\n"}, {"", "|===\n"}, {"", "----\n"}, {"", "====\n____\n"}, {"", "[source]\n"}, {"", "<<a,"},
		{":a: {a}{a}{a}{a}\n", "{a}"}, {"", ":a: {a}{a}\n{a}"}, {"[source]\n----\n", "`"}, {"", "link:a["}, {"", "footnote:[a] "}, {"", "`a "},
		{"", "*a "}, {"", "* a\n+\n"}, {"", "a:: "}, {"", "////\n"}, {"", "== a\n"},
	},
	"jira": {
		{"{panel}\n", "a\n"}, {"{code}", "`"}, {"", "{code}"}, {"", "{code"}, {"", "{panel}\n"}, {"", "{quote}"}, {"", "{{"}, {"", "[a|"}, {"", "||a"},
		{"", "|a|\n"}, {"", "{status:title="}, {"", "*a "}, {"", "_a "}, {"", "# a\n"}, {"", "h1. a\n"}, {"", "{color:red}"}, {"", "!a.png|"},
	},
	"textile": {
		{"bc.. a\n\n", "`"}, {"", "bc. a\n"}, {"", "bc.. a\n\n"}, {"", "\"a\":http://"}, {"", "@a "}, {"", "!a.png("}, {"", "h1("}, {"", "h1{"},
		{"", "|_. a"}, {"", "|a|\n"}, {"", "*a "}, {"", "_a "}, {"", "fn1. a\n"}, {"", "p(a)"}, {"", "bq. a\n"},
	},
	"rst": {
		{":a: b\n", "  c\n"}, {".. list-table::\n\n   * - a\n", "     b\n"}, {"+---+\n", "| a |\n"}, {"== ==\na  b\n== ==\n", "   c\n"},
		{".. |a| replace:: " + strings.Repeat("a", 900) + "\n\n", "|a|"}, {".. csv-table::\n\n", "   \"a\n"}, {"a::\n\n", "  ```\n"}, {"== ==\n", "a  b\n"},
		{"", ".. note::\n\n   "}, {"", ".. "}, {"", "a\n===\n"}, {"", "a::\n\n  "}, {"", "`a <"}, {"", "``a "}, {"", ":a:`b "}, {"", "|a| "},
		{"", "+---+\n"}, {"", "+---+\n| a\n"}, {"", "== ==\n"}, {"", "a\n  b\n"}, {"", ":a: b\n"}, {"", "  a\n\n"}, {"", "| "},
	},
	"mediawiki": {
		{"{|\n|a\n", "b\n"}, {"{|\n", "|a\n"}, {"{{a|\n", "|b=c d e\n"}, {"", "{{"}, {"", "{{a|"}, {"", "{{a|b=[["}, {"", "{{{{}}"}, {"", "{|\n"},
		{"", "{|\n|-\n|a\n"}, {"", "[["}, {"", "[[a|"}, {"", "[[File:a|"}, {"", "<ref>"}, {"", "<ref name=a>"}, {"", "<ref>a</ref>"}, {"", "<pre>"},
		{"", "<gallery>\n"}, {"", "''"}, {"", "'''a "}, {"", "== "}, {"", "== a ==\n"}, {"", "__A__"}, {"", ": a\n"}, {"", "[http://a "},
	},
}

// Four times as much of anything costs about four times as much: no reader
// copies all that it has read for each thing that nobody closed. The memory
// that is taken on the way tells it, since times vary.
func TestEndless(t *testing.T) {
	for name, all := range endless {
		d := dialect(t, name)
		for _, e := range all {
			cost := func(size int) uint64 {
				text := e.once + strings.Repeat(e.again, size/len(e.again))
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				check(t, d, text)
				runtime.ReadMemStats(&after)
				return after.TotalAlloc - before.TotalAlloc
			}
			if small, large := cost(8<<10), cost(32<<10); large > 10*max(small, 8<<10) { // of less than a kilobyte the runtime counts whole pages
				t.Errorf("%s: %q, then %q: %d KB for 8 KB of it, %d KB for 32 KB", name, e.once, e.again, small>>10, large>>10)
			}
		}
	}
}

// What costs time and no memory is seen on a larger text.
func TestLargeTemplates(t *testing.T) {
	for _, again := range []string{"{{", "{{a|", "{{a|b=[[", "{{{{}}"} {
		check(t, dialect(t, "mediawiki"), strings.Repeat(again, 1<<20/len(again)))
	}
}

// Words that stand for others are put in once: what stands for them is text.
func TestWordsStandForText(t *testing.T) {
	var rst, adoc strings.Builder
	for c := 'a'; c < 'z'; c++ {
		fmt.Fprintf(&rst, ".. |%c| replace:: |%c||%c|\n", c, c+1, c+1)
		fmt.Fprintf(&adoc, ":%c: {%c}{%c}\n", c, c+1, c+1)
	}
	check(t, dialect(t, "rst"), rst.String()+"\n|a|\n")
	check(t, dialect(t, "asciidoc"), adoc.String()+"\n{a}\n")
}

// nested is n directives one within the other, and a word in the innermost.
func nested(n int, directive string) string {
	var b strings.Builder
	b.WriteString("Outage\n======\n\nThe disk was full.\n\n")
	for i := range n {
		fmt.Fprintf(&b, "%s%s\n\n", strings.Repeat("  ", i), directive)
	}
	return b.String() + strings.Repeat("  ", n) + "innermost\n"
}

// At the bound of nesting a line is text and the next one is read; marks of a
// table where its reader does not look for them are text, too. No word is lost.
func TestNothingIsLost(t *testing.T) {
	for _, c := range []struct{ name, dialect, text, want string }{
		{"21 notes", "rst", nested(21, ".. note::"), "innermost"},
		{"200 notes", "rst", nested(200, ".. note::"), "innermost"},
		{"200 comments", "rst", nested(200, ".."), "Outage"},
		{"200 tables", "rst", nested(200, ".. table:: x"), "innermost"},
		{"200 quotes", "rst", nested(200, ""), "innermost"},
		{"a tab before a grid", "rst", "Outage\n======\n\n\t+---+\n\t| a |\n\t+---+\n", "| a |"},
		{"a tab behind a grid's rule", "rst", "Outage\n======\n\n+---+\t\n== ==\n== ==\n", "Outage"},
		{"a table of one rule", "rst", "Outage\n======\n\n== ==\nwords\n", "words"},
		{"200 delimited blocks", "asciidoc", "= Outage\n\n" + strings.Repeat("====\n____\n", 100) + "innermost\n", "innermost"},
		{"a block that nobody closed", "asciidoc", "= Outage\n\n====\nwords\n", "words"},
		{"a box that nobody closed", "jira", "{panel}\nwords", "words"},
		{"code that nobody closed", "jira", "{code}\nwords", "words"},
		{"code that nobody closed", "textile", "bc. words", "words"},
		{"a source that nobody closed", "org", "#+begin_src\nwords", "words"},
		{"a table that nobody closed", "mediawiki", "{|\n|words\n", "words"},
		{"a reference that nobody closed", "mediawiki", "a<ref>words", "words"},
	} {
		d := dialect(t, c.dialect)
		check(t, d, c.text)
		if md, _ := d.Read(c.text); !strings.Contains(md, c.want) {
			t.Errorf("%s, %s: %q is lost\n%.300s", c.dialect, c.name, c.want, md)
		}
	}
}
