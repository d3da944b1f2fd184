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

func hasWord(text, word string) bool { return countWord(text, word) > 0 }

// countWord counts a word that stands alone: not as a part of another, nor of
// an address.
func countWord(text, word string) int {
	n := 0
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return n
		}
		start, end := at+i, at+i+len(word)
		if (start == 0 || !isNamePart(text[start-1])) && (end == len(text) || !isNamePart(text[end])) {
			n++
		}
		at = end
	}
}

func isNamePart(c byte) bool {
	return c == '_' || c == '-' || c == '@' || c == '/' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// sufferedRE is how a report opens with who had the trouble.
var sufferedRE = regexp.MustCompile(`(?:^|[\n.,:] ?|\b(?:UTC|GMT|Z|[A-Z]{2,4}T),? )` + namePart +
	` (?:experienced|suffered|was (?:down|unavailable|unreachable|offline)|went (?:down|offline)|had (?:an? )?(?:\w+ ){0,2}(?:outage|downtime|incident))\b`)

// dependsRE is how a text speaks of those on whom its writer depends.
var dependsRE = regexp.MustCompile(`(?i)\b(?:` +
	`provider|upstream|vendor|third[- ]party|supplier|` +
	`hosted (?:on|by|with|at)|depend(?:s|ed|ency|encies) on|rel(?:y|ies|ied) on)\b`)

// sufferer is who the opening of a report says had the trouble, where an address
// of theirs is in the text as well and nothing says that its writer is another.
func sufferer(title, body, text string) string {
	opening := head(text, 2*namedOpening)
	m := sufferedRE.FindStringSubmatch(opening)
	if m == nil || dependsRE.MatchString(head(text, namedText)) {
		return ""
	}
	name := cleanName(m[1])
	label := letters(name)
	if name == "" || tools[name] || len(label) < 4 || upstream()[label] || countWord(title+"\n"+text, name) < namedOften {
		return ""
	}
	for _, h := range hostRE.FindAllStringSubmatch(head(body, namedText), 500) {
		domain := registered(strings.ToLower(h[2]))
		if first, _, _ := strings.Cut(domain, "."); letters(first) == label && !vendors[domain] {
			return name
		}
	}
	return ""
}

// titledHost is the known organisation that a title begins with and says had
// trouble, where several addresses of the text are theirs.
func titledHost(title, body string) string {
	known := headed(title)
	if known == "" {
		return ""
	}
	n := 0
	for _, h := range hostRE.FindAllStringSubmatch(head(body, namedText), 500) {
		if organisations[knownHost(strings.ToLower(h[2]))] == known {
			n++
		}
	}
	if n < titledAddresses {
		return ""
	}
	return known
}

// titledAddresses is how many addresses of its own a report has at least whose
// title begins with a name: one leads to a provider's status page.
const titledAddresses = 3
