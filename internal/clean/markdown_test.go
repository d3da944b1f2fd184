package clean

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
)

const address = "https://acme.example/blog/outage"

// TestGolden converts testdata/*.html and compares with the .md file of the
// same name; UPDATE_GOLDEN=1 writes those.
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.html")
	goldens, _ := filepath.Glob("testdata/*.md")
	if len(files) != len(goldens) && os.Getenv("UPDATE_GOLDEN") == "" {
		t.Errorf("%d pages and %d goldens", len(files), len(goldens))
	}
	for _, f := range files {
		page, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Markdown(string(page), address)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		check(t, f, string(page), got)
		golden := strings.TrimSuffix(f, ".html") + ".md"
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(golden, []byte(got+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got+"\n" != string(want) {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", f, got, want)
		}
	}
}

// toHTML renders Markdown as the site does, raw HTML left out.
func toHTML(t testing.TB, md string) string {
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Convert([]byte(md), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	onAttrRE   = regexp.MustCompile(`^on`)
	lettersRE  = regexp.MustCompile(`[\pL\pN]+`)
	levelOneRE = regexp.MustCompile(`(?m)^# `)
)

// check holds what is true of any conversion: nothing that a browser would
// run, no raw HTML, headings from level 2, and the words of the page.
func check(t testing.TB, name, page, md string) {
	out := toHTML(t, md)
	if strings.Contains(out, "raw HTML omitted") {
		t.Errorf("%s: raw HTML in %.300q", name, md)
	}
	doc, err := html.Parse(strings.NewReader(out))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			link := strings.ToLower(strings.TrimSpace(a.Val))
			if onAttrRE.MatchString(a.Key) || a.Key == "style" && n.Data != "th" && n.Data != "td" ||
				strings.HasPrefix(link, "javascript:") || strings.HasPrefix(link, "data:") {
				t.Errorf("%s: <%s %s=%q> in %.300q", name, n.Data, a.Key, a.Val, md)
			}
		}
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "img" || n.Data == "iframe" || n.Data == "h1") {
			t.Errorf("%s: <%s> in %.300q", name, n.Data, md)
		}
	}
	if levelOneRE.MatchString(strings.Join(strings.Split(md, "```")[:1], "")) ||
		strings.ContainsAny(md, "\x00\x1b\r\u202e\u200b") || md != strings.Trim(md, "\n") {
		t.Errorf("%s: %.300q", name, md)
	}
}

// TestWords is the dumber way to the same words: those that flatten finds
// with a tokenizer alone are in the converted page as a reader sees it.
func TestWords(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, f := range files {
		page, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		md, _ := Markdown(string(page), address)
		have := map[string]int{}
		doc, _ := html.Parse(strings.NewReader(toHTML(t, md)))
		for _, w := range lettersRE.FindAllString(textOf(doc), -1) {
			have[w]++
		}
		missing := []string{}
		for _, w := range lettersRE.FindAllString(textOf(must(html.Parse(strings.NewReader(toHTML(t, flatten(string(page))))))), -1) {
			if have[scrub(w)]--; have[scrub(w)] < 0 {
				missing = append(missing, w)
			}
		}
		// what is meant to go: skipped elements, marks of footnotes, figures that were raised, invisible signs
		if len(missing) > 24 {
			t.Errorf("%s: %d words are missing: %q", f, len(missing), missing)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestPayloads converts known attacks, alone and within a page.
func TestPayloads(t *testing.T) {
	own := []string{
		`<img src=x onerror=alert(1)>`, `<a href="java&#10;script:alert(1)">x</a>`, `[x](javascript:alert(1))`, `<svg/onload=alert(1)>`,
		"<p>`</p><script>alert(1)</script><p>`</p>", `<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>`,
		`<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
		`<a href="x" title='"onmouseover="alert(1)'>y</a>`, "<pre>```\n<script>alert(1)</script></pre>", `<p>[a]: javascript:alert(1)</p><p>[a]</p>`,
		"<table><tr><td>a|&lt;img src=x onerror=alert(1)></td><td>b</td></tr></table>", `<p>&amp;lt;img src=x onerror=alert(1)&amp;gt;</p>`,
		// found by random changes to the pages in testdata
		"<blockquote><p># x", "<blockquote>#", "<li># x", "<p>x<br># y", "<kbd></kbd> <code>&ltc f=\"\">", "<a href=i><pre><code >&ltx&gt`</pre>\n",
		"<kbd>r\t</kbd> <code>`&ltc&gt", "<ul><kbd>l</kbd> <code>`&ltc&gt", "<b><pre>`&lt;x&gt;</pre></b>", "<h2><ul><li>x</ul></h2>",
	}
	for _, p := range append(own, payloads(t)...) {
		for _, page := range []string{p, "<p>" + p + "</p>", "<ul><li>" + p + "</li></ul>", html.EscapeString(p)} {
			md, err := Markdown(page, address)
			if err == nil {
				check(t, p, page, md)
			} else if !errors.Is(err, ErrEmpty) {
				t.Errorf("%q: %v", page, err)
			}
		}
	}
}

// payloads reads the corpus' attacks: one a line, or JSON lines with "payload".
func payloads(t testing.TB) []string {
	files, _ := filepath.Glob("../../../shared/corpus/payloads/*")
	if len(files) == 0 {
		t.Log("../shared/corpus/payloads is not there: only this package's own attacks are tested")
	}
	var out []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		sc := bufio.NewScanner(bytes.NewReader(data))
		sc.Buffer(nil, 1<<20)
		for sc.Scan() {
			var obj map[string]any
			if json.Unmarshal(sc.Bytes(), &obj) == nil {
				for _, v := range obj {
					if s, ok := v.(string); ok && strings.ContainsAny(s, "<(&") {
						out = append(out, s)
					}
				}
				continue
			}
			out = append(out, sc.Text())
		}
	}
	return out
}

// TestHostile: pages made to hurt are converted or flattened in a time that
// grows with their size; the limit is far above what any needs.
func TestHostile(t *testing.T) {
	const n = 40_000
	pages := map[string]string{}
	for name, page := range map[string]string{
		"deep div":        strings.Repeat("<div>", n) + "the word",
		"deep list":       strings.Repeat("<ul><li>", n) + "the word",
		"deep quote":      strings.Repeat("<blockquote>", 200) + strings.Repeat("the word<br>", 2000),
		"deep table":      strings.Repeat("<table><tr><td>", 100) + "the word",
		"deep dl":         strings.Repeat("<dl><dd>", 100) + "the word",
		"emphasis":        strings.Repeat("*a_ ", n) + "the word",
		"brackets":        strings.Repeat("[", n) + "the word",
		"links":           strings.Repeat("<a href=x>", n) + "the word",
		"columns":         "<table><tr>" + strings.Repeat("<td>x</td>", 5000) + "</tr></table>the word",
		"rows":            "<table>" + strings.Repeat("<tr><td>x</td><td>y</td></tr>", 5000) + "</table>the word",
		"headings":        strings.Repeat("<h1>x</h1>", 20_000) + "the word",
		"breaks":          strings.Repeat("<br>", n) + "the word",
		"list items":      "<table><tr><td><ul>" + strings.Repeat("<li>x", 20_000) + "</ul></td><td>the word</td></tr></table>",
		"definitions":     "<dl>" + strings.Repeat("<dt>a<dd>b", 20_000) + "<dd>the word</dl>",
		"notes":           strings.Repeat("<sup id=fnref1>1</sup>", 10_000) + strings.Repeat("<li id=fn1>x", 10_000) + "the word",
		"times":           "<p>" + strings.Repeat("10:00 x<br>", 20_000) + "the word",
		"long line":       strings.Repeat("word ", 500_000) + "the word",
		"backticks":       strings.Repeat("` ", n) + "the word",
		"less-than signs": strings.Repeat("<", n) + " the word",
		"entities":        strings.Repeat("&lt;", n) + "the word",
		"attributes":      "<p " + strings.Repeat("a=b ", n) + ">the word",
	} {
		pages[name] = page
	}
	for _, sign := range "[]()!*_~`#>+-=.:|$&<\\\"'^{}" { // each repeated, alone and spaced
		pages["run of "+string(sign)] = strings.Repeat(string(sign), n/2) + " the word"
		pages["spaced "+string(sign)] = strings.Repeat(string(sign)+" a", n/4) + " the word"
		pages["in a link "+string(sign)] = "<a href=x>" + strings.Repeat(string(sign)+" ", n/4) + "</a> the word"
	}
	for name, page := range pages {
		md, err := Markdown(page, address)
		if err != nil || !strings.Contains(md, "the word") {
			t.Errorf("%s: %v, the word is lost", name, err)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, name := range files {
		f.Add(string(must(os.ReadFile(name))), address)
	}
	f.Add("<p>x</p>", "::bad::")
	f.Fuzz(func(t *testing.T, page, base string) {
		md, err := Markdown(page, base)
		if err != nil {
			return
		}
		check(t, "fuzz", page, md)
		if again, _ := Markdown(page, base); again != md {
			t.Errorf("two results: %q, %q", md, again)
		}
	})
}
