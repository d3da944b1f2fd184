package asciidoc

import (
	"regexp"
	"strconv"
	"strings"

	"hindsight/internal/markup/write"
)

var (
	refRE   = regexp.MustCompile(`\{([\w-]{1,40})\}`)
	linkRE  = regexp.MustCompile(`(?:link:)?(https?://[^\s\[\]<>]+)\[([^\[\]\n]*)\]|(?:link|xref|mailto):([^\s\[\]]+)\[([^\[\]\n]*)\]`)
	crossRE = regexp.MustCompile(`<<([^<>,\n]+)(?:,\s*([^<>\n]+))?>>`)
	markRE  = regexp.MustCompile(`(?:footnote(?:ref)?):[\w-]*\[([^\[\]\n]*)\]`)
	goneRE  = regexp.MustCompile(`\[\[[^\[\]\n]*\]\]|(?:anchor|kbd|btn|menu|icon):[^\s\[\]]*\[([^\[\]\n]*)\]|\[[.#][\w.#-]+\]`)
	monoRE  = regexp.MustCompile("`\\+?([^`\n]+?)\\+?`")
)

func (r *reader) inline(s string) string {
	s = refRE.ReplaceAllStringFunc(s, func(ref string) string {
		if v, ok := r.attrs.Use(strings.ToLower(ref[1 : len(ref)-1])); ok {
			return v
		}
		return ref
	})
	s = monoRE.ReplaceAllStringFunc(s, func(c string) string { return r.code.Span(monoRE.FindStringSubmatch(c)[1]) })
	s = imageRE.ReplaceAllStringFunc(s, func(c string) string {
		m := imageRE.FindStringSubmatch(c)
		if dir := r.attrs.Get("imagesdir"); dir != "" && !strings.Contains(m[1], ":") && m[1][0] != '/' {
			m[1] = strings.TrimSuffix(dir, "/") + "/" + m[1]
		}
		return r.code.Put(write.Image(strings.Trim(m[2], `"`), m[1]))
	})
	s = markRE.ReplaceAllStringFunc(s, func(c string) string {
		if m := markRE.FindStringSubmatch(c); m[1] != "" && len(r.notes) < 500 {
			r.notes = append(r.notes, "")
			n := strconv.Itoa(len(r.notes))
			r.notes[len(r.notes)-1] = "\n[^" + n + "]: " + m[1]
			return "[^" + n + "]"
		}
		return ""
	})
	s = linkRE.ReplaceAllStringFunc(s, func(l string) string {
		m := linkRE.FindStringSubmatch(l)
		switch text := strings.TrimSuffix(strings.TrimSpace(m[2]+m[4]), "^"); {
		case m[1] == "" && text == "":
			return m[3]
		case m[1] == "":
			return text
		case text == "" || strings.HasPrefix(text, "role="):
			return r.code.Put("<" + m[1] + ">")
		default:
			return r.code.Put("[" + text + "](" + m[1] + ")")
		}
	})
	s = crossRE.ReplaceAllStringFunc(s, func(c string) string {
		m := crossRE.FindStringSubmatch(c)
		if m[2] != "" {
			return m[2]
		}
		return m[1]
	})
	s = goneRE.ReplaceAllString(s, "$1")
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
		b.WriteString(lead + write.Emphasis(line[len(lead):]))
	}
	return b.String()
}
