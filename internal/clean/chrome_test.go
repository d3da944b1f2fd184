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

// Boxes of an article: which are text, whatever they are called, and which are
// navigation by what they hold.
var articleBoxes = []struct{ html, gone string }{
	{`<aside><p> the widening took long, which we had not practised.</p></aside>`, ""},
	{`<aside class="sidebar"><h3>Facts</h3><ul><li>one alert</li><li>two alerts</li></ul></aside>`, ""},
	{`<footer class="resolution"><p>resolved at 09:45.</p></footer>`, ""},
	{`<header class="facts"><p>Start 07:10, end 09:45.</p></header>`, ""},
	{`<section class="widget"><h3>Facts</h3><p>07:10 first insert fails.</p></section>`, ""},
	{`<div class="banner"><p> all regions were hit.</p></div>`, ""},
	{`<div class="meta"><p>Severity 1, team bookings.</p></div>`, ""},
	{`<ul class="tags"><li>one</li><li>two</li></ul>`, ""},
	{`<details><summary>log</summary><pre>07:10 ERROR</pre></details>`, ""},
	{`<div class="promo"><p> the promotion service was hit.</p></div>`, ""},
	{`<div id="related"><h3>related incidents</h3><p>In March the same table was full, see the text of then.</p></div>`, ""},
	{`<ul class="social-impact"><li>300 calls</li><li>120 letters</li></ul>`, ""},
	{`<div class="comments"><p> what we think of it in hindsight.</p></div>`, ""},
	{`<section class="responses"><h3>How we responded</h3><p>We called the vendor.</p></section>`, ""},
	{`<div class="feedback"><p>Customers told us that they could not book.</p></div>`, ""},
	{`<div class="toc"><p>the table of contents service was down.</p></div>`, ""},
	{`<ol class="breadcrumbs"><li>07:10 we began</li><li>07:30 we saw it</li></ol>`, ""},
	{`<dl class="sidebar"><dt>Facts</dt><dd>07:10</dd></dl>`, ""},
	{`<table class="sidebar share"><tr><td>Facts</td><td>07:10</td></tr></table>`, ""},
	{`<div class="subscribe-outage cta"><h3>Facts</h3><p>Mails of subscribers were late.</p></div>`, ""},
	{`<div class="consent"><p>the consent service failed.</p></div>`, ""},
	{`<div role="complementary"><p>see below.</p></div>`, ""},
	{`<div role="note" class="admonition popup"><p>see below.</p></div>`, ""},
	{`<blockquote class="pullquote sidebar"><p>quote.</p></blockquote>`, ""},
	{`<div class="hidden-failure ad-break"><p>the hidden failure.</p></div>`, ""},
	{`<div class="share-list"><ul><li><a href="/t/1">OPS-1</a> alert at half of the range of every sequence</li></ul></div>`, ""},
	{`<figure class="share-figure related"><img src="d.png"><figcaption>The disk of the server, 11 to 18 April.</figcaption></figure>`, ""},
	{`<nav class="toc"><a href="#a">The first hour</a><a href="#b">The rest</a></nav>`, "The first hour"},
	{`<div class="share-buttons">Share this: <a href="x">Twitter</a> <a href="y">Facebook</a></div>`, "Share this:"},
	{`<div class="newsletter"><p>Get a mail a week.</p><form><input type=email><button>Go</button></form></div>`, "Get a mail a week."},
	{`<ul class="related-posts"><li><a href=a>The night of the pool</a></li><li><a href=b>How we test</a></li></ul>`, "The night of the pool"},
	{`<div id="comments"><h3>2 Comments</h3><div class="comment"><p>nice</p></div><div class="comment"><p>thanks</p></div></div>`, "2 Comments"},
	{`<div class="author-bio"><p>Ada is an engineer at Larkspur and likes trains.</p></div>`, "Ada is an engineer at Larkspur and likes trains."},
	{`<aside class="related"><h3><a href=x>Other</a></h3><p>What the other says.</p><h3><a href=y>More</a></h3><p>And one more to read.</p></aside>`, "Other"},
}

func TestArticleBoxes(t *testing.T) {
	const page = `<!doctype html><html><head><title>Bookings down</title></head><body><main><article class="post"><h1>Bookings down</h1>
<p>Nobody could book a seat for two and a half hours. The cause was a table whose 32-bit key had run out, so that every insert failed.</p>
<h2>What happened</h2>%s<p>The sequence behind the table reached its largest value in the morning, when the school holidays began and many
people booked. The booking service answered every request with an error.</p><h2>Next</h2><p>We are sorry.</p></article></main></body></html>`
	for _, c := range articleBoxes {
		p, err := Article(fmt.Sprintf(page, c.html), "")
		if err != nil || !strings.Contains(p.Markdown, "## What happened") || !strings.Contains(p.Markdown, "## Next") {
			t.Errorf("%s: %v: the text around it is %q", c.html, err, p.Markdown)
		}
		seen := map[string]bool{}
		for _, w := range lettersRE.FindAllString(p.Markdown, -1) {
			seen[w] = true
		}
		kept, words := 0, lettersRE.FindAllString(tagRE.ReplaceAllString(c.html, " "), -1)
		for _, w := range words {
			if seen[w] {
				kept++
			}
		}
		switch {
		case c.gone == "" && (kept < len(words) || len(p.Lost) > 0):
			t.Errorf("%s: %d of %d words are there, lost is %v", c.html, kept, len(words), p.Lost)
		case c.gone != "" && (strings.Contains(p.Markdown, c.gone) || len(p.Lost) != 1 || p.Lost[0].Bytes == 0 || p.Size < 300):
			t.Errorf("%s: is there; lost is %v of %d bytes", c.html, p.Lost, p.Size)
		}
	}
}
