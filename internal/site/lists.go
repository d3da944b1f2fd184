package site

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/numbers"
	"hindsight/internal/remedy"
	"hindsight/internal/wording"
)

func (p *page) link() link {
	return link{p.URL, p.Params.Heading, p.Params.Lang, p.Params.Organisation, p.Params.When, p.Params.Lasted, p.Params.Bar, "", p.Weight}
}

// Neighbours are an organisation's postmortems next in time.
type neighbours struct {
	Older *neighbour `json:"older,omitempty"`
	Newer *neighbour `json:"newer,omitempty"`
}

type neighbour struct {
	URL   string `json:"url"`
	Title string `json:"title"`
}

func (p *page) neighbour() *neighbour { return &neighbour{p.URL, p.Params.Heading} }

// surround gives each page those of its organisation that come before and after it:
// up to two of each, and one more where the other side has fewer.
func surround(pages []*page) {
	const beside, most = 2, 4
	of := map[string][]*page{}
	for _, p := range pages { // newest first
		for _, o := range p.Organisations {
			of[o] = append(of[o], p)
		}
	}
	for _, all := range of {
		for n, p := range all {
			if n > 0 {
				p.Params.Neighbours.Newer = all[n-1].neighbour()
			}
			if n < len(all)-1 {
				p.Params.Neighbours.Older = all[n+1].neighbour()
			}
			from := max(0, min(n-beside, len(all)-1-most))
			for m := from; m < len(all) && m <= from+most; m++ {
				if m != n {
					p.Params.More = append(p.Params.More, all[m].link())
				}
			}
		}
	}
}

// from is where a postmortem comes from in a word: the host of its original, or
// the source that brought it.
func (p *page) from() string {
	if s := p.entry.Source; p.Params.Source.Host == "" && s.IsNamed() {
		return oneLine(s.Name, 60)
	}
	return p.Params.Source.Host
}

// maxAccounts bounds how many others a page names: of n files that all name one
// another it would be n² links.
const maxAccounts = 50

// recount gives each page the others that tell of the same incident, as people
// have said.
func recount(pages []*page) {
	entries, at := make([]hindsight.Entry, len(pages)), map[string]*page{}
	for i, p := range pages {
		entries[i], at[p.entry.ID()] = p.entry, p
	}
	for id, others := range hindsight.Accounts(entries) {
		for _, o := range others[:min(len(others), maxAccounts)] {
			q := at[o]
			at[id].Params.Accounts = append(at[id].Params.Accounts, account{q.link(), q.from()})
		}
	}
}

func shared(a, b []string) (n int) {
	for _, c := range a {
		if slices.Contains(b, c) {
			n++
		}
	}
	return n
}

// apart is the time between two dates; what is undated is far from everything.
func apart(a, b hindsight.Moment) time.Duration {
	if a.IsZero() || b.IsZero() {
		return 1<<63 - 1
	}
	return a.Time().Sub(b.Time()).Abs()
}

// A term is the list page of a class, an organisation or a year.
type term struct {
	Title  string         `json:"title"`
	Params map[string]any `json:"params,omitempty"`
}

// terms lists the list pages by the folder they are staged in; each shows size
// postmortems at a time.
func terms(pages []*page, tax hindsight.Taxonomy, size int, say wording.Texts) map[string]term {
	out := map[string]term{
		"classes":       {Title: say.Say("classes"), Params: map[string]any{"rows": classRows(pages, tax, say)}},
		"organisations": {Title: say.Say("owners"), Params: map[string]any{"rows": ownerRows(pages, say)}},
		"years":         {Title: say.Say("nav-years"), Params: map[string]any{"rows": yearBars(pages)}},
	}
	primary := map[string]int{}
	names := map[string]map[string]int{}
	for _, p := range pages {
		primary[p.entry.Primary()]++
		for _, y := range p.Years {
			out["years/"+y] = term{Title: y}
			if y == undated {
				out["years/"+y] = term{Title: say.Say("undated-title"), Params: map[string]any{"undated": true}}
			}
		}
		for _, o := range p.Organisations {
			if names[o] == nil {
				names[o] = map[string]int{}
			}
			names[o][p.Params.Organisation]++
		}
	}
	byOrganisation := grouped(pages, func(p *page) []string { return p.Organisations })
	for o, spelled := range names {
		out["organisations/"+o] = term{Title: mostFrequent(spelled), Params: map[string]any{
			"portrait": portraitOf(byOrganisation[o], len(pages), "", tax, nil, say), "jumps": yearJumps("/organisations/"+o, byOrganisation[o], size),
			"orders": ordersWithin(byOrganisation[o])}}
	}
	topics := remedy.NewTopics(tax)
	byClass := grouped(pages, func(p *page) []string { return p.Classes })
	for i, c := range tax {
		out["classes/"+c.ID] = term{Title: c.Title, Params: map[string]any{
			"definition": c.Definition, "counts": c.Counts, "countsnot": parts(c.CountsNot, tax), "examples": c.Examples,
			"order": i + 1, "primary": primary[c.ID], "portrait": portraitOf(byClass[c.ID], len(pages), c.ID, tax, topics, say),
			"changed": changesOf(byClass[c.ID], c.ID, topics), "jumps": yearJumps("/classes/"+c.ID, byClass[c.ID], size), "orders": ordersWithin(byClass[c.ID]),
			"confused": contrasts(c, tax)}}
	}
	return out
}

// yearBars are the years with how many postmortems are of them, the newest
// first, and those without one where they are few; then what has no date.
func yearBars(pages []*page) []bar {
	var out []bar
	most, none := 1, 0
	years := numbers.Years(casesOf(pages))
	for _, y := range years {
		most = max(most, y.N)
	}
	for _, y := range slices.Backward(years) {
		b := bar{Name: fmt.Sprintf("%04d", y.Year), N: y.N, Share: 100 * float64(y.N) / float64(most)}
		if y.Skips > 0 {
			b.Name = "…"
		}
		if y.N > 0 {
			b.Link = "/years/" + b.Name + ".html"
		}
		out = append(out, b)
	}
	for _, p := range pages {
		if p.Years[0] == undated {
			none++
		}
	}
	if none > 0 {
		out = append(out, bar{Name: "undated-title", Link: "/years/" + undated + ".html", N: none, Share: min(100, 100*float64(none)/float64(most))})
	}
	return out
}

// A part is a piece of a sentence: text, or a class that it names.
type part struct {
	Text string `json:"text"`
	ID   string `json:"id"` // "" for text
}

var bracketedRE = regexp.MustCompile(`\([a-z-]+(?:, [a-z-]+)*\)`)

// parts cuts sentences such as "concurrent users (capacity)" where they name
// classes, so that those become links.
func parts(sentences []string, tax hindsight.Taxonomy) [][]part {
	out := make([][]part, len(sentences))
	for i, s := range sentences {
		at := 0
		for _, m := range bracketedRE.FindAllStringIndex(s, -1) {
			ids := strings.Split(s[m[0]+1:m[1]-1], ", ")
			if slices.ContainsFunc(ids, func(id string) bool { _, ok := tax.Class(id); return !ok }) {
				continue
			}
			before := s[at : m[0]+1]
			for _, id := range ids {
				c, _ := tax.Class(id)
				out[i] = append(out[i], part{Text: before}, part{c.Title, id})
				before = ", "
			}
			at = m[1] - 1
		}
		out[i] = append(out[i], part{Text: s[at:]})
	}
	return out
}

// A parting says how a class parts from another that it is often taken for.
type parting struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Parts string `json:"parts"`
}

func contrasts(c hindsight.Class, tax hindsight.Taxonomy) []parting {
	var out []parting
	for _, o := range c.Confused {
		if other, ok := tax.Class(o.Class); ok {
			out = append(out, parting{o.Class, other.Title, o.Parts})
		}
	}
	return out
}

// mostFrequent picks the spelling used most often, of equals the first in order.
func mostFrequent(spelled map[string]int) string {
	best := ""
	for _, s := range slices.Sorted(maps.Keys(spelled)) {
		if spelled[s] > spelled[best] {
			best = s
		}
	}
	return best
}
