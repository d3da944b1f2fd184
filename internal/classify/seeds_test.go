package classify_test

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/clean"
	"hindsight/internal/fixture"
)

// TestSeeds holds the classes that the corpus expects of its five seeds,
// read as raw text (the feed's items as the Markdown of their HTML).
func TestSeeds(t *testing.T) {
	dir, ok := fixture.Corpus(t, "seeds")
	if !ok {
		return
	}
	c := classify.Shipped(t)
	data, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var files []struct {
		File      string
		Documents []struct {
			Title   string
			Include []string `json:"classes_include"`
			Exclude []string `json:"classes_exclude"`
			OneOf   []string `json:"primary_one_of"`
		}
	}
	if err := json.Unmarshal(data, &files); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		docs := seedDocuments(t, filepath.Join(dir, f.File))
		if len(docs) < len(f.Documents) {
			t.Fatalf("%s: %d documents, want %d", f.File, len(docs), len(f.Documents))
		}
		for i, want := range f.Documents {
			var got []string
			for _, finding := range c.Classify(docs[i]) {
				got = append(got, finding.Class)
			}
			bad := len(got) == 0 || !slices.Contains(want.OneOf, got[0])
			for _, id := range want.Include {
				bad = bad || !slices.Contains(got, id)
			}
			for _, id := range want.Exclude {
				bad = bad || slices.Contains(got, id)
			}
			if bad {
				t.Errorf("%s, %s\n got %v\nwant %v, first one of %v, none of %v", f.File, want.Title, got, want.Include, want.OneOf, want.Exclude)
			}
		}
	}
}

// seedDocuments reads a text, or the items of an RSS feed.
func seedDocuments(t *testing.T, path string) []hindsight.Postmortem {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var feed struct {
		Items []struct {
			Title string `xml:"title"`
			HTML  string `xml:"description"`
		} `xml:"channel>item"`
	}
	if xml.Unmarshal(data, &feed) != nil || len(feed.Items) == 0 {
		return []hindsight.Postmortem{classify.Prepare("", string(data))}
	}
	var out []hindsight.Postmortem
	for _, item := range feed.Items {
		md, err := clean.Markdown(item.HTML, "")
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, hindsight.Postmortem{Title: item.Title, Body: md})
	}
	return out
}
