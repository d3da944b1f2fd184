package facts

import (
	"crypto/sha1"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/when"
)

// testdata/corpus.tsv says what a person read in documents of the corpus that
// lies beside the checkout: id, field, and the moments of which one is right
// (several where the text gives several), or for "events" all the times of
// its timeline.
//
// Rules were made with the misses of the dev half before the eyes. Of the
// held-out half, labelled before it was run, only the totals were seen while
// the rules grew; its first run gave, precision and recall: started 0.84 and
// 0.84, resolved 0.82 and 0.80, detected 0.62 and 0.31, events 0.79 and 0.79.
// Looking at its misses at the end showed two timelines whose zone the labels
// had overlooked and one start of which the text gives two; they were
// corrected. corpus-second.tsv, 25 documents more, was labelled after that
// and run once: started 0.83 and 0.83, resolved 0.85 and 0.77, detected 0.88
// and 0.78, events 0.88 and 0.88. That is what to expect of other documents.
// Then its misses were mended too, so what this logs now is how well the
// rules fit what they were made for.
func TestCorpus(t *testing.T) {
	docs := corpusDocs(t)
	want := readTSV(t, filepath.Join("testdata", "corpus.tsv"))
	second := readTSV(t, filepath.Join("testdata", "corpus-second.tsv"))
	if len(docs) == 0 {
		t.Logf("the corpus is not beside this checkout: %d labelled facts are not compared; testdata/*.txt is", len(want))
	}
	scores := map[string]*score{}
	done := map[string]hindsight.Postmortem{}
	for i, w := range append(want, second...) {
		id, field := w[0], w[1]
		p, ok := docs[id]
		if !ok {
			continue
		}
		if _, ok := done[id]; !ok {
			done[id] = Complete(p)
		}
		key := half(id) + " " + field
		if i >= len(want) {
			key = "second " + field
		}
		if scores[key] == nil {
			scores[key] = &score{}
		}
		if miss := scores[key].add(done[id], field, w[2]); miss != "" {
			t.Logf("%s %s: %s", id, field, miss)
		}
	}
	var keys []string
	for key := range scores {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		s := scores[key]
		t.Logf("%-18s precision %.3f (%d/%d) recall %.3f (%d/%d)", key, s.ratio(s.given), s.right, s.given, s.ratio(s.stated), s.right, s.stated)
		if floor := floors[strings.Fields(key)[1]]; s.ratio(s.given) < floor || s.ratio(s.stated) < floor {
			t.Errorf("%s: below %.2f", key, floor)
		}
	}
}

// floors are well below what is reached, so that a change that breaks much is seen.
var floors = map[string]float64{"started": 0.75, "resolved": 0.7, "events": 0.85}

type score struct{ right, given, stated int }

func (s *score) ratio(of int) float64 { return float64(s.right) / float64(max(of, 1)) }

// add compares one fact and returns what is wrong with it, "" for nothing.
func (s *score) add(p hindsight.Postmortem, field, want string) string {
	if field == "events" {
		return s.events(p.Timeline, strings.Fields(want))
	}
	got := map[string]hindsight.Moment{
		"started": p.Incident.Started, "detected": p.Incident.Detected, "mitigated": p.Incident.Mitigated, "resolved": p.Incident.Resolved,
	}[field]
	s.stated++
	if got.IsZero() {
		return "nothing, want " + want
	}
	s.given++
	if slices.Contains(strings.Split(want, "|"), got.String()) {
		s.right++
		return ""
	}
	return got.String() + ", want " + want
}

func (s *score) events(timeline []hindsight.Event, want []string) string {
	var extra []string
	s.stated += len(want)
	for _, e := range timeline {
		s.given++
		if i := slices.Index(want, e.At.String()); i >= 0 {
			s.right++
			want = slices.Delete(want, i, i+1)
		} else {
			extra = append(extra, e.At.String())
		}
	}
	if len(want)+len(extra) == 0 {
		return ""
	}
	return "missing " + strings.Join(want, " ") + ", not wanted " + strings.Join(extra, " ")
}

func half(id string) string {
	if sum := sha1.Sum([]byte(id)); sum[len(sum)-1]%2 == 0 {
		return "dev"
	}
	return "held-out"
}

func readTSV(t *testing.T, path string) (rows [][]string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		rows = append(rows, strings.Split(strings.TrimRight(line, "\n"), "\t"))
	}
	return rows[1:]
}

// corpusDocs reads the labelled documents as plainly as an importer could:
// the text without its front matter, the title and date that the index gives.
func corpusDocs(t *testing.T) map[string]hindsight.Postmortem {
	root := filepath.Join("..", "..", "..", "shared", "corpus", "docs")
	if _, err := os.Stat(root); err != nil {
		return nil
	}
	docs := map[string]hindsight.Postmortem{}
	rows := readTSV(t, filepath.Join(root, "INDEX.tsv"))
	for _, r := range rows {
		if r[1] != "postmortem" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(r[13])))
		if err != nil {
			t.Fatal(err)
		}
		body := withoutFrontMatter(string(data))
		if r[9] == "html" {
			if body, err = clean.Markdown(body, ""); err != nil {
				t.Fatal(err)
			}
		}
		date, _ := when.Parse(r[7])
		docs[r[0]] = hindsight.Postmortem{Title: r[6], Date: date, Body: body}
	}
	return docs
}

func withoutFrontMatter(s string) string {
	for _, mark := range []string{"---\n", "+++\n"} {
		if rest, ok := strings.CutPrefix(s, mark); ok {
			if _, body, ok := strings.Cut(rest, "\n"+mark); ok {
				return body
			}
		}
	}
	return s
}
