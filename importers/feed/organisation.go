package feed

import (
	"cmp"
	"iter"
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

var wordRE = regexp.MustCompile(`[\pL\pN][\pL\pN.&'-]*`)

// spell writes a handle as the texts of the feed do: those of the item first.
func (c *channel) spell(handle string, p hindsight.Postmortem) string {
	want := letters(handle)
	for _, text := range []string{p.Title, p.Body} {
		for word := range spellings(text) {
			if letters(word) == want {
				return word
			}
		}
	}
	if c.spelt == nil {
		c.spelt = c.spellHandles()
	}
	return cmp.Or(c.spelt[want], handle)
}

// spellHandles looks for the handles of all items at once: reading the feed for
// each of them would take hours for a few thousand.
func (c *channel) spellHandles() map[string]string {
	spelt := map[string]string{}
	missing := map[string]bool{}
	for _, it := range c.feed.Items {
		if u, err := url.Parse(c.link(it)); err == nil {
			handle, _, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
			missing[letters(handle)] = true
		}
	}
	for _, it := range c.feed.Items {
		for _, text := range []string{it.Title, it.Description, it.Content} {
			for word := range spellings(text) {
				if key := letters(word); missing[key] {
					spelt[key] = word
					delete(missing, key)
				}
			}
			if len(missing) == 0 {
				return spelt
			}
		}
	}
	return spelt
}

// spellings are the words of text that have a capital, alone and behind the
// word before; addresses are not words.
func spellings(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		words := wordRE.FindAllString(text, -1)
		for i, w := range words {
			w = strings.TrimRight(strings.TrimSuffix(w, "'s"), ".-'&")
			if w == strings.ToLower(w) {
				continue
			}
			if !yield(w) || i > 0 && !yield(words[i-1]+" "+w) {
				return
			}
		}
	}
}
