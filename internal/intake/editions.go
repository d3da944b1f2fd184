package intake

import (
	"strings"
	"time"
	"unicode"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/duplicate"
)

// editions finds the archived text of which a pasted one is a new edition. Such
// a text has no address, and its hash changes with every edit, as may its title
// and its date, by its author's hand or the curator's; its words stay mostly.
type editions struct {
	archive *content.Archive
	taken   map[string]bool // paths of what this run has put there: two inputs of one run are two
	pasted  map[string]hindsight.Entry
	texts   *duplicate.Texts
	named   map[string]string // what tells texts apart that are too short → path
}

func newEditions(a *content.Archive) *editions {
	return &editions{archive: a, taken: map[string]bool{}}
}

// of returns the entry of which e is a new edition.
func (x *editions) of(e hindsight.Entry) (hindsight.Entry, bool) {
	if !content.Pasted(e.Source) {
		return hindsight.Entry{}, false
	}
	x.load()
	name := x.texts.Version(e.Body, func(name string) bool { return !x.taken[name] && !contradicts(x.pasted[name], e) })
	if name == "" {
		name = x.renewed(e)
	}
	old, ok := x.pasted[name]
	return old, ok
}

// load reads the pasted texts of the archive, when the first one is asked for.
func (x *editions) load() {
	if x.texts != nil {
		return
	}
	x.texts, x.pasted, x.named = duplicate.NewTexts(), map[string]hindsight.Entry{}, map[string]string{}
	for _, e := range x.archive.Entries() {
		if e.Source.ID != "" && content.Pasted(e.Source) {
			x.texts.Add(e.Path, e.Body)
			x.pasted[e.Path] = e
			x.named[nameOf(e)] = e.Path
		}
	}
}

// rewritten is how much of a text must be left for it to be the same report,
// where organisation, title and date are the same. Two incidents of one day
// with one title ("Elevated errors") share less.
const rewritten = 0.2

// renewed finds a text that was rewritten, or is too short to be known by its
// words, by organisation, title and date.
func (x *editions) renewed(e hindsight.Entry) string {
	path := x.named[nameOf(e)]
	old, ok := x.pasted[path]
	if !ok || e.Date.IsZero() || x.taken[path] || contradicts(old, e) {
		return ""
	}
	if alike, comparable := duplicate.Alike(old.Body, e.Body); comparable && alike < rewritten {
		return ""
	}
	return path
}

func nameOf(e hindsight.Entry) string {
	return content.Slug(e.Organisation, 64, "") + " " + content.Slug(e.Title, 200, "") + " " + e.Date.String()
}

// contradicts says that two texts are about different incidents, however alike
// their words: a monthly report repeats them. What a person corrected in the
// archive says nothing about the text.
func contradicts(old, e hindsight.Entry) bool {
	return !old.IsCurated("title") && !sameTitle(old.Title, e.Title) ||
		!old.IsCurated("organisation") && old.Organisation != "" && e.Organisation != "" && old.Organisation != e.Organisation ||
		!old.IsCurated("date") && apart(old.Date, e.Date) ||
		!old.IsCurated("incident") && apart(old.Incident.Started, e.Incident.Started) ||
		old.Source.URL != "" && e.Source.URL != "" && old.Source.URL != e.Source.URL
}

// apart says that two stated days are neither the same nor neighbours.
func apart(a, b hindsight.Moment) bool {
	return a.Precision() >= hindsight.Day && b.Precision() >= hindsight.Day && a.Time().Sub(b.Time()).Abs() >= 48*time.Hour
}

// sameTitle says that a title may have been edited into the other: the same
// numbers ("part 2"), and at least half of the words of the shorter one.
func sameTitle(a, b string) bool {
	x, y := titleWords(a), titleWords(b)
	shared := 0
	for w := range x {
		if y[w] {
			shared++
		} else if strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
	}
	for w := range y {
		if !x[w] && strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
	}
	return len(x) == 0 || len(y) == 0 || 2*shared >= min(len(x), len(y))
}

func titleWords(s string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words[w] = true
	}
	return words
}
