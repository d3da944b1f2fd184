package webpage

import (
	"regexp"
	"strings"

	"hindsight/internal/clean"
)

// A sign of a page that answers 200 and holds no article. A short one must
// hold less than shortText of prose as well, for an article may speak of it.
type sign struct {
	in     string // "title", or "page" for title and text
	short  bool
	match  *regexp.Regexp
	reason string
}

// shortText is in bytes of Markdown; the shortest postmortem seen on a page of
// its own has 700.
const shortText = 600

// What a page without an article says to its reader, and what we say to ours.
const (
	asksHuman = "the page asks whether its reader is human; save it from a browser and import the file"
	redirects = "the page only redirects; give the address that it leads to"
	isGone    = "the page says that what was here is gone; look for a copy in a web archive"
	asksLogin = "the page asks for a login"
	needsMore = "the page shows nothing without JavaScript or a login; save it from a browser and import the file"
	frontPage = "it is the front page of a status page; give the address of one incident"
)

var signs = []sign{
	{"title", false, anyOf(`(?i)^(?:`, `)\b`,
		`just a moment`, `attention required`, `access denied`, `security check`, `are you (?:a robot|human)`, `robot check`,
		`verify(?:ing)? (?:that )?you are (?:a )?human`, `ddos-guard`, `checking your browser`), asksHuman},
	{"page", true, anyOf(`(?i)(?:`, `)`,
		`captcha`, `verify(?:ing)? (?:that )?you are (?:a )?human`, `checking your browser`,
		`enable (?:javascript and cookies|cookies and javascript)`, `unusual traffic`), asksHuman},
	{"title", true, anyOf(`(?i)^(?:`, `)\b`,
		`redirect(?:ing|ed)?`, `you are being redirected`, `moved permanently`, `301 moved`, `302 found`, `document moved`, `object moved`), redirects},
	{"page", true, anyOf(`(?i)^\W*(?:`, `)\b|if you are not redirected`,
		`redirecting`, `you are being redirected`, `click here if you are not redirected`, `this page has (?:been )?moved`), redirects},
	{"page", true, anyOf(`(?im)^\W*(?:error\s*)?(?:404|not found)\b|\b(?:`, `)\b`,
		`page not found`, `no longer (?:available|exists)`, `page (?:does not|doesn't|doesn’t) exist`, `help cent(?:er|re) closed`,
		`account (?:is )?suspended`, `site (?:is )?(?:unavailable|closed)`, `domain (?:is )?for sale`, `under construction`), isGone},
	{"title", true, anyOf(`(?i)^(?:`, `)\b`, `sign in`, `log ?in`, `login`, `sign up`, `create (?:an )?account`), asksLogin},
	{"page", true, anyOf(`(?i)\b(?:you need to|please) (?:`, `)\b|requires javascript`, `enable javascript`, `(?:sign|log) in`), needsMore},
	{"page", false, anyOf(`(?i)^(?:.{0,400})\b(?:`, `)\b`, `all systems operational`, `about this site`), frontPage},
}

// anyOf is a pattern with alternatives between its beginning and its end.
func anyOf(begin, end string, alternatives ...string) *regexp.Regexp {
	return regexp.MustCompile(begin + strings.Join(alternatives, "|") + end)
}

// junk says why a page is no postmortem, "" when nothing speaks against it.
func junk(html string, page clean.Page) string {
	short := len(page.Markdown) < shortText
	text := page.Markdown
	if short { // readability may have thrown away what gives the page away
		text += " " + clean.Title(html)
	}
	for _, s := range signs {
		if s.short && !short {
			continue
		}
		if s.match.MatchString(page.Title) || s.in == "page" && s.match.MatchString(text) {
			return s.reason
		}
	}
	if short && refreshRE.MatchString(html) {
		return "the page only redirects; give the address that it leads to"
	}
	if index(page.Markdown) {
		return "it is a list of posts; give the address of one of them"
	}
	return ""
}

var refreshRE = regexp.MustCompile(`(?i)<meta\s[^<>]*http-equiv\s*=\s*["']?refresh["']?[^<>]*url\s*=`)

var (
	linkRE     = regexp.MustCompile(`\[([^\[\]\n]{1,300})\]\(https?://[^()\s]+\)`)
	linkHeadRE = regexp.MustCompile(`(?m)^#{2,6} \[[^\[\]\n]+\]\([^()\s]+\)\s*$`)
	readMoreRE = regexp.MustCompile(`(?im)(?:read more|continue reading|read (?:the )?(?:full )?(?:post|article|story))[^\[\]\n]{0,60}(?:\]\([^()\n]*\))?\s*$`)
)

// index recognises the front page of a blog: headings that are links, "read
// more" after each piece, or nothing but links.
func index(md string) bool {
	if strings.Contains(strings.ToLower(md), "read") && len(readMoreRE.FindAllString(md, 3)) > 2 {
		return true
	}
	if !strings.Contains(md, "](") {
		return false
	}
	if len(linkHeadRE.FindAllString(md, 4)) > 3 {
		return true
	}
	linked := 0
	links := linkRE.FindAllStringSubmatch(md, -1)
	for _, l := range links {
		linked += len(l[1])
	}
	plain := len(strings.TrimSpace(linkRE.ReplaceAllString(md, "")))
	return len(links) > 8 && linked > plain
}
