package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/yuin/goldmark"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/fixture"
)

func TestGolden(t *testing.T) {
	fixture.Golden(t, "*", func(in hindsight.Input) string {
		if !Recognise(in) {
			t.Errorf("%s: not recognised as a feed", in.Name)
		}
		return fixture.Render(New(in, Options{}))
	})
}

// TestEncodings: the same feed in any clothes is the same feed.
func TestEncodings(t *testing.T) {
	text := "<rss version='2.0'><channel><title>Zürich Blog</title><item><title>Größe „XL“</title><link>https://z.example/1</link></item></channel></rss>"
	wide := func(order func(uint16) []byte, mark bool) []byte {
		var b []byte
		if mark {
			b = order(0xfeff)
		}
		for _, u := range utf16.Encode([]rune(text)) {
			b = append(b, order(u)...)
		}
		return b
	}
	big := func(u uint16) []byte { return []byte{byte(u >> 8), byte(u)} }
	little := func(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} }
	four := func() (b []byte) {
		for _, r := range text {
			b = append(b, byte(r), byte(r>>8), byte(r>>16), 0)
		}
		return b
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write([]byte(text))
	z.Close()
	latin := []byte(strings.NewReplacer("ü", "\xfc", "ö", "\xf6", "ß", "\xdf", "„", "\x84", "“", "\x93").Replace(text))
	for name, in := range map[string]hindsight.Input{
		"UTF-8":                       {Data: []byte(text)},
		"UTF-8 with mark":             {Data: []byte("\xef\xbb\xbf" + text)},
		"UTF-8 that says Latin 1":     {Data: []byte(`<?xml version="1.0" encoding="iso-8859-1"?>` + text)},
		"UTF-8 in an unknown charset": {Data: []byte(`<?xml version="1.0" encoding="x-klingon"?>` + text)},
		"UTF-16 BE with mark":         {Data: wide(big, true)},
		"UTF-16 LE with mark":         {Data: wide(little, true)},
		"UTF-16 BE":                   {Data: wide(big, false)},
		"UTF-16 LE":                   {Data: wide(little, false)},
		"UTF-32 LE":                   {Data: four()},
		"gzip":                        {Data: zipped.Bytes()},
		"Windows-1252 declared":       {Data: append([]byte(`<?xml version="1.0" encoding="windows-1252"?>`), latin...)},
		"Windows-1252 by HTTP":        {Data: latin, MediaType: `text/xml; charset="windows-1252"`},
		"Windows-1252 undeclared":     {Data: latin},
		"control characters":          {Data: []byte(strings.Replace(text, "Gr", "\x00G\x08r", 1))},
		"XML 1.1":                     {Data: []byte(`<?xml version="1.1"?>` + text)},
		"text before it":              {Data: []byte("\n\n  Notice: undefined index\n" + text)},
		"a long comment before it":    {Data: []byte("<!--" + strings.Repeat("x", 9000) + "-->" + text)},
		"no end":                      {Data: []byte(strings.TrimSuffix(text, "</channel></rss>"))},
	} {
		in.Name = name
		ps, errs := importAll(t, in)
		if len(errs) > 0 || len(ps) != 1 || ps[0].Title != "Größe „XL“" || ps[0].Organisation != "Zürich" || !Recognise(in) {
			t.Errorf("%s: %+v %v", name, ps, errs)
		}
	}
}

// TestNoFeed: what is no feed gives one error that says so.
func TestNoFeed(t *testing.T) {
	for name, c := range map[string]struct{ data, err string }{
		"empty":      {"", "nothing but blanks"},
		"blank":      {" \n ", "nothing but blanks"},
		"image":      {"\x89PNG\r\n\x1a\n\x00\x00\x00\x00", "image/png"},
		"page":       {"<!DOCTYPE html><html><body><p>Hello</p></body></html>", "no RSS, Atom or JSON feed"},
		"other XML":  {"<svg xmlns='http://www.w3.org/2000/svg'/>", "no RSS, Atom or JSON feed"},
		"other JSON": {`{"page": {"id": 1}}`, "no RSS, Atom or JSON feed"},
		"words":      {"Just a text about a <feed> of sorts", "no RSS, Atom or JSON feed"},
		"bad gzip":   {"\x1f\x8b\x08\x00\x00", "gzip"},
		"cut early":  {"<rss><channel><title>x", "breaks off"},
	} {
		ps, errs := importAll(t, hindsight.Input{Name: "in", Data: []byte(c.data)})
		if len(ps) != 0 || len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), "in: ") || !strings.Contains(errs[0].Error(), c.err) {
			t.Errorf("%s: %d items, %v; want one error with %q", name, len(ps), errs, c.err)
		}
	}
}

// TestFullText: the page behind a summary is taken when it is longer and about
// the same thing.
func TestFullText(t *testing.T) {
	const feed = `<rss><channel><title>Acme Blog</title><item><title>Outage of the parcel tracker</title>
<link>https://acme.example/tracker</link><description>The parcel tracker was down for an hour because of a router.</description></item></channel></rss>`
	page := func(title, text string) string {
		return "<html><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1><p>" + strings.Repeat(text+" ", 12) + "</p><p>" + strings.Repeat(text+" ", 9) + "</p></article></body></html>"
	}
	for name, c := range map[string]struct {
		page   string
		err    error
		full   bool
		missed string
	}{
		"the article":       {page("Outage of the parcel tracker", "The parcel tracker was down for more than one hour because a router lost its routes."), nil, true, ""},
		"no longer":         {"<html><head><title>Outage of the parcel tracker</title></head><body><article><h1>Outage of the parcel tracker</h1><p>The parcel tracker was down for an hour because of a router.</p></article></body></html>", nil, false, ""},
		"another article":   {page("Our new offices", "We moved house and everybody has a desk with a view of the river now."), nil, false, "about something else"},
		"a captcha":         {page("Just a moment", ""), nil, false, "about something else"},
		"nothing":           {"", nil, false, "nothing but blanks"},
		"an image":          {"\x89PNG\r\n\x1a\n", nil, false, "image/png"},
		"not to be fetched": {"", errors.New("down"), false, "down"},
		"left alone":        {"", fmt.Errorf("%w", ErrSkip), false, ""},
	} {
		asked, missed := "", ""
		opt := Options{Fetch: func(_ context.Context, url string) (hindsight.Input, error) {
			asked = url
			return hindsight.Input{URL: url, Data: []byte(c.page)}, c.err
		}, Missed: func(url string, err error) { missed += url + ": " + err.Error() }}
		for p, err := range New(hindsight.Input{Name: "acme", Data: []byte(feed)}, opt).Import(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			if asked != "https://acme.example/tracker" {
				t.Errorf("%s: asked for %q", name, asked)
			}
			if !strings.Contains(missed, c.missed) || c.missed != "" && !strings.HasPrefix(missed, asked) || c.missed == "" && missed != "" {
				t.Errorf("%s: missed %q, want %q", name, missed, c.missed)
			}
			if full := strings.Contains(p.Body, "lost its routes"); full != c.full || !full && !strings.HasPrefix(p.Body, "The parcel tracker was down for an hour") {
				t.Errorf("%s: body %q", name, p.Body)
			}
		}
	}
}

// TestFullTextMoved: links in a page are seen from where it is.
func TestFullTextMoved(t *testing.T) {
	const text = "The parcel tracker was down for more than one hour because a router lost its routes, see <a href='/routes'>the routes</a>. "
	opt := Options{Fetch: func(context.Context, string) (hindsight.Input, error) {
		return hindsight.Input{URL: "https://blog.acme.example/2020/tracker/", Data: []byte("<html><body><article><p>" + strings.Repeat(text, 12) + "</p></article></body></html>")}, nil
	}}
	in := hindsight.Input{Name: "acme", Data: []byte("<rss><channel><title>A</title><item><title>Parcel tracker down</title><link>https://short.example/x</link><description>The parcel tracker was down.</description></item></channel></rss>")}
	for p, err := range New(in, opt).Import(context.Background()) {
		if err != nil || !strings.Contains(p.Body, "(https://blog.acme.example/routes)") {
			t.Errorf("%q %v", p.Body, err)
		}
	}
}

// TestAboutSame: neither the dot at a sentence's end nor what a blog engine
// adds to a teaser speaks against an article.
func TestAboutSame(t *testing.T) {
	const article = "Yesterday the tracker stopped. A router had lost its routes. We put them back."
	for summary, want := range map[string]bool{
		"Tracker stopped. Router. Routes.": true,
		"The tracker stopped. [Continue reading](https://blog.acme.example/2021/october/how-parcels-were-lost/) The post Parcels and how to lose them appeared first on [Engineering at Acme Corporation](https://engineering.acme.example).": true,
		"The tracker stopped… Read more about parcels, vans, bicycles, ships, trains, planes and rockets at Acme":                                                                                                                             true,
		"We moved house, and everybody has a desk with a view now.": false,
	} {
		if got := aboutSame(hindsight.Postmortem{Title: "Tracker stopped", Body: summary}, clean.Page{Markdown: article}); got != want {
			t.Errorf("%q: %v", summary, got)
		}
	}
}

// TestHostile: inputs made to hurt are read or refused within the time limit.
func TestHostile(t *testing.T) {
	item := "<item><title>x</title><description>y</description></item>"
	for name, data := range map[string]string{
		"deep elements":     "<rss><channel><item>" + strings.Repeat("<a>", 100_000),
		"deep content":      "<rss><channel><item><description>" + strings.Repeat("&lt;div&gt;", 100_000) + "deep</description></item></channel></rss>",
		"many items":        "<rss><channel>" + strings.Repeat(item, 10_000) + "</channel></rss>",
		"items in items":    "<rss><channel>" + strings.Repeat("<item><title>x", 5_000),
		"items unending":    "<rss><channel>" + strings.Repeat("<item>", 200_000),
		"broken items":      "<rss><channel>" + strings.Repeat("<item><title a=<>", 20_000),
		"open CDATA":        "<rss><channel>" + strings.Repeat("<item><title><![CDATA[", 20_000),
		"open comments":     "<rss><channel>" + strings.Repeat("<item><!--", 20_000),
		"less-than signs":   "<rss><channel><item><title>" + strings.Repeat("<", 200_000),
		"laughs":            `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`,
		"entity file":       `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>a&a;</title></item></channel></rss>`,
		"JSON nulls":        `{"version":"https://jsonfeed.org/version/1","title":null,"authors":[null],"items":[null,{"authors":[null],"id":null}]}`,
		"deep JSON":         `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat("[", 100_000),
		"status updates":    "<rss><channel><item><description>" + strings.Repeat("&lt;p&gt;&lt;small&gt;Jan 1, 09:00 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Update&lt;/strong&gt; - x", 5_000) + "</description></item></channel></rss>",
		"long title":        "<rss><channel><item><title>" + strings.Repeat("word &amp;amp; ", 100_000) + "</title></item></channel></rss>",
		"unbalanced quotes": "<rss><channel><item><link href='" + strings.Repeat(`"`, 100_000),
	} {
		ps, _ := importAll(t, hindsight.Input{Name: name, Data: []byte(data)})
		for _, p := range ps {
			if strings.Contains(p.Title, "root:") || len(p.Title) > 600 {
				t.Errorf("%s: title %.80q", name, p.Title)
			}
		}
	}
}

// TestPlainContent: texts without tags keep their lines, and what looks like
// HTML in them is text.
func TestPlainContent(t *testing.T) {
	for content, want := range map[string]string{
		"one line &amp; more":                                        "one line & more",
		"First.\n\nSecond.":                                          "First.\n\nSecond.",
		"What broke:\n\n- a\n- b":                                    "What broke:\n\n- a\n- b",
		"a\n\n&lt;script&gt;x&lt;/script&gt;":                        "",
		"# Head\n\n&lt;img src=x onerror=y&gt;\n\n[l](javascript:x)": "",
		"x\n&lt;b onclick=y&gt;z":                                    "",
		"x\n\u202e\x00y":                                             "",
	} {
		got := convert(content, "https://x.example/")
		if want != "" && got != want {
			t.Errorf("%q\n\tgot  %q\n\twant %q", content, got, want)
		}
		var b bytes.Buffer
		if err := goldmark.Convert([]byte(got), &b); err != nil {
			t.Fatal(err)
		}
		if out := b.String(); strings.Contains(out, "raw HTML omitted") || strings.Contains(out, "javascript:") || strings.ContainsAny(got, "\u202e\x00") {
			t.Errorf("%q gives %q", content, out)
		}
	}
}

func FuzzImport(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.*")
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil && !strings.HasSuffix(name, ".golden") {
			f.Add(data, "application/xml")
		}
	}
	f.Add([]byte("<feed><entry><title>&lt;b</title></entry><entry>"), "text/xml; charset=utf-16")
	f.Fuzz(func(t *testing.T, data []byte, mediaType string) {
		in := hindsight.Input{Name: "fuzz", URL: "https://fuzz.example/feed", MediaType: mediaType, Data: data}
		first, errs := importAll(t, in)
		for _, err := range errs {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error of several lines: %q", err)
			}
		}
		again, _ := importAll(t, in)
		if len(first) != len(again) {
			t.Errorf("%d items, then %d", len(first), len(again))
			return
		}
		for i, p := range first {
			if p.Body != again[i].Body || p.Source.ID == "" {
				t.Errorf("item %d: id %q, or two bodies", i, p.Source.ID)
			}
		}
	})
}
