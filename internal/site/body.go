package site

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"time"

	"hindsight"
)

// A heading is one line of a page's table of contents.
type heading struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Level int    `json:"level"`
}

// A body is a text ready for the page.
type body struct {
	HTML     string
	Headings []heading
	Anchors  []string // of each quote, where it stands in the text; "" when it does not
	Plain    bool     // shown as it was written
}

// renderLimit ends the wait for one text. The caps keep what passes under half
// a second, so that this only ends what they failed to foresee.
const renderLimit = 20 * time.Second

// A text is Markdown with what its rendering needs to know.
type text struct {
	md     string
	base   string // what its relative links are relative to; "" for nothing
	top    int    // level of its highest headings
	quotes []hindsight.Evidence
	brief  func(class string) string // names the classes behind the quotes; nil: nothing does
	has    map[string]shown          // pictures, by their addresses in md

	toHeading string // what the link of a heading to itself is called
}

// render makes safe HTML of a text and marks the quotes in it. When that is
// not possible the text comes plain, and the error says why.
func (t text) render() (body, error) {
	md, quotes := printable(t.md), t.quotes
	t.md = md
	if why := tooCostly(md); why != "" {
		return plainBody(md, quotes), fmt.Errorf("text shown without formatting: %s", why)
	}
	type result struct {
		body body
		err  error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r.err = fmt.Errorf("the Markdown renderer failed: %v", p)
			}
			done <- r
		}()
		r.body, r.err = t.format()
	}()
	select {
	case r := <-done:
		if r.err != nil {
			return plainBody(md, quotes), fmt.Errorf("text shown without formatting: %w", r.err)
		}
		return r.body, nil
	case <-time.After(renderLimit):
		return plainBody(md, quotes), fmt.Errorf("text shown without formatting: not rendered within %s", renderLimit)
	}
}

func (t text) format() (body, error) {
	safe, err := toHTML(t.md)
	if err != nil {
		return body{}, err
	}
	d, err := parseDOM(safe)
	if err != nil {
		return body{}, err
	}
	b := body{Headings: d.headings(t.top)}
	d.pictures(t.has)
	d.links(linkBase(t.base))
	d.scrollable()
	if b.Anchors, err = d.mark(t.quotes, t.brief); err != nil {
		return body{}, err
	}
	d.anchors(t.toHeading)
	b.HTML, err = d.render()
	return b, err
}

// plainBody shows the text as it was written, cut to maxBody.
func plainBody(md string, quotes []hindsight.Evidence) body {
	if len(md) > maxBody {
		md = strings.ToValidUTF8(md[:maxBody], "") + "\n…"
	}
	return body{HTML: `<pre class="plain" tabindex="0">` + html.EscapeString(md) + "</pre>", Anchors: make([]string, len(quotes)), Plain: true}
}

// linkBase is the address that a text's relative links are relative to, or nil.
func linkBase(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil
	}
	return u
}
