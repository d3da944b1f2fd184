package chart

import (
	"fmt"
	"slices"
	"time"
)

// A Dot is one incident: its day, how long it lasted, and where it leads.
type Dot struct {
	Day         time.Time
	Lasted      time.Duration // below 0 where that is not known
	Title, Link string
}

// maxLinks is how many dots are drawn one by one; of more, the drawing shows
// how many lie in each of 60 times 6 cells, and stays below 30 KB.
const maxLinks = 1500

// Dots draws incidents by their day and, on a logarithmic scale, by how long
// they lasted, the longest on top; those of unknown length lie at the bottom.
// Wide enough, dots are links; the lists have the same for whoever uses the
// keyboard, so the drawing is hidden from screen readers.
func Dots(dots []Dot, width, height float64) string {
	d := open(width, height, "portrait-dots", "")
	if len(dots) == 0 {
		return d.done()
	}
	dots = slices.Clone(dots)
	slices.SortStableFunc(dots, func(a, b Dot) int { return a.Day.Compare(b.Day) })
	from, to := dots[0].Day.Year(), dots[len(dots)-1].Day.Year()+1
	if most := dots[len(dots)/100].Day.Year(); most-from > 40 { // one of another century would push all others into a corner
		from = most
	}
	start := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC)
	span := float64(time.Date(to, 1, 1, 0, 0, 0, 0, time.UTC).Unix() - start.Unix())
	bottom := height - 22
	var lengths []time.Duration
	for _, p := range dots {
		if p.Lasted >= 0 {
			lengths = append(lengths, p.Lasted)
		}
	}
	slices.Sort(lengths)
	axis := LengthAxis(bottom-14, 6, lengths)
	place := func(p Dot) (x, y float64) {
		x = 5 + (width-10)*max(0, float64(p.Day.Unix()-start.Unix()))/span
		if p.Lasted < 0 {
			return x, bottom - 4
		}
		return x, axis.X(p.Lasted)
	}
	d.years(from, to, width, height)
	if len(dots) > maxLinks {
		d.cells(dots, place, width, bottom)
		return d.done()
	}
	var known, unknown [][2]float64
	for _, p := range dots {
		x, y := place(p)
		switch {
		case width >= Wide:
			class := "dot"
			if p.Lasted < 0 {
				class = "dot unknown"
			}
			d.f(`<a href="%s" tabindex="-1"><title>%s</title><circle class="%s" cx="%s" cy="%s" r="3.4"/></a>`,
				escape(p.Link), escape(p.Title), class, num(x), num(y))
		case p.Lasted < 0:
			unknown = append(unknown, [2]float64{x, y})
		default:
			known = append(known, [2]float64{x, y})
		}
	}
	d.dots("dots", known)
	d.dots("dots faint", unknown)
	return d.done()
}

// yearWidth is how wide four figures are drawn at most.
const yearWidth = 34

// years are the lines and names of the years from one to before another.
func (d *drawing) years(from, to int, width, height float64) {
	step := (width - 10) / float64(to-from)
	every := 1
	for step*float64(every) < 44 {
		every++
	}
	for y := from; y < to; y += every {
		x := 5 + step*float64(y-from)
		d.f(`<path class="grid" d="M%s 0V%s"/>`, num(x), num(height-22))
		if x+3+yearWidth <= width { // a year that the edge would cut stays out
			d.text(x+3, height-6, "", "n", fmt.Sprint(y))
		}
	}
}

// cells draws how many dots lie where.
func (d *drawing) cells(dots []Dot, place func(Dot) (x, y float64), width, bottom float64) {
	const columns, rows = 60, 6
	n, most := map[[2]int]int{}, 1
	for _, p := range dots {
		x, y := place(p)
		at := [2]int{min(int(x/width*columns), columns-1), min(int(y/bottom*rows), rows-1)}
		n[at]++
		most = max(most, n[at])
	}
	w, h := width/columns, bottom/rows
	for i := range columns {
		for j := range rows {
			if k := n[[2]int{i, j}]; k > 0 {
				d.f(`<rect class="s%d" x="%s" y="%s" width="%s" height="%s"/>`, 1+(5*k-1)/most, num(w*float64(i)), num(h*float64(j)), num(w-1), num(h-1))
			}
		}
	}
}
