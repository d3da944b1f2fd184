package feed

import (
	"net/url"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/clean"
)

// titlePatterns are the feed titles that state whose they are.
var titlePatterns = []*regexp.Regexp{
	regexp.MustCompile(`^(.+?)(?:\s+System|\s+Service|\s+Platform)?\s+Status(?:\s+Page)?(?:\s+[-–—|:]\s+(?:Incident|Scheduled|Maintenance|All|Status).*)?$`),
	regexp.MustCompile(`^(?:The\s+)?(?:Official\s+)?(.+?)(?:'s)?(?:\s+(?:Official|Engineering|Tech|Technical|Technology|Developers?|Dev|Product|Company|Infrastructure|SRE|Security|Reliability|Operations|Ops|Team))*\s+Blog(?:\s+[-–—|:].*)?$`),
	regexp.MustCompile(`^(?:Engineering\s+|Tech\s+|Developer\s+)?Blog\s*(?:[-–—|:]|\bon\b|\bby\b|\bat\b|@)\s+(?:the\s+)?(.+?)(?:\s+(?:Engineering|Blog|Website))?$`),
	regexp.MustCompile(`^(.+?)(?:\s+(?:Engineering|Tech|Technology|Developers?))?\s+[-–—|:]\s+(?:Medium|(?:Engineering |Tech |Developer )?Blog|Engineering|Postmortems?|Incidents?|Status)$`),
	regexp.MustCompile(`^(?:Engineering|Status|Incidents?|Postmortems?)\s*(?:[-–—|:]|\bat\b)\s+(.+?)(?:\s+Blog)?$`),
	regexp.MustCompile(`^(.+?)\s+(?:Engineering|Postmortems?|Incident History|Incidents)$`),
}

// notNames are what the patterns catch beside names.
var notNames = regexp.MustCompile(`(?i)^(?:my|our|the|a|this|engineering|tech(?:nical)?|developer|dev|status|system|personal|company|news|official|product|web|photo|untitled|[a-z])$|\b(?:my|random|thoughts|musings|stories by|latest|articles|posts|comments)\b`)

// organisationOf reads an organisation's name from a feed's title, "" when the
// title does not state it. A single word that is also the name of the site's
// host counts: "Acme" at https://acme.example.
func organisationOf(title, link string) string {
	for _, re := range titlePatterns {
		if m := re.FindStringSubmatch(title); m != nil && !notNames.MatchString(m[1]) && len(m[1]) < 60 {
			return strings.TrimSpace(m[1])
		}
	}
	if u, err := url.Parse(link); err == nil && !strings.ContainsAny(title, " ") && hostNames(u, title) {
		return title
	}
	return ""
}

// hostNames says that one of the labels of a host, but the last, is name.
func hostNames(u *url.URL, name string) bool {
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	for _, l := range labels[:len(labels)-1] {
		if l == letters(name) && len(l) > 1 {
			return true
		}
	}
	return false
}

// letters are the letters and figures of s in lower case.
func letters(s string) string { return strings.ReplaceAll(slugOf(s), "-", "") }

// communities are the sites where many authors write, organisations among
// them: a post's address begins with its author's handle, or with that of the
// organisation it was published for.
var communities = map[string]bool{"dev.to": true, "medium.com": true, "hackernoon.com": true, "community.ops.io": true, "forem.com": true}

// organisationFor names the organisation of one item.
func (c *channel) organisationFor(p hindsight.Postmortem) string {
	if c.organisation != "" {
		return c.organisation
	}
	item, err := url.Parse(p.Source.URL)
	if err != nil || !communities[strings.TrimPrefix(item.Hostname(), "www.")] {
		return ""
	}
	handle, rest, ok := strings.Cut(strings.Trim(item.Path, "/"), "/")
	if !ok || rest == "" || handle == "" || strings.HasPrefix(handle, "@") || handle == "p" {
		return ""
	}
	_, owner, _ := strings.Cut(clean.Title(c.feed.Title), ": ")
	home, err := url.Parse(c.feed.Link)
	switch {
	case err == nil && strings.EqualFold(strings.Trim(home.Path, "/"), handle):
		if owner == "" || strings.EqualFold(owner, p.Source.Author) || letters(owner) == letters(p.Source.Author) {
			return "" // the author's own pages
		}
		return owner
	case letters(handle) == letters(p.Source.Author):
		return ""
	}
	return c.spell(handle, p)
}

var word = regexp.MustCompile(`[\pL\pN][\pL\pN.&'-]*`)

// spell writes a handle as the texts of the feed do: those of the item first.
func (c *channel) spell(handle string, p hindsight.Postmortem) string {
	want := letters(handle)
	sources := []string{p.Title, p.Body}
	for _, it := range c.feed.Items {
		sources = append(sources, it.Title, it.Description, it.Content)
	}
	for _, text := range sources {
		if s := spelling(text, want); s != "" {
			return s
		}
	}
	return handle
}

// spelling finds one or two words of text that have these letters and a
// capital; addresses are not words.
func spelling(text, want string) string {
	words := word.FindAllString(text, -1)
	for i, w := range words {
		w = strings.TrimRight(strings.TrimSuffix(w, "'s"), ".-'&")
		if letters(w) == want && w != strings.ToLower(w) {
			return w
		}
		if i > 0 && letters(words[i-1]+w) == want && w != strings.ToLower(w) {
			return words[i-1] + " " + w
		}
	}
	return ""
}
