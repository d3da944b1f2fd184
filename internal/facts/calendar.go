package facts

import (
	"iter"
	"regexp"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/language"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// A calendar knows what a document says of its days and zones, and so which
// instant "15:54" or "Monday 18" means in it.
type calendar struct {
	zone      when.Zone               // stated for the whole text, or the only one that its times use
	base      time.Time               // the day of the incident; zero when the text does not give it
	titled    time.Time               // the day that the title names; zero when it does not
	published time.Time               // zero when not known
	year      int                     // of dates without one; 0 when not known
	order     when.Order              // of the numbers in "03/04/2021"; 0 when nothing settles it
	seasons   map[when.Zone]when.Zone // what is meant by zones that the text names by their standard time
	foreign   bool                    // the text is in another language than English, whose words for what broke are not all known
	zoneless  *bool                   // set when a time was read as UTC because nothing names its zone
}

var (
	titleYearRE = regexp.MustCompile(`\b(?:19[89]|20[0-4])\d\b`)
	urlDayRE    = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)\b`)
)

// commonDayRE reads "all events happened on 2019-10-21".
var commonDayRE = regexp.MustCompile(`(?i)\b(?:all|following|these)\b[^.\n]{0,40}\b(?:events?|times?|timestamps)\b[^.\n]{0,30}\bon\b`)

func newCalendar(p hindsight.Postmortem, blocks []block) calendar {
	c := calendar{zone: documentZone(blocks), published: publishedDay(p), zoneless: new(bool), foreign: language.Of(p.Body) != ""}
	c.seasons = seasonZones(blocks)
	if c.order = when.OrderIn(flats(blocks), knownDays(p, c.published)); c.order == 0 {
		c.order = c.zone.Order()
	}
	c.year = onlyYear(p, blocks)
	c.titled, _ = c.firstDay(p.Title)
	c.base = c.incidentDay(p, blocks)
	return c
}

// flats are the texts of the blocks.
func flats(blocks []block) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, b := range blocks {
			if !yield(b.flat) {
				return
			}
		}
	}
}

// knownDays are the days that are stated outside the body and settle what its dates mean.
func knownDays(p hindsight.Postmortem, published time.Time) []time.Time {
	days := []time.Time{published}
	for _, s := range when.Find(p.Title) {
		if s.From.Full() && s.From.Order == 0 {
			days = append(days, s.From.Date())
		}
	}
	for _, e := range p.Timeline[:min(len(p.Timeline), 20)] {
		if e.At.Precision() >= hindsight.Day {
			days = append(days, day(e.At.Time()))
		}
	}
	return days
}

// onlyYear is the year of dates that state none: that of the title, else that
// of the publication in as far as it is known, else the one that all dates of
// the text with a year have; 0 when there are several.
func onlyYear(p hindsight.Postmortem, blocks []block) (year int) {
	if y := titleYearRE.FindString(p.Title); y != "" {
		t, _ := time.Parse("2006", y)
		return t.Year()
	}
	if !p.Date.IsZero() {
		return p.Date.Time().Year()
	}
	for _, b := range blocks {
		if !tells(b.role) {
			continue
		}
		text := ofThisOne(head(b.flat, maxBlock))
		for _, s := range when.Find(text) {
			switch {
			case s.From.Year == 0 || ofAnother(text[:s.Start]):
			case year != 0 && s.From.Year != year:
				return 0
			default:
				year = s.From.Year
			}
		}
	}
	return year
}

// publishedDay is the day of p.Date, else the day in the address of the report.
func publishedDay(p hindsight.Postmortem) time.Time {
	if p.Date.Precision() >= hindsight.Day {
		return p.Date.Time()
	}
	if m := urlDayRE.FindStringSubmatch(p.Source.URL); m != nil {
		if t, err := time.Parse("2006-01-02", m[1]+"-"+m[2]+"-"+m[3]); err == nil {
			return t
		}
	}
	return time.Time{}
}

// incidentDay is the day that the report is about: the earliest status
// update, else a day that a label calls that of the incident, else a date in
// the title, else the first date in what the report says happened. Publication
// is no incident, so p.Date does not count.
func (c calendar) incidentDay(p hindsight.Postmortem, blocks []block) time.Time {
	for _, e := range p.Timeline {
		if e.At.Precision() >= hindsight.Day {
			return day(e.At.Time())
		}
	}
	if t, ok := c.statedDay(blocks); ok {
		return t
	}
	if !c.titled.IsZero() {
		return c.titled
	}
	for _, b := range blocks {
		if statementRE.MatchString(b.flat) {
			if t, ok := c.firstDay(b.flat); ok {
				return t
			}
		}
	}
	for _, inTimeline := range []bool{false, true} {
		for i, b := range blocks {
			ofHead := aboutReportRE.MatchString(b.labelled()) || i < headLines && c.isDateline(b, p.Title)
			if tells(b.role) && !ofHead && (b.role == prose.RoleTimeline) == inTimeline {
				if t, ok := c.firstDay(b.flat); ok && !c.afterPublication(t) {
					return t
				}
			}
		}
	}
	if t, ok := c.labelledDay(blocks); ok {
		return t
	}
	return c.relativeDay(blocks)
}

// dayLabelRE is what stands before the day of an incident whose times stand in
// other lines: "Date | 2023-06-14", "Start | 10:00".
var dayLabelRE = regexp.MustCompile(`(?i)^\W*(?:date|day|` + incidentDayPart + `)\W*$`)

// incidentLabelRE is the label of the day of the incident itself.
var incidentLabelRE = regexp.MustCompile(`(?i)^\W*(?:` + incidentDayPart + `)\W*$`)

const incidentDayPart = `(?:incident|outage) (?:date|day)|(?:date|day) of (?:the )?(?:incident|outage)`

// statedDay is the day under such a label, among the lines at the head.
func (c calendar) statedDay(blocks []block) (time.Time, bool) {
	for _, b := range blocks[:min(len(blocks), 30)] {
		label, value := splitLabel(b)
		if !incidentLabelRE.MatchString(label) {
			continue
		}
		if spans := when.Find(value); len(spans) > 0 && spans[0].Start <= 12 && spans[0].From.Dated() {
			if full, ok := c.date(spans[0].From, time.Time{}); ok {
				return full.Date(), true
			}
		}
	}
	return time.Time{}, false
}

// background says that a day before the one that the text has come to belongs
// to what it tells of the time before the incident. Where it has come to none
// yet, a time of day says that the day is more than that.
func (c calendar) background(text string, s when.Span, day, on time.Time) bool {
	if on.IsZero() && s.From.Clock || !on.IsZero() && !day.Before(on) {
		return false
	}
	goes, certain := goesBack(text, s)
	return goes && (certain || !on.IsZero() && on.Sub(day) > 24*time.Hour)
}

// labelledDay is the day of such a line, where a line with a label of the
// incident gives a time of day alone.
func (c calendar) labelledDay(blocks []block) (day time.Time, ok bool) {
	clocks := false
	for _, b := range blocks[:min(len(blocks), 30)] {
		label, value := splitLabel(b)
		spans := when.Find(value)
		if len(spans) == 0 || spans[0].Start > 12 {
			continue
		}
		if _, isField := labelField(label); (isField || spans[0].Range && labelsWhole.in(label)) && spans[0].From.Clock && !spans[0].From.Dated() {
			clocks = true
		}
		if dayLabelRE.MatchString(label) && day.IsZero() {
			if full, found := c.date(spans[0].From, time.Time{}); found {
				day = full.Date()
			}
		}
	}
	return day, clocks && !day.IsZero()
}

// headLines are the blocks before the text in which a date by itself is that of the report.
const headLines = 3

// isDateline says that a block is nothing but the day of publication, or the
// title and that day.
func (c calendar) isDateline(b block, title string) bool {
	line := b.flat
	if rest, ok := strings.CutPrefix(line, title); ok {
		line = strings.TrimSpace(rest)
	}
	if !isStamp(line) || weekdayCellRE.MatchString(line) {
		return false
	}
	s := when.Find(line)[0].From
	return !s.Clock && s.Full() && (c.published.IsZero() || day(c.published).Equal(s.Date()))
}

// afterPublication says that a day cannot be that of the incident: the line
// that names it says when the page was printed, or what comes next.
func (c calendar) afterPublication(t time.Time) bool {
	return !c.published.IsZero() && t.After(c.published.AddDate(0, 0, 31))
}

const relativePart = `(?:(yesterday|last night)|(today|this morning|this afternoon|this evening|tonight|earlier today))`

var relativeRE = regexp.MustCompile(`(?i)\b` + relativePart + `\b`)

// relativeDay reads "yesterday" and "today" in the opening of a report whose
// day of publication is known.
func (c calendar) relativeDay(blocks []block) time.Time {
	if c.published.IsZero() {
		return time.Time{}
	}
	for _, b := range blocks[:min(len(blocks), 8)] {
		m := relativeRE.FindStringSubmatch(head(b.flat, 600))
		switch {
		case m == nil || !tells(b.role):
		case m[1] != "":
			return day(c.published).AddDate(0, 0, -1)
		default:
			return day(c.published)
		}
	}
	return time.Time{}
}

// tells says that sections of the role tell what happened this time.
func tells(r prose.Role) bool {
	switch r {
	case prose.RoleBackground, prose.RoleLessons, prose.RoleFollowUp, prose.RoleComments:
		return false
	}
	return true
}

// maxBlock is how much of a block is read for its days, in bytes.
const maxBlock = 8000

// sinceRE stands before a weekday on which something had begun that is none of the incident.
var sinceRE = regexp.MustCompile(`(?i)\b(?:since|until|till|by|next|every|each|on call (?:for|on))\s+$`)

func (c calendar) firstDay(text string) (time.Time, bool) {
	text = head(text, maxBlock)
	spans := when.Find(text)
	if len(spans) > 0 {
		if own := ofThisOne(text); own != text {
			text, spans = own, when.Find(own)
		}
	}
	for _, s := range spans {
		if s.From.Day == 0 && sinceRE.MatchString(text[:s.Start]) {
			continue // "snoozed since Friday"
		}
		if ofReport(text[:s.Start]) {
			continue
		}
		if s.From.Dated() && (s.From.Clock || !ofAnother(text[:s.Start])) && (s.From.Day != 0 || s.From.Weekday != 0) {
			if full, ok := c.date(s.From, time.Time{}); ok && !c.background(text, s, full.Date(), time.Time{}) {
				return full.Date(), true
			}
		}
	}
	return time.Time{}, false
}

// date completes the calendar day of s: from near, a day that the text gives
// close by; else from the day of the incident; else from the day of
// publication, which it cannot be after; else from the one year that the document gives.
func (c calendar) date(s when.Stamp, near time.Time) (when.Stamp, bool) {
	switch {
	case s.Order == 0:
	case c.order == 0:
		return s, false
	case s.Order != c.order:
		s = s.Swapped()
	}
	if s.Full() {
		return s, true
	}
	for _, known := range []time.Time{near, c.base} {
		if !known.IsZero() {
			return s.Near(known, false)
		}
	}
	if !c.published.IsZero() {
		return s.Near(c.published, true)
	}
	if c.year != 0 && s.Month != 0 && s.Day != 0 {
		s.Year = c.year
		return s, s.Weekday == 0 || int(s.Date().Weekday()) == s.Weekday%7
	}
	return s, false
}

// moment is what s means; a time without a date is on the given day.
func (c calendar) moment(s when.Stamp, on time.Time, zone when.Zone) (hindsight.Moment, bool) {
	if zone.IsZero() {
		zone = c.zone
	}
	switch {
	case s.Dated():
		full, ok := c.date(s, on)
		if !ok {
			return hindsight.Moment{}, false
		}
		s = full
	case on.IsZero():
		return hindsight.Moment{}, false
	default:
		s = s.On(on)
	}
	if s.Clock && s.Zone.IsZero() && zone.IsZero() {
		*c.zoneless = true
	}
	if s.Zone.IsZero() {
		s.Zone = zone
	}
	if clock, ok := c.seasons[s.Zone]; ok {
		s.Zone = clock
	}
	return s.Moment(zone)
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// day is midnight UTC of the calendar day of t.
func day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
