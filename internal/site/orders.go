package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"hindsight"
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
		byLength("lasted", "/incidents-lasted", pages), byLength("noticed", "/incidents-noticed", pages)}
}

// lengths are the orders by a length: how a page says it, and its groups.
var lengths = map[string]struct {
	of    func(numbers.Case) time.Duration
	steps []numbers.Step
}{
	"lasted":  {func(c numbers.Case) time.Duration { return c.Lasted }, lastedSteps},
	"noticed": {func(c numbers.Case) time.Duration { return c.Noticed }, numbers.NoticeSteps},
}

// lastedSteps part the list by length as people speak of it.
var lastedSteps = []numbers.Step{
	{To: 15 * time.Minute}, {From: 15 * time.Minute, To: time.Hour}, {From: time.Hour, To: 6 * time.Hour},
	{From: 6 * time.Hour, To: 24 * time.Hour}, {From: 24 * time.Hour, To: 7 * 24 * time.Hour}, {From: 7 * 24 * time.Hour},
}

// byLength sorts by a length, the longest first.
func byLength(id, root string, pages []*page) order {
	o, by := order{id: id, root: root}, lengths[id]
	steps := by.steps
	length := make(map[*page]time.Duration, len(pages))
	for _, p := range pages {
		length[p] = by.of(p.toCase())
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
			name := fmt.Sprintf("incidents-%s-%04d.md", o.id, n+1)
			if o.id == "when" && n == 0 {
				name = "incidents.md" // which the head of each page looks for
			}
			out[name] = fixed{Title: say.Say("incidents"), Layout: "incidents", URL: o.address(n + 1), Params: params}
		}
	}
	return out
}

// longList is from how many postmortems on the list of a class or an
// organisation is found by its years, and stands ready in other orders.
const longList = 20

// ordersWithin are the orders by a length in which a list has enough to be sorted.
func ordersWithin(pages []*page) []string {
	var out []string
	for _, id := range []string{"lasted", "noticed"} {
		n := 0
		for _, p := range pages {
			if lengths[id].of(p.toCase()) != numbers.Unknown {
				n++
			}
		}
		if len(pages) > longList && n > 1 {
			out = append(out, id)
		}
	}
	return out
}

// A within is the list that an order is of.
type within struct {
	Title  string   `json:"title"`
	Root   string   `json:"root"` // its address without ".html"
	Parent string   `json:"parent"`
	Index  string   `json:"index"` // the title of the parent
	Orders []string `json:"orders"`
}

// orderedLists are the lists of classes and organisations by length: the first
// size rows of those that say it, since whoever wants the longest does not turn pages.
func orderedLists(pages []*page, tax hindsight.Taxonomy, size int, say wording.Texts) map[string]fixed {
	out := map[string]fixed{}
	add := func(folder, id, title, index string, of []*page) {
		w := within{Title: title, Root: "/" + folder + "/" + id, Parent: "/" + folder + "/index.html", Index: index, Orders: ordersWithin(of)}
		for _, name := range w.Orders {
			o := byLength(name, w.Root+"/"+name, of)
			if o.said < len(of) {
				o.groups = o.groups[:len(o.groups)-1] // that of those which do not say
			}
			parts, jumps := o.cut(size)
			jumps = jumps[:len(parts[0])]
			list := fixed{Title: say.Say("within-"+name, "Name", title), Layout: "incidents", URL: o.address(1)}
			list.Params = map[string]any{
				"order": name, "within": w, "jumps": jumps, "parts": parts[0], "postmortems": len(of), "said": o.said, "most": size}
			out[fmt.Sprintf("ordered/%s-%s-%s.md", folder, id, name)] = list
		}
	}
	by := grouped(pages, func(p *page) []string { return p.Classes })
	for _, c := range tax {
		add("classes", c.ID, c.Title, say.Say("classes"), by[c.ID])
	}
	for _, o := range owners(pages) {
		add("organisations", o.slug, o.name, say.Say("owners"), o.pages)
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
