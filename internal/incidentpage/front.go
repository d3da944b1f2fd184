package incidentpage

import (
	"regexp"
	"strings"
)

// A Front counts what the front page of a status page shows, and the page of
// one incident does not: a state for each component, how long each was up, days
// without incidents.
type Front struct{ well, unwell, uptimes, empty int }

// FrontReason says why a front page is no postmortem, and what to do.
const FrontReason = "no postmortem: it is the front page of a status page; give the address of one incident"

var (
	wellRE = regexp.MustCompile(`(?i)^(?:(?:fully |all )?operational|operating normally|normal(?: (?:service|operation))?|available|online|up|running|` +
		`healthy|ok|no (?:known |reported )?(?:issues|problems|outages)(?: (?:reported|today|known))?|(?:all |everything )?(?:is )?(?:good|well)|` +
		`betriebsbereit|in betrieb|alle systeme (?:sind )?(?:funktionieren|betriebsbereit|in betrieb)|verfügbar|` +
		`opérationnel(?:le)?|operativo|operacional)[.!]?$`)
	unwellRE = regexp.MustCompile(`(?i)^(?:degraded(?: performance)?|(?:partial|major|minor|service)(?:ly)? (?:outage|disruption|degradation|degraded)|` +
		`outage|down|offline|(?:under |scheduled )?maintenance|unavailable|disrupted)[.!]?$`)
	uptimeRE = regexp.MustCompile(`(?i)^\d{2,3}(?:\.\d+)?\s?% ?(?:uptime|up|availability)?$|uptime over the (?:past|last)|^\d+ days? ago$`)
	noDayRE  = regexp.MustCompile(`(?i)^no (?:incidents?|events|downtime)(?: (?:were|was))?(?: (?:reported|recorded|found))?` +
		`(?: (?:today|on this day|for this (?:day|month)))?[.!]?$|` +
		`^keine (?:vorfälle|störungen)(?: gemeldet)?[.!]?$|` +
		`^aucun incident(?: signalé)?[.!]?$|^sin incidentes(?: reportados)?[.!]?$|^nenhum incidente\b.{0,20}$`)
	// componentRE is a component with its state on one line, as a page is pasted.
	componentRE = regexp.MustCompile(`^[\p{Lu}\d][^.!?:]{0,40}[ \t:–-]+(Operational|Degraded Performance|Partial Outage|Major Outage|Under Maintenance)$`)
)

const (
	minStates   = 3  // components with a state
	minEmpty    = 2  // days on which nothing happened
	maxStateLen = 60 // bytes
)

// See takes a label of the page: a line, or the text of an element.
func (f *Front) See(label string) {
	if len(label) > 2*maxStateLen {
		return
	}
	label = strings.Join(strings.Fields(label), " ")
	if m := componentRE.FindStringSubmatch(label); m != nil {
		label = m[1]
	}
	switch {
	case label == "" || len(label) > maxStateLen:
	case noDayRE.MatchString(label):
		f.empty++
	case wellRE.MatchString(label):
		f.well++
	case unwellRE.MatchString(label):
		f.unwell++
	case uptimeRE.MatchString(label):
		f.uptimes++
	}
}

// States is how many components were seen with a state.
func (f *Front) States() int { return f.well + f.unwell }

// Is says that what was seen is a front page.
func (f *Front) Is() bool {
	return f.empty >= minEmpty || f.well >= 2 && f.well+f.unwell >= minStates || f.uptimes >= minStates
}

var (
	statusHeadRE = regexp.MustCompile(`(?i)\bstatus\b|\bsystems? (?:are|is)\b|service health`)
	historyRE    = regexp.MustCompile(`(?im)^\W*(?:.{1,40} incident history$|(?:past|active|current|open|recent) incidents?\b|incident history|uptime\b)`)
)

// incidentHistoryRE is the head of a page of past incidents, where one month without any is enough of a sign.
var incidentHistoryRE = regexp.MustCompile(`(?im)^.{0,40}\bincident history$`)

// IsFrontText says that a pasted text is a front page: one that says at its
// head or in a line of its own what it is.
func IsFrontText(text string) bool {
	const head, most = 300, 64 << 10 // bytes
	if !statusHeadRE.MatchString(text[:min(len(text), head)]) && !historyRE.MatchString(text[:min(len(text), most)]) {
		return false
	}
	var f Front
	lines, prose := 0, 0
	for line := range strings.Lines(text[:min(len(text), most)]) {
		if f.See(line); strings.TrimSpace(line) != "" {
			lines++
		}
		if len(line) > 2*maxStateLen {
			prose++
		}
	}
	history := f.empty > 0 && incidentHistoryRE.MatchString(text[:min(len(text), head)])
	return (f.Is() || history) && 4*prose < lines
}
