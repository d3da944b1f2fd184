package dump

import (
	"strings"

	"hindsight"
	"hindsight/internal/prose"
)

// An update is what a status page says while the incident lasts.
type update struct {
	at   hindsight.Moment
	kind string
	text string // plain text or Markdown
}

// events turns updates, oldest first, into a timeline of one paragraph each.
func events(updates []update) []hindsight.Event {
	var list []hindsight.Event
	for _, u := range updates {
		text := oneParagraph(u.text)
		if u.kind == "" {
			u.kind = hindsight.KindUpdate
		}
		if text != "" {
			list = append(list, hindsight.Event{At: u.at, Text: text, Kind: u.kind})
		}
	}
	return list
}

// oneParagraph is the plain text of a Markdown text, on one line.
func oneParagraph(md string) string {
	lines := strings.Split(md, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \\")
	}
	return strings.Join(strings.Fields(prose.Plain(inlineMarkup(joinLines(lines), ""))), " ")
}

// updateList writes the timeline as the section that ends a body, so that the
// text of the updates is kept and can be searched with the rest.
func updateList(list []hindsight.Event) string {
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
		b.WriteString(escapeHTML(e.Text) + "\n")
	}
	return b.String()
}

func joinBody(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}
