package search

import (
	"strings"
	"unicode"
	"unicode/utf16"
)

// Lengths of an excerpt, in words.
const (
	excerptWords = 40 // shown
	clusterWords = 24 // in which as many of the query's words as possible shall stand
)

// excerpt returns about excerptWords words of the text around the place where
// most of the stems stand together, and where in it they are: offsets in
// UTF-16 units, as a browser counts. White space becomes single spaces, "…"
// stands for what was left out.
func excerpt(text string, stems map[string]bool) (string, [][2]int) {
	all := analyse(text)
	e := excerptWriter{marks: [][2]int{}}
	if len(all) == 0 {
		return "", e.marks
	}
	first, last := bestCluster(all, stems)
	from := max(0, first-(excerptWords-(last-first+1))/3)
	to := min(len(all), from+excerptWords)
	from = max(0, min(from, to-excerptWords))
	if from > 0 {
		e.write("…")
	}
	at := all[from].start
	for _, m := range marked(all[from:to], stems) {
		e.write(text[at:m[0]])
		e.mark(text[m[0]:m[1]])
		at = m[1]
	}
	if to < len(all) {
		e.write(text[at:all[to-1].end])
		e.write("…")
	} else {
		e.write(text[at:all[to-1].end])
		e.write(ending(text[all[to-1].end:]))
	}
	return e.b.String(), e.marks
}

// marked returns the spans of the words with one of the stems; those that
// touch (pairs of characters overlap) are one.
func marked(list []stem, stems map[string]bool) (spans [][2]int) {
	for _, s := range list {
		if s.stem == "" || !stems[s.stem] {
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

// ending returns the punctuation that follows the last word.
func ending(s string) string {
	n := 0
	for i, r := range s {
		if n++; n > 3 || unicode.IsSpace(r) {
			return s[:i]
		}
	}
	return s
}

// bestCluster returns the words between which the most different stems stand
// within clusterWords, then the most occurrences, then the first.
func bestCluster(all []stem, stems map[string]bool) (first, last int) {
	var hits []int
	for i, s := range all {
		if s.stem != "" && stems[s.stem] {
			hits = append(hits, i)
		}
	}
	best, j := 0, 0
	seen := map[string]int{}
	for i, h := range hits {
		for j < len(hits) && hits[j] < h+clusterWords {
			seen[all[hits[j]].stem]++
			j++
		}
		if worth := len(seen)<<16 + (j - i); worth > best {
			best, first, last = worth, h, hits[j-1]
		}
		s := all[h].stem
		if seen[s]--; seen[s] == 0 {
			delete(seen, s)
		}
	}
	return first, last
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
