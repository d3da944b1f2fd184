package duplicate

import (
	"fmt"
	"strings"
	"testing"

	"hindsight"
)

func TestFind(t *testing.T) {
	story := ""
	for n := range 60 {
		story += fmt.Sprintf("At step %d the queue of service number %d grew because worker %d had lost its lease. ", n, n*7, n*3)
	}
	header := "Copied from the status page of the provider for our own customers. "
	other := strings.ReplaceAll(strings.ReplaceAll(story, "queue", "disk"), "worker", "volume")
	day, _ := hindsight.ParseMoment("2020-02-03T10:00:00Z")
	next, _ := hindsight.ParseMoment("2021-02-04")
	x := NewIndex()
	for _, c := range []struct {
		name, org string
		date      hindsight.Moment
		body      string
		want      string
	}{
		{"first", "Acme", day, story, ""},
		{"copy with a header", "Reseller", day, header + story, "first"},
		{"another incident of the day", "Acme", day, other, ""},
		{"copy on another day by another", "Elsewhere", next, story, ""},
		{"copy on another day by the same", "Acme", next, story + header + "Again.", "copy on another day by another"},
		{"quotes a little of it", "Acme", day, story[:500] + strings.ReplaceAll(other, "lease", "key"), ""},
		{"short", "Acme", day, "The queue grew.", ""},
		{"short too", "Acme", day, "The queue grew.", ""},
	} {
		e := hindsight.Entry{Path: hindsight.Folder + c.name + ".md", Postmortem: hindsight.Postmortem{Organisation: c.org, Date: c.date, Body: c.body}}
		if got := x.Find(e, ""); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		x.Add(e)
		if got := x.Find(e, e.ID()); got == e.ID() {
			t.Errorf("%s: found itself", c.name)
		}
	}
}
