package dump

import (
	"regexp"
	"strings"
)

var (
	adocRef   = regexp.MustCompile(`\{([\w-]{1,40})\}`)
	adocLink  = regexp.MustCompile(`(?:link:)?(https?://[^\s\[\]<>]+)\[([^\[\]\n]*)\]|(?:link|xref|mailto):([^\s\[\]]+)\[([^\[\]\n]*)\]`)
	adocCross = regexp.MustCompile(`<<([^<>,\n]+)(?:,\s*([^<>\n]+))?>>`)
	adocMark  = regexp.MustCompile(`(?:footnote(?:ref)?):[\w-]*\[([^\[\]\n]*)\]`)
	adocGone  = regexp.MustCompile(`\[\[[^\[\]\n]*\]\]|(?:anchor|kbd|btn|menu|icon):[^\s\[\]]*\[([^\[\]\n]*)\]|\[[.#][\w.#-]+\]`)
	adocMono  = regexp.MustCompile("`\\+?([^`\n]+?)\\+?`")
)

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
