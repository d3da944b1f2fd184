package facts

import (
	"regexp"
	"strings"

	"hindsight/internal/when"
)

// Dates that are none of this incident's: those of other incidents, which a
// report compares itself with, and those of versions, laws and copyrights.

const trouble = `(?:` +
	`outages?|downtimes?|incidents?|post-?mortems?|events?|issues?|problems?|bugs?|` +
	`failures?|crash(?:es)?|disruptions?|degradations?|interruptions?|breach(?:es)?|attacks?` +
	`)`

var (
	// comparedIncidentRE is a clause that names another incident beside this one.
	comparedIncidentRE = regexp.MustCompile(`(?i)\b(?:` +
		`unlike|different from|in contrast to|compared (?:to|with)|` +
		`similar to|same as|just like|much like|as (?:in|with|during|happened in)|reminiscent of|` +
		`in addition to|unrelated to|not related to|separate from` +
		`)(?: \w+){0,4}? ` + trouble + `\b` +
		`[^;.()]*?(?:, (?:this|we|it|our|the|and|but|when|where)\b|[;.()]|$)`)
	// otherIncidentRE is how a whole sentence speaks of another incident.
	otherIncidentRE = regexp.MustCompile(`(?i)\b(?:` +
		`(?:` +
		`previous|prior|earlier|past|older|preceding|historic(?:al)?|` +
		`last (?:week|month|year|quarter|time)['’]s|last year|` +
		`unrelated|separate|similar` +
		`)(?:,? \w+){0,2} ` + trouble + `|` +
		`previously (?:occurred|happened|seen|reported)|` +
		`(?:had|has|have) (?:\w+ )?(?:happened|occurred) (?:before|previously|once|already|in the past)|` +
		`(?:last|previous) (?:time|occurrence)|` +
		`in the past` +
		`)\b`)
	// datedThingRE is what a date belongs to that follows it at once.
	datedThingRE = regexp.MustCompile(`(?i)(?:\b(?:` +
		`versions?|releases?|v|builds?|editions?|kernels?|revisions?|snapshots?|tags?|rfc|iso|` +
		`copyright|founded in|established in|` +
		`dated|blog post (?:of|from)|report of|published on|updated on|last modified|` +
		`reviewed|revised|edited|approved|signed off|finali[sz]ed|` +
		`effective|expir(?:es|ing)|valid (?:until|from|to)|support ends?|end of life|` +
		`due|deadline|eta|scheduled for|planned for` +
		`)\b|©|\(c\))[\s:#]*(?:on |is |of |at |the )?$`)
)

// otherWords are those without one of which neither comparedIncidentRE nor otherIncidentRE matches.
var otherWords = strings.Split("unlike,similar,same,like,as in,as with,as during,as happened,"+
	"compared,contrast,reminiscent,addition,related,separate,different,"+
	"previous,prior,earlier,past,older,preceding,last,historic,before,once,already", ",")

// ofThisOne is a sentence without what it says of other incidents, blanked so
// that offsets stay; "" when all of it is about another one.
func ofThisOne(text string) string {
	if !mentions(text, otherWords...) {
		return text
	}
	for _, at := range comparedIncidentRE.FindAllStringIndex(text, 4) {
		text = text[:at[0]] + strings.Repeat(" ", at[1]-at[0]) + text[at[1]:]
	}
	if otherIncidentRE.MatchString(text) {
		return ""
	}
	return text
}

// madeOver says that what was made, and lost later, was made in a span of days.
func madeOver(before string, s when.Span) bool {
	from, to := s.From, s.To
	days := s.Range && from.Dated() && to.Dated() && (from.Day != to.Day || from.Month != to.Month)
	return days && madeThenRE.MatchString(before[max(0, len(before)-40):])
}

// tookLong is more than takenThenRE finds at most, in bytes. It was asked about the
// whole sentence before each of its dates: half of the time of an import of a
// status page whose updates are of forty sentences.
const tookLong = 80

// takenThen says that the words right before a date make it that of a copy.
func takenThen(before string) bool {
	before = before[max(0, len(before)-tookLong):]
	return endsIn(before, "of", "from", "on", "at", "dated", "the") && takenThenRE.MatchString(before)
}

// ofAnother says that the words right before a date make it that of a
// version, of a copyright, of something to come.
func ofAnother(before string) bool {
	if len(before) > 40 {
		before = before[len(before)-40:]
	}
	return datedThingRE.MatchString(before) || earlierDayRE.MatchString(before) || madeThenRE.MatchString(before)
}

// ofReport says that the words right before a day make it one of the report:
// "Published 2024-05-20. Last updated …".
func ofReport(before string) bool { return ofReportRE.MatchString(before[max(0, len(before)-40):]) }

// How a text goes back to a day before the incident.
var (
	toldEarlierState = wordingOf("goes back to what had been")
	toldLastOf       = wordingOf("goes back to the last time of something")
	toldSetUp        = wordingOf("tells how something was set up")
)

// clausePart is how much of a clause is read beside a date, in bytes.
const clausePart = 120

// goesBack says that the clause around a day tells what had been before the
// incident: "the limit had been set on 5 February", "our last test was on 30
// January". certain is false where only its distance from the incident tells:
// what "was set on 5 February" may also have set it off.
func goesBack(text string, s when.Span) (goes, certain bool) {
	before := text[max(0, s.Start-clausePart):s.Start]
	if at := clauseEndRE.FindAllStringIndex(before, -1); at != nil {
		before = before[at[len(at)-1][1]:]
	}
	before = before[strings.LastIndexAny(strings.TrimRight(before, " ,("), ",;:.")+1:]
	told := said(before)
	if toldLastOf.among(told) || toldEarlierState.among(told) {
		return true, true
	}
	if len(told.words) < 3 { // the clause begins with the day
		behind := strings.TrimLeft(text[s.End:min(len(text), s.End+clausePart)], " ,")
		if end := strings.IndexAny(behind, ",;:."); end >= 0 {
			behind = behind[:end]
		}
		if at := subordinateRE.FindStringIndex(behind); at != nil {
			behind = behind[:at[0]]
		}
		return toldEarlierState.in(behind), true
	}
	return toldSetUp.among(told) && !toldBroken.among(told), false
}

// subordinateRE begins a clause that does not tell what was on the day.
var subordinateRE = regexp.MustCompile(`(?i)\b(?:because|since|as|after|before|that|which|who|whose|when|where|while|although|though|if|and|but)\b`)

var (
	// earlierDayRE is how a text goes back to a day of the background.
	earlierDayRE = regexp.MustCompile(`(?i)\b(?:days?|weeks?|months?|years?) (?:earlier|before|prior|previously|ago)(?: that| this)?,? (?:on |in )?(?:the )?$`)
	// ofReportRE is what is done to a report, where a line begins with it or "last" says so.
	ofReportRE = regexp.MustCompile(`(?i)(?:^|[.·|(]\s*|\blast )` +
		`(?:published|posted|updated|modified|reviewed|revised|edited)[\s:]*(?:on |at )?(?:the )?$`)
	// takenThenRE is the copy that was brought back: "the backup of 29 August, 23:00 UTC".
	takenThenRE = regexp.MustCompile(`(?i)\b(?:backups?|snapshots?|dumps?|copy|state|version) (?:of|from|taken (?:on|at)|dated) (?:the )?$`)
	// madeThenRE is what was made in a span of days, and lost or found faulty later.
	madeThenRE = regexp.MustCompile(`(?i)(?:\bfrom between|\b(?:` +
		`placed|made|pushed|created|written|uploaded|submitted|entered|sent|received|stored|saved|added|ordered|committed|recorded|` +
		`generated|posted|booked|registered|signed up|taken|backed up` +
		`) (?:between|from|on|during|in|since|after|before)|\b(?:` +
		`orders|bookings|data|records|backups?|images|entries|messages|changes|commits|uploads|rows|payments|invoices|comments|files|e-?mails|photos|logs` +
		`) (?:from|of|between|dating from)(?: between)?) (?:the )?$`)
)
