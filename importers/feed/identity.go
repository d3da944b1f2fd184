package feed

import (
	"crypto/sha256"
	"strings"

	"github.com/mmcdole/gofeed"

	"hindsight"
	"hindsight/internal/clean"
)

// names are what the items of a feed may be recognised by, and which item has
// each: the zero sum where two different ones do.
type names map[string][sha256.Size]byte

func (c *channel) nameAll() names {
	all := names{}
	for _, it := range c.feed.Items {
		sum := sha256.Sum256([]byte(strings.Join([]string{c.link(it), it.Title, it.Content, it.Description}, "\x00")))
		for _, name := range c.namesOf(it) {
			if first, ok := all[name]; !ok {
				all[name] = sum
			} else if first != sum {
				all[name] = [sha256.Size]byte{}
			}
		}
	}
	return all
}

// namesOf lists what an item may be recognised by, the best first. An item's
// link counts as the feed gives it: its page may state another address, and
// may be away in the next run.
func (c *channel) namesOf(it *gofeed.Item) []string {
	guid, link, title := strings.TrimSpace(it.GUID), c.link(it), clean.Title(it.Title)
	var out []string
	name := ""
	for _, part := range []string{guid, link, title} {
		name = strings.TrimSpace(name + " " + part)
		if part != "" && (guid != "" || link != "") {
			out = append(out, name)
		}
	}
	return out
}

// identity is what the item is recognised by in the next run: its guid or else
// its link; together with the link and then the title when other items of the
// feed have the same; else its text. An item that merely stands twice in the
// feed is one.
func (c *channel) identity(it *gofeed.Item, sum string) string {
	for _, name := range c.namesOf(it) {
		if c.names[name] != [sha256.Size]byte{} {
			return name
		}
	}
	return hindsight.HashID + sum
}
