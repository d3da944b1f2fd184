package list

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/body"
	"hindsight/internal/markdown"
	"hindsight/internal/weburl"
)

const (
	addressPart  = `https?://[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*`
	copyHostPart = `https?://(?:web\.archive\.org|archive\.(?:ph|is|today|org|vn|md|fo|li)|perma\.cc|ghostarchive\.org)/`
	linkPart     = `\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(\s*<?(` + addressPart + `)>?(?:\s+"[^"\n]*")?\s*\)`
)

var (
	markRE   = regexp.MustCompile(`^(\s*(?:[-*+•:]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?)(\S.*)$`)
	linkAtRE = regexp.MustCompile(linkPart + `|<(https?://[^\s<>]+)>|(?:^|[\s(])(` + addressPart + `)`)
	// besideRE is what may stand before an item's link in a text of which
	// nobody said that it is a list: a name, and a mark.
	besideRE = regexp.MustCompile(`^[^.!?:]{1,40}(?:\s[-–—]|:|\|)\s*$`)
	struckRE = regexp.MustCompile(`^\W{0,4}(?:~~|<del>|<s>|<strike>)`)
	strikes  = strings.NewReplacer("~~", "", "<del>", "", "</del>", "", "<s>", "", "</s>", "", "<strike>", "", "</strike>", "")
	deadRE   = regexp.MustCompile(`(?i)^\s*[(\[](?:the )?(?:link |page |site |now |is )*(?:dead|broken|gone|offline|404|unavailable|removed)` +
		`(?: link| now)?[)\]]`)
	// goneRE is all that is said of a page that nobody has any more.
	goneRE = regexp.MustCompile(`(?i)^\W*(?:(?:link |page |site |now |is )*(?:dead|broken|gone|offline|404|unavailable|removed)(?: link| now)?` +
		`|(?:sadly |and |but )?no (?:copy|archive|mirror)|\W)+$`)
	copyLinkRE = regexp.MustCompile(`(?:[\s,;]*\b(?i:mirror|archived?|copy|backup):)?\s*[(\[]?\s*` + linkPart + `\s*[)\]]?`)
	// copyNameRE is what a list calls a link to a copy of the page before it.
	copyNameRE = regexp.MustCompile(`(?i)^\W*(?:an? |the )?(?:web |internet )?(?:archived?|archive\.(?:org|is|ph|today)|wayback(?: machine)?|` +
		`mirror(?:ed)?|cached?|snapshot|copy)(?: (?:copy|version|link|page|post))?\W*$`)
	copyHostRE = regexp.MustCompile(`^` + copyHostPart)
	// copyBareRE is the bare address of a copy, with what it is called.
	copyBareRE = regexp.MustCompile(`[\s,;–—-]*[(\[]?\s*(?:\b(?i:(mirror|archived?|copy|backup|wayback|snapshot)(?: copy)?:?\s+))?` +
		`(` + copyHostPart + `[^\s()<>\[\]]+)\s*[)\]]?`)
	leadMarksRE = regexp.MustCompile(`^(?:[\s.:,;–—|*_→⇒-]|->)+`)
	tailMarksRE = regexp.MustCompile(`[\s:,;–—|*_(\[-]+$`)
	// homeThenRE is what parts the link to somebody's site from that to the report.
	homeThenRE = regexp.MustCompile(`^\**\s*[:–—|-]\s*[*_]*\[`)
)

// A head is the line that an entry begins with, cut at its link.
type head struct {
	marked bool   // it is an item of a list, or the row of a table
	indent int    // of its mark
	before string // words before the link
	label  string // "" for a bare address
	url    string
	rest   string
	struck bool

	// What the columns of a table say.
	columns             bool
	named               bool // the link is in the column of companies
	day, owner, archive string
}

// headOf reads a line that may begin an entry.
func headOf(line string) (head, bool) {
	h, ok := headAt(line)
	if ok && h.before == "" && h.label != "" && homeThenRE.MatchString(h.rest) && isHome(h.url) {
		if then, ok := headAt(h.rest); ok && !copyHostRE.MatchString(then.url) {
			then.marked, then.indent, then.struck, then.before = h.marked, h.indent, h.struck, h.label+": "
			return then, true
		}
	}
	return h, ok
}

// headAt reads the line's first link.
func headAt(line string) (head, bool) {
	h := head{indent: len(line) - len(strings.TrimLeft(line, " \t"))}
	if m := markRE.FindStringSubmatch(line); m != nil {
		h.marked, line = true, m[2]
	} else if markdown.TableRow(line) {
		h.marked, line = true, row(line)
	} else if h.indent > 3 {
		return h, false
	}
	if h.struck = struckRE.MatchString(line); h.struck {
		line = strikes.Replace(line)
	}
	if !strings.Contains(line, "://") {
		return h, false
	}
	m := linkAt(line)
	if m == nil || m[0] > 0 && line[m[0]-1] == '!' { // a picture
		return h, false
	}
	group := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return line[m[2*n]:m[2*n+1]]
	}
	h.label, h.url = strings.TrimSpace(group(1)), group(2)+group(3)+strings.TrimRight(group(4), ".,;:!?")
	h.before, h.rest = strings.TrimLeft(line[:m[0]], " "), line[m[1]:]
	if strings.Count(h.before, "**")%2 > 0 || strings.Trim(h.before, "*_ ") == "" {
		h.before = strings.TrimLeft(h.before, "*_ ")
	}
	if strings.Contains(line[:m[0]], "**") != strings.Contains(h.before, "**") {
		h.rest = strings.Replace(h.rest, "**", "", 1)
	}
	return h, true
}

// linkAt is what linkAtRE finds, which is not asked before the first place where a
// link may begin.
func linkAt(line string) []int {
	from := strings.IndexAny(line, "[<")
	if n := max(0, strings.Index(line, "http")-1); from < 0 || n < from { // "\s" or "(" before it
		from = n
	}
	m := linkAtRE.FindStringSubmatchIndex(line[from:])
	for i := range m {
		if m[i] >= 0 {
			m[i] += from
		}
	}
	return m
}

// row is a table's row as one line of text.
func row(line string) string {
	var cells []string
	for _, c := range markdown.Cells(line) {
		if c.Start < c.End {
			cells = append(cells, line[c.Start:c.End])
		}
	}
	return strings.Join(cells, " | ")
}

// begins says that the head is one of an entry by itself: its link comes
// first, or behind a name or a day.
func (h head) begins() bool { return h.before == "" || h.marked && isBeside(h.before) }

// saysNothing says that the words around the link tell of the page, and the link
// does not: "Read [here](…) how the feed was empty", "Acme: the disk was full, https://…".
func (h head) saysNothing() bool {
	return h.marked && h.before != "" && emptyRE.MatchString(h.label) && (h.label != "" || h.endsIt())
}

// within says that the link is a word of a sentence.
func (h head) within() bool {
	before, rest := strings.TrimRight(h.before, " "), strings.TrimLeft(h.rest, " ")
	if before == "" || len(rest) == len(h.rest) || !emptyRE.MatchString(h.label) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLetter(last) && unicode.IsLetter(first)
}

// entry is what the head's line says.
func (h head) entry(n int) entry {
	before, rest := tailMarksRE.ReplaceAllString(h.before, ""), deadRE.ReplaceAllString(h.rest, "")
	rest, copied := cutCopy(rest, h.url)
	e := entry{line: n, title: h.label, before: before, sep: firstMark(rest), struck: h.struck}
	if h.within() {
		e.title, e.before, rest = "", "", h.before+h.label+rest
	}
	e.text = withoutLead(strings.TrimPrefix(rest, ")"))
	if body.Paragraph(e.text) == "" || goneRE.MatchString(e.text) {
		e.text = ""
	}
	original, archive := weburl.Unwrap(h.url)
	e.url, e.archive = weburl.Clean(original), or(archive, copied, h.archive)
	e.organisation, e.date = h.owner, moment(h.day)
	if e.date.IsZero() && h.day != "" {
		e.before = strings.TrimPrefix(e.before+" | "+h.day, " | ")
	}
	return e
}

// withoutLead is text without the marks that it begins with, and the one that ends
// the emphasis which a mark there opened: "*gone, no copy*".
func withoutLead(text string) string {
	left := leadMarksRE.ReplaceAllString(text, "")
	lead := text[:len(text)-len(left)]
	for _, mark := range []string{"**", "*"} {
		if strings.HasSuffix(lead, mark) && strings.Count(left, mark)%2 > 0 {
			return strings.Replace(left, mark, "", 1)
		}
	}
	return left
}

// cutCopy takes the link to a copy in an archive out of the words behind the
// link to the original; that to a copy of another page, a discussion of it say,
// stays.
func cutCopy(rest, original string) (left, address string) {
	if !strings.Contains(rest, "://") {
		return rest, ""
	}
	for _, m := range copyLinkRE.FindAllStringSubmatchIndex(rest, -1) {
		name, link := rest[m[2]:m[3]], rest[m[4]:m[5]]
		if copyNameRE.MatchString(name) || copyHostRE.MatchString(link) && weburl.Canonical(link) == weburl.Canonical(original) {
			return strings.TrimRight(rest[:m[0]], " -–—") + rest[m[1]:], weburl.Clean(link)
		}
	}
	if !strings.Contains(rest, "archive") && !strings.Contains(rest, "perma.cc") {
		return rest, ""
	}
	for _, m := range copyBareRE.FindAllStringSubmatchIndex(rest, -1) {
		link := rest[m[4]:m[5]]
		if (m[0] == 0 || rest[m[0]-1] != ']') && (m[2] >= 0 || weburl.Canonical(link) == weburl.Canonical(original)) {
			return rest[:m[0]] + rest[m[1]:], weburl.Clean(link)
		}
	}
	return rest, ""
}
