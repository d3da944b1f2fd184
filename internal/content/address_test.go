package content

import (
	"testing"

	"hindsight"
)

// Several items of one feed at one address, and another source's word on it:
// none is lost, overwritten or archived twice, whatever the order.
func TestOneAddress(t *testing.T) {
	item := func(source, id, url, title, body string) hindsight.Entry {
		return hindsight.Entry{Postmortem: hindsight.Postmortem{Title: title, Body: body, Source: hindsight.Source{
			Name: source, Importer: "feed", ID: id, URL: url, SHA256: title + body}}}
	}
	const home = "https://status.acme.example/"
	a1, a2 := item("acme", "urn:1", home, "Router down", "It was down."), item("acme", "urn:2", home, "Disk full", "It was full.")
	long := item("acme", "urn:3", home, "Clock wrong", "It was wrong for longer than anything before it.")
	short := item("acme", "urn:4", home, "Oops", "Oops.")
	p1, p2 := item("acme", "urn:5", home+"log#a", "One", "The first of them."), item("acme", "urn:6", home+"log#b", "Two", "2.")
	listed := item("list", home, home, "Acme", "A line.")
	moved := item("acme", "urn:uuid:1", home, "Router down", "It was down, as we wrote before we moved to another engine.")
	type step struct {
		e    hindsight.Entry
		want string
	}
	for name, runs := range map[string][][]step{
		"a longer new one comes first":  {{{a1, New}, {a2, New}}, {{long, New}, {a1, Unchanged}, {a2, Unchanged}}},
		"a shorter new one comes first": {{{a1, New}, {a2, New}}, {{short, New}, {a1, Unchanged}, {a2, Unchanged}}, {{short, Unchanged}, {a1, Unchanged}}},
		"places on one page":            {{{p1, New}}, {{p2, New}, {p1, Unchanged}}, {{p1, Unchanged}, {p2, Unchanged}}},
		"a list before the feed":        {{{a1, New}}, {{listed, Unchanged}, {a1, Unchanged}}, {{listed, Unchanged}, {a1, Unchanged}}},
		"the feed got other ids":        {{{a1, New}}, {{moved, Updated}}, {{moved, Unchanged}}},
	} {
		a := open(t, t.TempDir())
		for n, run := range runs {
			a.put = map[string]string{}
			for _, s := range run {
				if got, _, err := a.Put(s.e, Settings{}, false); got != s.want || err != nil {
					t.Errorf("%s, run %d, %q: got %s %v, want %s", name, n+1, s.e.Title, got, err, s.want)
				}
			}
		}
	}
}
