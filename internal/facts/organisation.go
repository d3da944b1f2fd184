package facts

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/publicsuffix"

	"hindsight"
	"hindsight/internal/prose"
)

// organisation names who ran what failed, by the first of these that says
// so: the text ("At Example, we …", "we at Example"), the address of the
// report, an address of their own in the text (support@example.com,
// status.example.com), who acts in it ("Example engineers"), a provider's product
// whose customers it speaks of or to, the domain or the repositories that most of
// its addresses are of, who suffered, the one known organisation that it names. ""
// when none does.
func organisation(p hindsight.Postmortem, doc *prose.Document) string {
	text := doc.Plain()
	if name := speaker(text); name != "" {
		return name
	}
	if name := hostName(ownHost(p.Source.URL), p.Title+"\n"+text); name != "" {
		return name
	}
	if host := hostInText(p.Title, text); host != "" {
		return displayName(host, p.Title+"\n"+text)
	}
	if name := actor(text); name != "" {
		return name
	}
	if name := cmp.Or(productOwner(p.Title, text), letterOf(p.Title, text)); name != "" {
		return name
	}
	if host := mainHost(p.Title, doc.Text, text); host != "" {
		return displayName(host, p.Title+"\n"+text)
	}
	if name := repositoryOwner(p.Title, doc.Text, text); name != "" {
		return name
	}
	if name := cmp.Or(sufferer(p.Title, doc.Text, text), titledHost(p.Title, doc.Text)); name != "" {
		return name
	}
	return cmp.Or(titled(p.Title, text), onlyNamed(p.Title, text))
}

const namePart = `([A-Z][\w&+'’.-]*[\w+](?: (?:of |the )?[A-Z][\w&+.-]*[\w+]){0,3}|[a-z][a-z0-9-]*\.(?:com|org|io|net|dev|co|app))`

// speakers are the ways in which a writer says who "we" are. "At" and "we"
// are matched in both cases, the name as it is written. Without one of the
// words none of them can match.
var speakers = []struct {
	re    *regexp.Regexp
	words []string // in lower case
	named bool     // the name stands right behind the word
}{
	{regexp.MustCompile(`\b(?:[Hh]ere )?(?:[Aa]t) ` + namePart + `,? (?:we|our|we’re|we're|we’ve|we've)\b`), []string{"at "}, true},
	{regexp.MustCompile(`\b(?:[Ww]e|us|all|[Ee]veryone|folks|team|[Ee]ngineers) (?:here )?at ` + namePart), []string{" at "}, true},
	{regexp.MustCompile(`\b[Ww]e, (?:the )?` + namePart + ` (?:team|engineers)\b`), []string{"we, "}, false},
	{regexp.MustCompile(`(?m)^[-–—~\s]*(?:[Yy]our |[Tt]he |Your friends at )?` + namePart +
		` (?:[Tt]eam|[Ee]ngineering|[Oo]perations|SRE)(?: [Tt]eam)?\W*$`), []string{"team", "engineering", "operations", "sre"}, false},
	{regexp.MustCompile(`\b` + namePart + ` (?:[Pp]latform|[Ss]ervice|[Ss]ervices|[Ii]nfrastructure|[Nn]etwork) and our\b`), []string{" and our"}, false},
	{regexp.MustCompile(`\b(?:[Hh]elp us|us to) improve (?:the |our )?` + namePart), []string{" improve "}, false},
	{regexp.MustCompile(`(?m)^(?:©|\([Cc]\)|[Cc]opyright)(?: ©| \([Cc]\))? ?` +
		`(?:(?:19|20)\d\d(?: ?[-–] ?(?:(?:19|20)\d\d|[Pp]resent))?,? )?` + namePart), []string{"©", "(c)", "copyright"}, false},
}

// actors are who a report in the third person says did the work, and whose
// customers it speaks of.
var (
	staffRE = regexp.MustCompile(`\b` + namePart + `(?:'s|’s)? (?:` +
		`[Ee]ngineers|[Ee]ngineering|SREs?|[Aa]dmins|[Aa]dministrators|[Oo]n-call|` +
		`[Ee]mployees?|[Ss]taff|[Mm]aintainers|[Dd]evelopers|` +
		`[Ii]nfrastructure [Tt]eam|[Ii]nfra [Tt]eam|[Oo]perations [Tt]eam|[Ss]ecurity [Tt]eam|` +
		`[Tt]eam discovered|[Tt]eam was notified` +
		`)\b`)
	customersRE = regexp.MustCompile(`\b` + namePart + `(?:'s|’s)? [Cc]ustomers\b`)
)

// hostName is the name of the owner of the host that the report came from. A
// text that neither speaks in the first person nor says the name, on a host
// that is neither known nor a status page, is about somebody else.
func hostName(host, text string) string {
	switch {
	case host == "":
		return ""
	case knownHost(host) != "", strings.HasPrefix(host, "status."), len(firstPersonRE.FindAllString(text, 3)) > 2:
		return displayName(host, text)
	}
	name := displayName(host, text)
	if asWritten(letters(name), text) == "" {
		return ""
	}
	return name
}

var firstPersonRE = regexp.MustCompile(`(?i)\b(?:we|our|us)\b`)

// speaker is who the text says "we" are; the name that it says so of most often, the first of equals.
func speaker(text string) string {
	low := strings.ToLower(text)
	for _, s := range speakers {
		if !slices.ContainsFunc(s.words, func(w string) bool { return strings.Contains(low, w) && (!s.named || nameBehind(text, w)) }) {
			continue
		}
		name, _ := mostNamed(s.re, text)
		if known := knownName(name); known != "" {
			return known
		}
		if name != "" {
			return name
		}
	}
	return ""
}

// nameBehind says that what namePart finds may stand right behind a word in lower
// case, whose first letter may be a capital: a name with a capital, or one that
// ends as hosts do. "At 10:00" stands in every timeline.
func nameBehind(text, word string) bool {
	for _, end := range []string{".com", ".org", ".io", ".net", ".dev", ".co", ".app"} {
		if strings.Contains(text, end) {
			return true
		}
	}
	for rest := word[1:]; ; { // behind its first letter
		_, after, ok := strings.Cut(text, rest)
		if !ok {
			return false
		}
		if text = after; text != "" && 'A' <= text[0] && text[0] <= 'Z' {
			return true
		}
	}
}

// staffWords are what each match of staffRE has one of.
var staffWords = []string{"ngineer", "SRE", "dmin", "n-call", "mployee", "taff", "aintainers", "evelopers", "nfrastructure ", "nfra ", "perations ", "ecurity ",
	"eam discovered", "eam was notified"}

// actor is whose engineers act in the text, or whose customers suffer: of whom
// it says so at least twice. Capitals alone ("IPS") name a team as often as an
// organisation and "Affected customers" are nobody's, so those must be known.
//
// A text that says "we" much more often than it names them is somebody else's.
func actor(text string) string {
	enough := sync.OnceValue(func() int { return max(2, len(firstPersonRE.FindAllString(text, 1000))/10) })
	name, n := "", 0
	if hasAny(text, staffWords) {
		name, n = mostNamed(staffRE, text)
	}
	if n > 1 && n >= enough() {
		if known := knownName(name); known != "" {
			return known
		}
		if name != strings.ToUpper(name) {
			return name
		}
	}
	if !mentions(text, "customers") {
		return ""
	}
	if name, n := mostNamed(customersRE, text); n > 1 && n >= enough() {
		return knownName(name)
	}
	return ""
}

func mostNamed(re *regexp.Regexp, text string) (best string, most int) {
	count := map[string]int{}
	for _, m := range re.FindAllStringSubmatch(text, 1000) {
		name := cleanName(m[1])
		if name == "" {
			continue
		}
		if count[name]++; count[name] > most {
			best, most = name, count[name]
		}
	}
	return best, most
}

// cleanName drops words from both ends that are no part of a name, and names
// that are nothing else.
func cleanName(name string) string {
	name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
	parts := strings.Fields(name)
	for len(parts) > 0 && notNames[strings.ToLower(parts[0])] {
		parts = parts[1:]
	}
	for len(parts) > 0 && teamNames[strings.ToLower(strings.Trim(parts[len(parts)-1], "."))] {
		parts = parts[:len(parts)-1]
	}
	for len(parts) > 1 && isUpper(parts[0]) && !isUpper(parts[len(parts)-1]) { // a heading that ran into the text
		parts = parts[1:]
	}
	name = strings.Join(parts, " ")
	if len(name) < 2 || len(name) > 40 || notNames[strings.ToLower(name)] {
		return ""
	}
	return name
}

func isUpper(s string) bool { return len(s) > 3 && s == strings.ToUpper(s) || s == "AND" || s == "OF" }

// ownHost is the host whose owner wrote the report at addr, or
// "name.platform" where a platform's address names an organisation; "" when it does not.
func ownHost(addr string) string {
	u, err := url.Parse(addr)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	domain := registered(host)
	where, isPlatform := platforms[domain]
	switch {
	case domain == "":
		return ""
	case !isPlatform:
		return host
	case knownHost(host) != domain && knownHost(host) != "":
		return knownHost(host)
	case where != "" && host != domain:
		return firstLabel(strings.TrimSuffix(host, "."+domain)) + "." + domain
	case where == "path":
		first, _, more := strings.Cut(strings.Trim(u.Path, "/"), "/")
		if first != "" && more && first[0] != '@' && first != "p" && first != "t" {
			return strings.ToLower(first) + "." + domain
		}
	}
	return ""
}

func firstLabel(host string) string { return host[strings.LastIndexByte(host, '.')+1:] }

// registered is the domain that somebody registered: "example.co.uk" of
// "blog.example.co.uk". Where others have sub-domains for themselves it is
// the site's own for the sub-domains that belong to the site ("blog", "status").
func registered(host string) string {
	for platform := range platformSuffixes(host) {
		return platform
	}
	suffix, icann := publicsuffix.PublicSuffix(host)
	if !icann && strings.Contains(suffix, ".") && (host == suffix || ownSub[strings.TrimSuffix(host, "."+suffix)]) {
		return suffix
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	return domain
}

// platformSuffixes holds the platform that host is part of, if any: several
// of them ("github.io") count as public suffixes, which would hide them.
func platformSuffixes(host string) map[string]bool {
	for h := host; ; {
		if _, ok := platforms[h]; ok {
			return map[string]bool{h: true}
		}
		_, rest, ok := strings.Cut(h, ".")
		if !ok {
			return nil
		}
		h = rest
	}
}
