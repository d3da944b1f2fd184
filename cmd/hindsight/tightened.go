package main

import (
	"strings"

	"hindsight"
	"hindsight/internal/fetch"
	"hindsight/internal/intake"
)

// tightened is a function that gives an entry the publish setting of its source
// in sources.yaml, where that shows less than its file says and nobody curated
// it. The next import writes it into the file; what is built or exported until
// then keeps to it already, for whoever keeps a text back means at once.
func (a *app) tightened() func(hindsight.Entry) hindsight.Entry {
	sources, err := intake.Sources(a.archive)
	if !a.saidSources {
		for _, problem := range intake.Each(err) {
			a.leftOut("%v (its texts are shown as their files say)", problem)
		}
	}
	says := map[string]string{}
	var lists []fetch.Source
	for _, s := range sources {
		if says[s.Name] = s.Publish; s.Publish != "" && a.place().IsList(s) {
			lists = append(lists, s)
		}
	}
	return func(e hindsight.Entry) hindsight.Entry {
		if e.IsCurated("publish") {
			return e
		}
		want := says[e.Source.Name]
		for _, l := range lists { // feeds of a list are named after it: see intake
			if strings.HasPrefix(e.Source.Name, l.Name+"-") && want == "" {
				want = l.Publish
			}
		}
		if want != "" && hindsight.ShowsLess(want, e.Publish) {
			e.Publish = want
		}
		return e
	}
}

// noteTightened lists the files that do not say yet what sources.yaml says.
func (a *app) noteTightened(entries []hindsight.Entry) {
	a.saidSources = true // check names what is wrong with them itself
	tighten := a.tightened()
	for _, e := range entries {
		if now := tighten(e).Publish; now != e.Publish {
			a.progress("note: %s says publish: %s and is shown as %s, as %s says of its source; hindsight import writes that into the file", e.Path,
				e.Publish, now, intake.SourcesFile)
		}
	}
}
