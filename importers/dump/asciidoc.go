package dump

import (
	"regexp"
	"strings"

	"hindsight/internal/tidy"
	"hindsight/internal/when"
)

var (
	adocHeading = regexp.MustCompile(`(?m)^(={1,6})[ \t]+(\S[^\n]*?[^=\s])[ \t]*$`)
	adocSign    = regexp.MustCompile(`(?m)^:[\w-]+:(?:[ \t]|$)|^\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|source|cols|quote|horizontal|%|options|listing)\b[^\]\n]*\]$|^\|===|^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION): |^={4,}$|^-{4}$|link:\S+\[|https?://[^\s\[\]]+\[[^\]\n]|image::?\S+\[`)
	adocAttr    = regexp.MustCompile(`^:(!?[\w-]{1,40}!?):(?:[ \t]+(.*))?$`)
	adocPerson  = regexp.MustCompile(`^(\p{Lu}[\pL.'’-]*(?: \p{Lu}[\pL.'’-]*){1,3})(?: <([^<>\s]+)>)?(?:;.*)?$`)
	adocVersion = regexp.MustCompile(`^(?:v?\d[\w.]*,\s*)?(\d{4}-\d{2}-\d{2}|\p{Lu}\pL+ \d{1,2},? \d{4}|\d{1,2}\.? \p{Lu}\pL+ \d{4})(?::.*)?$`)
)

// isAsciiDoc wants a title or section marked by "=" alone before it, and
// something else of its kind or a second one.
func isAsciiDoc(text string) bool {
	head := text[:min(len(text), 64<<10)]
	n := len(adocHeading.FindAllStringIndex(head, 2))
	return n > 1 || n == 1 && adocSign.MatchString(head)
}

// An adoc is what is known while a text is read.
type adoc struct {
	code  stash
	attrs map[string]string
	out   []string
	notes []string
	draft draft
	inRow bool // a list goes on after "+"
}

// readAsciiDoc turns AsciiDoc into Markdown.
func readAsciiDoc(s source) draft {
	a := adoc{attrs: map[string]string{}}
	lines := strings.Split(s.body, "\n")
	lines = a.head(lines)
	a.blocks(lines, "", 0)
	for _, key := range []string{"revdate", "date", "docdate"} {
		if a.draft.date.IsZero() {
			a.draft.date, _ = when.Parse(a.attrs[key])
		}
	}
	if a.draft.author == "" {
		a.draft.author = a.attrs["author"]
	}
	md := a.inline(strings.Join(a.out, "\n")+"\n") + "\n" + strings.Join(a.notes, "\n")
	return a.draft.finish(a.code.restore(md), s)
}

// head reads the lines below the title: authors, revision, attributes.
func (a *adoc) head(lines []string) []string {
	at := 0
	for at < len(lines) && (strings.TrimSpace(lines[at]) == "" || strings.HasPrefix(lines[at], "//") || adocAttr.MatchString(lines[at])) {
		a.attr(lines[at])
		at++
	}
	if at == len(lines) || !strings.HasPrefix(lines[at], "= ") {
		return lines[at:]
	}
	a.draft.titles = []string{strings.TrimSpace(lines[at][2:])}
	for at++; at < len(lines) && strings.TrimSpace(lines[at]) != ""; at++ {
		line := strings.TrimSpace(lines[at])
		switch {
		case a.attr(line):
		case adocPerson.MatchString(line) && a.draft.author == "":
			a.draft.author = adocPerson.FindStringSubmatch(line)[1]
		case adocVersion.MatchString(line) && a.draft.date.IsZero():
			a.draft.date = tidy.Day(adocVersion.FindStringSubmatch(line)[1])
		case strings.HasPrefix(line, "//"):
		default:
			return lines[at:]
		}
	}
	return lines[at:]
}

func (a *adoc) attr(line string) bool {
	m := adocAttr.FindStringSubmatch(strings.TrimSpace(line))
	if m == nil {
		return false
	}
	if len(a.attrs) < 200 {
		a.attrs[strings.ToLower(m[1])] = strings.TrimSpace(m[2])
	}
	return true
}

func (a *adoc) put(prefix string, lines ...string) {
	for _, l := range lines {
		a.out = append(a.out, strings.TrimRight(prefix+l, " "))
	}
}
