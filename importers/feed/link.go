package feed

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"

	"hindsight"
)

// link is the address of the item's page: what FeedBurner hides behind its
// own, else the link, else an id that is an address. RSS says itself whether a
// guid is one: linkFromGUID has seen to that.
func (c *channel) link(it *gofeed.Item) string {
	ref := cmp.Or(extension(it, "feedburner", "origLink"), strings.TrimSpace(it.Link))
	if ref == "" && len(it.Links) > 0 {
		ref = it.Links[0]
	}
	if ref == "" && c.feed.FeedType != "rss" && (strings.HasPrefix(it.GUID, "http://") || strings.HasPrefix(it.GUID, "https://")) {
		ref = it.GUID
	}
	if ref == "" {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ""
	}
	if base := parseURL(c.base); base != nil && !u.IsAbs() {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return untracked(u)
}

// untracked drops the parameters that say where a reader came from.
func untracked(u *url.URL) string {
	if u.RawQuery == "" {
		return u.String()
	}
	var kept []string
	for _, pair := range strings.Split(u.RawQuery, "&") {
		if !trackingRE.MatchString(pair) {
			kept = append(kept, pair)
		}
	}
	u.RawQuery = strings.Join(kept, "&")
	return u.String()
}

var trackingRE = regexp.MustCompile(`^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|_hsenc|_hsmi|hsCtaTracking|yclid|mkt_tok)(?:=|$)` +
	`|^(?:source|ref|src)=(?:rss|feed|atom)`)

// originalNoteRE is how a text says that it stood somewhere else first.
var originalNoteRE = regexp.MustCompile(`(?i)\b(?:(?:originally|first|previously|also)\s+(?:published|posted|appeared|written)|cross-?\s?posted` +
	`|re-?\s?posted|canonical (?:link|version)|this (?:post|article) (?:first )?appeared)\b`)

var markdownLinkRE = regexp.MustCompile(`\[[^\]\n]{0,300}\]\((https?://[^()\s]{1,1000})\)`)

// originalOf looks for a note at the beginning or the end of the text that
// links to where it was published first: another host, the same title in the
// address. It returns that address and the text without the note.
func originalOf(p hindsight.Postmortem) (address, body string) {
	here, err := url.Parse(p.Source.URL)
	if err != nil {
		return "", ""
	}
	paragraphs := strings.Split(p.Body, "\n\n")
	for i, para := range paragraphs {
		if i > 1 && i < len(paragraphs)-2 || len(para) > 500 || !originalNoteRE.MatchString(para) {
			continue
		}
		links := markdownLinkRE.FindAllStringSubmatch(para, -1)
		if len(links) != 1 {
			continue
		}
		there, err := url.Parse(links[0][1])
		if err != nil || strings.EqualFold(there.Host, here.Host) || !sameSlug(there, here, p.Title) {
			continue
		}
		rest := append(append([]string{}, paragraphs[:i]...), paragraphs[i+1:]...)
		return untracked(there), strings.TrimSpace(strings.Join(rest, "\n\n"))
	}
	return "", ""
}

// sameSlug says that an address ends in the slug of the other, or of the title.
func sameSlug(there, here *url.URL, title string) bool {
	slug := lastSegment(there)
	own := lastSegment(here)
	return len(slug) > 5 && (strings.HasPrefix(own, slug) || strings.HasPrefix(slug, own) && len(own) > 5 || slugOf(title) == slug)
}

func lastSegment(u *url.URL) string {
	path := strings.Trim(u.Path, "/")
	path = path[strings.LastIndexByte(path, '/')+1:]
	return slugOf(strings.TrimSuffix(path, ".html"))
}

var notSlugRE = regexp.MustCompile(`[^a-z0-9]+`)

func slugOf(s string) string {
	return strings.Trim(notSlugRE.ReplaceAllString(strings.ToLower(s), "-"), "-")
}
