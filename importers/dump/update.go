package dump

import (
	"hindsight"
	"hindsight/internal/tidy"
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
		text := tidy.Paragraph(u.text)
		if u.kind == "" {
			u.kind = hindsight.KindUpdate
		}
		if text != "" {
			list = append(list, hindsight.Event{At: u.at, Text: text, Kind: u.kind})
		}
	}
	return list
}
