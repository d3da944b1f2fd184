package wording

import (
	"fmt"
	"strings"
	"time"
)

// Date writes a moment as the text of a key shows: 2006 stands for the year,
// January or Jan for the month in words, 1 for it in figures, 2 for the day, 15:04 for the time.
func (t Texts) Date(key string, at time.Time) string {
	layout := t.Say(key)
	for _, month := range []struct{ layout, texts string }{{"January", "months"}, {"Jan", "months-short"}} {
		before, after, ok := strings.Cut(layout, month.layout)
		if !ok {
			continue
		}
		if names := strings.Fields(t[month.texts]); len(names) == 12 {
			return at.Format(before) + names[at.Month()-1] + at.Format(after)
		}
	}
	return at.Format(layout)
}

// Length writes the two largest units of a length: "2 h 14 min", "3 days 4 h".
func (t Texts) Length(d time.Duration) string {
	days := "length-days"
	if d < 48*time.Hour {
		days = "length-day"
	}
	var parts []string
	for _, u := range []struct {
		n    int
		unit string
	}{{int(d.Hours()) / 24, days}, {int(d.Hours()) % 24, "length-h"}, {int(d.Minutes()) % 60, "length-min"}, {int(d.Seconds()) % 60, "length-s"}} {
		if u.n != 0 {
			parts = append(parts, fmt.Sprintf("%d %s", u.n, t.Say(u.unit)))
		} else if len(parts) > 0 {
			break
		}
	}
	return strings.Join(parts[:min(len(parts), 2)], " ")
}
