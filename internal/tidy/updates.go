package tidy

import (
	"strings"

	"hindsight"
	"hindsight/internal/prose"
)

// An Update is what a status page says while an incident lasts.
type Update struct {
	At   hindsight.Moment
	Kind string // see hindsight's Kind constants; "" for KindUpdate
	Text string // Markdown in the form that this package writes
}

// Events turns updates into a timeline of one paragraph of plain text each.
func Events(list []Update) []hindsight.Event {
	var events []hindsight.Event
	for _, u := range list {
		kind := u.Kind
		if kind == "" {
			kind = hindsight.KindUpdate
		}
		if text := Paragraph(u.Text); text != "" {
			events = append(events, hindsight.Event{At: u.At, Text: text, Kind: kind})
		}
	}
	return events
}

// Updates writes updates as the section that ends a body, so that their text
// is kept and can be searched with the rest: an item each, in which further
// paragraphs, lists and headings stay what they are.
func Updates(list []Update) string {
	var b strings.Builder
	for _, u := range list {
		text := strings.TrimSpace(u.Text)
		if text == "" {
			continue
		}
		b.WriteString("- ")
		if !u.At.IsZero() {
			b.WriteString("**" + stamp(u.At) + "**:")
		}
		writeItem(&b, strings.Split(Relevel(text), "\n"), u.At.IsZero())
	}
	if b.Len() == 0 {
		return ""
	}
	return "## Updates\n\n" + b.String()
}

func stamp(at hindsight.Moment) string {
	if at.Precision() < hindsight.Instant {
		return at.String()
	}
	return at.Time().Format("2006-01-02 15:04") + " UTC"
}

// writeItem writes lines behind the time of an item; headings go below that of
// the section. first says that no time stands before them.
func writeItem(b *strings.Builder, lines []string, first bool) {
	fence := ""
	for i, l := range lines {
		if level, text, ok := Heading(l); ok && fence == "" {
			l = strings.Repeat("#", min(6, level+1)) + " " + text
		}
		switch mark := Fence(l); {
		case fence == "":
			fence = mark
		case strings.HasPrefix(mark, fence):
			fence = ""
		}
		switch {
		case i == 0 && first:
			b.WriteString(l + "\n")
		case i == 0 && isText(l):
			b.WriteString(" " + l + "\n")
		case i == 0:
			b.WriteString("\n\n  " + l + "\n")
		case l == "" && i == len(lines)-1:
		case l == "":
			b.WriteString("\n")
		default:
			b.WriteString("  " + l + "\n")
		}
	}
}

// isText says that a line begins a paragraph, not a block of another kind.
func isText(l string) bool {
	_, _, heading := Heading(l)
	return !heading && Fence(l) == "" && !listItem.MatchString(l) && !tableRow.MatchString(l) && !quoteMark.MatchString(l) && !rule.MatchString(l)
}

// IsReport says that an update holds a report of its own: two headings or more
// that say what their sections are for.
func IsReport(md string) bool {
	roles := 0
	for _, h := range Headings(md, 6) {
		if prose.RoleOf(h) != prose.RoleNone {
			roles++
		}
	}
	return roles > 1
}

// Lead is the first paragraph of a Markdown text.
func Lead(md string) string {
	for _, p := range strings.Split(strings.TrimSpace(md), "\n\n") {
		if isText(p) {
			return p
		}
	}
	return md
}

// Paragraph is the plain text of a Markdown text, on one line.
func Paragraph(md string) string {
	lines := strings.Split(md, "\n")
	for i, l := range lines {
		if _, text, ok := Heading(l); ok {
			l = text + ":"
		}
		if _, text, ok := bullet(strings.TrimSpace(l)); ok && strings.ContainsRune("-*+", rune(strings.TrimSpace(l)[0])) {
			l = text
		}
		lines[i] = strings.TrimRight(l, " \\")
	}
	return strings.Join(strings.Fields(prose.Plain(inlineMarkup(joinLines(lines), ""))), " ")
}

// Join puts blank lines between the parts that are not empty.
func Join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}
