package clean

import (
	"net/url"
	"regexp"
	"strings"
)

// statusTitleRE is the title of a status page.
var statusTitleRE = regexp.MustCompile(`^(.+?)(?:\s+System|\s+Service|\s+Platform)?` +
	`\s+[Ss]tatus(?:\s+[Pp]age)?` +
	`(?:\s+[-–—|:]\s+(?:Incident|Scheduled|Maintenance|All|Status).*)?$`)

// titlePatterns are other titles that state whose feed or site it is.
var titlePatterns = []*regexp.Regexp{
	// The Acme Engineering Blog - all posts
	regexp.MustCompile(`^(?:The\s+)?(?:Official\s+)?(.+?)(?:'s)?` +
		`(?:\s+(?:` +
		`Official|Engineering|Tech|Technical|Technology|Developers?|Dev|Product|Company|Infrastructure|` +
		`Testing|Research|Data|Insights|SRE|Security|Reliability|Operations|Ops|Team` +
		`))*\s+Blog(?:\s+[-–—|:].*)?$`),
	// Engineering Blog at Acme
	regexp.MustCompile(`^(?:Engineering\s+|Tech\s+|Developer\s+)?Blog` +
		`\s*(?:[-–—|:]|\bon\b|\bby\b|\bat\b|@)\s+(?:the\s+)?` +
		`(.+?)(?:\s+(?:Engineering|Blog|Website))?$`),
	// Acme Technology - Medium
	regexp.MustCompile(`^(.+?)(?:\s+(?:Engineering|Tech|Technology|Developers?))?\s+[-–—|:]\s+` +
		`(?:Medium|(?:Engineering |Tech |Developer )?Blog|Engineering|Postmortems?|Incidents?|Status)$`),
	// Engineering at Acme
	regexp.MustCompile(`^(?:Engineering|Status|Incidents?|Postmortems?)\s*(?:[-–—|:]|\bat\b)\s+(.+?)(?:\s+Blog)?$`),
	// Acme Incident History
	regexp.MustCompile(`^(.+?)\s+(?:Engineering|Postmortems?|Incident History|Incidents)$`),
}

// noNameRE is what the patterns catch beside names: one of these words alone, or
// anything with one of the others in it.
var noNameRE = regexp.MustCompile(`(?i)^(?:` +
	`my|our|the|a|this|[a-z]|engineering|tech(?:nical)?|developer|dev|status|system|personal|` +
	`cloud|company|news|official|product|web|photo|untitled` +
	`)$|\b(?:` +
	`my|random|thoughts|musings|stories by|latest|articles|posts|comments` +
	`)\b`)

// platforms are sites where everybody writes: their own posts say "The GitHub
// Blog" in the title.
var platforms = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields(`github gitlab medium dev reddit substack wordpress blogger blogspot tumblr
		hashnode notion linkedin twitter x facebook youtube wikipedia archive google statuspage discourse`) {
		m[name] = true
	}
	return m
}()

// Owner reads an organisation's name from the title of its feed or site, "" when the
// title does not state it. A single word that is also the name of the site's
// host counts: "Acme" at https://acme.example.
func Owner(title, link string) string {
	if name := StatusOwner(title); name != "" {
		return name
	}
	for _, re := range titlePatterns {
		if name := nameIn(re, title); name != "" {
			return name
		}
	}
	if u, err := url.Parse(link); err == nil && !strings.Contains(title, " ") && !platforms[strings.ToLower(title)] && hostNames(u, title) {
		return title
	}
	return ""
}

// StatusOwner reads an organisation's name from the title of its status page:
// "Acme" from "Acme System Status"; "" when the title is another's.
func StatusOwner(title string) string { return nameIn(statusTitleRE, title) }

// nameIn is what the pattern's group catches in a title, if it may be a name.
func nameIn(re *regexp.Regexp, title string) string {
	m := re.FindStringSubmatch(title)
	if m == nil {
		return ""
	}
	if name := strings.Trim(m[1], " :|-–—"); !noNameRE.MatchString(name) && len(name) < 60 {
		return name
	}
	return ""
}

// hostNames says that one of the labels of a host, but the last, is name.
func hostNames(u *url.URL, name string) bool {
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	for _, l := range labels[:len(labels)-1] {
		if strings.EqualFold(strings.ReplaceAll(l, "-", ""), name) && len(l) > 1 {
			return true
		}
	}
	return false
}
