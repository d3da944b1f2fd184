package facts

import (
	"slices"
	"strings"
	"time"

	"hindsight"
)

// fresh are the events of the body that the status updates do not tell
// already: importers append the updates to the body, to the minute.
func fresh(events, updates []hindsight.Event) []hindsight.Event {
	told := map[time.Time][]string{}
	minute := func(e hindsight.Event) time.Time { return e.At.Time().Truncate(time.Minute) }
	for _, u := range updates {
		told[minute(u)] = append(told[minute(u)], squash(u.Text))
	}
	var left []hindsight.Event
	for _, e := range events {
		text := squash(e.Text)
		same := func(s string) bool { return strings.HasPrefix(s, text) || strings.HasPrefix(text, s) }
		if !slices.ContainsFunc(told[minute(e)], same) {
			told[minute(e)] = append(told[minute(e)], text)
			left = append(left, e)
		}
	}
	return left
}

// merge joins the status updates that the importer gave with the events of
// the body, in order of time. An event without a time stays behind the one
// that it follows.
func merge(updates, events []hindsight.Event) []hindsight.Event {
	var runs [][]hindsight.Event
	for _, e := range slices.Concat(updates, events) {
		if n := len(runs); e.At.IsZero() && n > 0 {
			runs[n-1] = append(runs[n-1], e)
			continue
		}
		runs = append(runs, []hindsight.Event{e})
	}
	slices.SortStableFunc(runs, func(a, b []hindsight.Event) int { return a[0].At.Compare(b[0].At) })
	return slices.Concat(runs...)
}

// squash makes two texts equal that differ in marks and blanks only.
func squash(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return strings.ContainsRune(" \t\n.,:;!?*_`\"'“”‘’\\()[]", r)
	}), " ")
}
