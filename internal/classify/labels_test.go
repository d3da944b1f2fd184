package classify

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// The labels of the repository: known classes, quotes of at most 15 words,
// and no document twice. With the corpus at hand, each quote stands in its
// document.
func TestLabels(t *testing.T) {
	tax := shipped(t)
	data, err := os.ReadFile("testdata/labels.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	corpus := fstest.MapFS{"docs/INDEX.tsv": {Data: []byte("id\tfile\nx\ta/b.md\n")}, "docs/a/b.md": {Data: []byte("Text.")}}
	got, err := ReadLabels("l", strings.NewReader(`{"id":"docs/x","classes":["dns"]}`+"\n"+`{"id":"docs/y","classes":[]}`), corpus)
	if len(got) != 1 || got[0].Text != "Text." || got[0].Primary != "dns" || err == nil || !strings.Contains(err.Error(), "l:2: docs/y") {
		t.Errorf("ReadLabels: %+v, %v", got, err)
	}
	var list []Labelled
	if dir := corpusDir(t); dir != "" {
		if list, err = ReadLabels("testdata/labels.jsonl", strings.NewReader(string(data)), os.DirFS(dir)); err != nil {
			t.Error(err)
		}
		if len(list) < 100 {
			t.Errorf("%d labels, want 100 at least", len(list))
		}
	}
	seen := map[string]bool{}
	for _, l := range list {
		if seen[l.ID] {
			t.Errorf("%s is labelled twice", l.ID)
		}
		seen[l.ID] = true
		for _, id := range l.Classes {
			if _, ok := tax.Class(id); !ok {
				t.Errorf("%s: unknown class %q", l.ID, id)
			}
		}
		plain := strings.Join(strings.Fields(l.Text), " ")
		if len(strings.Fields(l.Evidence)) > 15 || !strings.Contains(plain, l.Evidence) {
			t.Errorf("%s: the quote %q is too long or not in the text", l.ID, l.Evidence)
		}
	}
}

func TestInvented(t *testing.T) {
	tax := shipped(t)
	data, err := os.ReadFile("testdata/invented.txt")
	if err != nil {
		t.Fatal(err)
	}
	list, err := ReadInvented("testdata/invented.txt", strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, l := range list {
		for _, id := range l.Classes {
			if _, ok := tax.Class(id); !ok {
				t.Errorf("%s: unknown class %q", l.ID, id)
			}
			count[id]++
		}
	}
	for _, c := range tax {
		if count[c.ID] < 5 {
			t.Errorf("class %s has %d invented reports, want 5 at least", c.ID, count[c.ID])
		}
	}
	if _, err := ReadInvented("f", strings.NewReader("# x\nno bar\n")); err == nil || !strings.Contains(err.Error(), "f:2:") {
		t.Errorf("a line without bar: %v", err)
	}
}
