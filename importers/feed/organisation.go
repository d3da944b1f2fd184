package feed

import (
	"net/url"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/clean"
)

// communities are the sites where many authors write, organisations among
// them: a post's address begins with its author's handle, or with that of the
// organisation it was published for.
var communities = map[string]bool{"dev.to": true, "medium.com": true, "hackernoon.com": true, "community.ops.io": true, "forem.com": true}

// letters are the letters and figures of s in lower case.
func letters(s string) string { return strings.ReplaceAll(slugOf(s), "-", "") }

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
