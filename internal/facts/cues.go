package facts

import (
	"regexp"
	"strings"

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
