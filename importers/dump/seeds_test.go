package dump

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
)

// TestSeeds checks what the corpus's expected.json says of the texts that are
// dumps, as far as it is an importer's business: incident times, classes and
// organisations that no header states are found by later stages.
func TestSeeds(t *testing.T) {
	dir := shared(t, "seeds")
	if dir == "" {
		return
	}
	data, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var seeds []struct {
		File      string
		Documents []struct {
			Title, Organisation, Importer string
			Date                          hindsight.Moment
			Headings                      []string
			BodyHas                       []string `json:"body_has"`
			BodyLacks                     []string `json:"body_lacks"`
			Timeline                      struct{ Contains [][2]string }
		}
	}
	if err := json.Unmarshal(data, &seeds); err != nil {
		t.Fatal(err)
	}
	for _, seed := range seeds {
		if !strings.HasPrefix(seed.Documents[0].Importer, "dump/") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, seed.File))
		if err != nil {
			t.Fatal(err)
		}
		got := all(t, hindsight.Input{Name: seed.File, Data: data}, "")
		if len(got) != len(seed.Documents) {
			t.Errorf("%s: %d documents, want %d", seed.File, len(got), len(seed.Documents))
			continue
		}
		for i, want := range seed.Documents {
			p := got[i]
			check := func(what, got, want string) {
				if got != want {
					t.Errorf("%s: %s %q, want %q", seed.File, what, got, want)
				}
			}
			check("title", p.Title, want.Title)
			check("importer", p.Source.Importer, want.Importer)
			check("date", p.Date.String(), want.Date.String())
			if p.Organisation != "" {
				check("organisation", p.Organisation, want.Organisation)
			}
			for _, h := range want.Headings {
				if !anyOf(h, func(s string) bool {
					return strings.Contains(p.Body, "\n## "+s+"\n") || strings.HasPrefix(p.Body, "## "+s+"\n")
				}) {
					t.Errorf("%s: no heading %q", seed.File, h)
				}
			}
			for _, s := range want.BodyHas {
				if !anyOf(s, func(s string) bool { return strings.Contains(p.Body, s) }) {
					t.Errorf("%s: body lacks %q", seed.File, s)
				}
			}
			for _, s := range want.BodyLacks {
				if strings.Contains(p.Body, s) {
					t.Errorf("%s: body has %q", seed.File, s)
				}
			}
			for _, e := range want.Timeline.Contains {
				if e[1] != hindsight.KindEvent && !hasEvent(p.Timeline, e[0], e[1]) {
					t.Errorf("%s: no %s at %s in the timeline", seed.File, e[1], e[0])
				}
				if clock := e[0][11:16]; e[1] == hindsight.KindEvent && !strings.Contains(p.Body, "- **"+clock+" UTC**: ") {
					t.Errorf("%s: no item for %s in the body", seed.File, clock)
				}
			}
		}
	}
}

func all(t *testing.T, in hindsight.Input, kind string) []hindsight.Postmortem {
	t.Helper()
	var got []hindsight.Postmortem
	for p, err := range New(in, kind).Import(context.Background()) {
		if err != nil {
			t.Error(err)
			continue
		}
		got = append(got, p)
	}
	return got
}

func anyOf(alternatives string, ok func(string) bool) bool {
	for s := range strings.SplitSeq(alternatives, "|") {
		if ok(s) {
			return true
		}
	}
	return false
}

func hasEvent(list []hindsight.Event, at, kind string) bool {
	for _, e := range list {
		if e.At.String() == at && e.Kind == kind {
			return true
		}
	}
	return false
}
