package site

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"hindsight/internal/browsertest"
)

// onePage of each kind, of the archive that fixtures and generated make.
var onePage = []string{
	"index.html", "search.html", "seen.html", "about.html", "404.html", "numbers.html", "data.html", "sources.html", "offline.html", "classes/index.html", "classes/certificates.html",
	"incidents.html", "incidents-lasted.html", "incidents-noticed.html", "organisations-by-name.html", "classes/dns/lasted.html",
	"organisations/index.html", "organisations/northsea-ferries.html", "years/index.html", "years/2018.html", "years/undated.html",
	"postmortems/northsea-ferries/2019-02-18-payments-down-a1b2c3.html", "postmortems/undated-inc/undated-lock-0a0b0c.html",
	"postmortems/library/2018-07-01-shelf-101112.html", "postmortems/library/2017-07-01-loans-131415.html",
	"postmortems/unknown/2022-03-04-outage-0d0e0f.html",
}

func fileURL(dir, name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(name)))}).String()
}

// Every kind of page opens without an error and without asking for anything
// beyond the site, from disk, from a server's root and from a path below it.
func TestPagesInABrowser(t *testing.T) {
	dir, _ := build(t, Options{}, append(fixtures(), measured(generated(450, 300))...))
	b := browsertest.Start(t)
	for _, root := range []string{fileURL(dir, "") + "/", serve(t, dir, "/"), serve(t, dir, "/deep/er/")} {
		for _, name := range onePage {
			requests, trouble := visit(t, b, root+name)
			for _, r := range requests {
				if !strings.HasPrefix(r, root) {
					t.Errorf("%s%s asks for %s", root, name, r)
				}
			}
			trouble = slices.DeleteFunc(trouble, func(s string) bool { return strings.Contains(s, "/search/") }) // no index here
			if len(trouble) > 0 {
				t.Errorf("%s%s: %s", root, name, trouble)
			}
			got, err := chromedp.Run(b.Context, chromedp.Evaluate[string](`[getComputedStyle(document.documentElement).getPropertyValue('--bg') !== '',
				[...document.images].every(i => i.complete && i.naturalWidth > 0), typeof window.hindsight, document.documentElement.scrollWidth <= innerWidth].join()`))
			if err != nil || got != "true,true,object,true" {
				t.Errorf("%s%s: style, images, script, fits: %s %v", root, name, got, err)
			}
		}
	}
}

// Nothing inline runs: the policy of the pages holds from disk as well.
func TestPolicyHolds(t *testing.T) {
	dir, _ := build(t, Options{}, fixtures())
	name := filepath.Join(dir, "about.html")
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	evil := `<script>window.ran = 1</script><img src="https://evil.example/x.png" onerror="window.ran = 2"><style>:root { --bg: red }</style></main>`
	if err := os.WriteFile(name, []byte(strings.Replace(string(page), "</main>", evil, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	b := browsertest.Start(t)
	for _, root := range []string{fileURL(dir, "") + "/", serve(t, dir, "/")} {
		requests, trouble := visit(t, b, root+"about.html")
		ran, err := chromedp.Run(b.Context, chromedp.Evaluate[string](`String(window.ran) + getComputedStyle(document.documentElement).getPropertyValue('--bg').includes('red')`))
		if err != nil || ran != "undefinedfalse" {
			t.Errorf("%s: %s %v", root, ran, err)
		}
		if len(trouble) < 3 || slices.ContainsFunc(requests, func(r string) bool { return strings.Contains(r, "evil") }) {
			t.Errorf("%s: asked for %q, told %q", root, requests, trouble)
		}
	}
}

// TestAxe runs axe-core, whose file HINDSIGHT_AXE names, over every kind of
// page, wide and narrow, light and dark. Without it, outline below still holds.
func TestAxe(t *testing.T) {
	dir, _ := build(t, Options{About: "Ours.\n\n# One\n\n### Two\n"}, append(fixtures(), measured(generated(450, 300))...))
	for name, page := range tree(t, dir) {
		if strings.HasSuffix(name, ".html") {
			for _, problem := range outline(page) {
				t.Errorf("%s: %s", name, problem)
			}
		}
	}
	path := os.Getenv("HINDSIGHT_AXE")
	if path == "" {
		t.Log("NOT TESTED with axe-core: HINDSIGHT_AXE does not name an axe.min.js")
		return
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := browsertest.Start(t)
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			err := chromedp.Do(b.Context, chromedp.EmulateViewport(width, 800))
			if err == nil {
				_, err = chromedp.Call(b.Context, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range onePage {
				visit(t, b, fileURL(dir, name))
				if err := chromedp.Do(b.Context, chromedp.Evaluate[chromedp.Void](string(axe))); err != nil {
					t.Fatal(err)
				}
				found, err := chromedp.Run(b.Context, chromedp.Evaluate[string](
					`axe.run().then(r => r.passes.length < 10 ? 'only ' + r.passes.length + ' checks ran' : r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')).join('\n'))`, chromedp.EvalAwaitPromise))
				if err != nil || found != "" {
					t.Errorf("%s, %d pixels, %s: %v\n%s", name, width, scheme, err, found)
				}
			}
		}
	}
}

// outline checks by hand what a reader with a screen reader relies on first:
// one h1, no heading level left out, a label for each field, a text for each
// link, an alternative for each picture, a language and a title.
func outline(page string) []string {
	var problems []string
	d, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	level, h1 := 0, 0
	labels, fields := map[string]bool{}, []string{}
	for n := range d.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
		}
		switch n.Data {
		case "html":
			if at["lang"] == "" {
				problems = append(problems, "no language")
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			l := int(n.Data[1] - '0')
			if l == 1 {
				h1++
			}
			if l > level+1 {
				problems = append(problems, fmt.Sprintf("%s follows h%d: %q", n.Data, level, textOf(n)))
			}
			level = l
		case "a", "title", "button", "dt":
			if strings.TrimSpace(textOf(n)+at["aria-label"]) == "" && at["tabindex"] != "-1" {
				problems = append(problems, "an empty <"+n.Data+">")
			}
		case "img":
			if _, ok := at["alt"]; !ok {
				problems = append(problems, "a picture without alt")
			}
		case "label":
			labels[at["for"]] = true
		case "input":
			fields = append(fields, at["id"])
		}
	}
	for _, f := range fields {
		if !labels[f] {
			problems = append(problems, "no label for field "+f)
		}
	}
	if h1 != 1 {
		problems = append(problems, fmt.Sprintf("%d h1", h1))
	}
	return problems
}
