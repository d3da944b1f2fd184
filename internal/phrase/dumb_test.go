package phrase

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// The dumb way: a pattern is unfolded into all plain rows that it stands for,
// gaps and all, and every row is laid over every place.

// unfold returns every row that a phrase stands for. "_" is a word of a gap.
func unfold(p Phrase) [][]string {
	rows := [][]string{{}}
	for _, it := range p.items {
		var ends [][]string
		switch it.kind {
		case oneWord:
			ends = [][]string{{it.word.String()}}
		case gap:
			for n := range it.gap + 1 {
				ends = append(ends, slices.Repeat([]string{"_"}, n))
			}
		case option:
			ends = [][]string{{}}
		}
		for _, c := range it.choice {
			ends = append(ends, unfold(c)...)
		}
		var next [][]string
		for _, row := range rows {
			for _, end := range ends {
				next = append(next, slices.Concat(row, end))
			}
		}
		rows = next
	}
	return rows
}

// dumbLength is how many words the shortest of the rows takes that lie at a
// place; 0 when none does.
func dumbLength(rows [][]string, words []string, at int) int {
	best := 0
	for _, row := range rows {
		if best > 0 && len(row) >= best || at+len(row) > len(words) {
			continue
		}
		lies := true
		for i, want := range row {
			pre, suf, star := strings.Cut(want, "*")
			got := words[at+i]
			lies = lies && (want == "_" && got != Stop || !star && got == want ||
				star && len(got) >= len(pre+suf) && strings.HasPrefix(got, pre) && strings.HasSuffix(got, suf))
		}
		if lies {
			best = len(row)
		}
	}
	return best
}

// dumbMarks lays phrases over every place.
func dumbMarks(phrases []Phrase, words []string) (out []Mark) {
	for _, p := range phrases {
		rows := unfold(p)
		for at := range words {
			if n := dumbLength(rows, words, at); n > 0 {
				out = append(out, Mark{int32(at), int32(n)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Mark) int { return int(a.At - b.At) })
	return out
}

// dumbFulfils tries every choice of marks.
func dumbFulfils(p Pattern, words []string) bool {
	if len(dumbMarks(p.Not, words)) > 0 {
		return false
	}
	var st marks
	for g, group := range p.Groups {
		for _, mk := range dumbMarks(group.Phrases, words) {
			if len(st.groups[g]) < maxMarks {
				st.groups[g] = append(st.groups[g], mk)
			}
		}
	}
	_, ok := p.complete(&st)
	return ok
}

// dumbFind is Finder.All by the dumb way.
func dumbFind(lists [][]Phrase, words []string) (out []Match) {
	for i, list := range lists {
		for _, p := range list {
			rows := unfold(p)
			for at := range words {
				if n := dumbLength(rows, words, at); n > 0 {
					out = append(out, Match{i, at, at + n})
				}
			}
		}
	}
	return out
}

// FuzzPattern: what Parse reads, String writes so that Parse reads the same
// again; and matcher, finder and the dumb way agree.
func FuzzPattern(f *testing.F) {
	for _, tt := range patternTests {
		f.Add(tt.pattern, tt.sentence)
	}
	f.Add("a (b|c d)? ..2 (e|f (g)? h) ! x", "a b c d e . f g h a <time> f h")
	f.Add(". <time> couldn't|hh:mm", "<time> couldn't . <time> couldn't hh:mm")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		p, err := Parse(pattern)
		if err != nil {
			return
		}
		again, err := Parse(p.String())
		if err != nil || !reflect.DeepEqual(again, p) {
			t.Fatalf("%q is written as %q and read as %+v, %v", pattern, p, again, err)
		}
		words := strings.Fields(text)
		if len(words) > 60 || len(pattern) > 200 || ways(p) > 2000 {
			return
		}
		m := NewMatcher([]Pattern{p})
		hits := m.Find(words, nil)
		if got, want := len(hits) > 0, dumbFulfils(p, words); got != want && !crowded(p, words) {
			t.Errorf("%s in %q: %v, want %v", p, words, got, want)
		}
		if second := m.Find(words, nil); !reflect.DeepEqual(hits, second) {
			t.Errorf("%s in %q: the second time %v, the first %v", p, words, second, hits)
		}
		lists := [][]Phrase{p.Not}
		for _, g := range p.Groups {
			lists = append(lists, g.Phrases)
		}
		checkFound(t, lists, words)
	})
}

// crowded says that more phrases stand in the words than a matcher remembers:
// which it remembers then depends on the order of the phrases.
func crowded(p Pattern, words []string) bool {
	for _, g := range p.Groups {
		if len(dumbMarks(g.Phrases, words)) >= maxMarks {
			return true
		}
	}
	return false
}

// checkFound: a finder finds a list at the words at which the dumb way does,
// and takes as many words as one of the phrases there.
func checkFound(t *testing.T, lists [][]Phrase, words []string) {
	t.Helper()
	want := dumbFind(lists, words)
	type place struct{ list, at int }
	got := map[place]bool{}
	for m := range NewFinder(lists...).All(words) {
		if got[place{m.List, m.Start}] || !slices.Contains(want, m) {
			t.Errorf("list %d in %q: found twice, or a dumb search does not find it: %v", m.List, words, m)
		}
		got[place{m.List, m.Start}] = true
	}
	for _, m := range want {
		if !got[place{m.List, m.Start}] {
			t.Errorf("list %d in %q: not found: %v", m.List, words, m)
		}
	}
}

// ways is how many rows a pattern unfolds into, at most.
func ways(p Pattern) (n int) {
	for ph := range p.Phrases() {
		n += ph.ways()
	}
	return n
}

func (p Phrase) ways() int {
	n := 1
	for _, it := range p.items {
		own := max(1, it.gap+1)
		if it.kind == choice || it.kind == option {
			own = 1
			for _, c := range it.choice {
				own += c.ways()
			}
		}
		if n *= own; n > 1<<20 {
			return 1 << 20
		}
	}
	return n
}
