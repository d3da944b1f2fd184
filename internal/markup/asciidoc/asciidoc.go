// Package asciidoc reads AsciiDoc.
package asciidoc

import (
	"regexp"
	"strings"

	"hindsight/internal/markup/write"
)

var (
	headingRE = regexp.MustCompile(`(?m)^(={1,6})[ \t]+(\S[^\n]*?[^=\s])[ \t]*$`)
	signRE    = regexp.MustCompile(`(?m)^:[\w-]+:(?:[ \t]|$)|^\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|source|cols|quote|horizontal|%|options` +
		`|listing)\b[^\]\n]*\]$|^\|===|^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION): |^={4,}$|^-{4}$|link:\S+\[|https?://[^\s\[\]]+\[[^\]\n]|image::?\S+\[`)
	macroRE = regexp.MustCompile(`(?m)\blink:[^\s\[\]]+\[[^\]\n]*\]|\bxref:[^\s\[\]]+\[[^\]\n]*\]|^image::\S+\[|^\[source\b[^\]\n]*\]\n-{4}$`)
	headRE  = regexp.MustCompile(`(?m)^:(?:toc|icons|imagesdir|sectnums|experimental|doctype|showtitle` +
		`|linkattrs|idprefix|source-highlighter|page-[\w-]+|url-[\w-]+):`)
	textLinkRE = regexp.MustCompile(`\bhttps?://[^\s\[\]()]+\[[^\]\n]+\]`)
	attrRE     = regexp.MustCompile(`^:(!?[\w-]{1,40}!?):(?:[ \t]+(.*))?$`)
	personRE   = regexp.MustCompile(`^(\p{Lu}[\pL.'’-]*(?: \p{Lu}[\pL.'’-]*){1,3})(?: <([^<>\s]+)>)?(?:;.*)?$`)
	versionRE  = regexp.MustCompile(`^(?:v?\d[\w.]*,\s*)?(\d{4}-\d{2}-\d{2}|\p{Lu}\pL+ \d{1,2},? \d{4}|\d{1,2}\.? \p{Lu}\pL+ \d{4})(?::.*)?$`)
)

// Is wants a title or section marked by "=" alone before it, and
// something else of its kind or a second one. Texts without headings are told
// by macros that no other markup has.
func Is(text string) bool {
	head := text[:min(len(text), 64<<10)]
	n := 0
	if strings.HasPrefix(head, "=") || strings.Contains(head, "\n=") {
		n = len(headingRE.FindAllStringIndex(head, 2))
	} else if !strings.Contains(head, "[") {
		return false
	}
	return n > 1 || n == 1 && signRE.MatchString(head) || n == 0 && (macroRE.MatchString(head) || headRE.MatchString(head) && textLinkRE.MatchString(head))
}

// A reader is what is known while a text is read.
type reader struct {
	code  write.Stash
	attrs write.Words
	meta  map[string]string
	out   []string
	notes []string
	inRow bool // a list goes on after "+"
}

// maxNesting bounds blocks within blocks.
const maxNesting = 20

// Read turns AsciiDoc into Markdown. Of what the head and the attributes say
// about the text, meta holds "title", "author", "revdate", "date", "docdate" and
// whose it is.
func Read(text string) (markdown string, meta map[string]string) {
	r := reader{meta: map[string]string{}}
	r.blocks(r.head(strings.Split(text, "\n")), "", 0)
	for _, key := range []string{"title", "author", "revdate", "date", "docdate", "organization", "organisation", "company", "orgname"} {
		if v := r.attrs.Get(key); v != "" && r.meta[key] == "" {
			r.meta[key] = v
		}
	}
	md := r.inline(strings.Join(r.out, "\n")+"\n") + "\n" + strings.Join(r.notes, "\n")
	return r.code.Restore(md), r.meta
}

// head reads the lines below the title: authors, revision, attributes.
func (r *reader) head(lines []string) []string {
	at := 0
	for ; at < len(lines); at++ {
		line := strings.TrimRight(lines[at], " \t")
		if strings.HasPrefix(line, "////") {
			at = closing(lines, at, line) // a comment of several lines: often a licence
		} else if line != "" && !strings.HasPrefix(line, "//") && !r.attr(line) {
			break
		}
	}
	at = min(at, len(lines))
	if at == len(lines) || !strings.HasPrefix(lines[at], "= ") {
		return lines[at:]
	}
	r.meta["title"] = strings.TrimSpace(lines[at][2:])
	for at++; at < len(lines) && strings.TrimSpace(lines[at]) != ""; at++ {
		line := strings.TrimSpace(lines[at])
		switch {
		case r.attr(line):
		case personRE.MatchString(line) && r.meta["author"] == "":
			r.meta["author"] = personRE.FindStringSubmatch(line)[1]
		case versionRE.MatchString(line) && r.meta["revdate"] == "":
			r.meta["revdate"] = versionRE.FindStringSubmatch(line)[1]
		case strings.HasPrefix(line, "//"):
		default:
			return lines[at:]
		}
	}
	return lines[at:]
}

func (r *reader) attr(line string) bool {
	line = strings.TrimSpace(line)
	if !strings.HasPrefix(line, ":") {
		return false
	}
	m := attrRE.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	r.attrs.Set(strings.ToLower(m[1]), strings.TrimSpace(m[2]))
	return true
}

func (r *reader) put(prefix string, lines ...string) {
	for _, l := range lines {
		r.out = append(r.out, strings.TrimRight(prefix+l, " "))
	}
}
