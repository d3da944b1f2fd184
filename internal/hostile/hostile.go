// Package hostile makes texts that no person writes: one mark a million times,
// brackets that nobody closes, marks that take turns. A reader that looks at
// the rest of the text at each of them needs minutes for what it should read
// in a second. Only tests and benchmarks import it.
package hostile

import (
	"fmt"
	"slices"
	"strings"
)

// A Shape is a kind of text of any size.
type Shape struct {
	Kind string // the kind of input, as --as names it; "" where its content says it
	Name string // what it is made of
	File string // a name of a file such as it would have
	Make func(size int) []byte

	shared int // from 1: which of the units that all markups are given; 0 for those of its own
}

// Shapes are all kinds of input in all shapes that their readers know.
func Shapes() []Shape {
	var all []Shape
	for _, kind := range markups {
		seen := map[string]bool{}
		for n, u := range slices.Concat(common, own[kind]) {
			if seen[u.name] {
				continue
			}
			seen[u.name] = true
			shape := Shape{Kind: kind, Name: u.name, File: "a.txt", Make: u.under(head[kind])}
			if n < len(common) {
				shape.shared = n + 1
			}
			all = append(all, shape)
		}
	}
	return slices.Concat(all, frontMatters(), pages(), feeds(), objects(), issues(), mails())
}

// Of are the shapes of the given kinds, or whose files have the given names. What
// all kinds of markup are given is given to one of them, in turn: all of it to
// each takes a quarter of an hour, and is what the benchmark does.
func Of(names ...string) []Shape {
	var kinds []string
	for _, n := range names {
		if slices.Contains(markups, n) {
			kinds = append(kinds, n)
		}
	}
	return slices.DeleteFunc(Shapes(), func(s Shape) bool {
		if s.Kind == "" || !slices.Contains(kinds, s.Kind) || s.File == matterFile {
			return !slices.Contains(names, s.File)
		}
		return s.shared > 0 && kinds[s.shared%len(kinds)] != s.Kind
	})
}

// markups are the kinds that are read from plain text.
var markups = []string{
	"", "article", "asciidoc", "chat", "dashboard", "forum", "jira", "list", "mail", "markdown", "mediawiki", "org", "page", "rst", "statuspage", "textile",
}

// A unit is what a text repeats.
type unit struct {
	name string
	text func(n int) string
}

// under writes a unit below a head until the size is reached.
func (u unit) under(head string) func(size int) []byte {
	return func(size int) []byte {
		var b strings.Builder
		b.Grow(size + 1000)
		b.WriteString(head)
		for n := 0; b.Len() < size; n++ {
			b.WriteString(u.text(n))
		}
		return []byte(b.String())
	}
}

// units are texts that repeat as they are.
func units(texts ...string) []unit {
	var all []unit
	for _, t := range texts {
		all = append(all, unit{fmt.Sprintf("%.40q", t), func(int) string { return t }})
	}
	return all
}

// counted are texts with a number in them, so that no two are equal.
func counted(formats ...string) []unit {
	var all []unit
	for _, f := range formats {
		all = append(all, unit{fmt.Sprintf("%.40q", f), func(n int) string { return fmt.Sprintf(strings.ReplaceAll(f, "%d", "%[1]d"), n) }})
	}
	return all
}

const incident = "On 3 March 2021 the Acme API was unavailable for 47 minutes because a TLS certificate expired. The root cause was an expired certificate.\n\n"

// head makes a text one of its kind, where --as does not.
var head = map[string]string{
	"":         "# Postmortem of the Acme outage\n\n" + incident,
	"article":  "Postmortem of the Acme outage\n\n" + incident,
	"asciidoc": "= Postmortem of the Acme outage\n\n" + incident,
	"chat":     "Ana Holt  10:31 AM\nThe API is down.\n\nBo Lind  10:33 AM\nThe certificate expired.\n\n",
	"dashboard": "# Acme Incident\n\nIncident began at **2017-07-06 12:05** and ended at **2017-07-06 13:00** (all times are **US/Pacific**).\n\n| " +
		"Jul 6, 2017 | 13:00 |\n\n" + incident,
	"forum":     "Acme outage\n\nana\nMarch 3, 2021, 10:31am\n\n" + incident + "3 Likes\n\n",
	"jira":      "h1. Postmortem of the Acme outage\n\n" + incident,
	"list":      "# Postmortems\n\n" + strings.Repeat("* [Acme](https://a.example/1). A certificate expired.\n", 6),
	"mail":      "From: Ana <ana@a.example>\nTo: all@a.example\nSubject: Postmortem of the Acme outage\nDate: Wed, 3 Mar 2021 10:00:00 +0000\n\n" + incident,
	"markdown":  "# Postmortem of the Acme outage\n\n" + incident,
	"mediawiki": "= Postmortem of the Acme outage =\n\n" + incident,
	"org":       "#+TITLE: Postmortem of the Acme outage\n\n* What happened\n\n" + incident,
	"page":      "<!DOCTYPE html><html><head><title>Postmortem of the Acme outage</title></head><body><article><h1>Postmortem</h1><p>" + incident + "</p>",
	"rst":       "Postmortem of the Acme outage\n=============================\n\n" + incident,
	"statuspage": "Acme outage\n\nIncident Report for Acme\n\nResolved\n\n" + incident + "Mar 3, 2021 - 10:31 UTC\n\nInvestigating\nThe API is " +
		"down.\n\nMar 3, 2021 - 10:11 UTC\n",
	"textile": "h1. Postmortem of the Acme outage\n\n" + incident,
}

// common are the units that every reader of text is given.
var common = slices.Concat(
	units(
		// nothing to hold on to
		"a", "word ", "\n", " ", "\t", "a\n", " \n\n", "a\n\n", "The disk was full. ", "障害", "é", "😀", "\u0301", ".", ",", ";", "-", "1", "1.", "\u00a0",
		// brackets that nobody closes, and pairs
		"[", "![", "[[", "]", "(", ")", "{", "{{", "}}", "<", ">", "[a](", "[a][", "[a](b)", "[]()", "[^", "[^a]: ", "[a]: b\n", "((", "<a", "<!--",
		"-->", "<?", "<![CDATA[",
		"<div>", "</div>", "<b>", "<p", "<a href=\"", "<pre>", "<table><tr><td>", "<details>", "<li>", "<ref>", "<x>", "{{<", "{%", "{#", "&", "&#",
		"&amp;", "\\", "\\[", "$", "$$",
		// marks that take turns
		"*", "**", "***", "*a", "*a ", "*a_ ", "**a ", "_", "_a", "__a", "_a *b ", "~", "~~a", "`", "`a", "``a`", "` ", "\"", "'", "\"a ", "“",
		"'''", "''a", "^", "|", "||", "|a", "+", "=", ":", "::", "#", "@", "@a ",
		"*a **b _c __d ", "a*b_c", "\\*", "*_", "<a@b>", "!", "!a!", "%", "©", "•",
		// lines
		"- ", "- a\n", "* a\n", "- - ", "* * a\n", "1. a\n", "> ", "> a\n", "> > a\n", ">\n", "> - ", "# a\n", "###### a\n", "a\n=\n", "a\n---\n",
		"---\n", "***\n", "===\n", "```\n", "~~~\n", "````a\n", "    a\n", "\ta\n",
		"| a | b |\n", "|---|---|\n", "| a |\n|---|\n", "+---+\n", "+---+\n| a |\n", "===  ===\n", "a | b\n", ": a\n", "a\n: b\n", "::: a\n",
		":::\n", "[x] a\n", "- [ ] a\n", "<details>\n", "+++\n", "{\n", "\\\n", "a  \n", "\"a\n", "a,b;c\n",
		// facts
		"10:31 ", "10:31 UTC ", "10:31am ", "2021-03-03 ", "2021-03-03T10:31:00Z ", "March 3, 2021 ", "3 March 2021 10:31 UTC\n", "10:31 UTC: a\n",
		"* 10:31 – a\n", "**10:31** a\n", "03/04/2021 ", "47 minutes ", "from 10:31 to ", "10:31-10:",
		"https://a.example/ ", "https://a.example/", "http://", "a@b.example ", "Acme Inc ", "At Acme, we ", "Ana Holt ", "by Ana ", "UTC ", "PST ",
		"UTC+", "all times are ", "we apologize ", "root cause ", "because ", "not ", "no ", "Root cause: ", "Summary\n", "Timeline\n",
		"Impact:\n", "## Timeline\n", "Resolved - ", "Mr. ", "e.g. ", "v1.2.3 ", "1.2.3.4 ", "Monday ", "the certificate expired ",
		"the certificate expired. ", "DNS ", "yesterday ", "three hours ", "about 20% ", "#1234 ", "CVE-2021-1234 ",
	),
	counted("%d ", "word%d ", "word%d\n", "# a%d\n", "## Heading %d\n\nThe disk %d was full.\n\n", "- item %d\n", "[a%d]: https://a.example/%d\n",
		"[^%d]", "[a%d] ", "https://a%d.example/ ", "![a](%d.png) ", "Person%d Name%d ", "Acme%d Inc failed. ",
		"The disk %d was full because of bug %d. ", "%d:00 UTC: a\n", "<a%d>", "&a%d;", "|a%d|b|\n", "%d. a\n", "[[a%d]] ", "key%d: a\n",
		"<div a%d=b>", "**a%d** ", "user%d wrote:\n"),
	[]unit{
		{"nested list", func(n int) string { return strings.Repeat("  ", n%500) + "- a\n" }},
		{"deeper and deeper", func(n int) string { return strings.Repeat(" ", n%3000) + "a\n" }},
		{"nested quotes", func(n int) string { return strings.Repeat("> ", n%500) + "a\n" }},
		{"nested fences", func(n int) string { return strings.Repeat("`", 3+n%500) + "\n" }},
		{"wide table", func(n int) string { return strings.Repeat("|a", 2000) + "|\n" + strings.Repeat("|-", 2000) + "|\n" }},
		{"days", func(n int) string { return fmt.Sprintf("%d-%02d-%02d ", 1990+n%40, 1+n%12, 1+n%28) }},
		{"clock times", func(n int) string { return fmt.Sprintf("%02d:%02d – step %d\n", n/60%24, n%60, n) }},
		{"times in text", func(n int) string {
			return fmt.Sprintf("At %02d:%02d UTC on March %d we restarted. ", n/60%24, n%60, 1+n%31)
		}},
	},
)
