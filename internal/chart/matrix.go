package chart

import (
	"fmt"
	"html"
)

// A Cell says how often two things come together.
type Cell struct {
	N     int
	Title string
	Link  string
}

// Matrix draws the lower half of a square: what stands in row i and column j
// is cell(i, j). A name stands where its row ends and its column begins, so
// that no label has to be turned. Its links are left out of the order of the
// Tab key, because there are a hundred; the table beside it has them again.
func Matrix(names []string, label string, cell func(row, column int) Cell) string {
	const w, h, gap = 46, 27, 2
	d := open(Wide, float64(h*len(names)), "matrix", label)
	most := 1
	for i := range names {
		for j := range i {
			most = max(most, cell(i, j).N)
		}
	}
	for i, name := range names {
		for j := range i {
			c := cell(i, j)
			x, y := float64(w*j), float64(h*i)
			if c.N == 0 {
				d.f(`<rect class="s0" x="%s" y="%s" width="%d" height="%d"/>`, num(x), num(y), w-gap, h-gap)
				continue
			}
			d.f(`<a href="%s" tabindex="-1"><title>%s</title>`, escape(c.Link), escape(c.Title))
			shade := 1 + (5*c.N-1)/most
			d.f(`<rect class="s%d" x="%s" y="%s" width="%d" height="%d"/>`, shade, num(x), num(y), w-gap, h-gap)
			on := ""
			if shade > 3 {
				on = "on"
			}
			d.text(x+(w-gap)/2, y+h/2+4, "middle", on, fmt.Sprint(c.N))
			d.f("</a>")
		}
		d.text(float64(w*i)+8, float64(h*i)+h/2+4, "", "name", name)
	}
	return d.done()
}

func escape(s string) string { return html.EscapeString(s) }
