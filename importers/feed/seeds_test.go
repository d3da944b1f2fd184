package feed

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
)

// TestSeeds holds the corpus' feeds against what is stated of them: what an
// importer is to find. Times, classes and the rest are for later stages.
func TestSeeds(t *testing.T) {
	dir := corpus(t, "seeds")
	if dir == "" {
		return
	}
	data, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var files []struct {
		File      string
		Documents []struct {
			Title, Organisation, Author, Date, Importer, URL string
			Headings                                         []string
			Has                                              []string `json:"body_has"`
			Lacks                                            []string `json:"body_lacks"`
		}
	}
	if err := json.Unmarshal(data, &files); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Documents[0].Importer != "feed" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, f.File))
		if err != nil {
			t.Fatal(err)
		}
		in := hindsight.Input{Name: f.File, Data: data}
		if !Recognise(in) {
			t.Errorf("%s: not recognised", f.File)
		}
		ps, errs := importAll(t, in)
		if len(errs) > 0 || len(ps) != len(f.Documents) {
			t.Fatalf("%s: %d documents and %v, want %d", f.File, len(ps), errs, len(f.Documents))
		}
		for i, want := range f.Documents {
			got := ps[i]
			for _, c := range [][3]string{
				{"title", got.Title, want.Title}, {"organisation", got.Organisation, want.Organisation},
				{"author", got.Source.Author, want.Author}, {"date", got.Date.String(), want.Date},
				{"importer", got.Source.Importer, want.Importer}, {"url", got.Source.URL, want.URL},
			} {
				if c[2] != "" && c[1] != c[2] {
					t.Errorf("%s, document %d: %s\n\tgot  %q\n\twant %q", f.File, i, c[0], c[1], c[2])
				}
			}
			for _, h := range want.Headings {
				if !strings.Contains(got.Body, "\n## "+h+"\n") {
					t.Errorf("%s, document %d: heading %q is missing", f.File, i, h)
				}
			}
			for _, s := range want.Has {
				if !strings.Contains(got.Body, s) {
					t.Errorf("%s, document %d: %q is missing", f.File, i, s)
				}
			}
			for _, s := range want.Lacks {
				if strings.Contains(got.Body, s) {
					t.Errorf("%s, document %d: holds %q", f.File, i, s)
				}
			}
			if os.Getenv("SHOW") != "" {
				t.Log(got.Source, "\n"+got.Body)
			}
		}
	}
}
