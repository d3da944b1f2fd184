package search

import (
	"bufio"
	"cmp"
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
)

// companions reads the texts that have a label beside the repository, as
// entries, and which of them are accounts of one incident or of two near-
// identical ones.
func companions(t *testing.T) (list []hindsight.Entry, alike map[string][]string) {
	folder, ok := fixture.Corpus(t, "tags")
	if !ok {
		return nil, nil
	}
	lines := func(name string, each func(line []byte)) {
		f, err := os.Open(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		for s.Buffer(nil, 1<<20); s.Scan(); {
			each(s.Bytes())
		}
		if s.Err() != nil {
			t.Fatal(s.Err())
		}
	}
	for _, name := range []string{"dev.jsonl", "dev-docs.jsonl"} {
		lines(name, func(line []byte) {
			var d struct{ ID, Title, Text string }
			if err := json.Unmarshal(line, &d); err != nil {
				t.Fatal(err)
			}
			e := hindsight.Entry{Path: hindsight.Folder + "x/" + d.ID + ".md", Publish: hindsight.PublishFull}
			e.Title, e.Body = d.Title, d.Text
			list = append(list, e)
		})
	}
	alike = map[string][]string{}
	lines("same.jsonl", func(line []byte) {
		var p struct {
			A, B        string
			Same, Alike bool
		}
		if err := json.Unmarshal(line, &p); err != nil {
			t.Fatal(err)
		}
		if p.Same || p.Alike {
			alike[p.A], alike[p.B] = append(alike[p.A], p.B), append(alike[p.B], p.A)
		}
	})
	return list, alike
}

// leastAlike is what share of the labelled texts that have a companion must
// have it among the first three.
const leastAlike = 0.84

// TestLike: given one text, another account of the same or of a near-identical
// incident is among the first three.
func TestLike(t *testing.T) {
	list, alike := companions(t)
	if list == nil {
		return
	}
	_, r := built(t, list)
	found, asked := 0, 0
	for _, e := range list {
		id := strings.TrimSuffix(filepath.Base(e.Path), ".md")
		if len(alike[id]) == 0 || len(e.Body) < 200 {
			continue
		}
		asked++
		res, err := r.Like(e.Body, 4)
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, h := range res.Hits {
			other := strings.TrimSuffix(filepath.Base(h.URL), ".html")
			if other == id {
				continue // the text itself
			}
			if at++; at <= 3 && slices.Contains(alike[id], other) {
				found++
				at = 99
				break
			}
		}
		if at < 99 {
			t.Logf("%s: no companion among the first three", id)
		}
	}
	t.Logf("a companion among the first three: %d of %d", found, asked)
	if float64(found) < leastAlike*float64(asked) {
		t.Errorf("%d of %d, want %.0f %%", found, asked, 100*leastAlike)
	}
}

// TestLikeScan: the answer is that of a scan of the whole archive, for texts
// that are in it, pieces of them, and others.
func TestLikeScan(t *testing.T) {
	list := generated(300)
	texts := []string{"", "nothing of this", "12:30 2024-05-06 @somebody", strings.Repeat("replica ", 50), "The certificate of the replica had expired at 12:30 UTC; the failover to us-east-1 timed out."}
	for i := 0; i < len(list); i += 7 {
		body := list[i].Body
		texts = append(texts, body, body[len(body)/2:])
	}
	if real, _ := companions(t); real != nil {
		list = append(list, real...)
		for i := 0; i < len(real); i += 9 {
			texts = append(texts, real[i].Body)
		}
	}
	_, r := built(t, list)
	archive := newLikeScan(list)
	for _, text := range texts {
		res, err := r.Like(strings.ToValidUTF8(text, ""), 10)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range res.Hits {
			got = append(got, h.URL)
		}
		if want := archive.like(strings.ToValidUTF8(text, ""), 10); !slices.Equal(got, want) {
			t.Errorf("%.60q:\n got %q\nwant %q", text, got, want)
		}
	}
	t.Logf("%d texts", len(texts))
}

// A likeScan answers as Like does, from the texts alone.
type likeScan struct {
	entries []hindsight.Entry
	freq    [][fieldCount]map[string]int
	long    [][fieldCount]int
	df      [fieldCount]map[string]int
	average [fieldCount]float64
	taken   map[uint32]int // slot of the table of rarity → documents, to a power of two
	slots   uint32
}

func newLikeScan(entries []hindsight.Entry) *likeScan {
	s := &likeScan{entries: entries, taken: map[uint32]int{}}
	anywhere, tells := map[string]int{}, map[string]bool{}
	for f := range s.df {
		s.df[f] = map[string]int{}
	}
	for _, e := range entries {
		var freq [fieldCount]map[string]int
		var long [fieldCount]int
		in := map[string]bool{}
		for f, text := range textOf(e) {
			freq[f] = map[string]int{}
			same.phrases().words(text, func(w word) {
				if st := stemOf(w.term); st != "" {
					freq[f][st]++
					long[f]++
					in[st] = true
					tells[st] = tells[st] || w.kind == plain || w.kind == glued
				}
			})
			for st := range freq[f] {
				s.df[f][st]++
			}
			s.average[f] += float64(long[f])
		}
		for st := range in {
			anywhere[st]++
		}
		s.freq, s.long = append(s.freq, freq), append(s.long, long)
	}
	for f := range s.average {
		s.average[f] = math.Ceil(s.average[f] / float64(len(entries)))
	}
	maps.DeleteFunc(anywhere, func(st string, _ int) bool { return !tells[st] })
	s.slots = uint32(len(anywhere) * rarityRoom)
	for st, n := range anywhere {
		power := 1
		for power*2 <= n {
			power *= 2
		}
		slot := slotOf(st, s.slots)
		s.taken[slot] = max(s.taken[slot], power)
	}
	return s
}

func (s *likeScan) rare(df int) float64 {
	return math.Log(1 + max(0, float64(len(s.entries))-float64(df)+.5)/(float64(df)+.5))
}

// countWords counts the words of a text as Like should.
func countWords(text string) (list []counted) {
	at, text := map[string]int{}, mayTell(text)
	words(text, func(w word) {
		stem := stemOf(w.term)
		if !w.kind.tells() || nothingRE.MatchString(w.term) || stem == "" || calendar[stem] {
			return
		}
		if _, ok := at[stem]; !ok {
			at[stem] = len(list)
			list = append(list, counted{stem: stem})
		}
		list[at[stem]].weight++
	})
	for i := range list {
		list[i].weight = math.Sqrt(list[i].weight)
	}
	return list
}

// chosenSlowly sorts all words, and takes lonely ones out one by one.
func chosenSlowly(words []counted) []counted {
	slices.SortFunc(words, func(a, b counted) int { return cmp.Or(cmp.Compare(b.rank, a.rank), strings.Compare(a.stem, b.stem)) })
	for i, lonely := 0, 0; i < len(words) && len(words) > maxTelling; i++ {
		if words[i].lonely {
			lonely++
		}
		if lonely > maxLonely {
			words, lonely, i = slices.Delete(words, i, i+1), lonely-1, i-1
		}
	}
	return words[:min(len(words), maxTelling)]
}

func (s *likeScan) like(text string, limit int) []string {
	var words []counted
	for _, w := range countWords(text) {
		if docs := s.taken[slotOf(w.stem, s.slots)]; docs > 0 {
			w.rank, w.lonely = w.weight*s.rare(docs), docs == 1
			words = append(words, w)
		}
	}
	words = chosenSlowly(words)
	type scoredDoc struct {
		hindsight.Entry
		score float32
	}
	var out []scoredDoc
	for i, e := range s.entries {
		score, shared := 0.0, 0
		for _, w := range words {
			has := false
			for f, freq := range s.freq[i] {
				n := freq[w.stem]
				has = has || n > 0 && likeBoosts[f] > 0
				if tf := math.Sqrt(float64(n)); n > 0 {
					long := keptLength(uint32(s.long[i][f])) / s.average[f]
					score += w.weight * s.rare(s.df[f][w.stem]) * likeBoosts[f] * tf * 2.2 / (tf + 1.2*(1-likeB+likeB*long))
				}
			}
			if has {
				shared++
			}
		}
		if shared > 0 && shared >= min(enough, len(words)) {
			out = append(out, scoredDoc{e, float32(score)})
		}
	}
	slices.SortFunc(out, func(a, b scoredDoc) int {
		return cmp.Or(cmp.Compare(b.score, a.score), b.When().Compare(a.When()), strings.Compare(a.ID(), b.ID()))
	})
	var urls []string
	for _, d := range out[:min(len(out), limit)] {
		urls = append(urls, d.URL())
	}
	return urls
}
