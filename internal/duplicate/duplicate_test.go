package duplicate

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"hindsight"
)

func TestFind(t *testing.T) {
	story := ""
	for n := range 60 {
		story += fmt.Sprintf("At step %d the queue of service number %d grew because worker %d had lost its lease. ", n, n*7, n*3)
	}
	header := "Copied from the status page of the provider for our own customers. "
	other := strings.ReplaceAll(strings.ReplaceAll(story, "queue", "disk"), "worker", "volume")
	day, _ := hindsight.ParseMoment("2020-02-03T10:00:00Z")
	next, _ := hindsight.ParseMoment("2021-02-04")
	after, _ := hindsight.ParseMoment("2020-02-04")
	x := NewIndex()
	for _, c := range []struct {
		name, org string
		date      hindsight.Moment
		body      string
		want      string
	}{
		{"first", "Acme", day, story, ""},
		{"copy with a header", "Reseller", day, header + story, "first"},
		{"another incident of the day", "Acme", day, other, ""},
		{"copy of the day after", "Mirror", after, story + "Republished.", "first"},
		{"copy on another day by another", "Elsewhere", next, story, ""},
		{"copy on another day by the same", "Acme", next, story + header + "Again.", "copy on another day by another"},
		{"quotes a little of it", "Acme", day, story[:500] + strings.ReplaceAll(other, "lease", "key"), ""},
		{"short", "Acme", day, "The queue grew.", ""},
		{"short too", "Acme", day, "The queue grew.", ""},
	} {
		e := hindsight.Entry{Path: hindsight.Folder + c.name + ".md", Postmortem: hindsight.Postmortem{Organisation: c.org, Date: c.date, Body: c.body}}
		if got := x.Find(e, ""); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		x.Add(e)
		if got := x.Find(e, e.ID()); got == e.ID() {
			t.Errorf("%s: found itself", c.name)
		}
	}
}

// The dumber way: no index, no hashes; every pair of entries of one day, every
// run of words as a string. Reports are made up of a few stories with words
// dropped, headers added and days shifted.
func TestFindAgainstEveryPair(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var seen []hindsight.Entry
	x := NewIndex()
	linked := 0
	for n := range 120 {
		e := madeUp(rng, n)
		got, want := x.Find(e, ""), false
		for _, o := range seen {
			want = want || o.ID() == got
		}
		best := 0.0
		for _, o := range seen {
			if near(e, o) {
				best = max(best, slowShare(e.Body, o.Body))
			}
		}
		if (got != "") != (best >= enough) || got != "" && !want {
			t.Errorf("entry %d: got %q, best share of any pair %.3f", n, got, best)
		}
		if got != "" {
			linked++
		}
		seen = append(seen, e)
		x.Add(e)
	}
	if linked < 10 || linked > 110 {
		t.Errorf("%d of 120 linked: the stories do not try both answers", linked)
	}
}

func madeUp(rng *rand.Rand, n int) hindsight.Entry {
	story := rng.IntN(6)
	var words []string
	left := rng.IntN(8) // of a hundred words
	for i := range 60 + 30*story {
		if rng.IntN(100) < left {
			continue // a word that the copy leaves out
		}
		words = append(words, fmt.Sprintf("w%dx%d", story, i))
	}
	if rng.IntN(2) == 0 {
		words = append(strings.Fields("Copied for our own customers from the provider's page:"), words...)
	}
	day, _ := hindsight.ParseMoment(fmt.Sprintf("2020-02-%02d", 1+rng.IntN(4)))
	return hindsight.Entry{Path: fmt.Sprintf("%se%d.md", hindsight.Folder, n), Postmortem: hindsight.Postmortem{Date: day, Body: strings.Join(words, " ")}}
}

// On a day with a crowd of reports every copy is still found, also one of a
// part of the original, and what is compared does not grow with the crowd.
func TestCrowd(t *testing.T) {
	day, _ := hindsight.ParseMoment("2020-02-03")
	entry := func(name, body string) hindsight.Entry {
		return hindsight.Entry{Path: hindsight.Folder + name + ".md", Postmortem: hindsight.Postmortem{Date: day, Body: body}}
	}
	x := NewIndex()
	const many = 20 * crowd
	for n := range many {
		x.Add(entry(fmt.Sprint("other", n), strings.Join(report(1000+n, 20), " ")))
	}
	for n := range many {
		x.Add(entry(fmt.Sprint("alike", n), strings.Join(report(1, 20), " ")+fmt.Sprintf(" It was number %d.", n)))
	}
	for name, c := range map[string]struct{ body, want string }{
		"a copy":                      {strings.Join(report(1000+many/2, 20), " "), fmt.Sprint("other", many/2)},
		"a third of it":               {strings.Join(report(1000+many-1, 20)[:7], " "), fmt.Sprint("other", many-1)},
		"one within a longer report":  {strings.Join(append(report(1000+many-1, 20), report(7, 40)...), " "), fmt.Sprint("other", many-1)},
		"one of those that are alike": {strings.Join(report(1, 20), " ") + " It was number 3.", "alike3"},
		"another report":              {strings.Join(report(9, 20), " "), ""},
	} {
		if got := x.Find(entry("new", c.body), ""); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
		for _, g := range x.byDay {
			if n := len(g.near(shingles(c.body))); n > crowd {
				t.Errorf("%s: compared with %d texts", name, n)
			}
		}
	}
}

// near says that two entries are of one day or of two in a row.
func near(a, b hindsight.Entry) bool {
	return a.Date.Time().Sub(b.Date.Time()).Abs() <= 24*time.Hour
}

// slowShare is share without hashes.
func slowShare(a, b string) float64 {
	runs := func(s string) map[string]bool {
		m := map[string]bool{}
		f := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for i := 0; len(f) >= minWords && i+shingle <= len(f); i++ {
			m[strings.Join(f[i:i+shingle], " ")] = true
		}
		return m
	}
	small, big := runs(a), runs(b)
	if len(small) > len(big) {
		small, big = big, small
	}
	if len(small) == 0 || len(big) > 4*len(small) {
		return 0
	}
	n := 0
	for w := range small {
		if big[w] {
			n++
		}
	}
	return float64(n) / float64(len(small))
}

// The hashes are those of hash/fnv, of each run of words with a zero behind each.
func TestShingles(t *testing.T) {
	text := strings.Repeat("Über die Störung, 停电 and the queue of worker 7; ", 12)
	var want []uint64
	words := wordsOf(text)
	for n := range len(words) - shingle + 1 {
		h := fnv.New64a()
		for _, w := range words[n : n+shingle] {
			_, _ = h.Write([]byte(w + "\x00"))
		}
		want = append(want, h.Sum64())
	}
	slices.Sort(want)
	if got := shingles(text); !slices.Equal(got, slices.Compact(want)) {
		t.Errorf("got %d hashes, want %d others", len(got), len(want))
	}
}
