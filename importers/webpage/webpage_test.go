package webpage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
)

func render(in hindsight.Input) string { return fixture.Render(New(in)) }

func TestGolden(t *testing.T) {
	fixture.Golden(t, "*", func(in hindsight.Input) string {
		if strings.HasPrefix(in.Name, "article") {
			in.URL = "https://copperline.example/2022/05/payments-stood-still?utm_source=x"
		}
		if !Recognise(in) {
			t.Errorf("%s: not recognised", in.Name)
		}
		return render(in)
	})
}

// Markdown may begin with a tag; a page is one whatever is in its code.
func TestMarkdownWithTags(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"<p align=\"center\"><img src=\"a.png\"></p>\n\n# Disk full\n\nIt failed.\n", false},
		{"<div>\n\n[x](https://x.example)\n\n</div>\n\nDisk full\n=========\n\nIt failed.\n", false},
		{"<table><tr><td>SEV1</td></tr></table>\n\n- It failed.\n", false},
		{"<dl><dt>Day</dt><dd>3 May</dd></dl>\n\n```\nx\n```\n", false},
		{"<p>It failed.</p>\n<p>It was fixed.</p>\n", true},
		{"<div><pre>\n# a\n# b\n</pre>It failed.</div>\n", true},
		{"<p>a</p><p>b</p><p>c</p>\n# x\n", true},
		{"<!doctype html>\n<p>a</p>\n# a\n# b\n", true},
		{"# Disk full\n\n<p>It failed.</p>\n", false},
	} {
		if got := Recognise(hindsight.Input{Data: []byte(c.text)}); got != c.want {
			t.Errorf("%q: got %v", c.text, got)
		}
	}
}

// TestJunk: pages that answer 200 and hold no postmortem are refused with the
// reason; a postmortem that speaks of such things is not.
func TestJunk(t *testing.T) {
	page := func(title, body string) string {
		return "<!doctype html><html><head><title>" + title + "</title></head><body>" + body + "</body></html>"
	}
	long := "<article>" + strings.Repeat("<p>The captcha service could not be reached, page not found was shown instead, and customers who wanted to sign in were redirected in circles for two hours.</p>", 8) + "</article>"
	for _, c := range []struct{ name, page, want string }{
		{"captcha", page("Just a moment...", "<p>Checking if the site connection is secure</p>"), "human"},
		{"captcha in the text", page("acme.example", "<p>Please complete the CAPTCHA to go on.</p>"), "human"},
		{"redirect", page("Redirecting…", "<p>Click <a href='/x'>here</a></p>"), "redirects"},
		{"redirect by script", page("", "<p>You are being redirected.</p><script>location='/x'</script>"), "redirects"},
		{"redirect by meta", "<!doctype html><html><head><meta http-equiv=\"refresh\" content=\"0; url=/x\"></head><body><p>Hello.</p></body></html>", "redirects"},
		{"gone", page("Help Center Closed", "<p>This help center closed in May.</p>"), "web archive"},
		{"not found", page("404", "<h1>Page not found</h1>"), "web archive"},
		{"login", page("Sign in", "<form><input></form><p>Welcome back</p>"), "login"},
		{"script only", page("App", "<noscript>x</noscript><p>You need to enable JavaScript to run this app.</p>"), "JavaScript"},
		{"status page", page("Acme Status", "<p>All Systems Operational</p><ul><li>API Operational</li><li>Website Operational</li></ul>"), "status page"},
		{"status page, components with states",
			page("Acme Status", "<h1>Acme</h1><p>Some systems are experiencing issues</p><ul><li>API <span>Degraded performance</span></li><li>Web "+
				"<span>Operational</span></li><li>Mail <span>Operational</span></li></ul><h2>Active incident</h2><h3>Slow API</h3><p><b>Investigating"+
				"</b> - We are looking at slow answers. 3 March 2021 10:00 UTC</p>"), "front page"},
		{"status page, icons",
			page("Brook Service Health", "<h1>Brook system status</h1><table><tr><td>API</td><td><img alt='Available' src='x.png'></td></tr><tr>"+
				"<td>Web</td><td><img alt='Available'></td></tr><tr><td>DB</td><td><img alt='Service disruption'></td></tr></table>"+
				"<p>2021-03-03 10:00 Outage of DB. We restarted it.</p><footer>Powered by Cachet</footer>"), "front page"},
		{"history of incidents",
			page("Larkspur Status - Incident History", "<h4>March 2021</h4><div><a href=/incidents/a>Outgoing mail delayed</a>"+
				"<p>This incident has been resolved.</p><p>Mar 3, 10:00 - 11:00 UTC</p></div><div><a href=/incidents/b>Search down</a>"+
				"<p>This incident has been resolved.</p><p>Mar 4, 10:00 - 11:00 UTC</p></div><h4>February 2021</h4>"+
				"<div>No incidents reported for this month.</div><h4>January</h4><div>No incidents reported for this month.</div>"), "front page"},
		{"status page, uptimes",
			page("Kestrel status", "<h1>Kestrel</h1><h2>Open incidents</h2><article><h3>Login fails</h3><p>Investigating · 3 March 2021 11:00 UTC"+
				"</p><p>We look into it.</p></article><article><h3>Tiles slow</h3><p>Identified · 3 March 2021 12:00 UTC</p><p>A disk is full.</p>"+
				"</article><h2>Uptime</h2><p>Tiles</p><p>99.98 %</p><p>Login</p><p>99.9 %</p><p>Search</p><p>100 %</p>"), "front page"},
		{"status page, one is down",
			page("Wren Status", "<h1>Wren</h1><div class=page-status>Partial System Outage</div><div>Website</div><div>Up</div><div>API</div>"+
				"<div>Down</div><div>Docs</div><div>Up</div><div><h4>API down</h4><div>Monitoring</div><div>Mar 3, 2021, 10:30 UTC</div>"+
				"<div>A fix is out. The cause was a bad deploy.</div></div>"), "front page"},
		{"status page, links to incidents",
			page("Wren Status", "<h2>March</h2><a href='/incidents/abc123'>API down</a><a href='/incidents/abc124'>Web down</a>"+
				"<a href='/incidents/abc125'>Slow</a><p>We list what failed.</p>"), "front page"},
		{"a postmortem of a status page",
			page("Postmortem: our status page showed Operational", long+"<table><tr><td>API</td><td>Operational</td></tr></table>"), ""},
		{"nothing", page("Acme", ""), "no article"},
		{"a postmortem about captchas", page("Postmortem: captcha outage", long), ""},
	} {
		got := render(hindsight.Input{Name: "in", Data: []byte(c.page)})
		if c.want == "" && strings.HasPrefix(got, "error") || c.want != "" && (!strings.HasPrefix(got, "error: in: ") || !strings.Contains(got, c.want)) {
			t.Errorf("%s: %.200s; want %q", c.name, got, c.want)
		}
	}
}

func TestRecognise(t *testing.T) {
	for text, want := range map[string]bool{
		"<!DOCTYPE html><html>":          true,
		"\n <!-- saved --> <HTML>":       true,
		"<p>A piece</p>":                 true,
		"<article><h1>x</h1></article>":  true,
		"<?xml version='1.0'?><html>":    true,
		"<rss><channel/></rss>":          false,
		"<feed xmlns='x'/>":              false,
		"<?xml version='1.0'?><rss>":     false,
		"Just text with <b>markup</b>":   false,
		"---\ntitle: x\n---\n<p>y</p>":   false,
		"<https://x.example> is a link":  false,
		"":                               false,
		"\x89PNG\r\n\x1a\n<html>":        false,
		"# Heading\n<div>inside</div>\n": false,
	} {
		if Recognise(hindsight.Input{Data: []byte(text)}) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func FuzzImport(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data)
		}
	}
	f.Add([]byte(`<html><script type="application/ld+json">[[{"datePublished":[[[["x"]]]]}]]</script><article>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		fixture.Ends(t, func() {
			in := hindsight.Input{Name: "fuzz", URL: "https://fuzz.example/", Data: data}
			first := render(in)
			if first != render(in) {
				t.Errorf("two results for %q", data)
			}
		})
	})
}
