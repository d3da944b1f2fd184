package search

import (
	"fmt"
	"strings"
	"testing"

	"hindsight"
)

// Filters with values that no document has, and what is offered: "value: near, near".
var strangeFilters = []struct{ query, want string }{
	{"class:locking", ""},
	{"class:lock", "lock: locking"},
	{"class:lokcing", "lokcing: locking"},
	{"class:certificate", "certificate: expired-certificate"},
	{`class:"Expired Certificate"`, "expired certificate: expired-certificate"},
	{"class:neighbor", "neighbor: noisy-neighbour"},
	{"-class:lock slow", "lock: locking"},
	{"org:acme", ""}, {"org:acme-cloud", "acme-cloud: "}, {"org:ACMEE", "acmee: Acme"}, {"org:nimbsu", "nimbsu: Nimbus Cloud"}, {"org:cloud", "cloud: Nimbus Cloud"},
	{"org:x", "x: "}, {"org:äcme", ""},
	{"year:2019", ""}, {"year:21", "21: 2021, 2020, 2019"}, {"year:2035", "2035: 2021, 2020, 2019"}, {"year:soon", "soon: "},
	{"source:weekly-dmup", "weekly-dmup: weekly-dump"},
	{"class:lock class:locking year:2050", "lock: locking; 2050: 2021, 2020, 2019"},
}

func TestUnknown(t *testing.T) {
	var entries []hindsight.Entry
	for i, class := range []string{"locking", "expired-certificate", "noisy-neighbour"} {
		e := hindsight.Entry{Path: fmt.Sprintf("%sacme/%d.md", hindsight.Folder, i), Classes: []string{class}}
		e.Organisation, e.Body, e.Source.Name = "Acme", "Slow.", "weekly-dump"
		if i == 2 {
			e.Organisation, e.Path = "Nimbus Cloud", hindsight.Folder+"nimbus/2.md"
		}
		e.Date, _ = hindsight.ParseMoment(fmt.Sprint(2019 + i))
		entries = append(entries, e)
	}
	_, r := built(t, entries)
	for _, s := range strangeFilters {
		res, err := r.Search(s.query, Query{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range res.Unknown {
			got = append(got, u.Value+": "+strings.Join(u.Near, ", "))
			if !strings.Contains(s.query, u.Text) {
				t.Errorf("%s: the filter was typed as %q", s.query, u.Text)
			}
		}
		if got := strings.Join(got, "; "); got != s.want {
			t.Errorf("%s: got %q, want %q", s.query, got, s.want)
		}
	}
}
