package webpage

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/incidentpage"
	"hindsight/internal/when"
)

// Status pages of other makers have no classes in common, but all show, for
// each update, its state, its time and its text, in one of three orders:
//
//	Resolved · 3 March 2021 11:00 · All is well.     Instatus, Better Stack
//	3 March 2021 11:00 · Resolved · All is well.     StatusCast, Status.io
//	Fixed · All is well. · 3 March 2021 11:00        Cachet
//
// A page is cut into pieces: states, times, and the texts between them.
type piece struct {
	kind  pieceKind
	state string
	at    hindsight.Moment
	read  bool // it is the text of an update
	node  *html.Node
}

type pieceKind int

const (
	isText pieceKind = iota
	isState
	isTime
)

// severalIncidentsRE are on front pages and in histories, where no link says so:
// every page of an incident has one to the others.
var severalIncidentsRE = regexp.MustCompile(`(?i)(<a\b[^<>]{0,300})?>\s*(?:all systems (?:are )?operational|past incidents|incident history)\b`)

func showsSeveral(text string) bool {
	for _, m := range severalIncidentsRE.FindAllStringSubmatchIndex(text, -1) {
		if m[2] < 0 {
			return true
		}
	}
	return false
}

var statusNameRE = regexp.MustCompile(`(?i)\bstatus(?: page)?\b`)

// statusSiteRE is what the page of a status service says of itself.
var statusSiteRE = regexp.MustCompile(`(?i)powered by\W{0,3}(?:<a [^<>]{0,300}>\s*)?(?:atlassian )?(?:statuspage|instatus|cachet|better ?stack` +
	`|better ?uptime|statuscast|status\.io|hund|sorry|statuspal|checkly|openstatus|uptime ?kuma|statusgator|incident\.io)\b`)

// maxPieces bounds the work on one page; the longest seen has some 200.
const maxPieces = 5000

// maxAside is how much prose beside the updates, in bytes, a status page may
// hold: banners, how to subscribe.
const maxAside = 400

// statusPage reads such a page. It wants a page that says that it is a status
// page, and no longer text than the updates: an article may hold a few.
func statusPage(text string, page clean.Page, address string) (hindsight.Postmortem, bool) {
	doc, err := clean.Tree(text)
	if err != nil || showsSeveral(text) ||
		!statusSiteRE.MatchString(text) && !statusNameRE.MatchString(page.SiteName+" "+strings.Join(titles(doc), " ")) {
		return hindsight.Postmortem{}, false
	}
	c := cutter{sizes(doc)}
	pieces := c.cut(doc, 0)
	updates := readUpdates(pieces, address)
	size, aside := 0, 0
	for _, u := range updates {
		size += len(u.Text)
	}
	for _, p := range pieces {
		if p.kind == isText && !p.read && c.size[p.node] > maxLabel {
			aside += c.size[p.node]
		}
	}
	if len(updates) == 0 || aside > max(size, maxAside) {
		return hindsight.Postmortem{}, false
	}
	p := hindsight.Postmortem{Organisation: incidentpage.Owner(append([]string{page.SiteName}, titles(doc)...)...)}
	p.Title = statusTitle(doc, page, p.Organisation)
	slices.Reverse(updates)
	slices.SortStableFunc(updates, func(a, b incidentpage.Update) int { return a.At.Compare(b.At) })
	report := ""
	list := slices.DeleteFunc(updates, func(u incidentpage.Update) bool {
		if u.Kind == incidentpage.Report {
			report, p.Date = u.Text, u.At
		}
		return u.Kind == incidentpage.Report
	})
	if p.Date.IsZero() && len(list) > 0 {
		p.Date = list[len(list)-1].At
	}
	p.Timeline = incidentpage.Events(list)
	p.Body = body.Join(report, components(doc), incidentpage.Section(list))
	return p, p.Title != "" && p.Body != ""
}

// A cutter knows how many bytes of text each node holds, so that the text of
// large ones is not put together again on every level.
type cutter struct{ size map[*html.Node]int }

func sizes(doc *html.Node) map[*html.Node]int {
	size := map[*html.Node]int{}
	for n := range doc.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		bytes := len(strings.TrimSpace(n.Data))
		for p := n; p != nil && bytes > 0; p = p.Parent {
			size[p] += bytes
		}
	}
	return size
}

// maxLabel is the longest text, in bytes, that may be a state or a time.
const maxLabel = 90

// cut returns the pieces below n. Texts without a state or a time among them
// are one piece.
func (c cutter) cut(n *html.Node, depth int) []piece {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Nav, atom.Footer, atom.Form, atom.Button, atom.Svg, atom.Noscript, atom.Template, atom.Head:
		return nil
	}
	if c.size[n] == 0 || depth > 200 {
		return nil
	}
	if c.size[n] < maxLabel && n.Type != html.DocumentNode {
		if p, ok := label(n); ok {
			return []piece{p}
		}
	}
	var all []piece
	marked := false
	for child := range n.ChildNodes() {
		for _, p := range c.cut(child, depth+1) {
			marked = marked || p.kind != isText
			if all = append(all, p); len(all) > maxPieces {
				return all
			}
		}
	}
	if !marked {
		return []piece{{node: n}}
	}
	return all
}

// label reads a state or a time.
func label(n *html.Node) (piece, bool) {
	text := words(n)
	if n.Type == html.TextNode {
		text = strings.Join(strings.Fields(n.Data), " ")
	}
	if state := incidentpage.State(strings.Trim(text, "[]() :-–")); state != "" {
		return piece{kind: isState, state: state}, true
	}
	at := timeOf(n, text)
	return piece{kind: isTime, at: at}, !at.IsZero()
}

// timeOf reads a time with its date: the machine's form of a <time>, else what
// is shown, such as "Posted at Wednesday 3rd March 2021 10:30:00".
func timeOf(n *html.Node, text string) hindsight.Moment {
	for e := range n.Descendants() {
		if e.DataAtom == atom.Time && strings.Contains(text, words(e)) && len(text) < len(words(e))+12 {
			n = e
		}
	}
	for _, a := range n.Attr {
		if a.Key == "datetime" || a.Key == "data-timeago" {
			if at, ok := when.Parse(a.Val); ok && at.Precision() == hindsight.Instant {
				return at
			}
		}
	}
	if !timeTextRE.MatchString(text) {
		return hindsight.Moment{}
	}
	text = timeLeadRE.ReplaceAllString(text, "")
	text = ordinalDayRE.ReplaceAllString(text, "$1")
	if at, ok := when.Parse(text); ok && at.Precision() == hindsight.Instant {
		return at
	}
	return hindsight.Moment{}
}

var (
	timeTextRE   = regexp.MustCompile(`\b(?:19|20)\d\d\b.*\d:\d\d|\d:\d\d.*\b(?:19|20)\d\d\b`)
	timeLeadRE   = regexp.MustCompile(`(?i)^(?:.{1,40}\bago[.,]?\s+)?(?:posted|updated|created|published)?\s*(?:on|at)?\s*`)
	ordinalDayRE = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)\b`)
)

// readUpdates finds the order in which the page writes its updates, and reads
// them in the order of the page.
func readUpdates(pieces []piece, address string) []incidentpage.Update {
	kindAt := func(i int) pieceKind {
		if i < 0 || i >= len(pieces) {
			return isText
		}
		return pieces[i].kind
	}
	counts := map[string]int{}
	for i := range pieces {
		switch {
		case kindAt(i) == isState && kindAt(i+1) == isTime && kindAt(i+2) == isText:
			counts["state time"]++
		case kindAt(i) == isTime && kindAt(i+1) == isState && kindAt(i+2) == isText:
			counts["time state"]++
		case kindAt(i) == isState && kindAt(i+1) == isText && kindAt(i+2) == isTime:
			counts["state text time"]++
		}
	}
	var list []incidentpage.Update
	add := func(state, at, text int) {
		pieces[text].read = true
		md, err := clean.Markdown(outer(pieces[text].node), address)
		if err == nil && strings.TrimSpace(md) != "" {
			list = append(list, incidentpage.Update{At: pieces[at].at, Kind: pieces[state].state, Text: md})
		}
	}
	pairs := max(counts["state time"], counts["time state"])
	last := counts["state text time"] > pairs // the time of one update stands before the state of the next
	for i := 0; i+2 < len(pieces); i++ {
		a, b, c := kindAt(i), kindAt(i+1), kindAt(i+2)
		switch {
		case last && a == isState && b == isText && c == isTime:
			add(i, i+2, i+1)
		case pairs == 0 && a == isTime && b == isText && c == isState && len(list) == 0:
			pieces[i+1].state = hindsight.KindInvestigating // what opens a Cachet page has no state
			add(i+1, i, i+1)
		case last:
		case counts["state time"] >= counts["time state"] && a == isState && b == isTime && c == isText:
			add(i, i+1, i+2)
		case counts["time state"] > counts["state time"] && a == isTime && b == isState && c == isText:
			add(i+1, i, i+2)
		}
	}
	return list
}

func outer(n *html.Node) string {
	var b strings.Builder
	_ = html.Render(&b, n) // to memory: no error
	return b.String()
}

func titles(doc *html.Node) []string {
	var all []string
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Title {
			all = append(all, words(n))
		}
	}
	return all
}

// statusTitle is the incident's: of the titles and headings the one that is
// said twice, else the first that is not the site's.
func statusTitle(doc *html.Node, page clean.Page, owner string) string {
	var found []string
	for _, t := range titles(doc) {
		for _, part := range incidentpage.TitleParts(t) {
			found = append(found, strings.TrimPrefix(part, "Incident: "))
		}
	}
	found = append(found, page.Title)
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4:
			found = append(found, words(n))
		}
	}
	for _, t := range found {
		t = clean.Title(t)
		if t != "" && !strings.EqualFold(t, owner) && !siteTitleRE.MatchString(t) {
			return t
		}
	}
	return ""
}

var siteTitleRE = regexp.MustCompile(`(?i)\bstatus(?: page)?$|^(?:about this site|updates?|affected|incident(?: report| details)?|home)$`)

var (
	affectedHeadRE = regexp.MustCompile(`(?i)^(?:affected(?: (?:components?|services?))?|components?(?: affected)?|this incident affected)\s*:?\s*(.*)$`)
	notComponentRE = regexp.MustCompile(`(?i)\d:\d\d|\b(?:19|20)\d\d\b|^(?:updates?|locations?|incident status)\b|[.!?]$`)
)

// components names what was hit, from the lines under "Affected".
func components(doc *html.Node) string {
	var names []string
	open := false
	for n := range doc.Descendants() {
		if n.Type != html.TextNode || n.Parent != nil && (n.Parent.DataAtom == atom.Script || n.Parent.DataAtom == atom.Style ||
			n.Parent.DataAtom == atom.Title) {
			continue
		}
		line := strings.Join(strings.Fields(n.Data), " ")
		m := affectedHeadRE.FindStringSubmatch(line)
		switch {
		case line == "":
		case m != nil && len(names) == 0:
			open = true
			if m[1] != "" {
				return incidentpage.Affected(strings.TrimRight(m[1], ". "))
			}
		case open && (len(strings.Fields(line)) > 5 || notComponentRE.MatchString(line) || incidentpage.State(line) != "" || len(names) > 30):
			open = false
		case open:
			names = append(names, strings.Trim(line, ", "))
		}
	}
	return incidentpage.Affected(names...)
}
