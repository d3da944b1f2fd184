// Package chart draws numbers as SVG, at build: no script is needed to see
// them. A drawing has class names for its colours and nothing of them itself,
// and is made for one width: a page holds one for desks and one for phones,
// since a drawing that is made smaller has labels of four pixels.
package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Widths of a drawing in its own units, which are pixels where there is room.
const (
	Wide   = 1088
	Narrow = 360
)

// A drawing is an SVG as it grows.
type drawing struct {
	strings.Builder
}

// open begins a drawing. label says in a sentence what it shows; a drawing
// without one stands beside the same in words, and is hidden from screen readers.
func open(width, height float64, class, label string) *drawing {
	d := &drawing{}
	d.f(`<svg class="%s" viewBox="0 0 %s %s"`, class, num(width), num(height))
	if label == "" {
		d.f(` aria-hidden="true" focusable="false">`)
	} else {
		d.f(` role="group" aria-label="%s">`, escape(label))
	}
	return d
}

func (d *drawing) f(format string, a ...any) { fmt.Fprintf(&d.Builder, format, a...) }

func (d *drawing) done() string {
	d.f("</svg>")
	return d.String()
}

// num writes a coordinate to a tenth.
func num(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

// text writes a label; anchor is "", "middle" or "end".
func (d *drawing) text(x, y float64, anchor, class, s string) {
	d.f(`<text x="%s" y="%s"`, num(x), num(y))
	if anchor != "" {
		d.f(` text-anchor="%s"`, anchor)
	}
	if class != "" {
		d.f(` class="%s"`, class)
	}
	d.f(`>%s</text>`, escape(s))
}

// link begins a link, if there is an address; unlink ends it. title says what
// the link is to whoever points at it, and to screen readers.
func (d *drawing) link(address, title string) {
	if address != "" {
		d.f(`<a href="%s">`, escape(address))
	}
	if title != "" {
		d.f(`<title>%s</title>`, escape(title))
	}
}

func (d *drawing) unlink(address string) {
	if address != "" {
		d.f("</a>")
	}
}

// dots are points of one look in one path: nine bytes each.
func (d *drawing) dots(class string, points [][2]float64) {
	if len(points) == 0 {
		return
	}
	d.f(`<path class="%s" d="`, class)
	for _, p := range points {
		d.f("M%s %sh0", num(p[0]), num(p[1]))
	}
	d.f(`"/>`)
}

const day = 24 * time.Hour

// ticks are where an axis of lengths may end and what it names on the way.
var ticks = []time.Duration{
	time.Minute, 10 * time.Minute, time.Hour, 6 * time.Hour, day, 7 * day, 30 * day, 365 * day,
}

// An Axis is a logarithmic one of lengths, from a minute to a tick. What is
// longer stands at its end.
type Axis struct {
	From, To float64 // x of its ends
	End      time.Duration
}

// LengthAxis ends at the first tick that 99 % of the lengths do not pass: a
// single incident of a year would push all others into a corner. sorted are
// the lengths in order.
func LengthAxis(from, to float64, sorted []time.Duration) Axis {
	a := Axis{from, to, day}
	if len(sorted) == 0 {
		return a
	}
	most := sorted[(len(sorted)-1)*99/100]
	for _, t := range ticks[4:] {
		if a.End = t; t >= most {
			break
		}
	}
	return a
}

// X is the place of a length.
func (a Axis) X(d time.Duration) float64 {
	d = min(max(d, time.Minute), a.End)
	return a.From + (a.To-a.From)*math.Log(d.Minutes())/math.Log(a.End.Minutes())
}

// Ticks are those on the axis; of a narrow one every second.
func (a Axis) Ticks() []time.Duration {
	var out []time.Duration
	for i, t := range ticks {
		if t <= a.End && (a.To-a.From > 500 || i%2 == 0 || t == a.End) {
			out = append(out, t)
		}
	}
	if n := len(out); n > 1 && a.X(out[n-1])-a.X(out[n-2]) < 40 {
		out = append(out[:n-2], out[n-1])
	}
	return out
}
