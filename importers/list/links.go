package list

import (
	"regexp"
	"slices"
	"strings"

	"hindsight/internal/body"
	"hindsight/internal/markdown"
	"hindsight/internal/prose"
)

// A list of links has entries in forms like these, under headings or not:
//
//	[Company](https://…). What happened.
//	* [Title - Company - blog post 2019](https://…)
//	    * impact: …
//	- [Title](https://…) ([archived](https://…)) - what happened
//	- Company: [Title](https://…)
//	| 2019-04-01 | [Title](https://…) | what happened |
//	https://… what happened
//	Company: what happened
//	  https://…
var (
	subItemRE = regexp.MustCompile(`^\s{2,}(?:[-*+:]|\d{1,3}[.)])\s+(\S.*)$`)
	// othersRE are the sections of a list that hold no reports.
	othersRE = regexp.MustCompile(`(?i)\b(?:contents|other lists|lists of|contribut|thanks|acknowledg|licen[cs]e|` +
		`related|resources|see also|further reading|analysis|tools|books|papers|about|why|how to)`)
)

// What separates a list from a text with links: the number of entries, and
// their share of the paragraphs and items of the first level. Fewer than
// minEntries are a list when next to nothing else is there.
const (
	minEntries  = 5
	minShare    = 0.4
	minTables   = 0.75 // where the entries are rows, as a report may have of what happened before
	minFew      = 2
	minSections = 2  // of a report: what has so many is one, whatever it links to
	maxIntro    = 2  // paragraphs before the first of few entries
	maxWords    = 80 // in each of few entries: what says more is a text of its own
)

// linkEntries reads the entries of a list of links. It is nil when the text is
// none, unless somebody said that it is: then every item with a link is one.
//
// Missed are the lines of items with a link among other words, which are none.
func linkEntries(text string, wanted bool) (entries []entry, missed lines) {
	if !wanted && !body.IsHTML(text) && tooFewLinks(text) {
		return nil, nil
	}
	lines := joined(strings.Split(inMarkdown(text, wanted), "\n"), wanted)
	r := readLines(lines, reader{wanted: wanted})
	kept := len(r.entries)
	for _, e := range r.entries {
		if e.others != "" {
			kept--
		}
	}
	if kept == 0 && wanted {
		for i := range r.entries { // all of it is under such a heading
			r.entries[i].others = ""
		}
	} else if !wanted && (!r.isList(kept) || body.IsHTML(text) && !leadsAway(r.entries)) {
		return nil, nil
	} else if !wanted && len(r.missed) > 0 {
		r = readLines(lines, reader{known: true})
	}
	companies, again := namesCompanies(r.entries)
	for i := range r.entries {
		r.entries[i].finish(companies, again)
	}
	return r.entries, r.missed
}

func readLines(lines []textLine, r reader) reader {
	r.fresh, r.tailed = true, isTailed(lines)
	for _, l := range lines {
		r.line(l.n, strings.TrimRight(l.text, " \t"))
	}
	return r
}

// tooFewLinks says that a text has no address, or one that no link can name, and
// so is no list of minFew.
func tooFewLinks(text string) bool {
	n := strings.Count(text, "://")
	return n == 0 || n < minFew && !strings.Contains(text, "]:")
}

// A reader goes through the lines of a text.
type reader struct {
	wanted  bool // somebody said that the text is a list
	known   bool // it was seen to be one
	entries []entry
	missed  lines // items with a link among other words
	code    markdown.Code

	blocks, intro int      // paragraphs and items of the first level; those before the first entry
	links         int      // entries among them
	outro         int      // those since the last entry
	others        string   // the heading above, when it is over other things
	fresh         bool     // a paragraph may start here
	headed        bool     // a heading was there
	after         bool     // the line before began an entry without a mark
	parent        bool     // the item above has no link, so that those below it are entries
	group         string   // the item or heading above without a link
	tailed        bool     // the links stand behind the words
	headings      bool     // the entries are headings, with text below
	prose         bool     // an entry is a paragraph whose first words are a link
	indent        int      // of the last entry
	term          string   // the line before, which names what ": …" below it tells of
	columns       []column // of the table that the line is in
	row           string   // its header, until the rule below it comes
	sections      int      // headings of the sections of a report
	tables        bool     // an entry was known by its columns alone
}

func (r *reader) line(n int, line string) {
	after := r.after
	r.after = false
	if r.code.Takes(line) {
		r.fresh = true
		return
	}
	if line == "" {
		r.fresh = true
		return
	}
	if _, heading, ok := markdown.Heading(line); ok {
		if h, ok := headOf(heading); ok && h.before == "" && h.label != "" && h.endsIt() {
			h.marked, r.headings, r.fresh = true, true, true
			r.entry(n, h)
			return
		}
		r.section(heading)
		r.others, r.fresh = "", true
		if r.headed && othersRE.MatchString(heading) { // the first names the list
			r.others = body.Paragraph(heading)
		}
		r.headed, r.group = true, body.Paragraph(heading)
		return
	}
	if r.headings && len(r.entries) > 0 {
		r.more(" " + strings.TrimSpace(line))
		return
	}
	r.table(line)
	sub := subItemRE.FindStringSubmatch(line)
	h, ok := r.head(line)
	linked := ok && h.marked && r.others == ""
	byColumns := ok && h.columns && listed(r.columns)
	ok = ok && (h.begins() || byColumns || r.wanted && h.marked || r.known && h.saysNothing() || r.tailed && h.endsIt()) &&
		(h.marked || r.fresh || after || r.tailed)
	if ok {
		r.underSite(h)
	}
	if h.indent > 3 && !r.parent || r.below(h) {
		ok = false
	}
	switch {
	case ok:
		r.tables = r.tables || byColumns && !h.begins()
		r.defined(line)
		r.entry(n, h)
	case sub != nil:
		if len(r.entries) > 0 && (!r.parent || r.below(h)) {
			r.subItem(sub[1])
		}
	case r.fresh || body.IsBullet(line) || markdown.TableRow(line):
		r.other(line)
		if linked {
			r.missed.add(n)
		}
	case len(r.entries) > 0 && !r.parent:
		r.more(" " + strings.TrimSpace(line))
	}
	r.term = ""
	if !ok && sub == nil && !body.IsBullet(line) {
		r.term = line
	}
}

// reportRoles are of sections that reports have and lists do not.
var reportRoles = []prose.Role{prose.RoleRootCause, prose.RoleContributing, prose.RoleWhatHappened, prose.RoleImpact, prose.RoleDetection,
	prose.RoleTimeline, prose.RoleMitigation, prose.RoleLessons, prose.RoleFollowUp}

// section counts the sections of a report.
func (r *reader) section(heading string) {
	if !othersRE.MatchString(heading) && slices.Contains(reportRoles, prose.RoleOf(heading)) {
		r.sections++
	}
}

// table follows the tables of a text.
func (r *reader) table(line string) {
	switch {
	case !markdown.TableRow(line):
		r.columns, r.row = nil, ""
	case markdown.TableRule(line):
		r.columns, r.row = columnsOf(r.row), ""
	default:
		r.row = line
	}
}

func (r *reader) head(line string) (head, bool) {
	if r.columns != nil {
		return headOfRow(line, r.columns)
	}
	return headOf(line)
}

// below says that an item tells more of the entry above it, which is indented less
// and no link to a site alone.
func (r *reader) below(h head) bool {
	return h.marked && len(r.entries) > 0 && r.outro == 0 && h.indent > r.indent+1 && !isHome(r.entries[len(r.entries)-1].url)
}

// underSite makes the item above, a link to somebody's site alone, a heading over the
// items that are indented below it.
func (r *reader) underSite(h head) {
	last := len(r.entries) - 1
	if !h.marked || r.outro > 0 || last < 0 || h.indent < r.indent+2 {
		return
	}
	if e := r.entries[last]; e.text == "" && e.before == "" && len(e.more) == 0 && isHome(e.url) && isName(e.title) {
		r.entries, r.group, r.parent = r.entries[:last], e.title, true
		r.links--
		r.indent = h.indent
	}
}

// subItem is an item below an entry: a copy of the page, or more about it.
func (r *reader) subItem(text string) {
	e := &r.entries[len(r.entries)-1]
	if left, archive := cutCopy(text, e.url); archive != "" && e.archive == "" && e.others == r.others && strings.Trim(left, " .,;:") == "" {
		e.archive = archive
		return
	}
	r.more("\n- " + text)
}

// defined makes the line above ": …" a heading over it.
func (r *reader) defined(line string) {
	if !strings.HasPrefix(strings.TrimLeft(line, " "), ": ") || r.term == "" || r.others != "" {
		return
	}
	r.group = body.Paragraph(r.term)
	r.section(r.term)
	r.blocks--
	if r.links == 0 {
		r.intro--
	}
}

func (r *reader) entry(n int, h head) {
	if r.parent && h.indent > 1 {
		r.blocks-- // the item above is no more than a heading
	}
	r.parent = r.parent && h.indent > 1
	r.blocks, r.links, r.outro, r.fresh, r.after = r.blocks+1, r.links+1, 0, false, !h.marked
	r.prose = r.prose || !h.marked && h.label != "" && !strings.ContainsAny(firstMark(h.rest), "([.:-–—,")
	e := h.entry(n)
	e.others, e.group = r.others, r.group
	r.indent = h.indent
	r.entries = append(r.entries, e)
}

// other is a paragraph or an item that begins no entry.
func (r *reader) other(line string) {
	r.fresh, r.parent = false, body.IsBullet(line)
	if _, text, ok := markdown.Item(line); ok {
		r.group = body.Paragraph(text)
	}
	if markdown.TableRow(line) || r.others != "" {
		return // lists of contributors do not count against a list
	}
	r.blocks++
	if r.outro++; r.links == 0 {
		r.intro++
	}
}

func (r *reader) more(text string) {
	e := &r.entries[len(r.entries)-1]
	if e.others == r.others {
		e.more = append(e.more, text)
	}
}

// forgiven is how many paragraphs may stand behind the last of few entries: one,
// "That is all.", where one at most stands before the first.
func (r *reader) forgiven() int {
	if r.intro > 1 {
		return 0
	}
	return min(r.outro, 1)
}

// isList says that the text is a list by what it holds; kept is how many of its
// entries are of reports.
func (r *reader) isList(kept int) bool {
	if r.sections >= minSections {
		return false
	}
	if r.links >= minEntries && kept >= minEntries {
		share := minShare
		if r.tables {
			share = minTables
		}
		return float64(r.links) >= share*float64(r.blocks)
	}
	if kept < minFew || r.prose || r.intro > maxIntro || r.blocks > r.links+r.intro+r.forgiven() {
		return false
	}
	told, bare := 0, 0
	for _, e := range r.entries {
		words := len(strings.Fields(e.before + " " + e.text + strings.Join(e.more, "")))
		if words > maxWords {
			return false
		}
		if e.title == "" && words == 0 {
			bare++
		}
		if words > 2 || len(strings.Fields(e.title)) > 2 || e.organisation != "" || isName(e.group) && calls(e.group, e.url) {
			told++
		}
	}
	return told >= minFew || bare == len(r.entries) && r.blocks == r.links // nothing but addresses
}
