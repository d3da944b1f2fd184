// Package remedy finds what people changed after an incident: the concrete
// actions that a report names in its sections of follow-ups and repairs, in the
// words of its author.
//
// It looks for verbs of changing (verbs.txt) where a sentence says that they
// were done, are being done or will be (phrases.txt), and leaves out promises,
// thanks and what merely ended the incident. A report that names nothing
// concrete has no remedy.
package remedy

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/phrase"
	"hindsight/internal/prose"
)

// A Remedy is one change.
type Remedy struct {
	Text  string  // a sentence or an item of a list, without Markdown's marks and what stands beside it: a number, a ticket, "done"
	Worth float64 // how much of a recipe it is: guards that it names, conditions, names and numbers
}

// What is shorter says no change that could be copied; what is longer is no
// single one.
const (
	fewestWords = 5
	mostBytes   = 320
)

// Of returns the remedies of a text, in its order.
func Of(doc *prose.Document) []Remedy {
	var out []Remedy
	told := make([]setting, len(doc.Sections))
	for i, s := range doc.Sections {
		told[i] = settingOf(s)
	}
	for i := range doc.Sentences {
		s := &doc.Sentences[i]
		where := told[s.Section]
		if where == elsewhere && !mayPrevent(doc.Text[s.Start:s.End]) {
			continue
		}
		if s.End-s.Start > 3*mostBytes || s.Block == prose.Quote {
			continue
		}
		text := bare(doc.Line(s.Start, s.End))
		if isWhole(text, s.Block) {
			if worth, ok := judge(text, where, s.Block); ok {
				out = append(out, Remedy{text, worth})
			}
		}
	}
	return out
}

// A setting is what a sentence may be taken for where it stands.
type setting int

const (
	nowhere   setting = iota // comments and the like
	elsewhere                // only what says that it is to prevent the next
	repairing                // the repair, and lessons: what lasts beyond it
	following                // follow-ups
	changed                  // under a heading such as "What changed afterwards"
)

func settingOf(s prose.Section) setting {
	if s.Heading != "" && telling.Count(phrase.Words(nil, phrase.Tokens(s.Heading)))[headings] > 0 {
		return changed
	}
	switch s.Role {
	case prose.RoleFollowUp:
		return following
	case prose.RoleMitigation, prose.RoleLessons:
		return repairing
	case prose.RoleComments, prose.RoleTimeline, prose.RoleTitle:
		return nowhere
	}
	return elsewhere
}

// mayPrevent says at once, of most sentences, that they tell of no prevention.
func mayPrevent(s string) bool {
	return slices.ContainsFunc(preventing, func(w string) bool { return strings.Contains(s, w) })
}

var preventing = []string{"prevent", "avoid", "again", "a result of this", "esponse to this", "ollowing this", "fter this", "future", "going forward",
	"from now on"}

// isWhole says that a text can stand by itself: neither a piece of a sentence
// nor the head of a list, without addresses, names of people and code.
func isWhole(s string, b prose.Block) bool {
	if len(s) > mostBytes || s == "" || strings.Contains(s, "://") || strings.ContainsAny(s, "@|`{}<>?…") || prose.OpeningOf(s) == prose.Leaning {
		return false
	}
	if strings.ContainsAny(s, "0123456789") && clockRE.MatchString(s) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if b == prose.Paragraph && (last != '.' && last != '!' && last != ')' || !unicode.IsUpper(first)) {
		return false
	}
	return (unicode.IsLetter(first) || first == '"' || first == '“') && last != ':' && strings.Count(s, "(") == strings.Count(s, ")")
}

// clockRE is a time of day: what has one tells of the incident.
var clockRE = regexp.MustCompile(`\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b`)
