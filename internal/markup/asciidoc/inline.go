package asciidoc

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"hindsight/internal/marked"
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
	s = marked.Func(s, "{", refRE, func(m []string) string {
		if v, ok := r.attrs.Use(strings.ToLower(m[1])); ok {
			return v
		}
		return m[0]
	})
	s = marked.Func(s, "`", monoRE, func(m []string) string { return r.code.Span(m[1]) })
	s = marked.Func(s, "image:", imageRE, func(m []string) string {
		if dir := r.attrs.Get("imagesdir"); dir != "" && !strings.Contains(m[1], ":") && m[1][0] != '/' {
			m[1] = strings.TrimSuffix(dir, "/") + "/" + m[1]
		}
		return r.code.Put(write.Image(strings.Trim(m[2], `"`), m[1]))
	})
	s = marked.Func(s, "footnote", markRE, func(m []string) string {
		if m[1] != "" && len(r.notes) < 500 {
			r.notes = append(r.notes, "")
			n := strconv.Itoa(len(r.notes))
			r.notes[len(r.notes)-1] = "\n[^" + n + "]: " + m[1]
			return "[^" + n + "]"
		}
		return ""
	})
	s = marked.Lines(s, "[", r.links)
	s = marked.Matches(s, crossRE, func(m []string) string { return cmp.Or(m[2], m[1]) }) // may go over two lines
	s = marked.Replace(s, "[", goneRE, "$1")
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
		b.WriteString(lead)
		b.WriteString(write.Emphasis(line[len(lead):]))
	}
	return b.String()
}

// linkBegins are how a link may begin.
var linkBegins = []string{"link:", "http", "xref:", "mailto:"}

// links keeps the links of a line as Markdown.
func (r *reader) links(line string) string {
	return marked.Behind(line, linkBegins, func(rest string) string { return marked.Matches(rest, linkRE, r.link) })
}

func (r *reader) link(m []string) string {
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
}
