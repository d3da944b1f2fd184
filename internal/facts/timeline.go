package facts

import (
	"context"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// maxEvents is how many lines of a timeline are kept; the longest one seen has 120.
const maxEvents = 2000

// bodyEvents reads the timeline of a body, in the order of the text.
func bodyEvents(ctx context.Context, blocks []block, cal calendar) []hindsight.Event {
	t := timeline{cal: cal, day: cal.base}
	for i := 0; i < len(blocks) && len(t.lines) < maxEvents && ctx.Err() == nil; i++ {
		switch b := blocks[i]; b.kind {
		case header, row:
			i = t.table(blocks, i, past(b.role))
		case heading:
			t.heading(blocks, i)
		default:
			if past(b.role) {
				t.block(blocks, i)
			}
		}
	}
	return t.events()
}

// past says that times in a section of the role are of the past: those of
// follow-ups are when things are due.
func past(r prose.Role) bool {
	return r != prose.RoleFollowUp && r != prose.RoleLessons && r != prose.RoleComments
}

// A timeline collects the dated lines of a body.
type timeline struct {
	cal   calendar
	zone  when.Zone // stated in the section that is being read
	level int       // of the heading that stated it
	role  prose.Role
	day   time.Time // that a line without a date is on, as far as the text says
	begun bool      // the section has events: other days that its text names do not move the next
	fixed bool      // day is that of all lines that do not say otherwise
	group int       // counts up where a new list begins
	lines []dated
}

// dated is a line with what its place in the text says of its day.
type dated struct {
	span  when.Span
	text  string
	full  string
	zone  when.Zone
	day   time.Time
	fixed bool
	group int
}

func (t *timeline) add(l line) {
	t.begun = true
	if strings.TrimSpace(l.text) != "" {
		t.lines = append(t.lines, dated{l.span, l.text, l.full, t.zone, t.day, t.fixed, t.group})
	}
}

// heading opens a section: it may state a zone, a day, or be an event itself.
func (t *timeline) heading(blocks []block, i int) {
	b := blocks[i]
	if b.level <= t.level {
		t.zone, t.level = when.Zone{}, 0
	}
	if z, ok := statedZone(b.flat); ok {
		t.zone, t.level = z, b.level
	}
	l, ok := timed(b)
	if !ok {
		t.group++
		t.begun = false
		if b.role == prose.RoleTimeline && t.role != b.role && !t.cal.base.IsZero() {
			t.day = t.cal.base // whatever other days the sections before it have come to
		}
		t.role = b.role
		t.newDay(b.flat)
		return
	}
	if !l.span.From.Clock || b.role != prose.RoleTimeline && l.text != "" {
		t.group++
		t.setDay(l.span)
		return
	}
	if l.text == "" {
		l.text = below(blocks, i)
	}
	t.add(l)
}

func (t *timeline) block(blocks []block, i int) {
	b := blocks[i]
	if aboutReportRE.MatchString(b.flat) {
		return
	}
	l, ok := timed(b)
	switch {
	case !ok:
		if b.kind == paragraph && !t.begun {
			text := head(b.flat, 2000)
			t.newDay(text)
			t.fixed = commonDayRE.MatchString(text)
		}
		if z, ok := statedZone(b.flat); ok && t.zone.IsZero() {
			t.zone, t.level = z, 1
		}
		return
	case l.text == "" && !l.span.From.Clock:
		t.setDay(l.span)
		return
	case l.text == "" && isUnderLabel(blocks, i):
		return
	case l.text == "":
		l.text = below(blocks, i)
	}
	t.add(l)
}

// isUnderLabel says that a block is the time of a heading such as "Resolved": what follows it is not its event.
func isUnderLabel(blocks []block, i int) bool {
	if i == 0 {
		return false
	}
	label, _ := underHeading(blocks[i-1 : min(len(blocks), i+2)])
	_, ok := labelField(label)
	return ok
}

// newDay takes the last day that running text or a heading names.
func (t *timeline) newDay(text string) {
	for _, s := range when.Find(text) {
		if full, ok := t.cal.date(s.From, t.day); !ok || !t.cal.background(text, s, full.Date(), later(t.day, t.cal.base)) {
			t.setDay(s)
		}
	}
}

func (t *timeline) setDay(s when.Span) {
	if s.From.Day == 0 && s.From.Weekday == 0 {
		return
	}
	if full, ok := t.cal.date(s.From, t.day); ok {
		t.day, t.fixed = full.Date(), false
		t.group++
	}
}

// below is the text of an event that is only a time: the next paragraph, or
// the items under it.
func below(blocks []block, i int) string {
	var parts []string
	for _, b := range blocks[i+1 : min(len(blocks), i+8)] {
		if b.kind > paragraph || b.kind == heading || blocks[i].kind == item && (b.kind != item || b.level <= blocks[i].level) {
			break
		}
		if _, ok := timed(b); ok {
			break
		}
		parts = append(parts, b.flat)
		if b.kind == paragraph {
			break
		}
	}
	return strings.Join(parts, "; ")
}
