package search

import (
	"fmt"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/browsertest"
)

// TestRows: a hit is a row with the day of the incident, that of the publication
// where it is another, organisation, length and classes; two that tell of one
// incident are one row, count as two, and "more" goes on behind both.
func TestRows(t *testing.T) {
	day := func(s string) hindsight.Moment {
		m, err := hindsight.ParseMoment(s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	entry := func(id, title, org string, minutes int, same ...string) hindsight.Entry {
		e := hindsight.Entry{Path: hindsight.Folder + id + ".md", Publish: hindsight.PublishFull, Classes: []string{"locking", "capacity"}, SameAs: same}
		e.Title, e.Organisation, e.Body, e.Date = title, org, "A zebra stood in the way.", day("2020-05-04")
		if minutes >= 0 {
			e.Incident.Started = day("2020-05-01T08:00:00Z")
			e.Incident.Resolved = hindsight.At(e.Incident.Started.Time().Add(time.Duration(minutes)*time.Minute), hindsight.Instant)
		}
		return e
	}
	entries := []hindsight.Entry{
		entry("acme/a", "Zebra zebra crossing", "Acme", 134),
		entry("nimbus/b", "Zebra crossing seen from above", "Nimbus", 134, "acme/a"),
		entry("blue/c", "Zebra", "Blue", -1),
		entry("blue/d", "Zebra at night for long", "Blue", 4000),
	}
	for i := range 10 {
		entries = append(entries, entry(fmt.Sprintf("blue/many-%d", i), "Another animal", "Blue", 1))
	}
	b := browsertest.Start(t)
	base := browsertest.FileURL(writeSite(t, entries)) + "/"
	b.Open(t, base+"search.html?q=zebra&sort=longest")
	const rows = `[...document.querySelectorAll('.hit')].map((h) => [...h.children].filter((e) => !e.matches('.hit-excerpt')).map((e) => e.innerText.replace(/\s+/g, ' ')).join(' | ')).join('\n')`
	const count = `document.querySelector('[data-part=status]').textContent + ' ' + document.querySelector('[data-part=more]').textContent`
	for _, c := range []struct{ expression, want string }{
		{`(` + rows + `).split('\n')[0]`, "1 May 2020 published 4 May 2020 | Zebra at night for long Blue | 2 days 18 h | Locking, Capacity"},
		{`(` + rows + `).split('\n')[1]`, "1 May 2020 published 4 May 2020 | Zebra zebra crossing Acme | 2 h 14 min | Locking, Capacity | Also told by Nimbus: Zebra crossing seen from above"},
		{`(` + rows + `).split('\n')[2]`, "1 May 2020 published 4 May 2020 | Another animal Blue | 1 min | Locking, Capacity"},
		{count, "14 postmortems for “zebra”. One does not say, and stands last. Show 4 more of 14"},
		{`document.querySelectorAll('.hit').length`, "9"},
		{`document.querySelector('.hit-same a').getAttribute('href').replace(/.*post/, 'post')`, "postmortems/nimbus/b.html#mark=zebra"},
		{`document.querySelector('[data-part=more]').click(), 'pressed'`, "pressed"},
		{`document.querySelectorAll('.hit').length + ' ' + document.querySelector('[data-part=more]').hidden`, "13 true"},
		{`(` + rows + `).split('\n')[12]`, "4 May 2020 | Zebra Blue |  | Locking, Capacity"},
	} {
		if got := becomes(t, b, `String((`+c.expression+`))`, c.want); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.expression, got, c.want)
		}
	}
	b.Clean(t, base)
}
