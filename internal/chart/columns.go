package chart

import (
	"fmt"
	"math"
)

// A Column is one of a row of columns, such as a year.
type Column struct {
	Name  string
	N     int
	Title string // "2019: 12 postmortems"
	Link  string // "" for none
	Gap   bool   // stands for several that are empty
}

// Columns are drawn on one axis, with their numbers above and their names below
// as far as those fit. Columns too narrow for a finger are no links: the
// same stand in the table beside the drawing.
func Columns(columns []Column, width, height float64, label string) string {
	d := open(width, height, "years-drawing", label)
	most := 1
	for _, c := range columns {
		most = max(most, c.N)
	}
	step := math.Min(width/float64(max(1, len(columns))), 74)
	const top, bottom = 18, 20
	base := height - bottom
	every := namesEvery(columns, step)
	d.f(`<path class="axis" d="M0 %sH%s"/>`, num(base), num(step*float64(len(columns))))
	for i, c := range columns {
		x := step * float64(i)
		if c.Gap {
			d.text(x+step/2, base-4, "middle", "", "…")
			continue
		}
		link := c.Link
		if step < 24 || c.N == 0 {
			link = ""
		}
		d.link(link, c.Title)
		if link != "" {
			d.f(`<rect class="hit" x="%s" width="%s" height="%s"/>`, num(x), num(step), num(height))
		}
		if h := float64(c.N) / float64(most) * (base - top); c.N > 0 {
			h = math.Max(h, 1.5)
			d.f(`<rect class="column" x="%s" y="%s" width="%s" height="%s"/>`, num(x+step*.14), num(base-h), num(step*.72), num(h))
			if step >= 7*float64(len(fmt.Sprint(most)))+3 {
				d.text(x+step/2, base-h-5, "middle", "n", fmt.Sprint(c.N))
			}
		}
		if (len(columns)-1-i)%every == 0 {
			d.text(x+step/2, height-4, "middle", "", c.Name)
		}
		d.unlink(link)
	}
	return d.done()
}

// namesEvery is which columns have a name: each, every second, fifth or tenth.
func namesEvery(columns []Column, step float64) int {
	longest := 0
	for _, c := range columns {
		longest = max(longest, len(c.Name))
	}
	for _, n := range []int{1, 2, 5, 10, 20} {
		if step*float64(n) >= 7.2*float64(longest)+6 {
			return n
		}
	}
	return 50
}

// Spark is columns without words, as one path: an index has hundreds of them.
func Spark(columns []Column) string {
	const high = 16
	d := open(float64(4*max(1, len(columns))), high, "spark", "")
	most := 1
	for _, c := range columns {
		most = max(most, c.N)
	}
	d.f(`<path d="`)
	for i, c := range columns {
		if c.N > 0 {
			h := max(1, (c.N*high+most/2)/most)
			d.f("M%d %dv-%dh3v%dz", 4*i, high, h, h)
		}
	}
	d.f(`"/>`)
	return d.done()
}
