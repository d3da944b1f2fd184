package site

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/browsertest"
)

// corpus finds a file of the shared corpus beside the repository, or says that
// there is none and returns "".
func corpus(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", "corpus", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Logf("NOT TESTED: ../shared/corpus/%s is not here; own fixtures only", name)
		return ""
	}
	return path
}

// lines decodes a file of one JSON value a line; none when there is no file.
func lines[T any](t testing.TB, path string) []T {
	t.Helper()
	if path == "" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	for d := json.NewDecoder(bufio.NewReader(f)); d.More(); {
		var v T
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// hostileBodies each broke, or could break, a Hugo build or a page.
var hostileBodies = map[string]string{
	"unknown shortcode":   "see {{< nosuch >}} and {{% nosuch %}}",
	"shortcode in code":   "```\n{{< nosuch >}}\n```\n`{{% x %}}`",
	"shortcode comment":   "{{</* a */>}} b */>}} {{</* unclosed",
	"known shortcode":     "{{< ref \"nope.md\" >}} {{% param \"secret\" %}} {{< youtube abc >}}",
	"placeholder":         "HAHAHUGOSHORTCODE0s0HBHB and {{__hugo_ctx pid=1}}",
	"post-processing":     "__h_pp_l1_0_x_e __hdeferred/d1/0x__ ___hugonl_ {#TODO#}",
	"template":            "{{ readFile \"/etc/passwd\" }} {{ .Site.Title }}",
	"front matter":        "---\ntitle: other\naliases: [/index.html]\nurl: /\n---\ntext",
	"toml front matter":   "+++\nurl = \"/\"\n+++\ntext",
	"json front matter":   "{\"url\": \"/\"}\n\ntext",
	"attributes":          "## h {style=\"position:fixed\" id=main onclick=alert(1)}\n\ntext\n{.skip onclick=alert(1)}",
	"own comment":         "<!--text 1-->\n\n`<!--text 1-->` &lt;!--text 1-->",
	"script":              "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n<svg onload=alert(1)>",
	"links":               "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) <javascript:alert(1)> [d](/index.html) [e](//evil.example/x) [f](#main) [g](vbscript:x)",
	"reference":           "[x]\n\n[x]: javascript:alert(1) \"onmouseover=alert(1)\"",
	"image":               "![a](https://evil.example/t.gif) [![b](x.png)](javascript:alert(1)) ![c](javascript:alert(1))",
	"style":               "<style>body{display:none}</style><link rel=stylesheet href=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'><base href=//evil.example>",
	"form":                "<form action=//evil.example><input name=x autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>x</button></form>",
	"mutation":            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
	"unclosed":            "<div><p><b><table><tr><td><!-- \n\n<textarea><title><plaintext><xmp>",
	"close the page":      "</div></main></body></html><h1>mine</h1>",
	"clobber":             "<a id=main name=hindsight></a><form id=q></form>",
	"control characters":  "a\x00b\x1b[31mc\u202ed\u2066e\ufeff \x85 \xff\xfe bad utf-8",
	"emphasis":            strings.Repeat("*a_ ", 50_000),
	"links without end":   strings.Repeat("[a](", 60_000),
	"nested quotes":       strings.Repeat(">", 200_000),
	"nested list markers": strings.Repeat("1. - ", 40_000),
	"nested lists":        nestedLists(1500),
	"columns":             "|" + strings.Repeat("a|", 5000) + "\n|" + strings.Repeat("-|", 5000) + "\n",
	"cells":               "|" + strings.Repeat("a|", 150) + "\n|" + strings.Repeat("-|", 150) + "\n" + strings.Repeat("|\n", 50_000),
	"headings":            strings.Repeat("# h\n\n", 20_000),
	"one line":            strings.Repeat("word ", 60_000),
	"long":                strings.Repeat("A line of text.\n", 60_000),
	"long word":           strings.Repeat("x", 60_000),
}

func nestedLists(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// mayStand are the elements and attributes that a built page may have. Every
// other one must have come from a text.
var mayStand = map[string]string{
	"html": "lang", "head": "", "meta": "charset name content http-equiv property", "title": "", "link": "rel href type title sizes blocking",
	"script": "src data-root data-worker data-search data-more data-suggest data-seen data-offline defer type", "button": "type",
	"progress": "hidden aria-label", "body": "", "header": "class", "main": "id tabindex", "footer": "class",
	"nav": "aria-label class", "article": "class", "section": "class id aria-label data-offline-save hidden", "aside": "aria-label", "div": "class tabindex role aria-label data-offline-new hidden",
	"h1": "class title", "h2": "class id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "p": "class role data-offline-status data-saving data-saved data-failed data-changed", "br": "", "hr": "", "strong": "class", "em": "",
	"b": "", "i": "", "u": "", "s": "", "del": "", "ins": "", "sub": "", "sup": "", "kbd": "", "ul": "class aria-label", "ol": "class start", "li": "class id",
	"details": "class", "summary": "",
	"dl": "class", "dt": "", "dd": "class", "blockquote": "", "pre": "class tabindex", "code": "", "mark": "id", "span": "class aria-hidden data-offline-size",
	"time": "datetime", "a": "data-classes href rel class title aria-current aria-label tabindex download", "img": "src alt width height", "noscript": "",
	"table": "class", "thead": "", "tbody": "", "tr": "class", "td": "class colspan", "th": "class scope",
	"small": "", "svg": "class role aria-hidden aria-label focusable viewbox width height preserveaspectratio", "rect": "class x y rx width height stroke fill-opacity",
	"path": "class d", "text": "class x y text-anchor", "tspan": "class", "circle": "class cx cy r", "figure": "class", "figcaption": "class",
}

// foreign lists what a page has beyond mayStand. The search box and the buttons
// below the page are left out: nothing of an archive is in them.
func foreign(page string) []string {
	var out []string
	if head, rest, ok := strings.Cut(page, "<form"); ok && !strings.Contains(head, "<main") {
		_, rest, _ = strings.Cut(rest, "</form>")
		page = head + rest
	}
	if i := strings.LastIndex(page, `<div class="scheme"`); i > strings.LastIndex(page, "</main>") {
		_, rest, _ := strings.Cut(page[i:], "</div>")
		page = page[:i] + rest
	}
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		t := z.Token()
		if t.Type != html.StartTagToken && t.Type != html.SelfClosingTagToken {
			continue
		}
		attrs, ok := mayStand[t.Data]
		if !ok {
			out = append(out, "<"+t.Data+">")
		}
		for _, a := range t.Attr {
			if !slices.Contains(strings.Fields(attrs), a.Key) && a.Key != "lang" {
				out = append(out, "<"+t.Data+" "+a.Key+">")
			}
			if (a.Key == "href" || a.Key == "src") && !goodAddress(a.Val) {
				out = append(out, "<"+t.Data+" "+a.Key+"="+a.Val+">")
			}
		}
	}
	return out
}

func goodAddress(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	return !ok || slices.Contains([]string{"http", "https", "mailto"}, scheme) || strings.ContainsAny(scheme, "/#?")
}

// hostileEntries are entries made of bodies, and of the same texts in every
// other field.
func hostileEntries(bodies []string) []hindsight.Entry {
	var out []hindsight.Entry
	for i, b := range bodies {
		e := entry(fmt.Sprintf("hostile/%04d", i), "T "+b, "O "+clip(b, 100), "2020-01-01", b, "certificates", b)
		e.Summary = b
		e.Source = hindsight.Source{Name: b, URL: b, ArchiveURL: b, Author: b, Licence: b}
		e.Evidence = []hindsight.Evidence{{Class: "certificates", Section: b, Quote: b}, {Class: b, Section: "title", Quote: b}}
		e.Timeline = []hindsight.Event{{At: at("2020-01-01"), Text: b, Kind: b}}
		e.Review = []string{b}
		e.Extra = hindsight.Extra{{Key: b, Values: []string{b, b}}, {Key: "severity", Values: []string{b}}}
		e.Lang, e.Curated = b, []string{b}
		e.SameAs = []string{fmt.Sprintf("hostile/%04d", i&^1), b} // pairs
		e.Incident = hindsight.Incident{Started: at("2020-01-01T10:00:00Z"), Detected: at(fmt.Sprintf("2020-01-01T10:%02d:00Z", i%60)), Resolved: at("2020-01-01T12:00:00Z")}
		out = append(out, e)
	}
	return out
}

func TestHostileTexts(t *testing.T) {
	var bodies []string
	for _, name := range slices.Sorted(mapKeys(hostileBodies)) {
		bodies = append(bodies, hostileBodies[name])
	}
	own := len(bodies)
	type hostileCase struct{ Files map[string]string }
	for _, c := range lines[hostileCase](t, corpus(t, "hostile-content/cases.jsonl")) {
		for _, name := range slices.Sorted(mapKeys(c.Files)) {
			bodies = append(bodies, c.Files[name])
		}
	}
	dir, report := build(t, Options{BaseURL: "https://example.org/", About: strings.Join(bodies[:own], "\n\n")}, append(fixtures(), hostileEntries(bodies)...))
	files := tree(t, dir)
	t.Logf("%d texts of our own, %d of the corpus; %d shown plain", own, len(bodies)-own, len(report.Skipped))
	plain := 0
	for _, p := range report.Skipped {
		if strings.HasPrefix(p.Path, hindsight.Folder+"hostile/") && strings.Contains(p.Reason, "without formatting") {
			plain++
		}
	}
	if plain < 8 || plain > 20 {
		t.Errorf("%d texts are shown plain: %v", plain, report.Skipped)
	}
	for i := range bodies {
		if files[fmt.Sprintf("postmortems/hostile/%04d.html", i)] == "" {
			t.Errorf("text %d has no page: %.80q", i, bodies[i])
		}
	}
	if !strings.Contains(files["index.html"], "What failed") {
		t.Error("the home page is not the home page")
	}
	for name, page := range files {
		if strings.HasSuffix(name, ".html") && name != "index.html" && name != "seen.html" { // of the archive, seen.html has the names of classes alone
			if f := foreign(searchPlaceRE.ReplaceAllString(page, "")); len(f) > 0 {
				t.Errorf("%s holds %.300q", name, f)
			}
		}
		if strings.Contains(page, broken) {
			t.Errorf("%s holds a word that was broken for Hugo", name)
		}
		// Records are the text as it is; pictures and fonts are no text.
		isData := slices.Contains([]string{".png", ".woff2", ".json", ".jsonl", ".csv"}, path.Ext(name)) && name != "datapackage.json"
		if !isData && strings.ContainsAny(page, "\x00\x1b\u202e\u2066") {
			t.Errorf("%s holds control characters", name)
		}
	}
	for _, problem := range brokenLinks(files, "https://example.org/") {
		t.Error(problem)
	}
}

// searchPlaceRE is the search box with the place for its results: forms and
// fields that no text may bring.
var searchPlaceRE = regexp.MustCompile(`(?s)<section class="search-place".*?</section>`)

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// What is written must be readable: no text disappears.
func TestNothingOfATextIsLost(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"see {{< nosuch >}} here", "see {{< nosuch >}} here"},
		{"HAHAHUGOSHORTCODE0s0HBHB", "HAHAHUGOSHORTCODE0s0HBHB"},
		{"the <Foo> and </Foo> and <script>alert(1)</script>", "the <Foo> and </Foo> and <script>alert(1)</script>"},
		{"<style>a{}</style>\n", "<style>a{}</style>"},
		{"<div>kept</div>", "kept"},
		{"a <br> b <kbd>c</kbd> <!-- gone --> d", "a b c d"},
		{"![alt text](https://example.org/i.png)", "Image: alt text"},
		{"[a](javascript:x) [b](/y)", "a b"},
		{"x &lt;y&gt; *z*", "x <y> z"},
		{"a {.b #c}", "a {.b #c}"},
		{"one\ttwo\u202ethree", "one twothree"},
	} {
		b, err := text{md: c.in, top: 3}.render()
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		d, err := parseDOM([]byte(b.HTML))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(strings.Fields(textOf(d.root)), " "); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

var ownPayloads = []string{
	`<img src=x onerror="fail(1)">`, `<svg/onload=fail(2)>`, `"><script>fail(3)</script>`, `<iframe srcdoc="<script>parent.fail(4)</script>">`,
	`[x](javascript:fail\(5\))`, `<details open ontoggle=fail(6)>`, `<input autofocus onfocus=fail(7)>`, "`<video src=x onerror=fail(8)>`",
	`![a"onerror="fail(9)](https://evil.example/x)`, `<a href="java&#10;script:fail(10)" style="position:fixed">x</a>`,
}

// The payloads, in a real browser. The first pages have no policy that could
// help: what is judged is the mark-up. The others are those of a built site.
func TestPayloadsInABrowser(t *testing.T) {
	type payload struct{ Payload string }
	texts := slices.Clone(ownPayloads)
	for _, p := range lines[payload](t, corpus(t, "payloads/payloads.jsonl")) {
		texts = append(texts, p.Payload)
	}
	fragments := make([]string, len(texts))
	for i, s := range texts {
		b, _ := text{md: s, base: "https://base.example/", top: 3, quotes: []hindsight.Evidence{{Quote: s}}}.render()
		fragments[i] = b.HTML
		if f := foreign(b.HTML); len(f) > 0 {
			t.Errorf("%q leaves %q", s, f)
		}
	}
	entries := hostileEntries(texts)
	for i := range entries {
		entries[i].Publish = []string{hindsight.PublishFull, hindsight.PublishExcerpt, hindsight.PublishLink}[i%3]
	}
	var sources []Source
	var left []archive.Problem
	for i := 0; i < len(texts); i += 20 {
		sources = append(sources, Source{Name: texts[i], Organisation: texts[i], URL: texts[i], Licence: texts[i], Publish: texts[i], Error: texts[i], FailingSince: hindsight.At(time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), hindsight.Precision(i%2*3)), Feed: true})
		left = append(left, archive.Problem{Path: hindsight.Folder + texts[i], Reason: texts[i]})
	}
	dir, report := build(t, Options{Sources: sources, LeftOut: left}, entries)
	files := tree(t, dir)
	for name, page := range files {
		if strings.HasPrefix(name, "postmortems/") && strings.HasSuffix(name, ".html") {
			if f := foreign(page); len(f) > 0 {
				t.Errorf("%s holds %.300q", name, f)
			}
		}
	}
	t.Logf("%d payloads, %d shown plain", len(texts), len(report.Skipped))

	b := browsertest.Start(t)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var from, to int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d-%d", &from, &to)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><link rel=icon href=data:,><body>%s", strings.Join(fragments[from:to], "<hr>"))
	}))
	defer s.Close()
	for from := 0; from < len(fragments); from += 500 {
		address := fmt.Sprintf("%s/%d-%d", s.URL, from, min(from+500, len(fragments)))
		quiet(t, b, address, address)
	}
	root := serve(t, dir, "/")
	disk, organisations := browsertest.FileURL(dir)+"/", 0
	for _, name := range slices.Sorted(mapKeys(files)) {
		kind, _, deeper := strings.Cut(name, "/")
		if kind == "organisations" {
			organisations++
		}
		switch {
		case deeper && kind == "organisations" && organisations%300 != 2, deeper && kind == "postmortems" && name != "postmortems/hostile/0000.html":
			// some organisations here, and of postmortems more below
		case strings.HasSuffix(name, ".html") && name != "404.html":
			quiet(t, b, root+name, root)
			quiet(t, b, disk+name, disk)
		case name == "feed.xml", name == "feed.json", name == "sources.opml", kind == "classes" && strings.HasSuffix(name, ".xml"):
			quiet(t, b, root+name, root)
		}
	}
	for i := 0; i < len(texts); i += 100 {
		quiet(t, b, root+fmt.Sprintf("postmortems/hostile/%04d.html", i), root)
		quiet(t, b, root+fmt.Sprintf("postmortems/hostile/%04d.json", i), root)
	}
}

// quiet visits a page, and fails when it does anything but lie there.
func quiet(t *testing.T, b *browsertest.Browser, address, allowed string) {
	t.Helper()
	requests, trouble := visit(t, b, address)
	trouble = slices.DeleteFunc(trouble, func(s string) bool { return strings.Contains(s, "/search/") }) // no index here
	location, err := chromedp.Run(b.Context, chromedp.Location())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range requests {
		if !strings.HasPrefix(r, allowed) {
			t.Errorf("%s asks for %s", address, r)
		}
	}
	if len(trouble) > 0 || strings.TrimSuffix(location, "index.html") != strings.TrimSuffix(address, "index.html") {
		t.Errorf("%s (now %s): %v", address, location, trouble)
	}
}
