package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"hindsight"
)

// tree reads a directory: file names to contents.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		out[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEveryPageIsThere(t *testing.T) {
	dir, report := build(t, Options{BaseURL: "https://example.org/archive"}, fixtures())
	files := tree(t, dir)
	for _, name := range []string{
		"index.html", "search.html", "about.html", "404.html", ".nojekyll", "feed.xml", "sitemap.xml",
		"classes/index.html", "classes/certificates.html", "classes/dns.html",
		"organisations/index.html", "organisations/northsea-ferries.html", "organisations/stadtische-bucherei.html",
		"years/index.html", "years/2019.html", "years/undated.html",
		"postmortems/northsea-ferries/2019-02-18-payments-down-a1b2c3.html",
		"postmortems/unknown/2022-03-04-outage-0d0e0f.html",
	} {
		if files[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	html := 0
	for name := range files {
		if strings.HasSuffix(name, ".html") {
			html++
		}
	}
	if report.Pages != html || len(report.Skipped) != 0 {
		t.Errorf("report %+v\nfor %d pages", report, html)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	a, _ := build(t, Options{BaseURL: "https://example.org/"}, fixtures())
	b, _ := build(t, Options{BaseURL: "https://example.org/"}, fixtures())
	one, two := tree(t, a), tree(t, b)
	if len(one) != len(two) {
		t.Errorf("%d files, then %d", len(one), len(two))
	}
	for name, text := range one {
		if two[name] != text {
			t.Errorf("%s differs between two builds", name)
		}
		if strings.Contains(text, filepath.Dir(a)) || strings.Contains(text, ".hindsight-build-") {
			t.Errorf("%s names a directory of this machine", name)
		}
	}
}

// A link is a way from one file to another; nothing may point at the root of
// the server, which is another place under a sub-path and from disk.
func TestLinksResolve(t *testing.T) {
	for _, base := range []string{"", "https://example.org/", "https://example.org/a/b/"} {
		dir, _ := build(t, Options{BaseURL: base}, append(fixtures(), generated(450, 300)...))
		for _, problem := range brokenLinks(tree(t, dir), base) {
			t.Errorf("base %q: %s", base, problem)
		}
	}
}

// brokenLinks crawls all pages and tells what does not lead anywhere.
func brokenLinks(files map[string]string, base string) []string {
	var problems []string
	ids := map[string]map[string]bool{}
	for name, text := range files {
		if strings.HasSuffix(name, ".html") {
			ids[name] = map[string]bool{}
			for _, id := range attributes(text, "id") {
				if ids[name][id] {
					problems = append(problems, name+": two elements with id "+id)
				}
				ids[name][id] = true
			}
		}
	}
	for name := range ids {
		for _, link := range attributes(files[name], "href", "src", "action", "data-root", "data-search", "data-more", "data-suggest", "data-seen", "data-offline") {
			target, fragment, _ := strings.Cut(link, "#")
			target, _, _ = strings.Cut(target, "?")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			if p, ok := strings.CutPrefix(target, "/"); ok && name == "404.html" && base != "" {
				target = strings.TrimPrefix("/"+p, "/"+strings.SplitN(strings.TrimPrefix(base, "https://example.org/"), "\x00", 2)[0])
			}
			file := path.Join(path.Dir(name), target)
			if target == "" && fragment != "" {
				file = name
			}
			isRoot := target == "./" || strings.TrimRight(target, "./") == ""
			if _, ok := files[file]; (!ok && !isRoot) || strings.HasPrefix(target, "/") {
				problems = append(problems, fmt.Sprintf("%s: link %q leads nowhere", name, link))
			}
			if fragment != "" && !ids[file][fragment] {
				problems = append(problems, fmt.Sprintf("%s: nothing has the id of %q", name, link))
			}
		}
	}
	return problems
}

// attributes lists the values of the named attributes of a page.
func attributes(page string, names ...string) []string {
	var out []string
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		for _, a := range z.Token().Attr {
			for _, n := range names {
				if a.Key == n {
					out = append(out, a.Val)
				}
			}
		}
	}
	return out
}

func TestAFailedBuildLeavesTheOldSite(t *testing.T) {
	dir, _ := build(t, Options{}, fixtures())
	before := tree(t, dir)
	broken := Options{Out: dir, Theme: hindsight.Theme, Taxonomy: taxonomy}
	for name, change := range map[string]func(*Options, *context.Context){
		"template": func(o *Options, _ *context.Context) {
			o.Overrides = fstest.MapFS{"layouts/home.html": {Data: []byte("{{ .NoSuchThing }}")}}
		},
		"finish": func(o *Options, _ *context.Context) {
			o.Finish = func(context.Context, string) (map[string][]Kin, error) { return nil, errors.New("no index") }
		},
		"settings": func(o *Options, _ *context.Context) {
			o.Overrides = fstest.MapFS{"hugo.yaml": {Data: []byte("a: [")}}
		},
		"address": func(o *Options, _ *context.Context) { o.BaseURL = "example.org" },
		"cancelled": func(_ *Options, ctx *context.Context) {
			c, cancel := context.WithCancel(*ctx)
			cancel()
			*ctx = c
		},
	} {
		o, ctx := broken, t.Context()
		o.Entries = func(yield func(hindsight.Entry) bool) {}
		change(&o, &ctx)
		_, err := Build(ctx, o)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if strings.Contains(err.Error(), filepath.Dir(dir)) && name != "address" {
			t.Errorf("%s: the error names a temporary path: %v", name, err)
		}
		if after := tree(t, dir); len(after) != len(before) || after["index.html"] != before["index.html"] {
			t.Errorf("%s: the old site has changed", name)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".hindsight-build-*")); len(left) > 0 {
			t.Errorf("%s: left behind %v", name, left)
		}
	}
}

func TestOnlyABuiltSiteIsReplaced(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(".gitignore", "*\n")
	build(t, Options{Out: dir}, fixtures())
	build(t, Options{Out: dir}, fixtures()[:1])
	if b, _ := os.ReadFile(filepath.Join(dir, ".gitignore")); string(b) != "*\n" {
		t.Errorf(".gitignore is %q", b)
	}
	if _, err := os.Stat(filepath.Join(dir, "organisations/tram-9.html")); err == nil {
		t.Error("a page of the old site is still there")
	}
	write(".nojekyll", "")
	_, err := Build(t.Context(), Options{Out: dir, Theme: hindsight.Theme, Entries: func(func(hindsight.Entry) bool) {}})
	if err == nil || !strings.Contains(err.Error(), "no site built here") {
		t.Errorf("a directory of other files: %v", err)
	}
}

func TestPublishIsRespected(t *testing.T) {
	dir, _ := build(t, Options{BaseURL: "https://example.org/"}, fixtures())
	files := tree(t, dir)
	for name, text := range files {
		if strings.Contains(text, "SECRET") {
			t.Errorf("%s shows words of a text that is only linked", name)
		}
	}
	excerpt := files["postmortems/library/2018-07-01-shelf-101112.html"]
	if n := strings.Count(excerpt, "A paragraph about shelves"); n < 1 || n > 14 {
		t.Errorf("the excerpt has %d of 40 paragraphs", n)
	}
	if !strings.Contains(excerpt, "Read the rest at example.org") {
		t.Error("the excerpt does not lead to the rest")
	}
}

func TestOverridesFileByFile(t *testing.T) {
	dir, _ := build(t, Options{Title: "Ours", Overrides: fstest.MapFS{
		"layouts/about.html": {Data: []byte(`{{ define "main" }}<h1>Own about</h1>{{ end }}`)},
		"hugo.yaml":          {Data: []byte("params: {tagline: T}\nBASEURL: https://evil.example/\nRelativeUrls: true\nsecurity: {exec: {allow: [.*]}}\n")},
	}}, fixtures())
	files := tree(t, dir)
	if !strings.Contains(files["about.html"], "<h1>Own about</h1>") || !strings.Contains(files["index.html"], "<title>Ours: T</title>") {
		t.Error("overrides are not used")
	}
	if strings.Contains(files["index.html"], "evil.example") {
		t.Error("hugo.yaml changed the base URL")
	}
}

func TestFinishAddsToTheSite(t *testing.T) {
	dir, _ := build(t, Options{Finish: func(_ context.Context, dir string) (map[string][]Kin, error) {
		return nil, os.WriteFile(filepath.Join(dir, "extra.js"), []byte("1"), 0o644)
	}}, fixtures())
	if tree(t, dir)["extra.js"] != "1" {
		t.Error("what Finish wrote is not there")
	}
}

func TestRelative(t *testing.T) {
	for _, c := range []struct{ in, root, want string }{
		{`<a href="/">`, "", `<a href="index.html">`},
		{`<a href="/">`, "../", `<a href="../index.html">`},
		{`<a href='/x.html#y'>`, "../../", `<a href='../../x.html#y'>`},
		{`<a href="/classes/">`, "", `<a href="classes/index.html">`},
		{`<a href="/?q=1">`, "../", `<a href="../index.html?q=1">`},
		{`<script src="/a.js" data-root="/">`, "", `<script src="a.js" data-root="./">`},
		{`<script src="/a.js" data-root="/">`, "../", `<script src="../a.js" data-root="../">`},
		{`<a href="//x.example/y">`, "../", `<a href="//x.example/y">`},
		{`<a href="https://x.example/y">`, "../", `<a href="https://x.example/y">`},
		// text is not a tag
		{`curl url=/health src=/x href=/y`, "../", `curl url=/health src=/x href=/y`},
		{`a href=&#34;/y&#34; data-href="/y"`, "../", `a href=&#34;/y&#34; data-href="/y"`},
		{`<a href="/`, "../", `<a href="/`},
		{`=`, "../", `=`}, {``, "../", ``},
	} {
		if got := string(relative([]byte(c.in), c.root)); got != c.want {
			t.Errorf("relative(%q, %q)\n got %q\nwant %q", c.in, c.root, got, c.want)
		}
	}
}

func TestTextIsNotTouched(t *testing.T) {
	dir, _ := build(t, Options{}, fixtures())
	files := tree(t, dir)
	if !strings.Contains(files["postmortems/northsea-ferries/2019-02-18-payments-down-a1b2c3.html"], "permission denied url=/renew") {
		t.Error("an address in a text was rewritten")
	}
	page := []byte(files["postmortems/old-bakery/2021-ovens-070809.html"])
	if !bytes.Contains(page, []byte(`Ovens idle &lt;b&gt;&amp;amp;&lt;/b&gt; &#34;quoted&#34; src=/x</h1>`)) {
		t.Errorf("the title is not the one that was given:\n%s", page)
	}
}

// serve builds again and again in one process: a build leaves no work behind.
func TestManyBuildsInOneProcess(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, Options{Out: out}, fixtures())
	before := runtime.NumGoroutine()
	for range 5 {
		build(t, Options{Out: out}, fixtures())
	}
	for range 50 { // what is ending may take a moment to
		if runtime.NumGoroutine() <= before+5 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%d goroutines after one build, %d after six", before, runtime.NumGoroutine())
}

func TestTwoBuildsAtOnce(t *testing.T) {
	dirs := make([]string, 3)
	var wg sync.WaitGroup
	for i := range dirs {
		dirs[i] = filepath.Join(t.TempDir(), "public")
		wg.Go(func() {
			_, err := Build(t.Context(), Options{Entries: slices.Values(fixtures()), Taxonomy: taxonomy, Theme: hindsight.Theme, Out: dirs[i]})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, d := range dirs[1:] {
		if !maps.Equal(tree(t, dirs[0]), tree(t, d)) {
			t.Error("builds at the same time differ")
		}
	}
}

// Both accounts of an incident name the other, whichever of the two files says
// so; a denied pair does not, and neither does any other page.
func TestAlsoTold(t *testing.T) {
	status := entry("acme/2024-03-14-status-0a1b2c", "Elevated errors", "Acme", "2024-03-14", "Errors rose.\n")
	blog := entry("acme/2024-03-20-blog-0a1b2c", "What the lock did", "Acme", "2024-03-20", "A lock hung.\n")
	other := entry("globex/2024-03-14-other-0a1b2c", "Another outage", "Globex", "2024-03-14", "The disk was full.\n")
	blog.SameAs, other.NotSameAs = []string{status.ID()}, []string{status.ID()}
	dir, _ := build(t, Options{}, []hindsight.Entry{status, blog, other})
	site := tree(t, dir)
	for url, want := range map[string]string{status.URL(): "2024-03-20-blog-0a1b2c.html\">example.org: What the lock did", blog.URL(): "2024-03-14-status-0a1b2c.html\">example.org: Elevated errors", other.URL(): ""} {
		if got := site[url]; want != "" && !strings.Contains(got, want) || strings.Contains(got, "Also told by") != (want != "") {
			t.Errorf("%s: want %q in\n%s", url, want, got)
		}
	}
}
