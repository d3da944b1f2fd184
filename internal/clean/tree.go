package clean

import (
	"strings"

	"golang.org/x/net/html"
)

// Tree parses a page as browsers do. It fails above 512 open elements, 4 MB and
// 200,000 tags: one tag may open four elements again, of 150 bytes each.
func Tree(page string) (*html.Node, error) {
	cut, err := parsable(page)
	if err != nil {
		return nil, err
	}
	return html.Parse(strings.NewReader(cut))
}

// parsable is the page as a parser can bear it.
func parsable(page string) (string, error) {
	if len(page) > maxHTML {
		return "", ErrTooBig
	}
	cut, tags := parted(page)
	if tags > maxNodes {
		return "", ErrTooBig
	}
	return cut, nil
}

// maxCopied is how many bytes may be copied for a text that grows together across
// tags that a parser passes over. The parser adds each piece to the text so far,
// and so copies 20 GB for 1 MB of "</x>a".
const maxCopied = 512 << 10

// passedOver are the start tags that make no element where they do not belong.
var passedOver = map[string]bool{
	"html": true, "head": true, "body": true, "frameset": true, "frame": true, "form": true, "select": true, "option": true, "optgroup": true,
	"caption": true, "colgroup": true, "col": true, "thead": true, "tbody": true, "tfoot": true, "tr": true, "td": true, "th": true,
}

// part ends a text wherever it stands: a comment where elements are passed
// over, an element where comments go elsewhere, as in a table. Neither shows.
const part = "<!----><wbr>"

// parted is the page with parts in runs of text that are too long, and how many
// tags it opens.
func parted(page string) (cut string, tags int) {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	at, written, run, copied, frames := 0, 0, 0, 0, false
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		size := len(z.Raw())
		switch kind {
		case html.TextToken:
			if copied += run; copied > maxCopied {
				b.WriteString(page[written:at] + part)
				written, run, copied = at, 0, 0
			}
			run += size
		case html.StartTagToken, html.SelfClosingTagToken:
			tags++
			name, _ := z.TagName()
			frames = frames || string(name) == "frameset" // in which nothing else makes an element
			if !frames && !passedOver[string(name)] {
				run, copied = 0, 0
			}
		}
		at += size
	}
	return b.String() + page[written:], tags
}
