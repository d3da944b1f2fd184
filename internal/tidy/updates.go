package tidy

import (
	"strings"

	"hindsight"
	"hindsight/internal/prose"
)

// Paragraph is the plain text of a Markdown text, on one line.
func Paragraph(md string) string {
	lines := strings.Split(md, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \\")
	}
	return strings.Join(strings.Fields(prose.Plain(inlineMarkup(joinLines(lines), ""))), " ")
}

// Updates writes the timeline as the section that ends a body, so that the
// text of the updates is kept and can be searched with the rest.
func Updates(list []hindsight.Event) string {
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("## Updates\n\n")
	for _, e := range list {
		b.WriteString("- ")
		if !e.At.IsZero() {
			at := e.At.Time().Format("2006-01-02 15:04") + " UTC"
			if e.At.Precision() < hindsight.Instant {
				at = e.At.String()
			}
			b.WriteString("**" + at + "**: ")
		}
		b.WriteString(EscapeHTML(e.Text) + "\n")
	}
	return b.String()
}

func Join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}
