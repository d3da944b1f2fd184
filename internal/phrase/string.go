package phrase

import (
	"strconv"
	"strings"
)

// String returns the phrase as Parse reads it.
func (p Phrase) String() string {
	out := make([]string, len(p.items))
	for i, it := range p.items {
		switch it.kind {
		case oneWord:
			out[i] = it.word.String()
		case gap:
			out[i] = ".."
			if it.gap != usualGap {
				out[i] += strconv.Itoa(it.gap)
			}
		case choice:
			out[i] = "(" + joined(it.choice, "|") + ")"
		case option:
			out[i] = "(" + joined(it.choice, "|") + ")?"
		}
	}
	return strings.Join(out, " ")
}

func joined(phrases []Phrase, mark string) string {
	out := make([]string, len(phrases))
	for i, p := range phrases {
		out[i] = p.String()
	}
	return strings.Join(out, mark)
}

// String returns the pattern as Parse reads it.
func (p Pattern) String() string {
	var b strings.Builder
	for i, g := range p.Groups {
		switch {
		case i > 0 && g.After:
			b.WriteString(" > ")
		case i > 0:
			b.WriteString(" & ")
		}
		b.WriteString(joined(g.Phrases, "|"))
	}
	if p.Window != usualWindow {
		b.WriteString(" @" + strconv.Itoa(p.Window))
	}
	if len(p.Not) > 0 {
		b.WriteString(" ! " + joined(p.Not, "|"))
	}
	return b.String()
}
