// Package incidentpage knows what a status page says of an incident, whatever it
// comes as: updates with their states, what was affected, whose page it is.
//
// It is a library that importers share.
package incidentpage

import (
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/markdown"
	"hindsight/internal/prose"
)

// An Update is what a status page says while an incident lasts.
type Update struct {
	At   hindsight.Moment
	Kind string // see hindsight's Kind constants; "" for KindUpdate
	Text string // Markdown in the form of a body
}

// Events turns updates, in order of time, into a timeline of one paragraph of
// plain text each. An incident resolves once.
func Events(list []Update) []hindsight.Event {
	list = slices.Clone(list)
	ResolveOnce(list)
	var events []hindsight.Event
	for _, u := range list {
		kind := u.Kind
		if kind == "" || kind == Report { // a second postmortem tells no state
			kind = hindsight.KindUpdate
		}
		if text := body.Paragraph(u.Text); text != "" {
			events = append(events, hindsight.Event{At: u.At, Text: text, Kind: kind})
		}
	}
	return events
}

// Section writes updates as the section that ends a body, so that their text
// is kept and can be searched with the rest: an item each, in which further
// paragraphs, lists and headings stay what they are.
func Section(list []Update) string {
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
		writeItem(&b, strings.Split(markdown.Relevel(text), "\n"), u.At.IsZero())
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
	var code markdown.Code
	for i, l := range lines {
		if level, text, ok := markdown.Heading(l); !code.Takes(l) && ok {
			l = strings.Repeat("#", min(6, level+1)) + " " + text
		}
		switch {
		case i == 0 && first:
			b.WriteString(l + "\n")
		case i == 0 && markdown.OpensParagraph(l):
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

// IsReport says that an update holds a report of its own: two headings or more
// that say what their sections are for.
func IsReport(md string) bool {
	roles := 0
	for _, h := range markdown.Headings(md, 6) {
		if prose.RoleOf(h) != prose.RoleNone {
			roles++
		}
	}
	return roles > 1
}

// Lead is the first paragraph of a Markdown text.
func Lead(md string) string {
	for _, p := range strings.Split(strings.TrimSpace(md), "\n\n") {
		if markdown.OpensParagraph(p) {
			return p
		}
	}
	return md
}
