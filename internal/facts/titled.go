package facts

import (
	"regexp"
	"strings"
)

// titleTroubleRE is what a title says of the organisation that it begins with:
// "Example outage", "Example's incident report of 3 May".
var titleTroubleRE = regexp.MustCompile(`(?i)^(?:['’]s)?(?: [\w.,'’-]+){0,6}? (?:` +
	`outages?|incidents?|post-?\s?mortem|rca|root cause|` +
	`disruption|downtime|degradation|failure|unavailable|down|breach|interruption` +
	`)\b`)

// hitsOthersRE is how a title goes on when the trouble of a provider hit the writer.
var hitsOthersRE = regexp.MustCompile(`(?i)\b(?:outage|incident|disruption|failure)s? ` +
	`(?:on|impacts?|impacting|affects?|affecting|at|hits?|caus\w+|took|takes|with|and)\b`)

// briefWords is the length of a summary, whose title names what it is about; a
// report's title as often names whose fault it was.
const briefWords = 120

// titled is the known organisation that the title begins with and says had
// trouble, where the text names it again and speaks in nobody's name: the
// failures of a provider are told by those who depend on it, as "we" and "theirs".
func titled(title, text string) string {
	if len(strings.Fields(text)) > briefWords {
		return ""
	}
	for n := 3; n > 0; n-- {
		words := strings.Fields(title)
		if len(words) <= n {
			continue
		}
		name := strings.TrimSuffix(strings.TrimSuffix(strings.Trim(strings.Join(words[:n], " "), ":,"), "'s"), "’s")
		known := knownName(name)
		rest := title[min(len(title), len(strings.Join(words[:n], " "))):]
		if known == "" || !titleTroubleRE.MatchString(rest) || hitsOthersRE.MatchString(rest) || !strings.Contains(text, name) {
			continue
		}
		if !firstPersonRE.MatchString(text) && !strings.Contains(text, name+"'s") && !strings.Contains(text, name+"’s") {
			return known
		}
	}
	return ""
}
