package chart

import (
	"math"
	"time"

	"hindsight/internal/wording"
)

// A Strip is a row of lengths: each a dot, the middle half a band, the median a
// line. A strip with too few lengths for a median has dots alone.
type Strip struct {
	Name, Link        string
	Sorted            []time.Duration
	Middle            bool
	Low, Median, High time.Duration
	Value             string // the median in words, at the right
	Title             string // all of it in words
}

// maxDots is how many lengths of a strip are dots; of more, the strip shows how
// dense they lie. A page of 10,000 stays below 400 KB.
const maxDots = 400

// stripLayout is where things stand in a row of strips.
type stripLayout struct {
	width, height, middle float64 // of a row
	from, to              float64 // of the axis
	above                 bool    // names stand above their strips
}

var (
	wideStrips   = stripLayout{width: Wide, height: 26, middle: 13, from: 200, to: 975}
	narrowStrips = stripLayout{width: Narrow, height: 46, middle: 31, from: 6, to: Narrow - 6, above: true}
)

// Strips draws rows below one axis. The first row's lengths are all there are.
func Strips(rows []Strip, width float64, label string, say wording.Texts) string {
	l := wideStrips
	if width < Wide {
		l = narrowStrips
	}
	const head = 22
	d := open(l.width, head+l.height*float64(len(rows))+6, "strips", label)
	var all []time.Duration
	if len(rows) > 0 {
		all = rows[0].Sorted
	}
	axis := LengthAxis(l.from, l.to, all)
	for i, t := range axis.Ticks() {
		x := axis.X(t)
		anchor := "middle"
		if l.above && i == 0 {
			anchor = "start"
		} else if l.above && t == axis.End {
			anchor = "end"
		}
		d.text(x, 12, anchor, "", say.Known("length-of-"+t.String(), say.Length(t)))
		d.f(`<path class="grid" d="M%s %dV%s"/>`, num(x), head-4, num(head+l.height*float64(len(rows))))
	}
	for i, r := range rows {
		d.strip(r, axis, l, head+l.height*float64(i))
	}
	return d.done()
}

func (d *drawing) strip(r Strip, axis Axis, l stripLayout, top float64) {
	middle := top + l.middle
	if r.Middle {
		x := axis.X(r.Low)
		d.f(`<rect class="band" x="%s" y="%s" width="%s" height="14" rx="2"/>`, num(x), num(middle-7), num(math.Max(axis.X(r.High)-x, 2)))
	}
	if len(r.Sorted) > maxDots {
		d.dense(r.Sorted, axis, middle)
	} else {
		points := make([][2]float64, len(r.Sorted))
		for i, v := range r.Sorted {
			points[i] = [2]float64{axis.X(v), middle + aside(i)}
		}
		d.dots("dots", points)
	}
	if r.Middle {
		d.f(`<path class="median" d="M%s %sv18"/>`, num(axis.X(r.Median)), num(middle-9))
	}
	d.link(r.Link, r.Title)
	if l.above {
		d.f(`<text x="0" y="%s">%s <tspan class="n">%d</tspan></text>`, num(top+16), escape(r.Name), len(r.Sorted))
		d.unlink(r.Link)
		d.text(l.width, top+16, "end", "n", r.Value)
		return
	}
	d.f(`<text x="%s" y="%s" text-anchor="end">%s <tspan class="n">%d</tspan></text>`, num(l.from-16), num(middle+4), escape(r.Name), len(r.Sorted))
	d.unlink(r.Link)
	d.text(l.width, middle+4, "end", "n", r.Value)
}

// aside moves dots off the line, so that equal ones do not hide each other.
func aside(i int) float64 { return [...]float64{0, -3.4, 3.4, -1.7, 1.7, -5, 5}[i%7] }

// dense draws lengths as a shape that is as high as they are frequent there.
func (d *drawing) dense(sorted []time.Duration, axis Axis, middle float64) {
	const cells = 90
	var n [cells + 1]int
	most := 1
	for _, v := range sorted {
		i := int((axis.X(v) - axis.From) / (axis.To - axis.From) * cells)
		n[i]++
		most = max(most, n[i])
	}
	d.f(`<path class="dense" d="`)
	w := (axis.To - axis.From) / cells
	for i, k := range n {
		if k > 0 {
			h := math.Max(float64(k)/float64(most)*18, .8)
			d.f("M%s %sh%sv%sh-%sz", num(axis.From+w*float64(i)-w/2), num(middle-h/2), num(w*.8), num(h), num(w*.8))
		}
	}
	d.f(`"/>`)
}
