package facts

import (
	"regexp"
	"strings"
)

// titleTrouble is what a title says of the organisation that it begins with:
// "Example outage", "Example's incident report of 3 May".
var titleTrouble = regexp.MustCompile(`(?i)^(?:['’]s)?(?: [\w.,'’-]+){0,6}? (?:outages?|incidents?|post-?\s?mortem|disruption|downtime|degradation|failure|unavailable|down|breach|interruption|rca|root cause)\b`)

// onOthers is how a title goes on when the trouble of a provider hit the writer.
var onOthers = regexp.MustCompile(`(?i)\b(?:outage|incident|disruption|failure)s? (?:on|impacts?|impacting|affects?|affecting|at|hits?|caus\w+|took|takes|with|and)\b`)

// titled is the known organisation that the title begins with and says had
// trouble, where the text names it again and speaks in nobody's name: the
// failures of a provider are told by those who depend on it, as "we".
func titled(title, text string) string {
	for n := 3; n > 0; n-- {
		words := strings.Fields(title)
		if len(words) <= n {
			continue
		}
		name := strings.TrimSuffix(strings.TrimSuffix(strings.Trim(strings.Join(words[:n], " "), ":,"), "'s"), "’s")
		known := knownName(name)
		rest := title[min(len(title), len(strings.Join(words[:n], " "))):]
		if known == "" || !titleTrouble.MatchString(rest) || onOthers.MatchString(rest) || !strings.Contains(text, name) {
			continue
		}
		if !firstPerson.MatchString(text) {
			return known
		}
	}
	return ""
}
