package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/remedy"
)

// report is an entry whose follow-ups are the items.
func report(n int, organisation, publish string, items ...string) hindsight.Entry {
	e := entry(fmt.Sprintf("org/%06d-x", n), fmt.Sprintf("Incident %d", n), organisation, "2020-01-02",
		"## Root cause\n\nThe resolver lost its zone, and the harbour office noticed late.\n\n## Action items\n\n- "+strings.Join(items, "\n- ")+"\n", "dns")
	e.Publish = publish
	return e
}

func changesIn(t *testing.T, entries ...hindsight.Entry) []change {
	t.Helper()
	var pages []*page
	for _, e := range entries {
		p, err := makerOf(t).page(e)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	return changesOf(pages, "dns", remedy.NewTopics(taxonomy))
}

// What publish keeps back is on no list, and of a text in another language
// nothing is taken.
func TestChangesPublished(t *testing.T) {
	const item = "Add an alert that fires when the zone file is shorter than 100 lines"
	foreign := report(1, "A", hindsight.PublishFull, item)
	foreign.Lang = "de"
	secret := report(1, "A", hindsight.PublishFull, item)
	secret.Review = []string{hindsight.ReviewSecret}
	for name, c := range map[string]struct {
		e    hindsight.Entry
		want int
	}{
		"full":    {report(1, "A", hindsight.PublishFull, item), 1},
		"excerpt": {report(1, "A", hindsight.PublishExcerpt, item), 0}, // a third of the text ends before
		"link":    {report(1, "A", hindsight.PublishLink, item), 0},
		"secret":  {secret, 0},
		"foreign": {foreign, 0},
	} {
		if got := changesIn(t, c.e); len(got) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// The list is short, says nothing twice, and gives each organisation its turn.
func TestChanges(t *testing.T) {
	var entries []hindsight.Entry
	for i := range 30 {
		entries = append(entries, report(i, "Big", hindsight.PublishFull,
			fmt.Sprintf("Add an alert and a runbook, tested every %d days, for when the replica of the zone lags", i+1),
			fmt.Sprintf("Pin the version of library number %c%c before each release to staging", 'a'+i%26, 'q'+i/26)))
	}
	entries = append(entries, report(40, "Small", hindsight.PublishFull, "Check the zone file before it is loaded by the resolver"))
	got := changesIn(t, entries...)
	var owners []string
	of := map[string]int{}
	for i, c := range got {
		owners = append(owners, c.Organisation)
		of[c.URL]++
		for _, d := range got[:i] {
			if alike(wordSet(c.Text), wordSet(d.Text)) {
				t.Errorf("%s\n%s", c.Text, d.Text)
			}
		}
		if of[c.URL] > eachAtMost {
			t.Errorf("%d of %s", of[c.URL], c.URL)
		}
	}
	if i := slices.Index(owners, "Small"); i < 0 || i > 2 || len(got) > mostChanges {
		t.Errorf("%q", owners)
	}
	if empty := changesIn(t); empty != nil {
		t.Errorf("%v", empty)
	}
}

// A quote that is a piece is shown as the sentence it stands in; without one,
// the summary says it. What is quoted for another class is not shown for this.
func TestSayings(t *testing.T) {
	e := report(1, "A", hindsight.PublishFull, "x")
	e.Body = "## Root cause\n\nIn the night the **resolver lost** its zone because the file was empty. It was [written](https://a.example) late.\n"
	e.Summary = "A resolver forgot its zone and no ferry could be booked until noon. It was a Sunday."
	e.Classes = []string{"dns", "operations"}
	for _, c := range []struct{ quote, class, want string }{
		{"resolver lost** its zone", "dns", "In the night the resolver lost its zone because the file was empty.\nA resolver forgot its zone and no ferry could be booked until noon."},
		{"the file was empty. It was", "dns", "A resolver forgot its zone and no ferry could be booked until noon."},
		{"written", "operations", ""}, // its sentence leans on the one before
		{"not there", "operations", ""},
	} {
		e.Evidence = []hindsight.Evidence{{Class: c.class, Quote: c.quote}}
		p, err := makerOf(t).page(e)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(p.reading.Sayings[c.class], "\n"); got != c.want {
			t.Errorf("%q\ngot  %q\nwant %q", c.quote, got, c.want)
		}
	}
}
