package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// taxonomy is a small one; the real one belongs to internal/classify.
var taxonomy = hindsight.Taxonomy{
	{ID: "certificates", Title: "Certificates", Definition: "A certificate was expired, missing or distrusted.",
		Counts: []string{"expired leaf", "renewal that failed"}, CountsNot: []string{"SSH keys", "a broken zone (dns), too many (capacity, dns)", "other (things)"}},
	{ID: "dns", Title: "DNS", Definition: "Name resolution failed.", Counts: []string{"wrong records"}},
	{ID: "capacity", Title: "Capacity", Definition: "Demand exceeded a limit.", Counts: []string{"traffic spike"}},
	{ID: "operations", Title: "Operations", Definition: "An operational action did the wrong thing."},
	{ID: "locking", Title: "Locking", Definition: "Concurrency control failed."},
}

func at(s string) hindsight.Moment {
	m, err := hindsight.ParseMoment(s)
	if err != nil {
		panic(err)
	}
	return m
}

// entry makes an entry that shows its text in full.
func entry(path, title, org, date, body string, classes ...string) hindsight.Entry {
	return hindsight.Entry{
		Path: hindsight.Folder + path + ".md", Classes: classes, Publish: hindsight.PublishFull,
		Postmortem: hindsight.Postmortem{Title: title, Organisation: org, Date: at(date), Body: body,
			Source: hindsight.Source{URL: "https://example.org/" + path, Licence: "unknown", Name: "example"}},
	}
}

const ferryBody = `## What happened

The booking site of the ferry line went dark at 06:10 UTC because the **certificate
of the payment gateway had expired** during the night. Nobody was paged, as the check looked at
the [old gateway](https://status.example.org/gateway).

## Timeline

- **06:10 UTC**: first failed payment
- **06:42 UTC**: a passenger calls the harbour office

## Root cause

The renewal job ran as a user that had been removed in March. It logged ` + "`permission denied`" + ` and nobody read it.

| Step | Minutes |
|:-----|-------:|
| Notice | 32 |
| Renew | 9 |

` + "```\n$ renew --all\npermission denied url=/renew\n```" + `

## What we changed

1. The job alerts when it fails.
2. Certificates are watched from outside.
`

// fixtures is a small archive with every kind of entry.
func fixtures() []hindsight.Entry {
	ferry := entry("northsea-ferries/2019-02-18-payments-down-a1b2c3", "Payments down for two hours", "Northsea Ferries", "2019-02-18", ferryBody, "certificates", "operations")
	ferry.Summary = "An expired certificate stopped all payments for two hours."
	ferry.Incident = hindsight.Incident{Started: at("2019-02-17T06:10:00Z"), Detected: at("2019-02-17T06:42:00Z"), Resolved: at("2019-02-17T08:24:00Z")}
	ferry.Timeline = []hindsight.Event{
		{At: at("2019-02-17T06:10:00Z"), Text: "First failed payment", Kind: hindsight.KindEvent},
		{At: at("2019-02-17T06:42:00Z"), Until: at("2019-02-17T07:00:00Z"), Text: "A passenger calls the harbour office", Kind: hindsight.KindInvestigating},
		{Text: "The job is repaired", Kind: hindsight.KindEvent},
		{At: at("2019-02-18"), Text: "Report published", Kind: hindsight.KindResolved},
	}
	ferry.Evidence = []hindsight.Evidence{
		{Class: "certificates", Section: "What happened", Quote: "**certificate\nof the payment gateway had expired**"},
		{Class: "operations", Section: "Root cause", Quote: "The renewal job ran as a user that had been removed in March."},
		{Class: "operations", Section: "title", Quote: "Payments down", Start: -1},
	}
	ferry.Source.Author, ferry.Source.ArchiveURL = "Ada Berg", "https://archive.example.org/1/ferry"

	tram := entry("tram-9/2020-05-resolver-d4e5f6", "Resolver lost its zone", "Tram 9", "2020-05", "One paragraph: the zone file was empty.", "dns")
	bakery := entry("old-bakery/2021-ovens-070809", "Ovens idle <b>&amp;</b> \"quoted\" src=/x", "Old Bakery & Sons", "2021", "Too many orders at once.\n", "capacity", "no-such-class")
	undated := entry("undated-inc/undated-lock-0a0b0c", "A lock held for ever", "Undated Inc.", "", "The lock was never let go.", "locking", "certificates")
	undated.Review = []string{hindsight.ReviewUndated, hindsight.ReviewDuplicateOf + "tram-9/2020-05-resolver-d4e5f6"}
	nobody := entry("unknown/2022-03-04-outage-0d0e0f", "", "", "2022-03-04", "Nobody knows.")
	nobody.Source = hindsight.Source{Licence: "unknown"}
	excerpt := entry("library/2018-07-01-shelf-101112", "The shelf server", "Städtische Bücherei", "2018-07-01", strings.Repeat("A paragraph about shelves and the loans that they hold for the readers.\n\n", 40), "capacity", "certificates")
	excerpt.Publish = hindsight.PublishExcerpt
	link := entry("library/2017-07-01-loans-131415", "Loans forgotten", "Städtische Bücherei", "2017-07-01",
		"SECRET BODY words.\n\n## Action items\n\n- Add a SECRET alert for loans that nobody returned in a year.\n", "certificates")
	link.Publish, link.Summary = hindsight.PublishLink, "SECRET SUMMARY."
	link.Timeline = []hindsight.Event{{At: at("2017-07-01"), Text: "SECRET EVENT"}}
	link.Evidence = []hindsight.Evidence{{Class: "certificates", Quote: "SECRET BODY words."}}
	return []hindsight.Entry{ferry, tram, bakery, undated, nobody, excerpt, link}
}

// generated makes n entries of about size bytes, spread over classes,
// organisations and years.
func generated(n, size int) []hindsight.Entry {
	words := strings.Fields("the queue grew until a node ran out of memory and its neighbours took over what it had served so that they failed as well")
	out := make([]hindsight.Entry, n)
	for i := range out {
		var b strings.Builder
		for s := 0; b.Len() < size; s++ {
			fmt.Fprintf(&b, "## Section %d of %d\n\n", s+1, i)
			for w := range 120 {
				b.WriteString(words[(w*(i%7+1)+s)%len(words)] + " ")
			}
			fmt.Fprintf(&b, "sentence %d.\n\n- **15:%02d UTC**: something happened\n\n", i, i%60)
		}
		c := []string{taxonomy[i%5].ID, taxonomy[(i/5+1+i%5)%5].ID}
		e := entry(fmt.Sprintf("org-%d/%06d-x", i%(n/25+1), i), fmt.Sprintf("Incident number %d", i), fmt.Sprintf("Organisation %d", i%(n/25+1)),
			fmt.Sprintf("%d-%02d-%02d", 2005+i%20, i%12+1, i%28+1), b.String(), slices.Compact(c)...)
		e.Evidence = []hindsight.Evidence{{Class: c[0], Section: "Section 1", Quote: fmt.Sprintf("sentence %d.", i)}}
		out[i] = e
	}
	return out
}

// build renders entries into a temporary directory and returns it.
func build(t testing.TB, o Options, entries []hindsight.Entry) (string, Report) {
	t.Helper()
	o.Entries = slices.Values(entries)
	if o.Taxonomy == nil {
		o.Taxonomy = taxonomy
	}
	if o.Theme == nil {
		o.Theme = hindsight.Theme
	}
	if o.Out == "" {
		o.Out = t.TempDir() + "/public"
	}
	r, err := Build(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return o.Out, r
}
