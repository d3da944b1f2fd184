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
	adocRef     = regexp.MustCompile(`\{([\w-]{1,40})\}`)
	adocBlock   = regexp.MustCompile(`^\[([^\[\]\n]{1,200})\]$`)
	adocNote    = regexp.MustCompile(`^(NOTE|TIP|IMPORTANT|WARNING|CAUTION): +(.*)$`)
	adocFence   = regexp.MustCompile(`^(-{4,}|\.{4,}|={4,}|_{4,}|\*{4,}|\+{4,}|/{4,}|--|` + "`{3,}" + `)[ \t]*$`)
	adocList    = regexp.MustCompile(`^[ \t]*(\*{1,5}|\.{1,5}|-)[ \t]+(\S.*)$`)
	adocTerm    = regexp.MustCompile(`^[ \t]*(\S.{0,100}?)(?:::|;;)(?:[ \t]+(.*))?$`)
	adocTitle   = regexp.MustCompile(`^\.([\pL\d][^\n]{0,150})$`)
	adocPerson  = regexp.MustCompile(`^(\p{Lu}[\pL.'’-]*(?: \p{Lu}[\pL.'’-]*){1,3})(?: <([^<>\s]+)>)?(?:;.*)?$`)
	adocVersion = regexp.MustCompile(`^(?:v?\d[\w.]*,\s*)?(\d{4}-\d{2}-\d{2}|\p{Lu}\pL+ \d{1,2},? \d{4}|\d{1,2}\.? \p{Lu}\pL+ \d{4})(?::.*)?$`)
	adocLink    = regexp.MustCompile(`(?:link:)?(https?://[^\s\[\]<>]+)\[([^\[\]\n]*)\]|(?:link|xref|mailto):([^\s\[\]]+)\[([^\[\]\n]*)\]`)
	adocCross   = regexp.MustCompile(`<<([^<>,\n]+)(?:,\s*([^<>\n]+))?>>`)
	adocImage   = regexp.MustCompile(`image::?[^\s\[\]]+\[([^\[\],\n"]*|"[^"\n]*")[^\[\]\n]*\]`)
	adocMark    = regexp.MustCompile(`(?:footnote(?:ref)?):[\w-]*\[([^\[\]\n]*)\]`)
	adocGone    = regexp.MustCompile(`\[\[[^\[\]\n]*\]\]|(?:anchor|kbd|btn|menu|icon):[^\s\[\]]*\[([^\[\]\n]*)\]|\[[.#][\w.#-]+\]`)
	adocMono    = regexp.MustCompile("`\\+?([^`\n]+?)\\+?`")
	adocCell    = regexp.MustCompile(`(?:^|[ \t])(?:\d*(?:\.\d+)?[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?\|`)
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
	begun bool
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

// blocks reads lines; prefix stands before each that is written, "> " in
// notes.
func (a *adoc) blocks(lines []string, prefix string, depth int) {
	style := ""
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		switch m := adocBlock.FindStringSubmatch(line); {
		case m != nil:
			style = m[1]
			continue
		case strings.HasPrefix(line, "|===") || line == ",===":
			end := closing(lines, i, line)
			a.put(prefix, a.table(lines[i+1:end])...)
			i = end
		case adocFence.MatchString(line) && depth < maxNesting:
			end := closing(lines, i, line)
			a.fence(lines[i+1:min(end, len(lines))], line, style, prefix, depth)
			i = end
		case strings.HasPrefix(line, "//"):
			continue
		default:
			a.line(line, style, prefix)
			if line == "" {
				break
			}
		}
		style = ""
	}
}

// closing finds the line that ends a block; the end of the text when none does.
func closing(lines []string, from int, mark string) int {
	for i := from + 1; i < len(lines); i++ {
		if strings.TrimRight(lines[i], " \t") == mark {
			return i
		}
	}
	return len(lines)
}

func (a *adoc) fence(inner []string, mark, style, prefix string, depth int) {
	kind, rest, _ := strings.Cut(style, ",")
	switch {
	case mark[0] == '/':
	case mark[0] == '-' && len(mark) > 2, mark[0] == '.', mark[0] == '`', kind == "source" || kind == "listing":
		lang, _, _ := strings.Cut(strings.TrimSpace(rest), ",")
		a.put(prefix, a.code.block(strings.TrimSpace(lang), strings.Join(inner, "\n")))
	case mark[0] == '+':
		a.put(prefix, inner...)
	case mark[0] == '_', adocNote.MatchString(kind + ": x"), strings.HasPrefix(kind, "quote"):
		a.put(prefix, "")
		if adocNote.MatchString(kind + ": x") {
			a.put(prefix, "> **"+title(kind)+"**", ">")
		}
		a.blocks(inner, prefix+"> ", depth+1)
		if who := strings.Trim(rest, ` "`); mark[0] == '_' && who != "" {
			a.put(prefix, ">", "> "+who)
		}
		a.put(prefix, "")
	default:
		a.put(prefix, "")
		a.blocks(inner, prefix, depth+1)
		a.put(prefix, "")
	}
}

func title(s string) string { return s[:1] + strings.ToLower(s[1:]) }

var adocSkip = regexp.MustCompile(`^(?:include|ifdef|ifndef|ifeval|endif|toc|video|audio)::`)

func (a *adoc) line(line, style, prefix string) {
	switch m := adocNote.FindStringSubmatch(line); {
	case m != nil:
		a.put(prefix, "", "> **"+title(m[1])+"** "+m[2])
	case adocSkip.MatchString(line), a.attr(line), line == "<<<":
	case line == "'''":
		a.put(prefix, "", "---", "")
	case line == "+":
		a.inRow = true
		a.put(prefix, "")
	case adocHeading.MatchString(line):
		m := adocHeading.FindStringSubmatch(line)
		a.put(prefix, "", strings.Repeat("#", len(m[1]))+" "+m[2], "")
	case adocList.MatchString(line):
		m := adocList.FindStringSubmatch(line)
		sign := "- "
		if m[1][0] == '.' {
			sign = "1. "
		}
		a.inRow = false
		a.put(prefix, strings.Repeat("   ", len(m[1])-1)+sign+m[2])
	case adocTitle.MatchString(line):
		a.put(prefix, "", "*"+strings.TrimSpace(line[1:])+"*", "")
	case adocTerm.MatchString(line) && !strings.Contains(line, "://"):
		m := adocTerm.FindStringSubmatch(line)
		a.put(prefix, strings.TrimRight("- **"+m[1]+"**: "+m[2], " "))
	case adocImage.MatchString(line) && strings.HasPrefix(line, "image::"):
		a.put(prefix, "", line, "")
	case a.inRow && line != "":
		a.put(prefix, "   "+line)
	default:
		if line == "" {
			a.inRow = false
		}
		if kind, _, _ := strings.Cut(style, ","); kind != "" && adocNote.MatchString(kind+": x") {
			line = "> **" + title(kind) + "** " + line
		}
		a.put(prefix, strings.TrimSuffix(line, " +"))
	}
}

// table reads cells: those of a row on one line, or one on each line and rows
// parted by blank lines; as many to a row as the first has.
func (a *adoc) table(lines []string) []string {
	var rows [][]string
	var cells []string
	cols := 0
	for _, line := range append(lines, "") {
		at := adocCell.FindAllStringIndex(line, -1)
		switch {
		case strings.TrimSpace(line) == "":
			if cols == 0 {
				cols = len(cells)
			}
			continue
		case len(at) == 0 || at[0][0] > 0 && len(cells) > 0:
			if n := len(cells); n > 0 {
				end := len(line)
				if len(at) > 0 {
					end = at[0][0]
				}
				cells[n-1] += " " + strings.TrimSpace(line[:end])
			}
		}
		for i, m := range at {
			end := len(line)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			cells = append(cells, a.inline(strings.TrimSpace(line[m[1]:end])))
		}
		if cols == 0 && len(at) > 1 {
			cols = len(cells)
		}
		if len(cells) > maxCells {
			break
		}
	}
	for cols = max(1, cols); len(cells) > 0; cells = cells[min(cols, len(cells)):] {
		rows = append(rows, cells[:min(cols, len(cells))])
	}
	return table(rows)
}

func (a *adoc) inline(s string) string {
	s = adocRef.ReplaceAllStringFunc(s, func(r string) string {
		if v, ok := a.attrs[strings.ToLower(r[1:len(r)-1])]; ok && len(v) < 300 {
			return v
		}
		return r
	})
	s = adocMono.ReplaceAllStringFunc(s, func(c string) string { return a.code.span(adocMono.FindStringSubmatch(c)[1]) })
	s = adocImage.ReplaceAllStringFunc(s, func(c string) string { return strings.Trim(adocImage.FindStringSubmatch(c)[1], `"`) })
	s = adocMark.ReplaceAllStringFunc(s, func(c string) string {
		if m := adocMark.FindStringSubmatch(c); m[1] != "" && len(a.notes) < 500 {
			a.notes = append(a.notes, "")
			n := itoa(len(a.notes))
			a.notes[len(a.notes)-1] = "\n[^" + n + "]: " + m[1]
			return "[^" + n + "]"
		}
		return ""
	})
	s = adocLink.ReplaceAllStringFunc(s, func(l string) string {
		m := adocLink.FindStringSubmatch(l)
		switch text := strings.TrimSuffix(strings.TrimSpace(m[2]+m[4]), "^"); {
		case m[1] == "" && text == "":
			return m[3]
		case m[1] == "":
			return text
		case text == "" || strings.HasPrefix(text, "role="):
			return a.code.put("<" + m[1] + ">")
		default:
			return a.code.put("[" + text + "](" + m[1] + ")")
		}
	})
	s = adocCross.ReplaceAllStringFunc(s, func(c string) string {
		m := adocCross.FindStringSubmatch(c)
		if m[2] != "" {
			return m[2]
		}
		return m[1]
	})
	s = adocGone.ReplaceAllString(s, "$1")
	var b strings.Builder
	for line := range strings.Lines(s) {
		lead := line[:len(line)-len(strings.TrimLeft(line, "-*> 0123456789."))]
		if !strings.HasPrefix(strings.TrimLeft(lead, "> "), "- ") && !strings.HasPrefix(strings.TrimLeft(lead, "> "), "1. ") {
			lead = ""
		}
		if strings.HasPrefix(line, "- **") {
			b.WriteString(line)
			continue
		}
		b.WriteString(lead + hInline(line[len(lead):]))
	}
	return b.String()
}
