package classify_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/classify/labelled"
	"hindsight/internal/fixture"
)

// longestEvidence bounds a quote in bytes: what is quoted of a sentence, and a word at either end.
const longestEvidence = 320 + 2*60

// What texts look like that people paste: each way of writing a text must
// leave its quotes verbatim.
var manners = []struct {
	name  string
	write func(string) string
}{
	{"as it is", func(s string) string { return s }},
	{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{"no-break spaces", func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }},
	{"soft hyphens", func(s string) string { return strings.NewReplacer("ti", "t\u00adi", "er", "e\u00adr").Replace(s) }},
	{"one line", func(s string) string { return strings.Join(strings.Fields(s), " ") }},
	{"no blanks", func(s string) string { return strings.Join(strings.Fields(s), "、") }},
	{"decomposed", func(s string) string { return strings.NewReplacer("e", "e\u0301", "u", "u\u0308\u0331").Replace(s) }},
	{"among ideographs", func(s string) string {
		return strings.ReplaceAll(s, ". ", "。"+strings.Repeat("障害報告", 90)+"。")
	}},
	{"bad bytes", func(s string) string { return strings.ReplaceAll(s, "a ", "a\xff ") }},
}

// TestEvidenceVerbatim holds that every class has a quote and every quote is
// verbatim, whole letters, and short enough for a page: on the reports of this
// package, and on all texts of the corpus, feeds and attacks included.
func TestEvidenceVerbatim(t *testing.T) {
	texts := map[string]string{}
	for _, r := range classify.Reports {
		texts[r.Name] = r.Body
	}
	if dir, ok := fixture.Corpus(t, ""); ok {
		corpusTexts(t, os.DirFS(dir), texts)
	}
	c := classify.Shipped(t)
	for i, m := range manners {
		quotes, step := 0, 0
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			if step++; i > 0 && step%7 != i%7 && len(texts) > 100 {
				continue // every way of writing meets a seventh of the texts
			}
			p := classify.Prepare("", m.write(texts[name]))
			findings := c.Classify(p)
			verify(t, p, findings)
			quotes += checkQuotes(t, m.name+": "+name, p, findings)
		}
		t.Logf("%s: %d quotes", m.name, quotes)
	}
}

func checkQuotes(t *testing.T, name string, p hindsight.Postmortem, findings []hindsight.Finding) int {
	n := 0
	for _, f := range findings {
		for _, e := range f.Evidence {
			n++
			if len(e.Quote) > longestEvidence {
				t.Errorf("%s: a quote of %d bytes: %.60q…", name, len(e.Quote), e.Quote)
			}
			if utf8.ValidString(p.Title+p.Body) && !utf8.ValidString(e.Quote) {
				t.Errorf("%s: half a letter in %q", name, e.Quote)
			}
		}
	}
	return n
}

// corpusTexts adds the labelled texts of the corpus, and whatever else is text
// in it, up to half a megabyte each.
func corpusTexts(t *testing.T, corpus fs.FS, texts map[string]string) {
	t.Helper()
	sets, err := labelled.Training(corpus)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range sets {
		for _, d := range set.Documents {
			if !strings.HasPrefix(d.ID, "docs/") && !strings.HasPrefix(d.ID, "invented") { // the folder docs is read below
				texts[d.ID] = d.Text
			}
		}
	}
	for _, folder := range []string{"docs", "statuspage", "seeds", "feeds", "hostile-content", "payloads", "lists"} {
		err := fs.WalkDir(corpus, folder, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(p) == ".tsv" {
				return err
			}
			data, err := fs.ReadFile(corpus, p)
			texts[p] = string(data[:min(len(data), 1<<19)])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
