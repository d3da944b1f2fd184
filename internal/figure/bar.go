package figure

import (
	"math"
	"strings"
	"time"

	"hindsight"
)

// The axis of the small bars, the same in every row of every list: 1 minute to
// 30 days, logarithmic. In units of the drawing.
const (
	barWidth    = 128
	barHeight   = 6
	barShortest = time.Minute
	barLongest  = 30 * 24 * time.Hour
)

// barAt is where a length ends on that axis: a third of the way for an hour,
// two thirds for a day. What is shorter or longer stands at its ends.
func barAt(d time.Duration) float64 {
	const least = 2 // a minute is to be seen
	d = min(max(d, barShortest), barLongest)
	return least + (barWidth-least)*math.Log(float64(d)/float64(barShortest))/math.Log(float64(barLongest)/float64(barShortest))
}

// Bar draws how long an incident lasted as the bar of a list's row, with its
// phases where they are known; "" where the length is not. It says nothing that
// does not stand beside it in words.
func Bar(i hindsight.Incident) string {
	length, ok := i.Lasted()
	phases := Phases(i)
	if !ok || len(phases) == 0 {
		return ""
	}
	var b strings.Builder
	tag(&b, "svg", "class", "bar", "viewBox", box(barWidth, barHeight), "width", number(barWidth), "height", number(barHeight), "aria-hidden", "true")
	from, zero := 0.0, i.Started.Time()
	for _, p := range phases {
		if to := barAt(min(p.To.Sub(zero), length)); to > from {
			empty(&b, "rect", "class", string(p.Kind), "x", number(from), "width", number(to-from), "height", number(barHeight))
			from = to
		}
	}
	b.WriteString("</svg>")
	return b.String()
}
