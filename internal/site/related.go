package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/wording"
)

const (
	maxRelated = 5
	// What failed in the same way is worth reading before what merely reads the
	// same: a class in common is worth as much again as the words, and needs fewer
	// of them. Below, words in common are mostly chance; of 40 pages of
	// ../shared/corpus/docs and the starter archive, read one by one.
	classWorth       = 1.0
	likeWithClass    = 0.08
	likeWithoutClass = 0.3
)

// KinWords is how many words are named as a reason.
const KinWords = 3

// A Kin is a postmortem that resembles another one.
type Kin struct {
	URL   string   // relative to the site's root
	Score float64  // 1 where it is the same text, 0 where nothing is
	Words []string // that both texts have, the most telling first; no more than KinWords are looked at
}

// relate gives each page those that resemble it, of other organisations, and
// says why: by which words, and which classes they have in common. Those that
// tell of the same incident are named elsewhere.
func relate(pages []*page, kin map[string][]Kin, tax hindsight.Taxonomy, say wording.Texts) {
	at := map[string]*page{}
	for _, p := range pages {
		at[strings.TrimPrefix(p.URL, "/")] = p
	}
	for _, p := range pages {
		var best []relation
		for _, k := range kin[strings.TrimPrefix(p.URL, "/")] {
			q := at[k.URL]
			if q == nil || q == p || len(p.Organisations) > 0 && slices.Equal(p.Organisations, q.Organisations) || p.tells(q) {
				continue
			}
			classes := shared(p.Classes, q.Classes)
			if k.Score < likeWithClass || classes == 0 && k.Score < likeWithoutClass {
				continue
			}
			best = append(best, relation{q, k, k.Score * (1 + classWorth*float64(classes)), apart(p.entry.When(), q.entry.When())})
		}
		slices.SortFunc(best, func(a, b relation) int {
			return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.apart, b.apart), newestFirst(a.page, b.page))
		})
		for _, r := range best[:min(len(best), maxRelated)] {
			l := r.page.link()
			l.Reason = reason(p, r, tax, say)
			p.Params.Related = append(p.Params.Related, l)
		}
	}
}

type relation struct {
	page  *page
	kin   Kin
	worth float64
	apart time.Duration
}

// tells says that another page tells of the same incident.
func (p *page) tells(q *page) bool {
	return slices.ContainsFunc(p.Params.Accounts, func(a account) bool { return a.URL == q.URL })
}

// reason says what two pages share besides the class that both are under: "also
// Network; both speak of etcd, quorum".
func reason(p *page, r relation, tax hindsight.Taxonomy, say wording.Texts) string {
	var classes, parts []string
	for _, id := range p.Classes {
		if slices.Contains(r.page.Classes, id) && (id != p.entry.Primary() || id != r.page.entry.Primary()) {
			c, _ := tax.Class(id)
			classes = append(classes, c.Title)
		}
	}
	if len(classes) > 0 {
		parts = append(parts, say.Say("reason-classes", "Classes", strings.Join(classes, ", ")))
	}
	if words := r.kin.Words[:min(len(r.kin.Words), KinWords)]; len(words) > 0 {
		parts = append(parts, say.Say("reason-words", "Words", oneLine(strings.Join(words, ", "), 200)))
	}
	return strings.Join(parts, "; ")
}
