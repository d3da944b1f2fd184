package feed

import (
	"fmt"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/hostile"
)

func items(t *testing.T, url, text string) []hindsight.Postmortem {
	t.Helper()
	ps, errs := importAll(t, hindsight.Input{Name: "in", URL: url, Data: []byte(text)})
	if len(errs) > 0 {
		t.Errorf("%.60q: %v", text, errs)
	}
	return ps
}

// TestTwoTexts: of an item's two texts the fuller is the body, and the other
// the summary when its author wrote it as one.
func TestTwoTexts(t *testing.T) {
	long := strings.Repeat("<p>The router in the cellar lost its routes, and nobody looked at it.</p>", 9)
	const abstract = "How a router took our shop off the air for an hour. We now watch it."
	for _, c := range []struct{ name, description, content, body, summary string }{
		{"an abstract", abstract, long, "The router in the cellar", abstract},
		{"the other way round", long, abstract, "The router in the cellar", abstract},
		{"content that is a picture", "<p>Down for an hour.</p>", `<img src="https://a.example/x.png">`, "Down for an hour.", ""},
		{"much markup, little text", long, `<div style="` + strings.Repeat("color: red;", 200) + `">short</div>`, "The router in the cellar", ""},
		{"the beginning", "The router in the cellar lost its routes, and nobody looked at it.", long, "The router in the cellar", ""},
		{"the beginning, cut off", "The router in the cellar lost its routes, and […]", long, "The router in the cellar", ""},
		{"a teaser", abstract + " Read more", long, "The router in the cellar", ""},
		{"no sentence", "Outage of the shop on Monday: what we know so far", long, "The router in the cellar", ""},
		{"one text", abstract, "", "How a router", ""},
		{"as long, and not what is meant to be read", "The router in the cellar was away again.", "The router in the cellar has been down.", "The router in the cellar has", ""},
	} {
		esc := strings.NewReplacer("&", "&amp;", "<", "&lt;")
		ps := items(t, "", `<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A</title><item><title>x</title><description>`+
			esc.Replace(c.description)+`</description><content:encoded>`+esc.Replace(c.content)+`</content:encoded></item></channel></rss>`)
		if len(ps) != 1 || !strings.HasPrefix(ps[0].Body, c.body) || ps[0].Summary != c.summary {
			t.Errorf("%s: %+v", c.name, ps)
		}
	}
}

// TestTwice: what was escaped once too often is read as what was meant; a text
// about markup stays one.
func TestTwice(t *testing.T) {
	for text, want := range map[string]string{
		"&lt;p&gt;One &amp;amp; two&lt;/p&gt;&lt;p&gt;Three&lt;br/&gt;four&lt;/p&gt;": "One & two\n\nThree  \nfour",
		" &lt;div&gt;\n &lt;p&gt;In a box&lt;/p&gt; &lt;/div&gt; ":                    "In a box",
		"&lt;ul&gt;&lt;li&gt;a&lt;li&gt;b&lt;/ul&gt;":                                 "",
		"Use &lt;b&gt; for bold, &lt;p&gt; for a paragraph":                           "",
		"&lt;p&gt; begins a paragraph, and &lt;/p&gt; ends it":                        "",
		"&lt;p&gt; begins a paragraph and ends at &lt;/p&gt;":                         "",
		"&lt;script&gt;alert(1)&lt;/script&gt;":                                       "",
		"&lt;p&gt;The page&lt;/p&gt; and more":                                        "",
		"&lt;p&gt;Never closed":                                                       "",
		"&lt;p&gt;Crossed &lt;b&gt;over&lt;/p&gt;&lt;/b&gt;":                          "",
		"a &lt; b &amp;&amp; b &gt; c":                                                "",
		"&lt;p&gt;Say &amp;lt;b&amp;gt; for bold&lt;/p&gt;":                           `Say \<b> for bold`,
		"&lt;p onclick=\"x()\"&gt;Hurt&lt;img src=x onerror=y()&gt;&lt;/p&gt;":        "Hurt",
		"&lt;ul&gt;&lt;li&gt;first&lt;/li&gt;&lt;li&gt;second&lt;/li&gt;&lt;/ul&gt;":  "- first\n- second",
		"<p>Real, about &lt;p&gt;markup&lt;/p&gt;</p>":                                "",
	} {
		got := convert(text, "")
		if want != "" && got != want {
			t.Errorf("%q\n\tgot  %q\n\twant %q", text, got, want)
		}
		if want == "" && unescapeTwice(text) != text {
			t.Errorf("%q was taken for markup: %q", text, got)
		}
		if strings.Contains(got, "onerror") {
			t.Errorf("%q gives %q", text, got)
		}
	}
}

// TestDateOrder: "03/04/2021" is read as the feed's other dates are written;
// where none of them tells, only its year is known.
func TestDateOrder(t *testing.T) {
	for _, c := range []struct{ dates, want string }{
		{"03/04/2021 25/12/2020", "2021-04-03 2020-12-25"},
		{"03/04/2021 12/25/2020", "2021-03-04 2020-12-25"},
		{"03-04-2021 25-12-2020", "2021-04-03 2020-12-25"},
		{"03/04/2021T10:15:00Z 25/12/2020", "2021-04-03T10:15:00Z 2020-12-25"},
		{"03/04/2021 05/06/2020", "2021 2020"},
		{"03/04/2021 25/12/2020 12/25/2020", "2021 2020-12-25 2020-12-25"},
		{"04/04/2021", "2021-04-04"},
		{"03.04.2021", "2021-04-03"},
		{"2021-04-03 2021/04/03", "2021-04-03 2021-04-03"},
	} {
		text := "<rss><channel><title>A</title>"
		for _, d := range strings.Fields(c.dates) {
			text += "<item><title>x</title><pubDate> " + d + "</pubDate></item>"
		}
		var got []string
		for _, p := range items(t, "", text+"</channel></rss>") {
			got = append(got, p.Date.String())
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", c.dates, s, c.want)
		}
	}
}

// TestIdentity: an item is recognised by as little as tells it from the others.
func TestIdentity(t *testing.T) {
	item := func(parts ...string) string {
		return fmt.Sprintf("<item><guid isPermaLink='false'>%s</guid><link>%s</link><title>%s</title><description>%s</description></item>", parts[0], parts[1], parts[2], parts[3])
	}
	const a, b = "https://a.example/a", "https://a.example/b"
	for name, c := range map[string]struct{ items, want string }{
		"guids":                     {item("1", a, "x", "p") + item("2", a, "x", "q"), "1|2"},
		"links":                     {item("", a, "x", "p") + item("", b, "x", "q"), a + "|" + b},
		"one guid":                  {item("1", a, "x", "p") + item("1", b, "y", "q") + item("2", b, "z", "r"), "1 " + a + "|1 " + b + "|2"},
		"one guid and link":         {item("1", a, "x", "p") + item("1", a, "y", "q"), "1 " + a + " x|1 " + a + " y"},
		"one guid, no link":         {item("1", "", "x", "p") + item("1", "", "y", "q"), "1 x|1 y"},
		"one link for all":          {item("", a, "x", "p") + item("", a, "y", "q"), a + " x|" + a + " y"},
		"the same item twice":       {item("1", a, "x", "p") + item("1", a, "x", "p"), "1|1"},
		"three, two of them one":    {item("1", a, "x", "p") + item("1", a, "x", "p") + item("1", b, "y", "q"), "1 " + a + "|1 " + a + "|1 " + b},
		"all the same but the text": {item("1", a, "x", "p") + item("1", a, "x", "q"), "sha256:|sha256:"},
		"nothing":                   {item("", "", "x", "p"), "sha256:"},
	} {
		var got []string
		for _, p := range items(t, "https://a.example/feed", "<rss><channel><title>A</title>"+c.items+"</channel></rss>") {
			id := p.Source.ID
			if strings.HasPrefix(id, "sha256:") {
				id = "sha256:"
			}
			got = append(got, id)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", name, s, c.want)
		}
	}
}

// TestItemLinks: which of the addresses that an item has is its page's.
func TestItemLinks(t *testing.T) {
	const atom, rss = `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>urn:1</id>%s</entry></feed>`, `<rss><channel><title>A</title><item><title>x</title>%s</item></channel></rss>`
	for _, c := range []struct{ form, inside, url, id string }{
		{atom, `<link rel="self" href="/s.atom"/><link rel="alternate" type="application/json" href="/x.json"/><link rel="alternate" type="text/html" href="/x"/>`, "https://a.example/x", "urn:1"},
		{atom, `<link rel="alternate" type="application/pdf" href="/x.pdf"/><link href="/x"/><link rel="edit" href="/e"/>`, "https://a.example/x", "urn:1"},
		{atom, `<link rel="enclosure" type="text/html" href="/cast"/><link rel="related" href="https://b.example/"/><link rel="alternate" type="text/html; charset=utf-8" href="/x"/>`, "https://a.example/x", "urn:1"},
		{atom, `<link rel="alternate" type="application/pdf" href="/x.pdf"/>`, "https://a.example/x.pdf", "urn:1"},
		{rss, `<guid isPermaLink="true">/posts/1</guid>`, "https://a.example/posts/1", "https://a.example/posts/1"},
		{rss, `<guid>/posts/1</guid>`, "https://a.example/posts/1", "/posts/1"},
		{rss, `<guid>https://a.example/posts/1</guid>`, "https://a.example/posts/1", "https://a.example/posts/1"},
		{rss, `<guid isPermaLink="false">https://a.example/?p=1</guid>`, "", "https://a.example/?p=1"},
		{rss, `<guid isPermaLink="false">/posts/1</guid>`, "", "/posts/1"},
		{rss, `<guid isPermaLink="true">posts/1</guid>`, "https://a.example/posts/1", "https://a.example/posts/1"},
		{rss, `<guid>/posts/0</guid><guid>/posts/1</guid>`, "https://a.example/posts/1", "/posts/1"},
		{rss, `<guid>42</guid>`, "", "42"},
		{rss, `<guid>/posts/1</guid><link>/other</link>`, "https://a.example/other", "/posts/1"},
		{rss, `<guid>/posts/1</guid><link></link>`, "https://a.example/posts/1", "/posts/1"},
	} {
		ps := items(t, "https://a.example/feed", fmt.Sprintf(c.form, c.inside))
		if len(ps) != 1 || ps[0].Source.URL != c.url || ps[0].Source.ID != c.id {
			t.Errorf("%s\n\tgot  %q %q\n\twant %q %q", c.inside, ps[0].Source.URL, ps[0].Source.ID, c.url, c.id)
		}
	}
}

// TestJSONFeed11: version 1.1 has several authors; what is mistyped beside the
// fields that are read does no harm.
func TestJSONFeed11(t *testing.T) {
	ps := items(t, "", `{"version": "https://jsonfeed.org/version/1.1", "title": "Acme", "authors": [{"name": "Acme's people"}], "items": [
		{"id": "1", "url": "https://a.example/1", "title": "T", "authors": [{"name": "Ann"}, {"name": "Bob"}], "content_text": "One.\n\nTwo.", "attachments": [{"url": "https://a.example/1.mp3", "mime_type": "audio/mpeg"}]},
		{"id": 2, "external_url": "https://b.example/2", "summary": "It went down.", "attachments": {"no": "list"}, "image": 7, "tags": "x"}]}`)
	got := ""
	for _, p := range ps {
		got += fmt.Sprintf("%s|%s|%s|%s|%s\n", p.Source.ID, p.Source.URL, p.Title, p.Source.Author, p.Body)
	}
	if want := "1|https://a.example/1|T|Ann, Bob|One.\n\nTwo.\n2|https://b.example/2||Acme's people|It went down.\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestNoItems: a feed may be empty, and an item may lack its title.
func TestNoItems(t *testing.T) {
	for _, text := range []string{
		"<rss><channel><title>A</title></channel></rss>",
		`<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title></feed>`,
		`{"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": []}`,
	} {
		if ps := items(t, "", text); len(ps) != 0 {
			t.Errorf("%s: %+v", text, ps)
		}
	}
	ps := items(t, "", "<rss><channel><title>A</title><item><description>The router was down.</description></item></channel></rss>")
	if len(ps) != 1 || ps[0].Title != "" || ps[0].Body != "The router was down." {
		t.Errorf("no title: %+v", ps)
	}
}

// TestDiscover: the feed that a page names.
func TestDiscover(t *testing.T) {
	const link = `<link rel="alternate" type="application/rss+xml" href="/feed">`
	for page, want := range map[string]string{
		"<html><head>" + link + "</head></html>": "https://a.example/feed",
		"<html><head><link REL='feed alternate' TYPE='application/atom+xml; charset=utf-8' HREF=' b.atom '/>":  "https://a.example/blog/b.atom",
		`<html><base href="https://b.example/x/"><link rel="alternate" type="application/feed+json" href="f">`: "https://b.example/x/f",
		`<html><link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="/s.css">` + link:    "https://a.example/feed",
		`<html><link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">` + link:             "https://a.example/feed",
		`<html><link rel="alternate" type="application/rss+xml" href="javascript:x()">`:                        "",
		"<html><!-- " + link + " --><script>'" + link + "'</script></html>":                                    "",
		"<rss><channel>" + link + "</channel></rss>":                                                           "",
		"":                      "",
		"\x89PNG\r\n\x1a\n\x00": "",
	} {
		if got := Discover(hindsight.Input{URL: "https://a.example/blog/", Data: []byte(page)}); got != want {
			t.Errorf("%s\n\tgot  %q\n\twant %q", page, got, want)
		}
	}
}

func FuzzDiscover(f *testing.F) {
	f.Add([]byte(`<html><base href="/x/"><link rel="alternate" type="application/rss+xml" href="feed">`))
	f.Add([]byte("&lt;p&gt;One &amp;amp; two&lt;/p&gt;"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got := Discover(hindsight.Input{URL: "https://a.example/", Data: data}); got != "" && !strings.HasPrefix(got, "http") {
			t.Errorf("leads to %q", got)
		}
		text := string(data)
		if got := unescapeTwice(text); got != text && strings.Contains(text, "<") {
			t.Errorf("changed what has tags: %q", got)
		}
	})
}

// What a feed costs grows with its size, whatever it is made of.
func TestGrowth(t *testing.T) {
	hostile.Growth(t, hostile.Of("feed.xml", "feed.json", "atom.xml"), func(s hostile.Shape, data []byte) {
		for range New(hindsight.Input{Name: s.File, Data: data}, Options{}).Import(t.Context()) {
		}
	})
}

// What is too much of a feed is left out, and said in a few lines.
func TestTooMuch(t *testing.T) {
	const json = `{"version": "https://jsonfeed.org/version/1.1", "title": "Acme", "items": [`
	for _, c := range []struct {
		name, text   string
		items, lines int
		last         string
	}{
		{"nulls", json + strings.Repeat("null,", 3000) + "null]}", 0, maxErrors + 1, "and 2951 more items left out"},
		{"items of JSON", json + strings.Repeat(`{"id": "a", "content_text": "b"},`, MaxItems+10) + "null]}", MaxItems, 1, "left out"},
		{"items of RSS", "<rss><channel>" + strings.Repeat("<item><title>a</title></item>", MaxItems+10) + "</channel></rss>", MaxItems, 1, "left out"},
		{"entries of Atom", `<feed xmlns="http://www.w3.org/2005/Atom">` + strings.Repeat("<entry><title>a</title></entry>", MaxItems+10) + "</feed>", MaxItems, 1, "left out"},
	} {
		items, errs := importAll(t, hindsight.Input{Name: "in", Data: []byte(c.text)})
		if len(items) != c.items || len(errs) != c.lines || !strings.Contains(errs[len(errs)-1].Error(), c.last) {
			t.Errorf("%s: %d items, %d errors, the last %v; want %d, %d, %q", c.name, len(items), len(errs), errs[len(errs)-1:], c.items, c.lines, c.last)
		}
	}
}

// The names of handles are found in the texts of all items, whoever asks first.
func TestHandles(t *testing.T) {
	var b strings.Builder
	b.WriteString("<rss><channel><title>Posts</title><link>https://dev.to/</link>")
	for n := range 50 {
		fmt.Fprintf(&b, "<item><title>An outage</title><link>https://dev.to/acme%d/outage</link><description>It was number %d. AcMe%d said so.</description></item>", n, n, 49-n)
	}
	for n, p := range items(t, "https://dev.to/feed", b.String()+"</channel></rss>") {
		if want := fmt.Sprintf("AcMe%d", n); p.Organisation != want {
			t.Errorf("item %d is of %q, want %q", n, p.Organisation, want)
		}
	}
}

// TestSeason: the name of an American zone in the wrong half of the year is
// settled by what else the item says, else taken at its word.
func TestSeason(t *testing.T) {
	for name, c := range map[string]struct{ published, stamps, want string }{
		"PST in July":               {"Mon, 14 Jul 2014 15:04:43 -0700", "Jul 14, 15:04 PST|Jul 14, 14:40 PST", "2014-07-14T21:40:00Z 2014-07-14T22:04:00Z"},
		"EST in June, in UTC":       {"Tue, 10 Jun 2014 19:30:10 GMT", "Jun 10, 15:30 EST|Jun 10, 15:00 EST", "2014-06-10T19:00:00Z 2014-06-10T19:30:00Z"},
		"CDT in January":            {"Wed, 15 Jan 2014 12:00:00 -0600", "Jan 15, 12:00 CDT|Jan 15, 11:00 CDT", "2014-01-15T17:00:00Z 2014-01-15T18:00:00Z"},
		"PST in July, meant so":     {"Mon, 14 Jul 2014 23:04:43 GMT", "Jul 14, 15:04 PST|Jul 14, 14:40 PST", "2014-07-14T22:40:00Z 2014-07-14T23:04:00Z"},
		"by the first update":       {"Mon, 14 Jul 2014 14:40:00 -0700", "Jul 14, 15:04 PST|Jul 14, 14:40 PST", "2014-07-14T21:40:00Z 2014-07-14T22:04:00Z"},
		"nothing else says":         {"Tue, 15 Jul 2014 09:00:00 GMT", "Jul 14, 15:04 PST|Jul 14, 14:40 PST", "2014-07-14T22:40:00Z 2014-07-14T23:04:00Z"},
		"an hour apart, both taken": {"Mon, 14 Jul 2014 22:40:00 GMT", "Jul 14, 15:40 PST|Jul 14, 14:40 PST", "2014-07-14T22:40:00Z 2014-07-14T23:40:00Z"},
		"PDT in July":               {"Mon, 14 Jul 2014 15:04:43 -0700", "Jul 14, 15:04 PDT|Jul 14, 14:40 PDT", "2014-07-14T21:40:00Z 2014-07-14T22:04:00Z"},
	} {
		text := "<rss><channel><title>Larkspur Status</title><item><title>Uploads failing</title><pubDate>" + c.published + "</pubDate><description>"
		for i, s := range strings.Split(c.stamps, "|") {
			text += "&lt;p&gt;&lt;small&gt;" + s + "&lt;/small&gt;&lt;br&gt;&lt;strong&gt;" + []string{"Resolved", "Investigating"}[i] + "&lt;/strong&gt; - Uploads fail.&lt;/p&gt;"
		}
		var got []string
		for _, p := range items(t, "", text+"</description></item></channel></rss>") {
			for _, e := range p.Timeline {
				got = append(got, e.At.String())
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", name, s, c.want)
		}
	}
}
