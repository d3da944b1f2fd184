package when

import (
	"strings"
	"testing"
	"time"
)

// What settles the order of a text's numeric dates, and what it makes of 03/10/2023.
func TestOrderIn(t *testing.T) {
	known := time.Date(2023, 10, 5, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		text string
		days []time.Time
		want Order
	}{
		{"03/10/2023\n29-09-2023", nil, DayFirst},
		{"03/10/2023\n29.09.2023", nil, DayFirst},
		{"03/10/2023\n29/09/23", nil, DayFirst},
		{"03-10-2023\n09/29/2023", nil, MonthFirst},
		{"03/10/2023 and 2023-10-03", nil, DayFirst},
		{"03/10/2023, published 5 October 2023", nil, DayFirst},
		{"03/10/2023, that is on March 9th", nil, MonthFirst},
		{"Tuesday, 03/10/2023", nil, DayFirst},
		{"Friday, 03/10/2023", nil, MonthFirst},
		{"03/10/2023", []time.Time{known}, DayFirst},
		{"03/10/2023 at 10:00 CEST", nil, DayFirst},
		{"03/10/2023 at 10:00 EST", nil, MonthFirst},
		{"03/10/2023 at 10:00 UTC", nil, 0},
		{"03/10/2023 with version 29.9.21 of 10.20.30.40", nil, 0},
		{"29-09-2023", nil, DayFirst},
		{"no date", nil, 0},
	} {
		if got := OrderIn(strings.Lines(c.text), c.days); got != c.want {
			t.Errorf("%q: order %d, want %d", c.text, got, c.want)
		}
	}
}

func TestReordered(t *testing.T) {
	for _, c := range []struct {
		read, from string
		order      Order
		want       string
	}{
		{"2023-03-10", "03/10/2023", DayFirst, "2023-10-03"},
		{"2023-03-10", "03/10/2023", MonthFirst, "2023-03-10"},
		{"2023-10-03", "03-10-2023", MonthFirst, "2023-03-10"},
		{"2023-03-10", "03/10/2023", 0, "2023-03-10"},
		{"2023-03-10", "2023-03-10", DayFirst, "2023-03-10"},
		{"2023-03-10", "Date: 01/02/2023, 03/10/2023", DayFirst, "2023-10-03"},
	} {
		read, _ := time.Parse(time.DateOnly, c.read)
		if got := Reordered(read, c.from, c.order).Format(time.DateOnly); got != c.want {
			t.Errorf("%s from %q, order %d: %s, want %s", c.read, c.from, c.order, got, c.want)
		}
	}
}

// A text that is told to hold no date in numbers holds none.
func FuzzNumeric(f *testing.F) {
	for _, text := range []string{"03/10/2023", "3-4-21", "10.12.2021", "*03*/`04`/2021", "3 / 4 / 2021", "3\n/4/2021", "3\u200b/\u200b4/2021", "3–4–2021", "03\\/04\\/2021", "1, 2"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if mayBeNumeric(text) {
			return
		}
		if numericDateRE.MatchString(text) {
			t.Errorf("%q: a date", text)
		}
		for _, s := range Find(text) {
			if s.From.Order != 0 {
				t.Errorf("%q: %v", text, s)
			}
		}
	})
}
