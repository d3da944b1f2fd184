package clean

import (
	"fmt"
	"strings"
	"testing"
)

// What elements are called, and whether they go. The text around them has
// 4,000 bytes, theirs 60.
var boxNames = []struct {
	tag  string
	gone bool // from a page; from a piece of one as well, but for sidebars
}{
	{`div class="cookie-banner"`, true},
	{`div id="onetrust-consent-sdk"`, true},
	{`div id="CybotCookiebotDialog"`, true},
	{`div class="js-gdpr-notice"`, true},
	{`div role="dialog" aria-label="Cookie consent"`, true},
	{`section id="comments" class="comments-area"`, true},
	{`div id="disqus_thread"`, true},
	{`ol class="comment-list"`, true},
	{`div class="newsletter-signup dark"`, true},
	{`form id="mc_embed_signup"`, true},
	{`div class="sharedaddy sd-sharing-enabled"`, true},
	{`ul class="social-share-buttons"`, true},
	{`div class="post-share"`, true},
	{`aside class="sidebar"`, true},
	{`div class="widget-sidebar"`, true},
	{`div id="jp-relatedposts"`, true},
	{`div class="related-posts"`, true},
	{`nav aria-label="Breadcrumb"`, true},
	{`ol class="breadcrumb"`, true},
	{`div class="post-navigation"`, true},
	{`div class="author-box"`, true},
	{`nav class="x" role="navigation"`, true},
	// what only looks like it
	{`div class="post-with-comments"`, false},
	{`div class="has-sidebar"`, false},
	{`div class="content-with-related"`, false},
	{`div class="post-7 post type-post hentry tag-cookies category-newsletter"`, false},
	{`article class="newsletter-post"`, false},
	{`div class="timeline"`, false},
	{`div class="shared-storage"`, false},
	{`div class="cookie-jar-incident"`, false},
	{`div class="subscription-service-outage"`, false},
	{`section id="related-work" class="level2"`, false},
	{`section id="comments" class="level2"`, false},
	{`p class="summary"`, false},
}

func TestChromeNames(t *testing.T) {
	text := strings.Repeat("<p>The pool of connections was empty at ten past nine.</p>\n", 75)
	for _, c := range boxNames {
		kind, _, _ := strings.Cut(c.tag, " ")
		page := fmt.Sprintf("<html><body><div>%s<%s>Words that stand in a box beside the text of the page.</%s></div></body></html>", text, c.tag, kind)
		for name, read := range map[string]func() (string, error){
			"page":     func() (string, error) { p, err := Article(page, ""); return p.Markdown, err },
			"fragment": func() (string, error) { return Markdown(text+page[strings.Index(page, "<"+c.tag):len(page)-20], "") },
		} {
			md, err := read()
			want := c.gone && !(name == "fragment" && strings.Contains(c.tag, "sidebar"))
			if gone := !strings.Contains(md, "Words that stand"); err != nil || gone != want {
				t.Errorf("%s: %s: gone %v, want %v (%v)", c.tag, name, gone, want, err)
			}
		}
	}
}

// A box that is the page's text stays, whatever its name.
func TestChromeThatIsTheText(t *testing.T) {
	text := strings.Repeat("<p>The pool of connections was empty at ten past nine.</p>\n", 20)
	for _, tag := range []string{`div class="sidebar"`, `div class="related"`, `div id="comments"`, `div class="newsletter"`, `div class="cookie"`} {
		page, err := Article("<html><body><div class=x><"+tag+">"+text+"</div><p>Beside it.</p></div></body></html>", "")
		if n := strings.Count(page.Markdown, "The pool"); err != nil || n != 20 {
			t.Errorf("%s: %d of 20 paragraphs (%v)", tag, n, err)
		}
	}
	page, err := Article("<html><body><div class=comments><h1>Comments are lost</h1>"+text+"</div><div>"+text+"</div></body></html>", "")
	if !strings.Contains(page.Markdown, "The pool") || err != nil {
		t.Errorf("the element with the main heading is gone: %q", page.Markdown)
	}
}

// What nobody named: a notice with a button, and headings over what readers wrote.
func TestChromeWithoutNames(t *testing.T) {
	text := strings.Repeat("<p>The pool of connections was empty at ten past nine.</p>\n", 20)
	for _, c := range []struct{ html, gone, kept string }{
		{"<div class=css-1x><p>We use cookies to improve your visit.</p><button>Accept all</button></div><div>" + text + "</div>", "We use", "The pool"},
		{"<article>" + text + "<div>We use cookies for sessions, and the settings were wrong. <button>Copy</button></div></article>",
			"Copy", "We use cookies for sessions"},
		{"<article>" + text + "<h2>3 Comments</h2><p>Nice read.</p><h3>Leave a reply</h3><p>Name</p></article>", "Nice read", "The pool"},
		{"<article>" + text + "<h2>Comments</h2><p>The alert has none.</p><h2>Timeline</h2><p>Long.</p></article>", "", "The alert has none"},
	} {
		p, err := Article("<html><body><h1>Out</h1>"+c.html+"</body></html>", "")
		if err != nil || c.gone != "" && strings.Contains(p.Markdown, c.gone) || !strings.Contains(p.Markdown, c.kept) {
			t.Errorf("%.80s: got %q, want %q, not %q (%v)", c.html, p.Markdown, c.kept, c.gone, err)
		}
	}
}
