package content

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/yamltext"
)

// Limits on a content file, the same for who reads and who writes it: Parse
// refuses what is beyond them, Fit makes what an importer brings keep to them.
// Behind each stands the most that 750 postmortems of the corpora have; beyond
// them one file holds up check, build and export for everybody.
const (
	maxFile     = 8 << 20 // bytes
	maxBody     = 6 << 20 // bytes, 125,460; a build must bear 5 MB
	maxClasses  = 50      // 6; the taxonomy has 16
	maxEvidence = 200     // 18; each is looked for in the whole text
	maxEvents   = 5000    // 40
	maxWords    = 50      // of review, curated, same-as and not-same-as, 4
	// Published in these years: a typing error is not to lead the list of the latest.
	firstYear, lastYear = 1600, 2199
)

// A length is how many characters the texts under a key of the front matter may
// have; within walks those of an entry.
type length struct {
	key    string
	most   int
	within func(e *hindsight.Entry, see func(*string))
}

var lengths = []length{
	{"title", 1000, func(e *hindsight.Entry, see func(*string)) { see(&e.Title) }},              // 138
	{"organisation", 200, func(e *hindsight.Entry, see func(*string)) { see(&e.Organisation) }}, // 42
	{"summary", 5000, func(e *hindsight.Entry, see func(*string)) { see(&e.Summary) }},          // 590
	{"lang", 20, func(e *hindsight.Entry, see func(*string)) { see(&e.Lang) }},                  // 2
	{"publish", 100, func(e *hindsight.Entry, see func(*string)) { see(&e.Publish) }},           // 7
	{"classes", 100, func(e *hindsight.Entry, see func(*string)) { seeAll(e.Classes, see) }},    // 20
	{"agreed", 100, func(e *hindsight.Entry, see func(*string)) { seeAll(e.Agreed, see) }},      // 20
	{"curated", 100, func(e *hindsight.Entry, see func(*string)) { seeAll(e.Curated, see) }},    // 12
	{"review", 300, func(e *hindsight.Entry, see func(*string)) { seeAll(e.Review, see) }},      // 100: duplicate-of: and an id
	{"same-as", 300, func(e *hindsight.Entry, see func(*string)) { seeAll(e.SameAs, see) }},     // an id has 150
	{"not-same-as", 300, func(e *hindsight.Entry, see func(*string)) { seeAll(e.NotSameAs, see) }},
	{"source", 2000, func(e *hindsight.Entry, see func(*string)) { seeSource(&e.Source, see) }},      // 216: addresses and ids
	{"evidence", 2000, func(e *hindsight.Entry, see func(*string)) { seeEvidence(e.Evidence, see) }}, // 369
	{"timeline", 5000, func(e *hindsight.Entry, see func(*string)) { seeEvents(e.Timeline, see) }},   // 1,705
}

// mostOf is how many characters a text under a key may have.
func mostOf(key string) int {
	return lengths[slices.IndexFunc(lengths, func(l length) bool { return l.key == key })].most
}

func seeAll(list []string, see func(*string)) {
	for i := range list {
		see(&list[i])
	}
}

func seeSource(s *hindsight.Source, see func(*string)) {
	for _, field := range []*string{&s.Name, (*string)(&s.Importer), &s.URL, &s.ArchiveURL, &s.ID, &s.Author, &s.SHA256, &s.Licence} {
		see(field)
	}
}

func seeEvidence(list []hindsight.Evidence, see func(*string)) {
	for i := range list {
		see(&list[i].Class)
		see(&list[i].Section)
		see(&list[i].Quote)
	}
}

func seeEvents(list []hindsight.Event, see func(*string)) {
	for i := range list {
		see(&list[i].Text)
		see(&list[i].Kind)
	}
}

// beyond says what of an entry is beyond the limits, and under which key.
func beyond(e *hindsight.Entry) (key, message string) {
	for _, l := range lengths {
		l.within(e, func(s *string) {
			if key == "" && longer(*s, l.most) {
				key, message = l.key, fmt.Sprintf("%s has more than %d characters; shorten it", l.key, l.most)
			}
		})
	}
	for _, c := range []struct {
		key       string
		has, most int
	}{
		{"classes", len(e.Classes), maxClasses},
		{"agreed", len(e.Agreed), maxClasses},
		{"evidence", len(e.Evidence), maxEvidence},
		{"timeline", len(e.Timeline), maxEvents},
		{"curated", len(e.Curated), maxWords},
		{"review", len(e.Review), maxWords},
		{"same-as", len(e.SameAs), maxWords},
		{"not-same-as", len(e.NotSameAs), maxWords},
	} {
		if key == "" && c.has > c.most {
			key, message = c.key, fmt.Sprintf("%s has %d values, more than %d; take some out", c.key, c.has, c.most)
		}
	}
	switch {
	case key != "":
	case !e.Date.IsZero() && !plausible(e.Date):
		key, message = "date", fmt.Sprintf("date %s is not of the years %d to %d", e.Date, firstYear, lastYear)
	case len(e.Body) > maxBody:
		key, message = "body", fmt.Sprintf("the text has %d bytes, more than %d; shorten it", len(e.Body), maxBody)
	}
	return key, message
}

func plausible(m hindsight.Moment) bool {
	year := m.Time().Year()
	return firstYear <= year && year <= lastYear
}

// longer says that s has more than n characters; it counts no more than needed.
func longer(s string, n int) bool { return len(s) > n && utf8.RuneCountInString(s) > n }

// shortened is the beginning of s, with "…" for the rest.
func shortened(s string, n int) string {
	if !longer(s, n) {
		return s
	}
	at := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return strings.TrimSpace(s[:at]) + "…"
}

// headFits says that the front matter of an entry can be read again.
func headFits(e hindsight.Entry) bool {
	e.Body = ""
	data, err := Marshal(e)
	return err == nil && len(data) <= yamltext.FrontMatter.Bytes
}

// shorten drops the end of a list that has more than n values.
func shorten[T any](list []T, n int) []T {
	if len(list) > n {
		return slices.Clip(list[:n])
	}
	return list
}
