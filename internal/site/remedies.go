package site

import (
	"cmp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/remedy"
)

// A change is what people did so that it does not fail again, and where they
// say so.
type change struct {
	Text string `json:"text"`
	link
}

const (
	mostChanges = 12  // of a class
	leastWorth  = .5  // of a remedy that is shown: less is a promise
	mainWorth   = 1   // more for the postmortem's main class
	againWorth  = .75 // less for each that the organisation has on the list
	eachAtMost  = 2   // of one postmortem
	sameShare   = .6  // of the words of two: they say the same
)

// remediesOf are the changes that others may read of: those of the text as it
// is published.
func remediesOf(published hindsight.Entry, doc *prose.Document) []remedy.Remedy {
	if published.Lang != "" {
		return nil // the phrases are English
	}
	return slices.DeleteFunc(remedy.Of(doc), func(r remedy.Remedy) bool { return r.Worth < leastWorth })
}

// A candidate is a remedy and how much it is worth on a class's page.
type candidate struct {
	text  string
	page  *page
	worth float64
}

// candidates are the remedies of pages, what is worth most first.
func candidates(pages []*page, class string, topics *remedy.Topics) []candidate {
	var all []candidate
	for _, p := range pages {
		for _, r := range p.reading.Remedies {
			c := candidate{r.Text, p, r.Worth + topics.About(r.Text, class)}
			if p.entry.Primary() == class {
				c.worth += mainWorth
			}
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), strings.Compare(a.page.URL, b.page.URL))
	})
	return all
}

// changesOf are those of pages for a class: the most specific first, less of
// whom the list has already, and nothing twice.
func changesOf(pages []*page, class string, topics *remedy.Topics) []change {
	all := candidates(pages, class, topics)
	var out []change
	var said []map[string]bool
	owners, of := map[string]int{}, map[*page]int{}
	for len(out) < mostChanges && len(all) > 0 {
		best, most := 0, 0.0
		for i, c := range all {
			if i > 0 && c.worth <= most {
				break // they are in order
			}
			if worth := c.worth - againWorth*float64(owners[owner(c.page)]); i == 0 || worth > most {
				best, most = i, worth
			}
		}
		c := all[best]
		all = slices.Delete(all, best, best+1)
		words := wordSet(c.text)
		if of[c.page] == eachAtMost || slices.ContainsFunc(said, func(s map[string]bool) bool { return alike(s, words) }) {
			continue
		}
		said = append(said, words)
		of[c.page]++
		owners[owner(c.page)]++
		l := c.page.link()
		l.Bar, l.Lasted = "", ""
		out = append(out, change{c.text, l})
	}
	return out
}

func owner(p *page) string { return cmp.Or(p.Params.Organisation, p.URL) }

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isLetter(r) }) {
		set[w] = true
	}
	return set
}

// alike says that two sentences share most of their words.
func alike(a, b map[string]bool) bool {
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	return float64(both) >= sameShare*float64(len(a)+len(b)-both)
}
