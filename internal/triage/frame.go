package triage

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hindsight/internal/phrase"
)

// What a text is about, when it is, and in which language bound what its
// signals can say: the same words tell of a crashed cluster and of a burnt pie,
// of what happened and of what a tool is for, and "war" is no war in German.

// A manual shows code at least minShown times, in "`" or indented, and once in
// wordsShown words, and tells of the past in less than one of leastPast words.
// No postmortem of the corpus does so.
const (
	minShown   = 4
	wordsShown = 30
	leastPast  = 60
)

// has is how many words of title and body are of a list of words.txt.
func (t text) has(list int) int { return t.inTitle[list] + t.inBody[list] }

// isManual says that the text explains how a thing is used.
func (t text) isManual() bool {
	told := leastPast*t.inBody[pastWords] >= len(t.body) || slices.Contains(t.body, wordTime) ||
		t.has(writerWords) > 0 || t.inTitle[breakingWords] > 0
	return !told && t.shown >= minShown && t.shown*wordsShown >= len(t.body)
}

// shownCode counts the pieces of code that a line shows.
func shownCode(line string) int {
	bare := strings.TrimSpace(line)
	indented := strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "    ")
	if bare != "" && indented && !strings.ContainsAny(bare[:1], "-*+0123456789|>#") {
		return 1
	}
	return strings.Count(line, "`") / 2
}

// scripts are what languages that are not written in Latin letters call an
// incident; several part no words, so these are looked for within runs of letters.
var scripts = []string{"障害", "不具合", "復旧", "故障", "中断", "장애", "сбой", "сбоя", "инцидент", "авари", "недоступ"}

// isScript says that most words are not in Latin letters.
func (t text) isScript() bool {
	const lastLatin = 0x24F
	n := 0
	for _, w := range t.body {
		if r, _ := utf8.DecodeRuneInString(w); r > lastLatin {
			n++
		}
	}
	return 2*n > len(t.body)-stops(t.body)
}

func stops(words []string) (n int) {
	for _, w := range words {
		if w == phrase.Stop {
			n++
		}
	}
	return n
}

// isForeign says that a text is clearly not English: the common words of
// another language are at least five, and twice as many as those of English;
// or it is in other letters.
func (t text) isForeign() bool {
	if t.isScript() {
		return true
	}
	n := t.has(foreignWords)
	return n >= 5 && n > 2*t.has(englishWords)
}

// namesBreakdown says that a foreign text calls itself a report of an incident,
// in its title or twice in its body.
func (t text) namesBreakdown() bool {
	all := strings.Join(t.title, " ") + " " + strings.Join(t.body, " ")
	found := 0
	for _, w := range scripts {
		found += strings.Count(all, w)
	}
	if found > 1 {
		return true
	}
	return t.inTitle[foreignBreakdowns] > 0 || t.inBody[foreignBreakdowns] > 1
}
