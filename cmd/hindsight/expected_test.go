package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight/internal/fixture"
	"hindsight/internal/record"
)

// expected is what a document must turn into: the form of expected.json, in
// the corpus as in testdata/expected.
type expected struct {
	File      string
	Documents []struct {
		Title          string
		Organisation   string
		Author         string
		URL            string
		Date           *string
		Importer       string
		ClassesInclude []string `json:"classes_include"`
		ClassesExclude []string `json:"classes_exclude"`
		PrimaryOneOf   []string `json:"primary_one_of"`
		ReviewIncludes []string `json:"review_includes"`
		Incident       struct {
			StartedOneOf []string `json:"started_one_of"`
			Detected     string
			Mitigated    string
			Resolved     string
		}
		Timeline struct {
			AtLeast  int `json:"at_least"`
			Contains [][2]string
		}
		Headings  []string
		BodyHas   []string `json:"body_has"`
		BodyLacks []string `json:"body_lacks"`
	}
}

// TestExpected inspects documents and holds every assertion of expected.json
// against them: the repository's own, and the seeds where they are present.
func TestExpected(t *testing.T) {
	dirs := []string{filepath.Join("testdata", "expected")}
	if dir, ok := fixture.Corpus(t, "seeds"); ok {
		dirs = append(dirs, dir)
	}
	for _, dir := range dirs {
		data, err := os.ReadFile(filepath.Join(dir, "expected.json"))
		if err != nil {
			t.Fatal(err)
		}
		var want []expected
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			t.Run(filepath.Base(dir)+"/"+w.File, func(t *testing.T) { checkExpected(t, filepath.Join(dir, w.File), w) })
		}
	}
}

func checkExpected(t *testing.T, path string, want expected) {
	status, out, errs := runVerb(t, "", "inspect", path)
	if status != exitDone {
		t.Fatalf("exit status %d: %s", status, errs)
	}
	var got inspected
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Documents) != len(want.Documents) {
		t.Fatalf("%d documents, want %d", len(got.Documents), len(want.Documents))
	}
	for n, w := range want.Documents {
		d := got.Documents[n]
		equal := func(what, got, want string) {
			if want != "" && got != want {
				t.Errorf("%s:\ngot  %q\nwant %q", what, got, want)
			}
		}
		equal("title", d.Title, w.Title)
		equal("organisation", d.Organisation, w.Organisation)
		equal("author", d.Author, w.Author)
		equal("url", d.URL, w.URL)
		equal("importer", d.Importer, w.Importer)
		equal("detected", d.Incident.Detected.String(), w.Incident.Detected)
		equal("mitigated", d.Incident.Mitigated.String(), w.Incident.Mitigated)
		equal("resolved", d.Incident.Resolved.String(), w.Incident.Resolved)
		date := ""
		if w.Date != nil {
			date = *w.Date
		}
		if d.Date.String() != date {
			t.Errorf("date:\ngot  %q\nwant %q", d.Date, date)
		}
		oneOf := func(what, got string, want []string) {
			if want != nil && !slices.Contains(want, got) {
				t.Errorf("%s:\ngot  %q\nwant one of %q", what, got, want)
			}
		}
		oneOf("started", d.Incident.Started.String(), w.Incident.StartedOneOf)
		oneOf("primary", d.Primary, w.PrimaryOneOf)
		var classes, headings []string
		for _, c := range d.Classes {
			classes = append(classes, c.Class)
			if len(c.Evidence) == 0 {
				t.Errorf("class %s without evidence", c.Class)
			}
			for _, v := range c.Evidence {
				if !strings.Contains(d.Body, v.Quote) && !strings.Contains(d.Title, v.Quote) {
					t.Errorf("evidence of %s is not in the text: %q", c.Class, v.Quote)
				}
			}
		}
		for _, s := range d.Sections {
			headings = append(headings, s.Heading)
		}
		has := func(what string, got, want []string, yes bool) {
			for _, w := range want {
				if slices.ContainsFunc(strings.Split(w, "|"), func(s string) bool { return slices.Contains(got, s) }) != yes {
					t.Errorf("%s: got %q, want %q: %v", what, got, w, yes)
				}
			}
		}
		has("classes", classes, w.ClassesInclude, true)
		has("classes", classes, w.ClassesExclude, false)
		has("review", d.Review, w.ReviewIncludes, true)
		has("headings", headings, w.Headings, true)
		for _, s := range w.BodyHas {
			if !slices.ContainsFunc(strings.Split(s, "|"), func(s string) bool { return strings.Contains(d.Body, s) }) {
				t.Errorf("body lacks %q", s)
			}
		}
		for _, s := range w.BodyLacks {
			if strings.Contains(d.Body, s) {
				t.Errorf("body has %q", s)
			}
		}
		if len(d.Timeline) < w.Timeline.AtLeast {
			t.Errorf("%d events, want at least %d", len(d.Timeline), w.Timeline.AtLeast)
		}
		for _, e := range w.Timeline.Contains {
			if !slices.ContainsFunc(d.Timeline, func(g record.Event) bool { return g.At.String() == e[0] && g.Kind == e[1] }) {
				t.Errorf("no event %s %s in %+v", e[0], e[1], d.Timeline)
			}
		}
	}
}
