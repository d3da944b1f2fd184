// Twin: assets/ts/search/excerpt.ts, assets/ts/search/passage.ts

package search

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Lengths of an excerpt.
const (
	excerptWords = 40 // shown at most
	clusterWords = 24 // in which as many of the query's words as possible shall stand
	tailWords    = 16 // of an excerpt that may be left out to end with a sentence
	attached     = 3  // characters before the first word and after the last that belong to them
)

// enders belong to the word before them.
const enders = ".,;:!?…)]}»”。！？、，；："

// excerpt returns at most excerptWords words of the text around the place
// where most of the stems stand together, and where in it they are: offsets in
// UTF-16 units, as a browser counts. It begins and ends with a sentence where
// it can, else with "…". White space becomes single spaces.
func excerpt(text string, stems map[string]bool) (string, [][2]int) {
	t := cuts{text, analyse(text)}
	e := excerptWriter{marks: [][2]int{}}
	if len(t.words) == 0 {
		return "", e.marks
	}
	from, to := t.around(bestCluster(t.words, stems))
	if !t.sentence(from) {
		e.write("…")
	}
	at := t.words[from].start - len(opening(t.between(from)))
	for _, m := range marked(t.words[from:to], stems) {
		e.write(text[at:m[0]])
		e.mark(text[m[0]:m[1]])
		at = m[1]
	}
	stop := t.words[to-1].end
	e.write(text[at:stop])
	if t.sentence(to) {
		e.write(closing(t.between(to)))
	} else {
		e.write("…")
	}
	return e.b.String(), e.marks
}

// marked returns the spans of the words with one of the stems; those that
// touch (pairs of characters overlap) are one.
func marked(list []stem, stems map[string]bool) (spans [][2]int) {
	for _, s := range list {
		if s.in(stems) == "" {
			continue
		}
		if n := len(spans); n > 0 && s.start <= spans[n-1][1] {
			spans[n-1][1] = s.end
		} else {
			spans = append(spans, [2]int{s.start, s.end})
		}
	}
	return spans
}

// bestCluster returns the words between which the most different stems stand
// within clusterWords, then the most occurrences, then the first.
func bestCluster(all []stem, stems map[string]bool) (first, last int) {
	var hits []int
	var found []string
	for i, s := range all {
		if stem := s.in(stems); stem != "" {
			hits, found = append(hits, i), append(found, stem)
		}
	}
	best, j := 0, 0
	seen := map[string]int{}
	for i, h := range hits {
		for j < len(hits) && hits[j] < h+clusterWords {
			seen[found[j]]++
			j++
		}
		if worth := len(seen)<<16 + (j - i); worth > best {
			best, first, last = worth, h, hits[j-1]
		}
		s := found[i]
		if seen[s]--; seen[s] == 0 {
			delete(seen, s)
		}
	}
	return first, last
}

// cuts says where between its words a text may be cut.
type cuts struct {
	text  string
	words []stem
}

// around returns the words of an excerpt that shows those from first to last.
// It begins with the sentence of the first when that is near enough, and ends
// with a sentence when that leaves out no more than tailWords.
func (t cuts) around(first, last int) (from, to int) {
	n := len(t.words)
	if n <= excerptWords {
		return 0, n
	}
	least := max(0, last+1-excerptWords)
	for from = first; from >= least && !t.sentence(from); from-- {
	}
	if from < least {
		from = t.near(least, max(least, first-(excerptWords-(last-first+1))/3), first)
	}
	if from+excerptWords > n { // the text ends: show more of what stands before
		i := n - excerptWords
		for i < from && !t.sentence(i) {
			i++
		}
		from = i
	}
	to = min(n, from+excerptWords)
	for end := to; end > last && end >= to-tailWords; end-- {
		if t.sentence(end) && !t.announces(end) {
			return from, end
		}
	}
	for to > last+1 && !t.gap(to) {
		to--
	}
	return from, to
}

// near returns the first word from i to most that may begin an excerpt, else
// the last before i, from least on, that may.
func (t cuts) near(least, i, most int) int {
	for k := i; k <= most; k++ {
		if t.gap(k) {
			return k
		}
	}
	for k := i; k > least; k-- {
		if t.gap(k) {
			return k
		}
	}
	return i
}

// between returns what stands between word i and the one before.
func (t cuts) between(i int) string {
	from, to := 0, len(t.text)
	if i > 0 {
		from = t.words[i-1].end
	}
	if i < len(t.words) {
		to = t.words[i].start
	}
	return t.text[from:max(from, to)]
}

// sentence says that a sentence begins with word i, or that the text ends before it.
func (t cuts) sentence(i int) bool {
	if i == 0 || i == len(t.words) {
		return true
	}
	gap := t.between(i)
	if strings.ContainsAny(gap, "\n。！？") {
		return true
	}
	n := strings.IndexFunc(gap, unicode.IsSpace)
	if n < 0 || !strings.ContainsAny(gap[:n], ".!?…") {
		return false
	}
	if next, _ := utf8.DecodeRuneInString(t.text[t.words[i].start:]); unicode.Is(unicode.Ll, next) {
		return false
	}
	w := t.words[i-1].word
	return utf16Length(t.text[w.start:w.end]) > 1 // not after "e.g." or "J."
}

// announces says that the words before word i are a heading or lead to a list.
func (t cuts) announces(i int) bool { return i < len(t.words) && strings.HasPrefix(t.between(i), ":") }

// gap says that something stands between word i and the one before that no
// word or address has inside.
func (t cuts) gap(i int) bool {
	return i == 0 || t.words[i].start < t.words[i-1].end || strings.ContainsFunc(t.between(i), func(r rune) bool { return r > 127 || unicode.IsSpace(r) })
}

func utf16Length(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// opening returns the quotes and brackets before a word.
func opening(s string) string {
	i := len(s)
	for range attached {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if n == 0 || unicode.IsSpace(r) || strings.ContainsRune(enders, r) {
			break
		}
		i -= n
	}
	return s[i:]
}

// closing returns the punctuation after a word.
func closing(s string) string {
	n := 0
	for i, r := range s {
		if n++; n > attached || unicode.IsSpace(r) {
			return s[:i]
		}
	}
	return s
}

// An excerptWriter joins pieces of text and counts them as JavaScript does.
type excerptWriter struct {
	b     strings.Builder
	units int
	space bool // a space is due before the next character
	marks [][2]int
}

func (e *excerptWriter) write(s string) {
	for _, r := range s {
		if unicode.IsSpace(r) {
			e.space = true
			continue
		}
		e.gap()
		e.b.WriteRune(r)
		e.units += utf16.RuneLen(r)
	}
}

func (e *excerptWriter) gap() {
	if e.space && e.units > 0 {
		e.b.WriteByte(' ')
		e.units++
	}
	e.space = false
}

func (e *excerptWriter) mark(s string) {
	e.gap()
	begin := e.units
	e.write(s)
	e.marks = append(e.marks, [2]int{begin, e.units})
}
