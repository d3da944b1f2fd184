package figure

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/wording"
)

// A Mark is an entry of a timeline: a dot that leads to it.
type Mark struct {
	ID   string // of the entry on the page
	At   time.Time
	Text string
}

// A Drawing is an incident to scale, twice: a shrunk drawing could not be read
// on a phone. Both are "" where too little is stated to draw. What they show
// stands in Key in words, and in the list of the timeline.
type Drawing struct {
	Wide, Narrow string
	Key          []Item
}

// An Item is a piece of the line below the drawing: a phase and its length, or
// a remark.
type Item struct {
	Kind   Kind   `json:"kind"` // "" for a remark
	Words  string `json:"words"`
	Length string `json:"length"`
}

// Incident draws an incident with the entries of its timeline. Entries that lie
// further away than the incident lasted stand in a gutter behind a break, so
// that one of last year does not press the rest into a line.
func Incident(i hindsight.Incident, marks []Mark, say wording.Texts) Drawing {
	at, which := exact(i)
	marks = slices.Clone(marks)
	slices.SortStableFunc(marks, func(a, b Mark) int { return a.At.Compare(b.At) })
	p := plan{phases: Phases(i), marks: marks, say: say}
	from, to, ok := core(at, marks)
	if !ok || len(p.phases) == 0 && len(at)+len(marks) < 3 {
		return Drawing{}
	}
	p.window(from, to)
	if len(at) > 0 && which[len(at)-1] < relief {
		p.open = at[len(at)-1]
		if next := from.Add(to.Sub(from) * 5 / 4); p.to.Before(next) {
			p.to = next
		}
	}
	return Drawing{Wide: p.draw(wide), Narrow: p.draw(narrow), Key: p.key(i)}
}

// core is the time that sets the scale: that of the stated moments, or, without
// two of them, that of the middle half of the timeline.
func core(at []time.Time, marks []Mark) (from, to time.Time, ok bool) {
	all := slices.Clone(at)
	if len(at) < 2 || at[0].Equal(at[len(at)-1]) {
		if n := len(marks); n > 0 {
			all = append(all, marks[n/4].At, marks[n-1-n/4].At)
			if marks[n/4].At.Equal(marks[n-1-n/4].At) {
				all = append(all, marks[0].At, marks[n-1].At)
			}
		}
	}
	if len(all) == 0 {
		return from, to, false
	}
	slices.SortFunc(all, time.Time.Compare)
	from, to = all[0], all[len(all)-1]
	d := to.Sub(from)
	return from, to, d > 0 && d <= longest
}

// A plan is what is to be drawn, before it has a size.
type plan struct {
	phases        []Phase
	marks         []Mark    // within from and to
	before, after []Mark    // those in the gutters
	from, to      time.Time // what the scale shows
	say           wording.Texts
	open          time.Time // from here on nobody says when it ended; zero where somebody does
}

// window divides the entries into those that the scale shows and those in the gutters.
func (p *plan) window(from, to time.Time) {
	length := to.Sub(from)
	p.from, p.to = from, to
	all := p.marks
	p.marks = nil
	for _, m := range all {
		switch {
		case m.At.Before(from.Add(-length)):
			p.before = append(p.before, m)
		case m.At.After(to.Add(length)):
			p.after = append(p.after, m)
		default:
			p.marks = append(p.marks, m)
			if m.At.Before(p.from) {
				p.from = m.At
			}
			if m.At.After(p.to) {
				p.to = m.At
			}
		}
	}
}

// key says in words what the drawing shows.
func (p plan) key(i hindsight.Incident) []Item {
	var out []Item
	for _, ph := range p.phases {
		out = append(out, Item{ph.Kind, ph.Kind.Words(p.say), p.say.Length(ph.Length())})
	}
	if d, ok := i.NoticedAfter(); ok && d == 0 {
		out = append([]Item{{Words: p.say.Say("figure-at-once")}}, out...)
	}
	if d, ok := i.Lasted(); ok && len(p.phases) > 1 {
		out = append(out, Item{Words: p.say.Say("figure-in-all"), Length: p.say.Length(d)})
	}
	if i.Started.Precision() != hindsight.Instant && len(p.phases) > 0 {
		out = append(out, Item{Words: p.say.Say("figure-no-start")})
	}
	if !p.open.IsZero() {
		out = append(out, Item{Words: p.say.Say("figure-no-end")})
	}
	return out
}

// A format is a size to draw in, in units that are pixels on a page of that width.
type format struct {
	name                  string // class of the drawing
	width, gutter, letter float64
	ticks                 int  // at most
	words                 bool // names of phases, texts of dots
}

var (
	wide   = format{name: "wide", width: 1088, gutter: 132, letter: 6.6, ticks: 9, words: true}
	narrow = format{name: "narrow", width: 360, gutter: 80, letter: 6.2, ticks: 4}
)

// Heights, from the top down.
const (
	edge      = 8.0  // left and right, so that a dot at the end is whole
	labelRoom = 18.0 // names of phases
	barRoom   = 20.0
	laneGap   = 12.0
	lanes     = 3
	apart     = 14.0 // dots nearer than this get a lane each
	radius    = 4.5
	dateRoom  = 15.0
	boldness  = 1.1  // bold letters are wider
	breakRoom = 32.0 // of a gutter, between its dots and the scale
)

// A sheet is a drawing in the making.
type sheet struct {
	plan
	format
	b           strings.Builder
	left, right float64 // where from and to are
	top, bottom float64 // of the bar
	low         float64 // of the lowest dot
}

func (p plan) draw(f format) string {
	s := &sheet{plan: p, format: f, left: edge, right: f.width - edge, top: 1}
	if len(p.before) > 0 {
		s.left += f.gutter
	}
	if len(p.after) > 0 {
		s.right -= f.gutter
	}
	if f.words && len(p.phases) > 0 {
		s.top = labelRoom
	}
	s.bottom = s.top + barRoom
	dots, stems := s.dots()
	ticks := axis(p.from, p.to, f.ticks, p.say)
	s.grid(ticks)
	s.bars()
	if stems != "" {
		empty(&s.b, "path", "class", "stem", "d", stems)
	}
	s.b.WriteString(dots)
	s.breaks()
	height := s.axis(ticks)
	var out strings.Builder
	tag(&out, "svg", "class", f.name, "viewBox", box(f.width, height), "width", number(f.width), "height", number(height), "aria-hidden", "true")
	return out.String() + s.b.String() + "</svg>"
}

// x is where a moment stands.
func (s *sheet) x(t time.Time) float64 {
	return s.left + (s.right-s.left)*float64(t.Sub(s.from))/float64(s.to.Sub(s.from))
}

// bars draws the phases, their names, and the open end.
func (s *sheet) bars() {
	const gap, least = .75, 2
	for n, p := range s.phases {
		x, end := s.x(p.From), s.x(p.To)
		if n > 0 {
			x += gap
		}
		if n < len(s.phases)-1 {
			end -= gap
		}
		empty(&s.b, "rect", "class", string(p.Kind), "x", number(x), "y", number(s.top),
			"width", number(max(end-x, least)), "height", number(barRoom), "rx", "1")
	}
	if s.words {
		s.names()
	}
	if s.open.IsZero() {
		return
	}
	const shades = 8
	x, w := s.x(s.open), (s.right-s.x(s.open))/shades
	for n := range shades {
		empty(&s.b, "rect", "class", string(Fixing), "x", number(x+float64(n)*w), "y", number(s.top), "width", number(w), "height", number(barRoom),
			"stroke", "none", "fill-opacity", number(.8-.1*float64(n)))
	}
}

// names writes what the phases are called above them, those of the longest
// first, as far as there is room.
func (s *sheet) names() {
	const gap = 12
	type span struct{ from, to float64 }
	var taken []span
	byLength := slices.Clone(s.phases)
	slices.SortStableFunc(byLength, func(a, b Phase) int { return cmp.Compare(b.Length(), a.Length()) })
	for _, p := range byLength {
		name := p.Kind.Words(s.say) + " " + s.say.Length(p.Length())
		x := s.x(p.From)
		end := x + float64(len(name))*s.letter*boldness
		if end > s.width || slices.ContainsFunc(taken, func(t span) bool { return x < t.to+gap && t.from < end+gap }) {
			continue
		}
		taken = append(taken, span{x, end})
		text(&s.b, name, "text", "class", "phase", "x", number(x), "y", number(labelRoom-6))
	}
}

// dots draws the entries, those that lie close together in lanes below each
// other, and what finds no lane with the dot before it.
func (s *sheet) dots() (dots, stems string) {
	var b, lines strings.Builder
	s.low = s.bottom + laneGap
	put := func(x float64, lane int, m []Mark, stem bool) {
		y := s.bottom + laneGap*float64(lane+1)
		s.low = max(s.low, y)
		if stem {
			lines.WriteString("M" + number(x) + " " + number(s.bottom) + "V" + number(y-radius))
		}
		tag(&b, "a", "href", "#"+m[0].ID, "tabindex", "-1")
		if s.words {
			text(&b, caption(m, s.say), "title")
		}
		empty(&b, "circle", "cx", number(x), "cy", number(y), "r", number(radius))
		b.WriteString("</a>")
	}
	s.gutter(s.before, edge, put)
	last := [lanes]float64{-apart, -apart, -apart}
	free := func(m Mark) int {
		return slices.IndexFunc(last[:], func(l float64) bool { return s.x(m.At)-l >= apart })
	}
	for n := 0; n < len(s.marks); {
		x, lane, next := s.x(s.marks[n].At), free(s.marks[n]), n+1
		for last[lane] = x; next < len(s.marks) && free(s.marks[next]) < 0; {
			next++
		}
		put(x, lane, s.marks[n:next], true)
		n = next
	}
	s.gutter(s.after, s.right+breakRoom, put)
	return b.String(), lines.String()
}

// gutter spreads the entries of a gutter evenly.
func (s *sheet) gutter(marks []Mark, left float64, put func(x float64, lane int, m []Mark, stem bool)) {
	room := int((s.format.gutter - breakRoom - edge) / apart)
	each := max(1, (len(marks)+room*lanes-1)/(room*lanes))
	for n := 0; n*each < len(marks); n++ {
		put(left+apart*float64(n%room), n/room, marks[n*each:min((n+1)*each, len(marks))], false)
	}
}

// caption is what a dot says when one points at it.
func caption(m []Mark, say wording.Texts) string {
	const most = 100
	t := m[0].Text
	if utf8.RuneCountInString(t) > most {
		t = strings.TrimSpace(string([]rune(t)[:most])) + "…"
	}
	t = m[0].At.Format("15:04 ") + t
	if len(m) > 1 {
		t += " " + say.Say("figure-more", "N", strconv.Itoa(len(m)-1))
	}
	return t
}
