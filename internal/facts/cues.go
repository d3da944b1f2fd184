package facts

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// Words that tell what a time is the time of.
var (
	startCue    = regexp.MustCompile(`(?i)\b(?:(?:incident|outage|impact|issue|problem|failure|disruption|degradation|fault|downtime|errors?)\s+(?:first\s+)?(?:start(?:s|ed)?|began|begins|occur(?:s|red))|(?:problem|incident|outage|impact) (?:started|starts|begins)|start of (?:the )?(?:incident|outage|impact))\b`)
	detectCue   = regexp.MustCompile(`(?i)\b(?:alert(?:s|ed|ing)?|paged?|pages|pagerduty|alarm(?:s|ed)?|notic(?:e|es|ed)|detect(?:s|ed)?|discover(?:s|ed)|notified|notifying|aware|reali[sz](?:es?|ed)|witness(?:es|ed)|observ(?:es|ed)|spot(?:s|ted)|disclosed to|receiv(?:es?|ed) (?:an? |the |our |several |multiple |many )?(?:first )?(?:automated |e-?mail )?(?:alerts?|reports?|e-?mails?|notifications?|complaints?|tickets?|messages?|calls?)|report(?:s|ed|ing)?|complain(?:s|ed)?|first (?:\w+ )?ticket|tickets? (?:from|about|arriv|came)\w*|(?:users?|customers?|people|members?) (?:e-?mail|contact|ask|writ|wrote|point)\w*|identified by|(?:problem|issue|incident|outage|failure|vulnerability|bug) (?:(?:is|was) )?(?:first )?(?:identified|seen|observed|spotted|found)|started investigating|(?:start|begin|began)\w* (?:to )?investigat\w+|investigation (?:beg[ai]n|start)\w*)\b`)
	mitigateCue = regexp.MustCompile(`(?i)\b(?:mitigat(?:ed|es)|mitigation (?:was |is )?(?:applied|complete[d]?|deployed|in place|rolled out)|rolled back|rollback (?:was )?complete[d]?|workaround (?:was )?(?:applied|deployed|in place|found)|(?:change|release|deploy(?:ment)?|commit|version|config\w*|upgrade|update|patch)s? (?:(?:is|was|were|has been) )?reverted|failed over|failover (?:was |is )?(?:complete[d]?|done|finished)|traffic (?:was |is )?(?:fully )?(?:shifted|drained|redirected|re-?routed|moved|diverted)|(?:stop|cease)(?:s|ped|d) the bleeding|contained)\b`)
	resolveCue  = regexp.MustCompile(`(?i)\b(?:resolved|restored|recovered|recovers|back to normal|back online|back up|back (?:in )?(?:operation\w*|service)|up and running|(?:service|operations?|processing|traffic|deliver\w+) (?:was |is |has )?(?:fully )?resumed|no (?:more|further) (?:errors|failures)|works again|fully (?:operational|functional|recovered|healthy)|all clear|fix(?:ed|es) (?:the |this )?(?:issue|problem|outage)|(?:issue|problem|outage) (?:is |was )?(?:permanently )?fixed|incident (?:is |was |declared )?(?:over|closed|ended|ends)|close[sd]? the incident|stabili[sz]ed|outage (?:over|ends|ended)|returned? to normal|normal operations?|(?:is|are|was|were|is now|are now) (?:up|healthy|normal|stable|operational|working again)|everything (?:is|was) (?:ok|fine|normal|working)|(?:version|release|patch|update|hotfix) (?:[\w.]+ ){0,5}(?:was|is|were) (?:released|published)|(?:hot)?fix (?:is |was |has been )?(?:deployed|released|rolled out|live|shipped)|(?:up|online|available|reachable|accessible|working|running) again)\b|\b(?:is|are|was|were) (?:fully )?back(?: up| online| to normal| and running)?(?:[.!,]|$)`)
	// reportedOne takes from "the reported incident" that somebody reported it then.
	reportedOne = regexp.MustCompile(`(?i)\b(?:the|an?|this|all|any) reported\b|\b(?:status|incident|final|full|this|our|the|root cause) report\b`)
	// noHelp is how an event says that what was done did not end anything.
	noHelp = regexp.MustCompile(`(?i)\b(?:(?:did|does|do|was|is)(?: not|n[’']t) (?:\w+ )?(?:help\w*|work\w*|fix|resolve\w*|effective|solve|recover\w*|restore\w*|success\w*)|no (?:effect|improvement|change|luck)|to no avail|without (?:success|effect)|unsuccessful\w*|not (?:yet )?(?:fully )?(?:resolved|recovered|restored|mitigated|fixed)|(?:attempt\w*|try|tries|tried|trying|plan\w*|decid\w*|decision|propos\w*|discuss\w*|consider\w*|unable|failed|fails|start\w*|began|begin\w*) (?:\w+ ){0,2}(?:to )?(?:mitigat\w*|resolv\w*|restor\w*|recover\w*|roll\w*|revert\w*|workaround))\b`)
	// aftermath are events that may end a timeline and are not the end of the incident.
	aftermath = regexp.MustCompile(`(?i)\b(?:post-?\s?mortem|retrospective|review meeting|blog post|follow-?up|tweet\w*|announce\w*|e-?mail(?:s|ed)?|mailing list|published|report (?:is|was) |press)\b`)
	// impactWords make a range of time the time of the incident.
	impactWords = regexp.MustCompile(`(?i)\b(?:experienc\w*|unavailab\w*|degrad\w*|outages?|errors?|affect\w*|impact\w*|downtime|down|disrupt\w*|incidents?|fail\w*|issues?|unable|latenc\w*|slow\w*|elevated|offline|interrupt\w*|inaccessible|unreachable|loss|lost|broken|time-?outs?|timed out|intermittent\w*|problems?|crash\w*|stopped|delet\w*|wiped|corrupt\w*|leak\w*|compromis\w*|unauthori\w*|vulnerab\w*|not able|could not|reduc\w*|drop(?:s|ped)?|dips?|gaps?|delay\w*|regressions?|broke|reject\w*|refus\w*|stuck|overload\w*|restarts?|deadlock\w*|froze|frozen|hung|exhaust\w*|ran out|filled up|may (?:not )?have|might (?:not )?have|inability|this was the case|no \w+ (?:was|were|could|can)|nobody|errone\w*|incorrect\w*|stale|missing|wrong\w*|(?:would|did|does|do|could|can)(?: not|n[’']t) (?:\w+ )?(?:come|start|work|respond|load|connect|boot|complete|launch|open|log|deliver\w*|arrive))\b`)
	// partly takes from a recovery that it was the end.
	partly = regexp.MustCompile(`(?i)\b(?:majority|most|mostly|many|some|several|partial(?:ly)?|largely|began|begin|beginning|start(?:ed|ing|s)?|initial|first|early signs|temporarily|attempt\w*|not)\b`)
	// whole makes of a mitigation the end.
	whole = regexp.MustCompile(`(?i)\bfull(?:y)? mitigat(?:ed|ion)\b(?:[^.;0-9]|\.[a-z]){0,30}$`)
	// notImpact takes ranges away that are about the repair or the aftermath.
	notImpact = regexp.MustCompile(`(?i)\b(?:maintenance window|next update|will be|scheduled for|support hours|office hours|stand-?up|meeting)\b`)
)

// detects says that a line of a timeline tells how somebody noticed.
func detects(text string) bool {
	return detectCue.MatchString(text) && detectCue.MatchString(reportedOne.ReplaceAllString(text, " "))
}

// before and after are cues by their place beside the time: "started at
// 15:54", "15:54, when we were paged".
var placeCues = []struct {
	field         int
	before, after *regexp.Regexp
}{
	{
		resolved,
		regexp.MustCompile(`(?i)\b(?:resolv(?:ed|ing)|resolution|restor(?:ed|ing)|recover(?:ed|y|ing)|fixed|ended|ending|end(?:s)?|until|closed|over|operational|running again|normal|normally|healthy|stabili[sz]ed|concluded|back up|back online|all[- ]clear|(?:restoration|rollback|fix|deployment|failover|repair|action|revert|deletion|removal|clean-?up)s? (?:was |were )?(?:complete[d]?|performed|done|finished)|lasted until|continued (?:to|until|through))\b(?:[^.;0-9]|\.[a-z]){0,40}$`),
		regexp.MustCompile(`(?i)^(?:[^.;0-9]|\.[a-z]){0,50}\b(?:resolved|restored|recovered|fully mitigated|fixed|back to normal|back up|back online|fully operational|returned to normal|(?:up|online|available|reachable|accessible|working|running) again|(?:to|could|and) (?:finally )?(?:solve|fix) the (?:problem|issue)|incident (?:was |is )?(?:closed|over))\b`),
	},
	{
		mitigated,
		regexp.MustCompile(`(?i)\b(?:mitigat(?:ed|ion)|rolled back|rollback|reverted|workaround|contained)\b(?:[^.;0-9]|\.[a-z]){0,40}$`),
		regexp.MustCompile(`(?i)^(?:[^.;0-9]|\.[a-z]){0,50}\b(?:mitigated|rolled back|reverted)\b`),
	},
	{
		detected,
		regexp.MustCompile(`(?i)\b(?:alerted|alerts?|paged|notified|noticed|detected|detect|discovered|aware|informed|reported|reports?|identified)\b(?:[^.;0-9]|\.[a-z]){0,48}$`),
		regexp.MustCompile(`(?i)^(?:[^.;0-9]|\.[a-z]){0,50}\b(?:alerted|alerts?|alarms?|paged|notified|noticed|detected|discovered|(?:became|made) aware|informed|received (?:a |the )?(?:first )?reports?|(?:researchers?|customers?|users?|employees?|contributors?) (?:\w+ )?(?:identified|found|reported|spotted))\b`),
	},
	{
		started,
		regexp.MustCompile(`(?i)\b(?:start(?:ed|ing|s)?|began|begin(?:ning|s)?|commenc(?:ed|ing)|occurred|since|first (?:seen|appeared|occurred|impact)|onset|as early as|from|introduced|triggered|went (?:down|offline)|happened)\b(?:[^.;0-9]|\.[a-z]){0,40}$`),
		regexp.MustCompile(`(?i)^(?:[^.;0-9]|\.[a-z]){0,140}\b(?:(?:started|began|begins|starts) (?:to (?:fail|see|experience|return|drop|degrade|receive|reject|time|slow)|failing|seeing|experiencing|returning|receiving|timing|having|dropping|rejecting)|went down|stopped|crashed|failed|experienced|(?:became|was|were) (?:down|unavailable|unresponsive|unreachable|inaccessible)|suffered|lost|ran out|outage|sustained)\b`),
	},
}

// prose reads the sentences that tell what happened, and returns the end of
// the first range of impact in the opening ones, or else in the others.
func (c *candidates) prose(doc prose.Document, cal calendar) (impactEnd hindsight.Moment) {
	r := sentenceReader{c: c, cal: cal, on: cal.base}
	if broken.MatchString(doc.Title) && !cal.titled.IsZero() {
		c.first(started, fromTitle, hindsight.At(cal.titled, hindsight.Day))
	}
	section := -1
	for i, s := range doc.Sentences {
		role := doc.Sections[s.Section].Role
		if !tells(role) && role != prose.RoleFollowUp || s.Block == prose.Table || s.Block == prose.Quote || isEvent(doc, s, role) {
			continue
		}
		if s.Section != section {
			section, r.on = s.Section, cal.base
		}
		source := fromProse
		first := i < 8 && s.Block == prose.Paragraph && role != prose.RoleTimeline
		if role == prose.RoleSummary || role == prose.RoleImpact || first {
			source = fromSummary
		}
		r.opening = role == prose.RoleSummary || first
		r.next = head(doc.Text[s.End:min(len(doc.Text), s.End+400)], 400)
		text := flat(head(doc.Text[s.Start:s.End], 3000))
		if role == prose.RoleFollowUp { // what is to be done, but some tell there how they noticed
			if wasAlerted.MatchString(text) {
				r.read(text, fromProse)
			}
			continue
		}
		r.read(text, source)
	}
	if r.early.IsZero() {
		return r.late
	}
	return r.early
}

// broken are the words of a title whose date is that of the incident.
var broken = regexp.MustCompile(`(?i)\b(?:outages?|incident|disruption|downtime|failures?|degradation|down|interruption|unavailab\w*|errors?|issues?|event|latency|fail(?:s|ed)?)\b`)

var wasAlerted = regexp.MustCompile(`(?i)\b(?:(?:was|were|got) (?:first |automatically )?(?:alerted|paged|notified|reported|detected)|received (?:an? |the |our |several |multiple )?(?:first )?alerts?)\b`)

// isEvent says that a sentence is a line of a timeline, which bodyEvents reads.
func isEvent(doc prose.Document, s prose.Sentence, role prose.Role) bool {
	b := block{kind: paragraph, flat: flat(head(doc.Text[s.Start:s.End], 300)), role: role}
	if s.Block == prose.Item {
		b.kind = item
	}
	l, ok := timed(b)
	if s.Block == prose.Item {
		return ok || role == prose.RoleTimeline
	}
	return ok && l.text != l.full && l.text != "" && strings.HasSuffix(l.full, l.text)
}

// A sentenceReader reads sentences one after the other.
type sentenceReader struct {
	c           *candidates
	cal         calendar
	on          time.Time        // the day that the text speaks of
	begun       bool             // a time has been read in the body
	opening     bool             // the sentence is one of those that a report begins with
	next        string           // the text after it
	early, late hindsight.Moment // end of the first range of impact: of the opening, of the rest
}

// statement is a sentence that dashboards begin with.
var statement = regexp.MustCompile(`(?i)^(?:the )?(?:incident|outage|issue) (?:began|started) (?:at|on)\b`)

// read reads the times of one sentence; each by the words beside it. What
// breaks at the first time of a report may stand in the sentence after it.
func (r *sentenceReader) read(text string, source int) {
	spans := when.Find(text)
	if len(spans) == 0 {
		r.days(text, source)
		return
	}
	if own := ofThisOne(text); own != text {
		text, spans = own, when.Find(own)
	}
	if len(spans) == 0 || notImpact.MatchString(text) {
		return
	}
	impact := impactWords.MatchString(text)
	if statement.MatchString(text) {
		source = fromLabel
	}
	more := again.MatchString(text)
	hearsay := mentions(text, "reportedly") // a time that others had given
	for i, s := range spans {
		if !s.From.Clock && ofAnother(text[:s.Start]) {
			continue
		}
		first := !r.begun && i == 0
		r.begun = true
		if full, ok := r.cal.date(s.From, r.on); ok && s.From.Dated() && full.Full() {
			r.on = full.Date()
		}
		s.From, s.To = r.relative(text, s)
		from, ok := r.moment(s.From)
		if !ok {
			continue
		}
		if s.Range && impact && beganWithin.MatchString(text[:s.Start]) {
			r.c.first(started, source, from)
			continue
		}
		if s.Range && s.From.Clock && i == 0 && r.opening && !impact { // the sentence was torn
			impact = impactWords.MatchString(r.next)
		}
		if s.Range && impact && onlyHarm(text) {
			r.c.first(started, source, from)
			continue
		}
		if s.Range && impact {
			more = r.impact(from, s.To, source, more) || more
			continue
		}
		field, ok := cueField(around(text, spans, i))
		switch {
		case ok && field == resolved:
			r.c.latest(field, source, from)
		case hearsay:
			r.c.first(detected, fromOpening, from)
		case r.opening && first && s.Start < 24 && s.From.Clock && impact && !(ok && field == detected):
			r.c.first(started, fromSummary, from)
		case ok && (field != started || impact || source == fromSummary):
			r.c.first(field, source, from)
		case r.opening && i == 0 && !over.MatchString(text[:s.Start]) && (impact || impactWords.MatchString(r.next)):
			r.c.first(started, fromOpening, from)
		}
	}
	if impact && source <= fromSummary {
		r.lasted(text, spans)
	}
}

// relative puts a time of day beside "this morning" or "yesterday" on the day
// that these mean when the report was published, where that is near to the day
// that the text has come to.
func (r *sentenceReader) relative(text string, s when.Span) (from, to when.Stamp) {
	const near = 3 * 24 * time.Hour
	published := day(r.cal.published)
	if s.From.Dated() || r.cal.published.IsZero() || !r.on.IsZero() && published.Sub(r.on).Abs() > near {
		return s.From, s.To
	}
	m := relativeAfter.FindStringSubmatch(text[s.End:])
	if m == nil {
		m = relativeBefore.FindStringSubmatch(text[max(0, s.Start-40):s.Start])
	}
	switch {
	case m == nil:
		return s.From, s.To
	case m[1] != "":
		published = published.AddDate(0, 0, -1)
	}
	if s.To.Clock && !s.To.Dated() {
		s.To = s.To.On(published)
	}
	return s.From.On(published), s.To
}

var (
	relativeAfter  = regexp.MustCompile(`(?i)^(?: [A-Z]{2,4})?,? ` + relativeRE + `\b`)
	relativeBefore = regexp.MustCompile(`(?i)\b` + relativeRE + `,?(?: at| around| about| approximately| from| until| since| by)* $`)
)

// days reads an opening sentence without any date or time that says "today" or
// "yesterday", on the day of publication.
func (r *sentenceReader) days(text string, source int) {
	if !r.opening || r.begun || r.cal.published.IsZero() {
		return
	}
	m := relative.FindStringSubmatchIndex(text)
	if m == nil || ofThisOne(text) == "" || tense.MatchString(text) {
		return
	}
	on := day(r.cal.published)
	if m[2] >= 0 {
		on = on.AddDate(0, 0, -1)
	}
	at := hindsight.At(on, hindsight.Day)
	switch field, ok := cueField(text[:m[0]], text[m[1]:]); {
	case ok && field == detected, discovered.MatchString(text):
		r.c.first(detected, source, at)
	case impactWords.MatchString(text):
		r.c.first(started, fromOpening, at)
	}
}

var (
	// discovered is how a report begins with the finding.
	discovered = regexp.MustCompile(`(?i)\b(?:discovered|detected|noticed|became aware|were (?:made aware|alerted|notified|informed)|was (?:alerted|notified|informed))\b`)
	// tense is how a sentence speaks of what is done about it today.
	tense = regexp.MustCompile(`(?i)\b(?:today,? (?:we|i) (?:are|want|would|will|am|have)|(?:we|i)[’']?(?:re| are|'m| am| want| would like| will)\b[^.]{0,40}\btoday|still|until today|as of today|until now|continues?|to this day)\b`)
)

// lasted takes the end of an incident whose start and length one of the
// opening sentences gives, and no other time of day.
func (r *sentenceReader) lasted(text string, spans []when.Span) {
	spans = slices.DeleteFunc(slices.Clone(spans), func(s when.Span) bool { return !s.From.Clock })
	if len(spans) != 1 || spans[0].Range {
		return
	}
	if l, ok := lengthIn(text); ok {
		if from, ok := r.moment(spans[0].From); ok {
			r.c.first(resolved, fromDuration, l.after(from, spans[0].About))
		}
	}
}

// moment is what a stamp means where the text has come to. "Monday" alone is
// too vague to be a fact of the incident.
func (r *sentenceReader) moment(s when.Stamp) (hindsight.Moment, bool) {
	if !s.Clock && s.Day == 0 {
		return hindsight.Moment{}, false
	}
	m, ok := r.cal.moment(s, r.on, when.Zone{})
	return m, ok && m.Precision() >= hindsight.Day
}

// impact takes a range of time in which something was broken. One more range,
// of the same sentence or of one that says so, moves the end; it is true when
// this one did.
func (r *sentenceReader) impact(from hindsight.Moment, to when.Stamp, source int, more bool) bool {
	r.c.first(started, source, from)
	last := &r.late
	if source <= fromSummary {
		last = &r.early
	}
	end, ok := r.moment(to)
	if ok = ok && (last.IsZero() || more); ok {
		*last = laterOf(*last, end)
	}
	return ok
}

// harm is what is done in a span of time and felt long after it.
var harm = regexp.MustCompile(`(?i)\b(?:delet\w*|wiped|corrupt\w*|leak\w*|compromis\w*|unauthori\w*)\b`)

// onlyHarm says that a sentence tells of nothing else, so that the end of its
// span is no end of the incident.
func onlyHarm(text string) bool {
	return harm.MatchString(text) && !impactWords.MatchString(harm.ReplaceAllString(text, " "))
}

// beganWithin is how a sentence says that the start lies in the range that follows.
var beganWithin = regexp.MustCompile(`(?i)\b(?:began|begun|started|appeared) (?:\w+ ){0,5}(?:in the period|between|some ?time|somewhere)(?: between)? ?$`)

// again is how a sentence speaks of a further time of impact.
var again = regexp.MustCompile(`(?i)\b(?:again|second(?:ary)? (?:period|window|outage|incident|wave|impact|event)|recurr\w*|re-?occurr\w*)\b`)

// clauseEnd is where the words before a time stop to belong to it: "the record
// started to spread again and by 9:40 …".
var clauseEnd = regexp.MustCompile(`(?i)(?:, | )(?:and|but|then|while|before|which|when)\b`)

// waiting is how a sentence says until when something was put off, which is no end.
var waiting = regexp.MustCompile(`(?i)\b(?:delay\w*|postpon\w*|wait\w*|hold|held|defer\w*|valid|aware|respon\w+|notic\w+|discover\w*|detect\w*|worked (?:fine|well|normally|correctly|as (?:expected|intended|designed)))(?: [^\s,;]+){0,4} until$`)

// over is what stands before a time at which nothing broke.
var over = regexp.MustCompile(`(?i)\b(?:fixed|resolved|restored|recovered|repaired|all[- ]clear|back to normal|deployed|released|published)\b`)

// notUntil is how "was not fully restored until 10:00" says when it was.
var notUntil = regexp.MustCompile(`(?i)\bnot (?:\w+ ){0,3}until\b`)

// around returns the text between a span and its neighbours.
func around(text string, spans []when.Span, i int) (before, after string) {
	start, end := 0, len(text)
	if i > 0 {
		start = spans[i-1].End
	}
	if i+1 < len(spans) {
		end = spans[i+1].Start
	}
	before = strings.ReplaceAll(text[start:spans[i].Start], "up and running", "running again")
	before = notUntil.ReplaceAllString(before, "until")
	if waiting.MatchString(strings.TrimSpace(before)) {
		before = ""
	}
	if at := clauseEnd.FindAllStringIndex(before, -1); at != nil {
		before = before[at[len(at)-1][1]:]
	}
	if len(before) > 80 {
		before = before[len(before)-80:]
	}
	return before, text[spans[i].End:min(end, spans[i].End+180)]
}

// cueField returns the field whose cue stands nearest: before the time if
// there is one, else after it.
func cueField(before, after string) (field int, ok bool) {
	if whole.MatchString(before) {
		return resolved, true
	}
	best := -1
	for _, c := range placeCues {
		if at := c.before.FindStringIndex(before); at != nil && at[0] > best {
			best, field = at[0], c.field
		}
	}
	if best >= 0 {
		return field, field != resolved || !partly.MatchString(before)
	}
	best = len(after) + 1
	for _, c := range placeCues {
		if at := c.after.FindStringIndex(after); at != nil && at[1] < best && !(c.field == resolved && partly.MatchString(after[:at[1]])) {
			best, field = at[1], c.field
		}
	}
	return field, best <= len(after)
}
