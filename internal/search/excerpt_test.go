package search

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// marking writes an excerpt with its marks as brackets.
func marking(text string, stems ...string) string {
	set := map[string]bool{}
	for _, s := range stems {
		set[s] = true
	}
	s, marks := excerpt(text, set)
	units := []rune(s)
	for _, m := range slices.Backward(marks) { // the tests' texts have no character of two units before a mark
		units = slices.Insert(slices.Insert(units, m[1], ']'), m[0], '[')
	}
	return string(units)
}

// so is n words of a sentence that goes on.
func so(n int) string { return strings.TrimSpace(strings.Repeat("so ", n)) }

var excerpts = []struct{ name, text, want string }{
	{"a short text is shown", "The disk filled. Nobody saw it (yet).", "The [disk] filled. Nobody saw it (yet)."},
	{"no hit: the beginning, up to a sentence", "All " + so(27) + ". It ended. Then " + so(31) + ".", "All " + so(27) + ". It ended."},
	{"the sentence of the hit", so(40) + ". Then a disk filled. It was late. " + so(40) + ".", "Then a [disk] filled. It was late. " + so(33) + "…"},
	{"a sentence too long: words around", so(61) + " disk " + so(61) + ".", "…" + so(13) + " [disk] " + so(26) + "…"},
	{"the end of a text", so(50) + ". The pager rang. " + so(31) + ". The disk was full!", "The pager rang. " + so(31) + ". The [disk] was full!"},
	{"not after e.g. or an initial", so(40) + " e.g. J. Disk " + so(60), "…" + so(10) + " e.g. J. [Disk] " + so(26) + "…"},
	{"a line is a sentence", so(40) + "\nCause\nthe disk " + so(31) + "\n" + so(31), "the [disk] " + so(31)},
	{"quotes belong to their words", so(40) + ". “The (disk) filled,” said she. Then " + so(34) + ". Etc.", "“The ([disk]) filled,” said she. Then " + so(34) + "."},
	{"addresses stay whole", so(43) + " a-b-c-d-e-f-g-h-i-j-k-l-m-n-disk " + so(61), "…a-b-c-d-e-f-g-h-i-j-k-l-m-n-[disk] " + so(25) + "…"},
	{"scripts without spaces", strings.Repeat("朝、", 50) + "今日は。ディスクが満杯。" + strings.Repeat("夜、", 50), "[ディスク]が満杯。" + strings.Repeat("夜、", 34)[:34*6-3] + "…"},
}

func TestExcerpt(t *testing.T) {
	for _, x := range excerpts {
		if got := marking(x.text, "disk", "ディ", "ィス", "スク"); got != x.want {
			t.Errorf("%s:\n got %s\nwant %s", x.name, got, x.want)
		}
	}
}

// TestExcerptIsClients: the client cuts and marks the same, around any words.
func TestExcerptIsClients(t *testing.T) {
	var texts, want []string
	add := func(text string, stems ...string) {
		set := map[string]bool{}
		for _, s := range stems {
			set[s] = true
		}
		s, marks := excerpt(text, set)
		m, err := json.Marshal(marks)
		if err != nil {
			t.Fatal(err)
		}
		texts, want = append(texts, strings.Join(stems, " ")+"\x00"+text), append(want, fmt.Sprintf("%s %s", s, m))
	}
	for _, x := range excerpts {
		add(x.text, "disk", "ディ", "ィス", "スク")
	}
	for i, e := range append(generated(300), shared(t)...) {
		body := textOf(e)[inBody]
		words := analyse(body)
		words = slices.DeleteFunc(words, func(s stem) bool { return s.stem == "" })
		for k := range min(3, len(words)/4) { // words of the beginning, the middle, the end
			at := (i*7 + k*len(words)/3) % (len(words) - 3)
			add(body, words[at].stem, words[at+2].stem)
		}
	}
	got := inClient(t, `(([stems, body]) => { const x = excerpt(new Passage(body), new Wanted(new Set(stems.split(' ')))); return x.excerpt + ' ' + JSON.stringify(x.marks); })(text.split('\0'))`, "excerpt passage", texts)
	bad := 0
	for i := range texts {
		if got[i] != want[i] && bad < 5 {
			bad++
			t.Errorf("%.300q\nclient %s\n    Go %s", texts[i], got[i], want[i])
		}
	}
	t.Logf("%d excerpts", len(texts))
}

// TestStemKeepsBeginning: what the client leaves out before stemming (Wanted
// in passage.ts) has another stem, for every word of the corpora.
func TestStemKeepsBeginning(t *testing.T) {
	seen := map[string]bool{}
	check := func(text string) {
		for _, s := range analyse(text) {
			if s.stem == "" || seen[s.term] {
				continue
			}
			seen[s.term] = true
			w, st := []rune(s.term), []rune(s.stem)
			ok := w[0] == st[0] && (len(st) == 1 || len(w) > 1 && (w[1] == st[1] || w[1] == 'y' && st[1] == 'i'))
			if !ok {
				t.Errorf("%q has the stem %q", s.term, s.stem)
			}
		}
	}
	check(porterWords)
	for a := 'a'; a <= 'z'; a++ { // short words are where it could fail
		for b := 'a'; b <= 'z'; b++ {
			for _, end := range strings.Fields("ed ing s ies eed al ation ational ly y e er izer ize ll full ness ion's") {
				check(string([]rune{a, b}) + end + " " + string(a) + end)
			}
		}
	}
	for _, e := range append(generated(300), shared(t)...) {
		check(textOf(e)[inBody])
	}
	t.Logf("%d words", len(seen))
}
