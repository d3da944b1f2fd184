package site

import (
	"testing"
	"time"

	"hindsight"
)

// A chat of clock times without a day or a zone is told once, by its text.
func TestShownEvents(t *testing.T) {
	undated := hindsight.Event{Text: "9:14 AM: search is slow"}
	dated := hindsight.Event{Text: "search is slow", At: hindsight.At(time.Date(2025, 9, 12, 9, 14, 0, 0, time.UTC), hindsight.Instant)}
	for name, c := range map[string]struct {
		publish, body string
		events        []hindsight.Event
		want          int
	}{
		"undated":            {"", "- 9:14 AM: search is slow", []hindsight.Event{undated, undated}, 0},
		"one dated":          {"", "- 9:14 AM: search is slow", []hindsight.Event{undated, dated}, 2},
		"without its text":   {hindsight.PublishExcerpt, "- 9:14 AM: search is slow", []hindsight.Event{undated}, 1},
		"nothing but events": {"", "", []hindsight.Event{undated}, 1},
	} {
		var e hindsight.Entry
		e.Publish, e.Body, e.Timeline = c.publish, c.body, c.events
		if got := len(shownEvents(e)); got != c.want {
			t.Errorf("%s: %d events, want %d", name, got, c.want)
		}
	}
}
