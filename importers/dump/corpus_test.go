package dump

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
)

// The corpus of real documents lies beside the repository, not in it:
// ../shared/corpus/docs with an INDEX.tsv. The rules were made by looking at
// one half of it (by hash of the id); the other half tells how they do on
// documents that nobody looked at.

// The bars, of the issue that asks for this importer.
const (
	barOne, barTitle, barDate, barWords = 0.98, 0.85, 0.80, 0.95
	keptWords                           = 0.95
)

func TestCorpusDocs(t *testing.T) {
	dir, ok := fixture.Corpus(t, "docs")
	if !ok {
		return
	}
	var halves [2]struct{ n, one, title, date, words int }
	for _, row := range readIndex(t, filepath.Join(dir, "INDEX.tsv")) {
		if row["kind"] != "postmortem" {
			continue
		}
		half := int(sha256.Sum256([]byte(row["id"]))[0] >> 7)
		h := &halves[half]
		h.n++
		data, err := os.ReadFile(filepath.Join(dir, row["file"]))
		if err != nil {
			t.Fatal(err)
		}
		var got []hindsight.Postmortem
		for p, err := range New(hindsight.Input{Name: row["file"], Data: data}, "").Import(context.Background()) {
			if notice := hindsight.Notice(""); errors.As(err, &notice) {
				continue // of what was left out: words below counts it
			}
			if err != nil {
				t.Errorf("%v", err)
				continue
			}
			got = append(got, p)
		}
		note := func(format string, args ...any) {
			if half == 0 || os.Getenv("CORPUS_ALL") != "" {
				t.Logf(row["file"]+": "+format, args...)
			}
		}
		if len(got) != 1 {
			note("%d documents", len(got))
			continue
		}
		h.one++
		if p := got[0]; sameTitle(p.Title, row["title"]) {
			h.title++
		} else {
			note("title %q, want %q", p.Title, row["title"])
		}
		if sameDay(got[0].Date.String(), row["date"]) {
			h.date++
		} else {
			note("date %q, want %q", got[0].Date, row["date"])
		}
		if share, lost := kept(string(data), got[0]); share >= keptWords {
			h.words++
		} else {
			note("%.3f of the words, lost: %.200q", share, lost)
		}
	}
	for i, h := range halves {
		n := float64(max(1, h.n))
		t.Logf("%s: %d postmortems, one document %.3f, title %.3f, date %.3f, words %.3f", []string{"looked at", "unseen"}[i],
			h.n, float64(h.one)/n, float64(h.title)/n, float64(h.date)/n, float64(h.words)/n)
		if float64(h.one)/n < barOne || float64(h.title)/n < barTitle || float64(h.date)/n < barDate || float64(h.words)/n < barWords {
			t.Errorf("below the bars %.2f %.2f %.2f %.2f", barOne, barTitle, barDate, barWords)
		}
	}
}

func readIndex(t *testing.T, name string) []map[string]string {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []map[string]string
	var header []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		cells := strings.Split(sc.Text(), "\t")
		if header == nil {
			header = cells
			continue
		}
		row := map[string]string{}
		for i, c := range cells {
			row[header[i]] = c
		}
		rows = append(rows, row)
	}
	return rows
}

var testWordRE = regexp.MustCompile(`[\p{L}\p{N}]+`)

func sameTitle(got, want string) bool {
	norm := func(s string) string {
		return strings.ToLower(strings.Join(testWordRE.FindAllString(strings.ReplaceAll(s, "_", " "), -1), " "))
	}
	return norm(got) == norm(want)
}

func sameDay(got, want string) bool {
	if len(want) < len("2006-01-02") {
		return got == want
	}
	return len(got) >= len(want) && got[:len(want)] == want
}

// kept is the dumb way to see that no prose is lost: the share of the
// source's distinct words that are in what was made of it. Front matter, tags,
// addresses, code and what precedes the title are no prose.
func kept(source string, p hindsight.Postmortem) (share float64, lost []string) {
	have := map[string]bool{}
	all := p.Title + " " + p.Body
	for _, w := range testWordRE.FindAllString(strings.ToLower(all), -1) {
		have[w] = true
	}
	n, hits := 0, 0
	for w := range proseWords(source) {
		if n++; have[w] {
			hits++
		} else {
			lost = append(lost, w)
		}
	}
	if n == 0 {
		return 1, nil
	}
	return float64(hits) / float64(n), lost
}

var (
	testMetaRE  = regexp.MustCompile(`(?s)^\s*(?:---\n.*?\n---\n|\+\+\+\n.*?\n\+\+\+\n)`)
	testNoiseRE = regexp.MustCompile("(?s)```.*?```|<!--.*?-->|<[/A-Za-z][^<>]*>|\\{%.*?%\\}|(?:https?:)?//[^\\s)]+|\\]\\([^)]*\\)")
	testHeadRE  = regexp.MustCompile(`(?s)^.*\n# \[?Google Cloud Status.*?\n# `)
	testTailRE  = regexp.MustCompile(`(?s)\n  \* All times are .*$`)
	testBreakRE = regexp.MustCompile(`(\w-)\n(\w)`)
)

func proseWords(source string) map[string]bool {
	s := strings.NewReplacer("ﬁ", "fi", "ﬂ", "fl", "\r", "", "&amp;", "&", "&quot;", "\"", "&#39;", "'").Replace(source)
	s = testMetaRE.ReplaceAllString(s, "")
	s = testTailRE.ReplaceAllString(testHeadRE.ReplaceAllString(s, ""), "")
	s = testNoiseRE.ReplaceAllString(testBreakRE.ReplaceAllString(s, "$1$2"), " ")
	words := map[string]bool{}
	for _, w := range testWordRE.FindAllString(strings.ToLower(s), -1) {
		words[w] = true
	}
	return words
}
