package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/remedy"

	"hindsight/internal/wording"
)

func TestStandsAlone(t *testing.T) {
	for s, want := range map[string]bool{
		"A network technician brought a device up with a bad configuration.":   true,
		"This was the case because the resolver had lost all of its zones.":    false,
		"However, the resolver had lost all of its zones during the night.":    false,
		"the resolver had lost all of its zones during the long winter night.": false,
		"The resolver had lost all of its zones during the long winter night":  false,
		"The resolver failed.": false,
		"The aforementioned resolver had lost all of its zones in the night.":  false,
		"The resolver at https://dns.example had lost its zones in the night.": false,
		"The resolver " + strings.Repeat("again ", 50) + "lost its zones.":     false,
	} {
		if standsAlone(s) != want {
			t.Errorf("%q: want %v", s, want)
		}
	}
}

// A portrait counts what a reader of the list would count, and quotes one
// sentence an organisation, those of the main class first.
func TestPortrait(t *testing.T) {
	var pages []*page
	all := measured(generated(60, 100))
	for i := range all {
		all[i].Evidence = []hindsight.Evidence{{Class: "dns", Quote: fmt.Sprintf([]string{"The **resolver** number %d had lost all of its zones that night.",
			"Nobody had renewed the domain of harbour %d in time for summer.", "Queries from ferry %d went to a server which the office had sold."}[i%3], i)}}
		p, err := makerOf(t).page(all[i])
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(p.Classes, "dns") {
			pages = append(pages, p)
		}
	}
	main, with := 0, map[string]int{}
	for _, p := range pages {
		if p.Classes[0] == "dns" {
			main++
		}
		for _, c := range p.Classes {
			with[c]++
		}
	}
	got := portraitOf(pages, len(all), "dns", taxonomy, remedy.NewTopics(taxonomy), wording.BuiltIn())
	if got.N != len(pages) || got.Main != main || got.Organisations != 3 || len(got.Said) != 3 {
		t.Errorf("%+v", got)
	}
	for _, b := range got.With {
		if id := strings.TrimSuffix(strings.TrimPrefix(b.Link, "/classes/"), ".html"); b.N != with[id] || id == "dns" {
			t.Errorf("%s: %d, counted %d", id, b.N, with[id])
		}
	}
	for _, s := range got.Said {
		if strings.Contains(s.Text, "**") {
			t.Errorf("Markdown shows: %s", s.Text)
		}
	}
	if portraitOf(pages[:fewest-1], len(all), "dns", taxonomy, remedy.NewTopics(taxonomy), wording.BuiltIn()) != nil {
		t.Error("a portrait of three")
	}
}
