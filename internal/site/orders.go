package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"hindsight/internal/numbers"
	"hindsight/internal/wording"
)

// An order is all postmortems sorted one way. Its rows stand in groups, under
// headings that one can jump to from each of its pages.
type order struct {
	id     string // texts begin with "incidents-" and it
	root   string // address of its first page, without ".html"
	groups []group
	said   int // how many say what they are sorted by
}

type group struct {
	name   string // a year, or a text's key where it begins with "numbers-" or "incidents-"
	anchor string
	pages  []*page
}

// A stretch is what one page of an order shows of a group.
type stretch struct {
	Name   string `json:"name"`
	Anchor string `json:"anchor"`
	N      int    `json:"n"`    // of the whole group
	Rows   []int  `json:"rows"` // places among all postmortems, from 1
}

// A jump leads to the beginning of a group.
type jump struct {
	Name string `json:"name"`
	Link string `json:"link"`
	N    int    `json:"n"`
}

// ordersOf are the three ways in which pages, newest first, are listed. What a
// text does not say stands last.
func ordersOf(pages []*page) []order {
	years := order{id: "when", root: "/incidents"}
	for _, p := range pages {
		name := p.Years[0]
		if n := len(years.groups); n == 0 || years.groups[n-1].name != name {
			years.groups = append(years.groups, group{name: name, anchor: "y-" + name})
		}
		last := &years.groups[len(years.groups)-1]
		last.pages = append(last.pages, p)
		if name != undated {
			years.said++
		} else {
			last.name = "undated-title"
		}
	}
	return []order{years,
		byLength("lasted", pages, lastedSteps, func(c numbers.Case) time.Duration { return c.Lasted }),
		byLength("noticed", pages, numbers.NoticeSteps, func(c numbers.Case) time.Duration { return c.Noticed })}
}

// lastedSteps part the list by length as people speak of it.
var lastedSteps = []numbers.Step{
	{To: 15 * time.Minute}, {From: 15 * time.Minute, To: time.Hour}, {From: time.Hour, To: 6 * time.Hour},
	{From: 6 * time.Hour, To: 24 * time.Hour}, {From: 24 * time.Hour, To: 7 * 24 * time.Hour}, {From: 7 * 24 * time.Hour},
}

// byLength sorts by a length, the longest first.
func byLength(id string, pages []*page, steps []numbers.Step, of func(numbers.Case) time.Duration) order {
	o := order{id: id, root: "/incidents-" + id}
	length := make(map[*page]time.Duration, len(pages))
	for _, p := range pages {
		length[p] = of(p.toCase())
	}
	sorted := slices.Clone(pages)
	slices.SortStableFunc(sorted, func(a, b *page) int { return cmp.Compare(length[b], length[a]) }) // Unknown is less than all
	at := 0
	take := func(name string, from time.Duration) {
		end := at
		for end < len(sorted) && length[sorted[end]] >= from {
			end++
		}
		if end > at {
			o.groups = append(o.groups, group{name, "g-" + strconv.Itoa(len(o.groups)), sorted[at:end]})
		}
		at = end
	}
	for i := len(steps) - 1; i >= 0; i-- {
		prefix := "incidents-lasted-"
		if id == "noticed" {
			prefix = "numbers-step-"
		}
		take(prefix+strconv.Itoa(i), steps[i].From)
	}
	o.said = at
	take("incidents-"+id+"-unsaid", numbers.Unknown)
	return o
}

// address is that of a page of a list, from 1.
func (o order) address(n int) string { return listAddress(o.root, n) }

// listAddress is the address that Hugo, too, gives the further pages of a list.
func listAddress(root string, n int) string {
	if n == 1 {
		return root + ".html"
	}
	return fmt.Sprintf("%s/page/%d.html", root, n)
}

// cut parts an order into pages of at most size rows.
func (o order) cut(size int) (pages [][]stretch, jumps []jump) {
	room := 0
	for _, g := range o.groups {
		for rest := g.pages; len(rest) > 0; {
			if room == 0 {
				pages, room = append(pages, nil), size
			}
			last := &pages[len(pages)-1]
			if len(rest) == len(g.pages) {
				jumps = append(jumps, jump{g.name, o.address(len(pages)) + "#" + g.anchor, len(g.pages)})
			}
			n := min(room, len(rest))
			p := stretch{Name: g.name, Anchor: g.anchor, N: len(g.pages)}
			for _, q := range rest[:n] {
				p.Rows = append(p.Rows, q.Weight)
			}
			*last, rest, room = append(*last, p), rest[n:], room-n
		}
	}
	return pages, jumps
}

// incidentPages are the pages of all postmortems in three orders, each in pages
// of size rows, by the name of the file that they are staged in.
func incidentPages(pages []*page, size int, say wording.Texts) map[string]fixed {
	out := map[string]fixed{}
	for _, o := range ordersOf(pages) {
		parts, jumps := o.cut(size)
		var turns []jump
		for n := range max(1, len(parts)) {
			turns = append(turns, jump{Name: strconv.Itoa(n + 1), Link: o.address(n + 1), N: n + 1})
		}
		for n := range turns {
			params := map[string]any{"order": o.id, "jumps": jumps, "turns": turns, "at": n + 1, "postmortems": len(pages), "unsaid": len(pages) - o.said}
			if len(parts) > 0 {
				params["parts"] = parts[n]
			}
			out[fmt.Sprintf("incidents-%s-%04d.md", o.id, n+1)] = fixed{Title: say.Say("incidents"), Layout: "incidents", URL: o.address(n + 1), Params: params}
		}
	}
	return out
}

// yearJumps lead to the years of a list of pages, newest first, that Hugo cuts
// into pages of size rows.
func yearJumps(root string, pages []*page, size int) []jump {
	var out []jump
	for i, p := range pages {
		if name := p.Years[0]; len(out) == 0 || out[len(out)-1].Name != name {
			out = append(out, jump{Name: name, Link: listAddress(root, i/size+1) + "#y-" + name})
		}
		out[len(out)-1].N++
	}
	return out
}

// undated is the year of what has none.
const undated = "undated"
