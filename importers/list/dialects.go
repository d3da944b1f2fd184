package list

import (
	"net/url"
	"regexp"
	"strings"

	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/markdown"
	"hindsight/internal/marked"
)

// How other markups write the links of an item, and what Markdown writes.
var dialects = []struct {
	seen    string // without which a line has none of them
	link    *regexp.Regexp
	instead string
	from    func(line string) int // where the first may begin; nil: anywhere
}{
	{"[[http", regexp.MustCompile(`\[\[(https?://[^\s\[\]]+)\]\[([^\[\]\n]+)\]\]`), "[$2]($1)", nil},                            // Org
	{"`_", regexp.MustCompile("`([^`<>\n]+?) *<(https?://[^\\s<>`]+)>`__?"), "[$1]($2)", nil},                                   // reStructuredText
	{"://", regexp.MustCompile(`(?m)(^|[\s(])(?:link:)?(https?://[^\s\[\]()<>]+)\[([^\[\]\n]+)\]`), "$1[$3]($2)", asciiDocLink}, // AsciiDoc
	{"[http", regexp.MustCompile(`(?m)(^|[^\[\]])\[(https?://[^\s\[\]]+) +([^\[\]\n]+)\]`), "$1[$3]($2)", nil},                  // MediaWiki
	{"|http", regexp.MustCompile(`\[([^\[\]|\n]+)\|(https?://[^\s\[\]|]+)\]`), "[$1]($2)", nil},                                 // Jira
}

// listPageRE is a page that calls itself a list of reports.
var listPageRE = regexp.MustCompile(`(?i)<(?:title|h1)\b[^<>]{0,200}>[^<>]{0,80}\b(?:post-?mortems|outages|failure stories|incident reports|outage reports)\b`)

// minHosts is how many hosts such a page leads to: one that leads to its own
// posts is the index of a blog.
const minHosts = 3

// leadsAway says that entries of a page are on several hosts.
func leadsAway(entries []entry) bool {
	hosts := map[string]bool{}
	for _, e := range entries {
		if u, err := url.Parse(e.url); err == nil {
			hosts[u.Host] = true
		}
	}
	return len(hosts) >= minHosts && 3*len(hosts) >= len(entries)
}

// inMarkdown is a list in any of these markups with the links of Markdown, line
// by line. HTML is one only where somebody or the page says so: any page is full of links.
func inMarkdown(text string, wanted bool) string {
	if body.IsHTML(text) && (wanted || listPageRE.MatchString(text)) {
		if md, err := clean.Markdown(text, ""); err == nil {
			return md
		}
	}
	for _, d := range dialects {
		text = marked.Lines(text, d.seen, func(line string) string {
			from := 0
			if d.from != nil {
				from = d.from(line)
			}
			return line[:from] + d.link.ReplaceAllString(line[from:], d.instead)
		})
	}
	return resolved(text)
}

// asciiDocLink is where the first link of AsciiDoc may begin: at an address, or
// what stands before it, with a bracket behind. Most paragraphs have an address, and
// few one of this kind.
func asciiDocLink(line string) int {
	at := strings.Index(line, "http")
	if n := strings.Index(line, "link:"); n >= 0 && n < at {
		at = n
	}
	if at = max(0, at-1); !strings.Contains(line[at:], "[") {
		return len(line)
	}
	return at
}

var (
	definitionRE = regexp.MustCompile(`(?m)^ {0,3}\[([^\[\]^\n]{1,100})\]:[ \t]*<?(https?://[^\s<>]+)>?[^\n]*$`)
	referenceRE  = regexp.MustCompile(`\[([^\[\]\n]{1,200})\](?:\[([^\[\]\n]{0,100})\])`)
)

// resolved writes the addresses into links that name them elsewhere: "[Acme][1]".
func resolved(text string) string {
	if !strings.Contains(text, "]:") {
		return text
	}
	defined := definitionRE.FindAllStringSubmatch(text, -1)
	if defined == nil {
		return text
	}
	address := map[string]string{}
	for _, d := range defined {
		address[strings.ToLower(d[1])] = d[2]
	}
	text = definitionRE.ReplaceAllString(text, "")
	return referenceRE.ReplaceAllStringFunc(text, func(link string) string {
		m := referenceRE.FindStringSubmatch(link)
		name := m[2]
		if name == "" {
			name = m[1]
		}
		if to := address[strings.ToLower(name)]; to != "" {
			return "[" + m[1] + "](" + to + ")"
		}
		return link
	})
}

// Entries whose link stands last are believed to be a list where they are so
// many, and most lines: in a report such items quote what proves them.
const (
	minTailed = 3
	minBare   = 2 // "Acme: the disk was full https://…", a line each
)

// isTailed says that the lines of a text are each some words and then a link.
func isTailed(lines []string) bool {
	tailed, bare, all := 0, 0, 0
	var code markdown.Code
	for _, l := range lines {
		if _, _, ok := markdown.Heading(l); ok || code.Takes(l) || strings.TrimSpace(l) == "" {
			continue
		}
		all++
		if h, ok := headOf(l); ok && h.endsIt() && len(strings.Fields(h.before)) > 1 {
			if tailed++; h.label == "" {
				bare++
			}
		}
	}
	return (tailed >= minTailed || bare >= minBare) && 4*tailed >= 3*all
}

// endsIt says that nothing but marks and copies of the page stand behind the link.
func (h head) endsIt() bool {
	rest, _ := cutCopy(deadRE.ReplaceAllString(h.rest, ""), h.url)
	return strings.Trim(rest, " .,;:!?)>]|*_–—-") == ""
}
