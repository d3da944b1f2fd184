package dump

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/byline"
	"hindsight/internal/when"
)

// A channel that was copied from a messenger: who and when, then the message.
//
//	Ina Holt  10:42 AM            [10:42 AM] Ina Holt
//	the api is down               the api is down
//	10:43
//	looking                       [04.03.21, 10:42] Ina: the api is down
var (
	chatClock = `(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)`
	chatDay   = `(?:\d{4}-\d{2}-\d{2}|\d{1,2}-` + chatMonth + `-\d{2,4}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:Today|Yesterday|` + chatMonth +
		` \d{1,2}(?:st|nd|rd|th)?(?:, \d{4})?|\d{1,2} ` + chatMonth + `(?: \d{4})?)(?: at)?)`
	chatMonth = `(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*`
	// The number behind a name is Discord's.
	chatName  = `(\p{Lu}[\pL\d.'’_-]*(?:,? [\pL\d(][\pL\d.'’()_-]*){0,4}|@?[\pL\d][\pL\d._-]{1,30})(?:#\d{4})?`
	chatHeads = []*regexp.Regexp{
		regexp.MustCompile(`^` + chatName + `(?:\s+(?:APP|BOT|:[\w+-]+:))?(?:\s{1,4}|\s*[—–|-]\s*)[\[(]?((?:` + chatDay + `,?\s+)?` + chatClock + `)[\])]?:?$`),
		regexp.MustCompile(`^\[((?:` + chatDay + `,?\s+)?` + chatClock + `)\]\s+` + chatName + `(?:\s*:\s*(\S.*))?$`),
		regexp.MustCompile(`^\[?((?:` + chatDay + `,?\s+)?` + chatClock + `)\]?\s+[-–]?\s*` +
			`(?:<[ @+%&~]?` + chatName + `>|` + chatName + `:)\s+(\S.*)$`),
	}
	chatAgainRE = regexp.MustCompile(`^\[?(` + chatClock + `)\]?$`)
	chatDateRE  = regexp.MustCompile(`^[\s—–-]*((?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?` + chatMonth + ` \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?` +
		`|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?\d{1,2} ` + chatMonth + `(?: \d{4})?|\d{4}-\d{2}-\d{2})[\s—–-]*$`)
	chatGoneRE = regexp.MustCompile(`(?i)^(?:\(edited\)|new|new messages?|view thread|\d+ repl(?:y|ies)|last reply .{1,40}|also sent to the channel` +
		`|(?:was added to|joined|left|set the channel (?:topic|purpose|description)).{0,120}|.{1,40} (?:joined|left) (?:#\S+|the channel)\.?.{0,60}` +
		`|pinned by .{1,40}|saved for later|added by .{1,40}|(?::[\w+-]+:|[\p{So}\x{1f3fb}-\x{1f3ff}\x{fe0f}\x{200d}]+)\s*\d*|\d{1,3}|(?:image` +
		`|screenshot|file|unknown)[\w -]*\.(?:png|jpe?g|gif)|react|reply|like|=+|exported [\d,]+ message\(s\))$`)
	// What programs for IRC write into their logs between the messages, and Discord's
	// exporters above them.
	logDayRE = regexp.MustCompile(`^--- (Log opened|Day changed|Log closed) (?:\pL{3} )?(\pL{3}) +0?(\d{1,2}) ` +
		`(?:\d{2}:\d{2}:\d{2} )?(\d{4})$`)
	logNoticeRE  = regexp.MustCompile(`^(?:\[?(?:` + chatDay + `\s+)?` + chatClock + `\]?\s+)?(?:-!-|\*\*\*|-->|<--)\s`)
	exportHeadRE = regexp.MustCompile(`^(?:=+|(?:Guild|Server|Channel|Topic|After|Before): .*)$`)
	chatTailRE   = regexp.MustCompile(`\s*\(edited\)\s*$`)
	chatBadgeRE  = regexp.MustCompile(`\s+(?:APP|BOT)$`)
	// noNameRE are words that begin a line of a timeline, not of a chat.
	noNameRE = regexp.MustCompile(`(?i)^(?:at|on|from|until|about|around|since|utc|gmt|time|date|start(?:ed)?|end(?:ed)?|detected|resolved|update|updated` +
		`|posted|status|investigating|identified|monitoring)\b`)
)

// A remark is one message.
type remark struct {
	day, at, who string
	text         []string
}

// minMessages is how many messages a chat has at least.
const minMessages = 4

// fewWords before the first message are the name of a channel: then one message less will do.
const fewWords = 12

// maxRemark is how many words a message has at most.
const maxRemark = 250

// isChat wants messages of two people or more, and little before the first.
func isChat(text string) bool {
	if len(text) > 1<<20 {
		return false
	}
	before, all := readSaid(text)
	names := map[string]bool{}
	for _, m := range all {
		names[m.who] = true
		words := 0
		for _, l := range m.text {
			if words += len(strings.Fields(l)); words > maxRemark || body.RoleLine(l) || isHeading(l) {
				return false // a timeline in a report
			}
		}
	}
	least := minMessages
	if len(strings.Fields(strings.Join(before, " "))) < fewWords {
		least--
	}
	return len(all) >= least && len(names) > 1 && len(names) <= len(all)*3/4+1 && len(strings.Fields(strings.Join(before, " "))) < 60
}

// readSaid reads the messages, and the lines before the first.
func readSaid(text string) (before []string, all []remark) {
	day, log := "", ""
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); strings.HasSuffix(line, "(edited)") {
			line = chatTailRE.ReplaceAllString(line, "")
		}
		var told bool
		if log, told = logged(line, log, all); told {
			continue
		}
		if logNoticeRE.MatchString(line) {
			continue
		}
		m, ok := chatHead(line)
		switch again := chatAgainRE.FindStringSubmatch(line); {
		case ok:
			m.day = day
			if log != "" && chatAgainRE.MatchString(m.at) {
				m.day, m.at = "", log+" "+m.at
			}
			all = append(all, m)
		case again != nil && halfDayRE.MatchString(again[1]) && popName(&before, &all, &m.who):
			all = append(all, remark{day: day, at: again[1], who: m.who})
		case chatDateRE.MatchString(line):
			day = strings.TrimSpace(chatDateRE.FindStringSubmatch(line)[1])
		case len(all) == 0:
			before = append(before, line)
		case again != nil:
			last := all[len(all)-1]
			all = append(all, remark{day: day, at: sameHalf(last.at, again[1]), who: last.who})
		case chatGoneRE.MatchString(line):
		case line != "":
			last := &all[len(all)-1]
			last.text = append(last.text, line)
		}
	}
	return before, all
}

// logged reads a line in which a program for IRC tells the day of the messages below
// it. The day changes at midnight: what stands above the first change is of the day
// before.
func logged(line, day string, all []remark) (string, bool) {
	m := logDayRE.FindStringSubmatch(line)
	if m == nil || m[1] == "Log closed" {
		return day, m != nil
	}
	at, ok := when.Parse(m[3] + " " + m[2] + " " + m[4])
	if !ok {
		return day, true
	}
	if m[1] == "Day changed" && day == "" {
		before := at.Time().AddDate(0, 0, -1).Format(time.DateOnly)
		for i := range all {
			if all[i].day == "" && chatAgainRE.MatchString(all[i].at) {
				all[i].at = before + " " + all[i].at
			}
		}
	}
	return at.Time().Format(time.DateOnly), true
}

var chatAloneRE = regexp.MustCompile(`^(?:\p{Lu}[\pL\d.'’-]*(?: [\pL\d(][\pL\d.'’()-]*){0,3}|[a-z][a-z\d._-]{2,30})$`)

// popName takes a name off the end of what came before: some messengers put
// the time on a line of its own.
func popName(before *[]string, all *[]remark, who *string) bool {
	lines := before
	if n := len(*all); n > 0 {
		lines = &(*all)[n-1].text
	}
	last := len(*lines) - 1
	if last < 0 || !chatAloneRE.MatchString((*lines)[last]) || noNameRE.MatchString((*lines)[last]) {
		return false
	}
	*who, *lines = (*lines)[last], (*lines)[:last]
	return true
}

var (
	halfDayRE = regexp.MustCompile(`(?i)\s?([ap])\.?m\.?$`)
	noonTurn  = map[string]string{"a": "PM", "A": "PM", "p": "AM", "P": "AM"}
)

// sameHalf gives a time that a messenger shortened the half of the day of the
// message before it.
func sameHalf(before, at string) string {
	m := halfDayRE.FindStringSubmatch(before)
	if m == nil || halfDayRE.MatchString(at) {
		return at
	}
	if strings.HasPrefix(at, "12:") && !strings.HasPrefix(before, "12:") {
		return at + " " + noonTurn[m[1]]
	}
	return at + " " + strings.ToUpper(m[1]) + "M"
}

func chatHead(line string) (remark, bool) {
	if len(line) > 400 || line == "" {
		return remark{}, false
	}
	if strings.HasPrefix(line, "**") { // "**bo** [14:20]"
		line = strings.ReplaceAll(line, "**", "")
	}
	for i, re := range chatHeads {
		m := re.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		var s remark
		switch i {
		case 0:
			s = remark{who: m[1], at: m[2]}
		case 1:
			s = remark{who: m[2], at: m[1], text: nonEmpty(m[3])}
		default:
			s = remark{who: m[2] + m[3], at: m[1], text: nonEmpty(m[4])}
		}
		s.at = shortYearRE.ReplaceAllString(s.at, "${1}20$2$3")
		if s.who = chatBadgeRE.ReplaceAllString(s.who, ""); noNameRE.MatchString(s.who) {
			return remark{}, false
		}
		return s, true
	}
	return remark{}, false
}

// shortYearRE is a day with two digits for its year, which in running text is none.
var shortYearRE = regexp.MustCompile(`^(\d{1,2}(?:[./]\d{1,2}[./]|-[A-Z][a-z]{2}-))(\d{2})([ ,])`)

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// readChat makes a timeline of a chat: who said what, and when.
func readChat(s source) draft {
	before, all := readSaid(s.body)
	if len(all) == 0 {
		return readArticle(s)
	}
	var d draft
	if len(before) > 0 && exportHeadRE.MatchString(before[0]) {
		before = slices.DeleteFunc(before, exportHeadRE.MatchString)
	}
	title, rest := cutTitle(strings.Join(before, "\n"))
	d.titles = append(declaredTitle(all), strings.TrimLeft(title, "# "))
	out := []string{rest, ""}
	if m := timesRE.FindStringSubmatch(title); m != nil {
		out[0] = body.EscapeHTML("T"+m[1]+".") + "\n\n" + rest
	}
	if all[0].day == "" {
		out = append(out, "## Timeline", "")
	}
	day := ""
	for _, m := range all {
		if len(m.text) == 0 {
			continue
		}
		if m.day != day {
			if day = m.day; d.date.IsZero() {
				d.date = s.reordered(byline.Day(day), day)
			}
			out = append(out, "", "## "+day, "")
		}
		out = append(out, "- **"+m.at+"**: "+body.EscapeHTML(m.who+": "+chatText(m.text)))
	}
	d.date = s.reordered(firstDay(d.date, all), all[0].at)
	if d.date.IsZero() {
		d.date = byline.Day(headingDayRE.FindString(title))
	}
	if first := strings.Join(all[0].text, " "); len(strings.Fields(first)) > 2 && len(first) < 100 {
		r, n := utf8.DecodeRuneInString(first)
		d.titles = append(d.titles, string(unicode.ToUpper(r))+first[n:])
	}
	d.body = body.FromMarkdown(strings.Join(out, "\n"), s.url)
	return d
}

// timesRE is what the name of a channel says of the times in it: "#inc-search (times in UTC)".
var timesRE = regexp.MustCompile(`(?i)\b(?:all )?t(imes? (?:are |is )?in [^()]{2,40})`)

// declaredRE is how a bot declares an incident and says what failed.
var declaredRE = regexp.MustCompile(`(?i)^\W*(?:(?:new |a new )?(?:incident|outage|sev\W?\d|p\d)\b[^:]{0,60}|` +
	`(?:title|summary|incident name)): *(\S[^\n]{8,150})$`)

// declaredTitle is what the first messages declare the incident to be; none
// when nobody declares one.
func declaredTitle(all []remark) []string {
	for _, m := range all[:min(len(all), 12)] {
		for _, line := range m.text {
			found := declaredRE.FindStringSubmatch(line)
			if found == nil || len(strings.Fields(found[1])) < 2 || strings.HasSuffix(found[1], "?") {
				continue
			}
			r, n := utf8.DecodeRuneInString(found[1])
			return []string{string(unicode.ToUpper(r)) + strings.TrimRight(found[1][n:], ". ")}
		}
	}
	return nil
}

// firstDay is the day of a chat as its first message tells it.
func firstDay(at hindsight.Moment, all []remark) hindsight.Moment {
	if !at.IsZero() {
		return at
	}
	if m, ok := when.Parse(all[0].at); ok && m.Precision() >= hindsight.Day {
		return hindsight.At(m.Time(), hindsight.Day)
	}
	return at
}

// chatText joins the lines of a message; code between fences is set as such.
func chatText(lines []string) string {
	text := strings.Join(lines, " ")
	if strings.Count(text, "```") == 2 {
		before, rest, _ := strings.Cut(text, "```")
		code, after, _ := strings.Cut(rest, "```")
		if !strings.Contains(code, "`") {
			text = strings.Join(strings.Fields(before+" `"+strings.TrimSpace(code)+"` "+after), " ")
		}
	}
	return strings.ReplaceAll(text, "```", "")
}
