package triage

import "strings"

// A lexicon finds phrases in a list of words, in time linear in the words.
//
// A phrase is words; "fail*" stands for every word that starts so, "a|b" for
// either, and ".." for up to four words of the same sentence.
type lexicon struct {
	exact  map[string][]phrase // by the first word
	prefix map[string][]phrase // by what stands before the first word's *
}

type phrase struct {
	signal int        // index into signals
	rest   [][]string // alternatives of each word after the first
}

const maxGap = 4

func newLexicon(signals []signal, place func(signal) string) lexicon {
	l := lexicon{exact: map[string][]phrase{}, prefix: map[string][]phrase{}}
	for i, s := range signals {
		for _, p := range strings.Split(place(s), ",") {
			words := strings.Fields(p)
			if len(words) == 0 {
				continue
			}
			ph := phrase{signal: i}
			for _, w := range words[1:] {
				ph.rest = append(ph.rest, strings.Split(w, "|"))
			}
			for _, first := range strings.Split(words[0], "|") {
				if stem, ok := strings.CutSuffix(first, "*"); ok {
					l.prefix[stem] = append(l.prefix[stem], ph)
				} else {
					l.exact[first] = append(l.exact[first], ph)
				}
			}
		}
	}
	return l
}

// find calls hit for each signal that fires at a word, with the words that
// it fired on. A signal fires at most once a word.
func (l lexicon) find(words []string, hit func(signal int, words []string)) {
	for i, w := range words {
		var fired uint64 // one bit a signal
		try := func(phrases []phrase) {
			for _, p := range phrases {
				n := follows(words[i+1:], p.rest)
				if n >= 0 && fired&(1<<p.signal) == 0 {
					hit(p.signal, words[i:i+1+n])
					fired |= 1 << p.signal
				}
			}
		}
		try(l.exact[w])
		for n := 2; n <= len(w); n++ {
			if ps := l.prefix[w[:n]]; ps != nil {
				try(ps)
			}
		}
	}
}

// follows returns how many words it takes to match rest from the first word
// on, -1 when they do not.
func follows(words []string, rest [][]string) int {
	for i, want := range rest {
		if want[0] == ".." {
			return after(i, followsWithin(words[i:], rest[i+1:]))
		}
		if i >= len(words) || !matches(words[i], want) {
			return -1
		}
	}
	return len(rest)
}

// followsWithin tries rest after each gap of up to maxGap words. rest holds
// no second gap, which keeps this linear: see TestSignals.
func followsWithin(words []string, rest [][]string) int {
	for gap := 0; gap <= maxGap && gap < len(words); gap++ {
		if n := follows(words[gap:], rest); n >= 0 {
			return gap + n
		}
		if words[gap] == "." {
			break
		}
	}
	return -1
}

func after(i, n int) int {
	if n < 0 {
		return n
	}
	return i + n
}

func matches(word string, want []string) bool {
	for _, w := range want {
		if stem, ok := strings.CutSuffix(w, "*"); ok && strings.HasPrefix(word, stem) || w == word {
			return true
		}
	}
	return false
}
