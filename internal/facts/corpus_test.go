package facts

import (
	"crypto/sha1"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/when"
)

// testdata/corpus.tsv says what a person read in documents of the corpus that
// lies beside the checkout: id, field, and the moments of which one is right
// (several where the text gives several; "-" where it gives none, "-|…" where
// a reader may take one from it or leave it), or for "events" all the times
// of its timeline.
//
// Rules were made with the misses of the dev half before the eyes. Of the
// held-out half, labelled before it was run, only the totals were seen while
// the rules grew; its first run gave, precision and recall: started 0.84 and
// 0.84, resolved 0.82 and 0.80, detected 0.62 and 0.31, events 0.79 and 0.79.
// Looking at its misses at the end showed two timelines whose zone the labels
// had overlooked and one start of which the text gives two; they were
// corrected. corpus-second.tsv, 25 documents more, was labelled after that
// and run once: started 0.83 and 0.83, resolved 0.85 and 0.77, detected 0.88
// and 0.78, events 0.88 and 0.88.
// Then its misses were mended too. corpus-third.tsv, 30 documents of 18
// organisations, also says which moments a text does not give, so that one
// that is made up counts against precision. Half of it was read while the
// rules grew; the other half, labelled unseen and run once, gave: started 0.77
// and 0.67, detected 0.88 and 0.75, mitigated 0.67 and 0.50, resolved 0.83 and
// 0.91, events 1.00 and 1.00. Its misses were mended in turn.
// corpus-fourth.tsv, 34 documents more, gave on its first run: started 0.92
// and 0.95, detected 0.85 and 0.58, mitigated 0.88 and 1.00, resolved 0.96 and
// 1.00. Its misses were mended too, so what this logs now is how well the rules
// fit what they were made for.
func TestCorpus(t *testing.T) {
	docs := corpusDocs(t)
	want := readTSV(t, filepath.Join("testdata", "corpus.tsv"))
	second := readTSV(t, filepath.Join("testdata", "corpus-second.tsv"))
	third := readTSV(t, filepath.Join("testdata", "corpus-third.tsv"))
	fourth := readTSV(t, filepath.Join("testdata", "corpus-fourth.tsv"))
	if len(docs) == 0 {
		t.Logf("the corpus is not beside this checkout: %d labelled facts are not compared; testdata/*.txt is", len(want))
	}
	scores := map[string]*score{}
	done := map[string]hindsight.Postmortem{}
	for i, w := range slices.Concat(want, second, third, fourth) {
		id, field := w[0], w[1]
		p, ok := docs[id]
		if !ok {
			continue
		}
		if _, ok := done[id]; !ok {
			done[id] = complete(p)
		}
		key := half(id) + " " + field
		switch {
		case i >= len(want)+len(second)+len(third):
			key = "fourth " + half(id) + " " + field
		case i >= len(want)+len(second):
			key = "third " + field
		case i >= len(want):
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
		t.Logf("%-18s precision %.3f (%d/%d) recall %.3f (%d/%d)", key, ratio(s.right, s.given), s.right, s.given, ratio(s.found, s.stated), s.found, s.stated)
		if floor := floors[key[strings.LastIndexByte(key, ' ')+1:]]; ratio(s.right, s.given) < floor || ratio(s.found, s.stated) < floor {
			t.Errorf("%s: below %.2f", key, floor)
		}
	}
}

// floors are well below what is reached, so that a change that breaks much is seen.
var floors = map[string]float64{"started": 0.75, "resolved": 0.7, "events": 0.85}

// A score counts facts: given by the program, right among them, stated by the
// text, found among those.
type score struct{ right, given, found, stated int }

func ratio(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// add compares one fact and returns what is wrong with it, "" for nothing.
func (s *score) add(p hindsight.Postmortem, field, want string) string {
	if field == "events" {
		return s.events(p.Timeline, strings.Fields(want))
	}
	got := map[string]hindsight.Moment{
		"started": p.Incident.Started, "detected": p.Incident.Detected, "mitigated": p.Incident.Mitigated, "resolved": p.Incident.Resolved,
	}[field]
	moments := strings.Split(want, "|")
	stated := !slices.Contains(moments, "-")
	if stated {
		s.stated++
	}
	if got.IsZero() {
		if !stated {
			return ""
		}
		return "nothing, want " + want
	}
	s.given++
	if !slices.Contains(moments, got.String()) {
		return got.String() + ", want " + want
	}
	s.right++
	if stated {
		s.found++
	}
	return ""
}

func (s *score) events(timeline []hindsight.Event, want []string) string {
	var extra []string
	if len(want) == 1 && want[0] == "-" {
		want = nil
	}
	s.stated += len(want)
	for _, e := range timeline {
		if e.At.IsZero() {
			continue
		}
		s.given++
		if i := slices.Index(want, e.At.String()); i >= 0 {
			s.right++
			s.found++
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
		if m := publishedRE.FindStringSubmatch(string(data)); m != nil && date.IsZero() {
			date, _ = when.Parse(m[1])
		}
		docs[r[0]] = hindsight.Postmortem{Title: r[6], Date: date, Body: body}
	}
	return docs
}

var publishedRE = regexp.MustCompile(`(?m)\A---\n(?s:.{0,400}?)^pubDate: (.*)$`)

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
