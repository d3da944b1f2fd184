package dump

import (
	"regexp"
	"strconv"
	"strings"

	"hindsight/internal/when"
)

var (
	orgKey     = regexp.MustCompile(`(?i)^[ \t]*#\+([A-Z_]+)(?:\[[^\[\]\n]*\])?:[ \t]*(.*)$`)
	orgBegin   = regexp.MustCompile(`(?i)^[ \t]*#\+begin_(\w+)(?:[ \t]+(\S+))?`)
	orgEnd     = regexp.MustCompile(`(?i)^[ \t]*#\+end_(\w+)`)
	orgHeading = regexp.MustCompile(`(?m)^(\*{1,8})[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED|CANCELED|HOLD|STARTED)[ \t]+)?(?:\[#[A-Z0-9]\][ \t]+)?(\S.*?)(?:[ \t]+:[\w@#%:]+:)?[ \t]*$`)
	orgSign    = regexp.MustCompile(`(?im)^[ \t]*#\+(?:title|author|date|options|begin_\w+|startup|filetags):?(?:[ \t]|$)|^:PROPERTIES:[ \t]*$`)
	orgSoft    = regexp.MustCompile(`\[\[[^\[\]\n]+\]\[[^\[\]\n]+\]\]|[<\[]\d{4}-\d{2}-\d{2} \pL{2,4}\.?[ >\]]`)
	orgDrawer  = regexp.MustCompile(`(?i)^[ \t]*:(?:PROPERTIES|LOGBOOK|CLOCK|NOTES|RESULTS):[ \t]*$`)
	orgPlan    = regexp.MustCompile(`^[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):`)
	orgLink    = regexp.MustCompile(`\[\[([^\[\]\n]+)\](?:\[([^\[\]\n]+)\])?\]`)
	orgStamp   = regexp.MustCompile(`[<\[](\d{4}-\d{2}-\d{2})(?: \pL{2,4}\.?)?(?: (\d{1,2}:\d{2})(?:-(\d{1,2}:\d{2}))?)?(?: [.+]?\+\d+[dwmy])?[>\]]`)
	orgRange   = regexp.MustCompile(`([>\]])--([<\[])`)
	orgNote    = regexp.MustCompile(`\[fn:([\w-]{1,40})\]`)
	orgNoteDef = regexp.MustCompile(`(?m)^\[fn:([\w-]{1,40})\][ \t]+(.*)$`)
	orgCode    = regexp.MustCompile(`(^|[\s(\[{"'|-])[=~]([^\s=~](?:[^=~\n]{0,200}[^\s=~])?)[=~]($|[\s)\]}.,;:!?"'|-])`)
	orgItalic  = regexp.MustCompile(`(^|[\s("'])/([^\s/][^/\n]{0,200}[^\s/]|\pL)/($|[\s)"'.,;:!?-])`)
	orgStrike  = regexp.MustCompile(`(^|[\s("'])\+([^\s+][^+\n]{0,200}[^\s+])\+($|[\s)"'.,;:!?-])`)
	orgTerm    = regexp.MustCompile(`^([ \t]*[-+][ \t]+)(.{1,100}?)[ \t]+::[ \t]+(.*)$`)
	orgCookie  = regexp.MustCompile(`[ \t]*\[\d*(?:/\d*|%)\]`)
)

// isOrg wants a keyword of its kind, or two headings of different levels with
// a link or a date in its brackets.
func isOrg(text string) bool {
	head := text[:min(len(text), 64<<10)]
	if !orgHeading.MatchString(head) {
		return false
	}
	return orgSign.MatchString(head) || orgDeep.MatchString(head) && orgSoft.MatchString(head)
}

var orgDeep = regexp.MustCompile(`(?m)^\*{2,6} \S`)

// readOrg turns Org into Markdown.
func readOrg(s source) draft {
	var d draft
	var code stash
	var out []string
	lines := strings.Split(s.body, "\n")
	prefix := ""
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		m := orgBegin.FindStringSubmatch(line)
		switch {
		case m != nil && !strings.EqualFold(m[1], "quote") && !strings.EqualFold(m[1], "center") && !strings.EqualFold(m[1], "verse"):
			var block []string
			for i++; i < len(lines) && !orgEnd.MatchString(lines[i]); i++ {
				block = append(block, lines[i])
			}
			if lang := m[2]; strings.EqualFold(m[1], "src") {
				out = append(out, code.block(lang, strings.Join(block, "\n")))
			} else if !strings.EqualFold(m[1], "comment") {
				out = append(out, code.block("", strings.Join(block, "\n")))
			}
		case m != nil:
			if out = append(out, ""); !strings.EqualFold(m[1], "center") {
				prefix = "> "
			}
		case orgEnd.MatchString(line):
			prefix, out = "", append(out, "")
		case orgDrawer.MatchString(line):
			for i++; i < len(lines) && !strings.EqualFold(strings.TrimSpace(lines[i]), ":end:") && !orgHeading.MatchString(lines[i]); i++ {
			}
		case orgKey.MatchString(line):
			if text := d.orgKeyword(orgKey.FindStringSubmatch(line)); text != "" {
				out = append(out, "", text, "")
			}
		case strings.HasPrefix(line, ": "):
			var block []string
			for ; i < len(lines) && strings.HasPrefix(lines[i], ":") && (len(lines[i]) == 1 || lines[i][1] == ' '); i++ {
				block = append(block, strings.TrimPrefix(lines[i][1:], " "))
			}
			i--
			out = append(out, code.block("", strings.Join(block, "\n")))
		case orgPlan.MatchString(line), line == "#", strings.HasPrefix(line, "# "):
		default:
			out = append(out, strings.TrimRight(prefix+orgLine(line, &code), " "))
		}
	}
	return d.finish(code.restore(strings.Join(out, "\n")), s)
}

// orgKeyword reads "#+TITLE: …"; of the others only a caption is text.
func (d *draft) orgKeyword(m []string) string {
	switch strings.ToLower(m[1]) {
	case "title":
		d.titles = append(d.titles, m[2])
	case "author":
		d.author = m[2]
	case "date":
		d.date, _ = when.Parse(orgStamp.ReplaceAllString(m[2], "$1 $2"))
	case "caption":
		return "*" + strings.Trim(m[2], "* ") + "*"
	}
	return ""
}

func orgLine(line string, code *stash) string {
	if m := orgHeading.FindStringSubmatch(line); m != nil {
		return "\n" + strings.Repeat("#", min(6, len(m[1]))) + " " + orgInline(orgCookie.ReplaceAllString(m[2], ""), code) + "\n"
	}
	if strings.HasPrefix(strings.TrimSpace(line), "|-") {
		return strings.ReplaceAll(line, "+", "|")
	}
	if m := orgNoteDef.FindStringSubmatch(line); m != nil {
		return "[^" + m[1] + "]: " + orgInline(m[2], code)
	}
	if m := orgTerm.FindStringSubmatch(line); m != nil {
		return m[1] + "**" + orgInline(m[2], code) + "**: " + orgInline(m[3], code)
	}
	return orgInline(line, code)
}

func orgInline(s string, code *stash) string {
	s = orgCode.ReplaceAllStringFunc(s, func(c string) string {
		m := orgCode.FindStringSubmatch(c)
		return m[1] + code.span(m[2]) + m[3]
	})
	s = orgLink.ReplaceAllStringFunc(s, func(l string) string {
		m := orgLink.FindStringSubmatch(l)
		web := strings.HasPrefix(m[1], "https://") || strings.HasPrefix(m[1], "http://")
		switch {
		case web && m[2] != "":
			return code.put("[" + m[2] + "](" + m[1] + ")")
		case web:
			return code.put("<" + m[1] + ">")
		case m[2] != "":
			return m[2]
		case strings.HasPrefix(m[1], "file:") || strings.HasPrefix(m[1], "./"):
			return ""
		}
		return strings.TrimLeft(m[1], "*#")
	})
	s = orgStamp.ReplaceAllStringFunc(orgRange.ReplaceAllString(s, "$1 - $2"), func(t string) string {
		m := orgStamp.FindStringSubmatch(t)
		out := strings.TrimSpace(m[1] + " " + m[2])
		if m[3] != "" {
			out += " - " + m[3]
		}
		return out
	})
	s = orgNote.ReplaceAllString(s, "[^$1]")
	s = orgStrike.ReplaceAllString(s, "$1~~$2~~$3")
	s = orgItalic.ReplaceAllString(s, "$1\x01$2\x01$3")
	s = hStrong.ReplaceAllString(s, "$1**$2**$3")
	return strings.ReplaceAll(s, "\x01", "*")
}

func itoa(n int) string { return strconv.Itoa(n) }
