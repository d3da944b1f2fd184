package list

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

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
	{"+[[http", regexp.MustCompile(`\+\[\[(https?://[^\s\[\]]+)\]\[([^\[\]\n]+)\]\]\+`), "~~[$2]($1)~~", nil},                   // Org, struck out
	{"[[http", regexp.MustCompile(`\[\[(https?://[^\s\[\]]+)\]\[([^\[\]\n]+)\]\]`), "[$2]($1)", nil},                            // Org
	{"`_", regexp.MustCompile("`([^`<>\n]+?) *<(https?://[^\\s<>`]+)>`__?"), "[$1]($2)", nil},                                   // reStructuredText
	{"://", regexp.MustCompile(`(?m)(^|[\s(])(?:link:)?(https?://[^\s\[\]()<>]+)\[([^\[\]\n]+)\]`), "$1[$3]($2)", asciiDocLink}, // AsciiDoc
	{"[http", regexp.MustCompile(`(?m)(^|[^\[\]])\[(https?://[^\s\[\]]+) +([^\[\]\n]+)\]`), "$1[$3]($2)", nil},                  // MediaWiki
	{"|http", regexp.MustCompile(`\[([^\[\]|\n]+)\|(https?://[^\s\[\]|]+)\]`), "[$1]($2)", nil},                                 // Jira
}

// Headings of Org, and of AsciiDoc and MediaWiki.
var (
	orgItemRE      = regexp.MustCompile(`(?m)^[ \t]*[-+] +\+?\[\[https?://`)
	orgTitleRE     = regexp.MustCompile(`(?mi)^#\+title:[ \t]*(\S.*)$`)
	orgHeadRE      = regexp.MustCompile(`(?m)^\*+ +([^\s\[][^\[\n]*)$`)
	asciiDocHeadRE = regexp.MustCompile(`^={1,6} +\S.*$`)
)

// hashes is a heading by signs of equality as one of Markdown.
func hashes(line string) string {
	text := strings.TrimLeft(line, "=")
	return strings.Repeat("#", len(line)-len(text)) + strings.TrimRight(text, "= ")
}

// withoutFooter is a page without its menus, and without what stands below its text.
func withoutFooter(page string) string {
	if !strings.Contains(page, "<footer") && !strings.Contains(page, "<nav") {
		return page
	}
	tree, err := clean.Tree(page)
	if err != nil {
		return page
	}
	var out []*html.Node
	for n := range tree.Descendants() {
		if n.DataAtom == atom.Nav || n.DataAtom == atom.Footer && n.Parent != nil && n.Parent.DataAtom != atom.Article {
			out = append(out, n)
		}
	}
	for _, n := range out {
		n.Parent.RemoveChild(n)
	}
	var b strings.Builder
	if html.Render(&b, tree) != nil {
		return page
	}
	return b.String()
}

// listPageRE is a page that calls itself a list of reports.
var listPageRE = regexp.MustCompile(`(?i)<(?:title|h1)\b[^<>]{0,200}>[^<>]{0,80}\b(?:post-?mortems|outages|failure stories|incident reports|outage reports)\b`)

// minHosts is how many hosts such a page leads to: one that leads to its own
// posts is the index of a blog.
const minHosts = 3

// leadsAway says that entries of a page are on several hosts. Of few, which are a
// list where nothing else is there, two sites will do.
func leadsAway(entries []entry) bool {
	hosts, sites := map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		if u, err := url.Parse(e.url); err == nil {
			hosts[u.Host], sites[site(u.Host)] = true, true
		}
	}
	if len(entries) < minEntries {
		return len(sites) > 1
	}
	return len(hosts) >= minHosts && 3*len(hosts) >= len(entries)
}

// site is the last two names of a host.
func site(host string) string {
	if i := strings.LastIndexByte(host, '.'); i > 0 {
		return host[strings.LastIndexByte(host[:i], '.')+1:]
	}
	return host
}

// inMarkdown is a list in any of these markups with the links of Markdown, line
// by line. HTML is one only where somebody or the page says so: any page is full of links.
func inMarkdown(text string, wanted bool) string {
	if body.IsHTML(text) && (wanted || listPageRE.MatchString(text)) {
		if md, err := clean.Markdown(withoutFooter(text), ""); err == nil {
			return md
		}
	}
	if orgItemRE.MatchString(text) {
		text = orgHeadRE.ReplaceAllString(orgTitleRE.ReplaceAllString(text, "# $1"), "## $1")
	}
	text = marked.Lines(text, "= ", func(line string) string { return asciiDocHeadRE.ReplaceAllStringFunc(line, hashes) })
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

// isTailed says that the lines of a text are each some words and then a link; a
// few may stand above them.
func isTailed(lines []textLine) bool {
	tailed, bare, all, above := 0, 0, 0, 0
	var code markdown.Code
	for _, l := range lines {
		if _, _, ok := markdown.Heading(l.text); ok || code.Takes(l.text) || strings.TrimSpace(l.text) == "" {
			continue
		}
		if all++; tailed == 0 {
			above = all - 1
		}
		if h, ok := headOf(l.text); ok && h.endsIt() && len(strings.Fields(h.before)) > 1 {
			if tailed++; h.label == "" {
				bare++
			}
		}
	}
	if tailed >= minTailed && above <= maxIntro {
		all -= above
	}
	return (tailed >= minTailed || bare >= minBare) && 4*tailed >= 3*all
}

// A textLine is a line with its number, from 1.
type textLine struct {
	n    int
	text string
}

// joined puts an address that has a line to itself behind the words above it, where
// the text is made of such pairs, which lead to several sites: those of a report lead
// to one's own.
func joined(text []string, wanted bool) []textLine {
	var apart, together []textLine
	sites := map[string]bool{}
	var code markdown.Code
	for n, line := range text {
		apart = append(apart, textLine{n + 1, line})
		alone := strings.TrimSpace(line)
		last := len(together) - 1
		if !code.Takes(line) && last >= 0 && aloneRE.MatchString(alone) {
			above := strings.TrimSpace(together[last].text)
			_, _, heading := markdown.Heading(above)
			if above != "" && !heading && (!strings.Contains(above, "://") || copyHostRE.MatchString(alone) && strings.Count(above, "://") < 2) {
				together[last].text += " " + alone
				if u, err := url.Parse(strings.Trim(alone, "<>")); err == nil {
					sites[site(u.Host)] = true
				}
				continue
			}
		}
		together = append(together, textLine{n + 1, line})
	}
	if pairs := len(apart) - len(together); pairs >= minBare && (wanted || 2*len(sites) >= pairs) && isTailed(together) {
		return together
	}
	return apart
}

// aloneRE is a line that is an address.
var aloneRE = regexp.MustCompile(`^<?https?://[^\s<>]+>?$`)

// endsIt says that nothing but marks and copies of the page stand behind the link.
func (h head) endsIt() bool {
	rest, _ := cutCopy(deadRE.ReplaceAllString(h.rest, ""), h.url)
	return strings.Trim(rest, " .,;:!?)>]|*_–—-") == ""
}
