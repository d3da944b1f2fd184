package site

import (
	"strings"
	"testing"

	"hindsight"

	"hindsight/internal/wording"
)

// Of what resembles a page, the page names what is of other organisations, first
// what failed in the same way, and says why; accounts of the same incident and
// what is not in the site are not among them.
func TestRelate(t *testing.T) {
	make := func(name, org string, classes ...string) *page {
		p, err := makerOf(t).page(entry(org+"/"+name, name, org, "2024-01-02", "A lock hung.", classes...))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	pages := []*page{
		make("a", "acme", "locking", "capacity"), make("b", "globex", "locking"), make("c", "initech", "locking", "capacity"),
		make("d", "acme", "locking", "capacity"), make("e", "hooli", "dns"), make("f", "hooli", "capacity"), make("g", "initech", "dns"), make("h", "initech", "locking"),
	}
	pages[0].Params.Accounts = []account{{link: pages[5].link()}}
	var kin []Kin
	for _, k := range []struct {
		url   string
		score float64
		words string
	}{
		{"globex/b", 0.2, ""}, {"initech/c", 0.15, "etcd quorum lease member"}, {"acme/d", 0.9, "etcd"}, {"hooli/e", 0.35, "etcd"}, {"hooli/f", 0.9, "etcd"},
		{"x/gone", 0.9, "etcd"}, {"initech/g", 0.29, "etcd"}, {"initech/h", 0.07, "etcd"},
	} {
		kin = append(kin, Kin{"postmortems/" + k.url + ".html", k.score, strings.Fields(k.words)})
	}
	relate(pages, map[string][]Kin{"postmortems/acme/a.html": kin}, taxonomy, wording.BuiltIn())
	var got []string
	for _, l := range pages[0].Params.Related {
		got = append(got, l.Title+": "+l.Reason)
	}
	if s, want := strings.Join(got, " | "), "c: also Capacity; both speak of etcd, quorum, lease | b:  | e: both speak of etcd"; s != want {
		t.Errorf("%q, want %q", s, want)
	}
	relate(nil, nil, hindsight.Taxonomy{}, nil)
}
