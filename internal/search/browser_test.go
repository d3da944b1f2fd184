package search

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"text/template"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"

	"hindsight"
)

// bundle makes the site's script as Hugo does, with esbuild as a library.
func bundle(tb testing.TB) []byte {
	res := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(repoRoot(tb), "assets", "ts", "main.ts")},
		Bundle:      true, Format: api.FormatIIFE, Target: api.ES2022, Charset: api.CharsetUTF8,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LogLevel: api.LogLevelSilent,
	})
	for _, m := range append(res.Errors, res.Warnings...) {
		tb.Fatalf("%+v: %s", m.Location, m.Text)
	}
	return res.OutputFiles[0].Contents
}

// writeSite makes a folder with a search page, a page two levels down, the
// script and the index, under the site's Content-Security-Policy.
func writeSite(tb testing.TB, entries []hindsight.Entry) string {
	dir, _ := built(tb, entries)
	site := filepath.Dir(dir)
	partial, err := os.ReadFile(filepath.Join(repoRoot(tb), "layouts", "_partials", "search.html"))
	if err != nil {
		tb.Fatal(err)
	}
	form := template.Must(template.New("").Funcs(template.FuncMap{
		"cond": func(c bool, a, b string) string {
			if c {
				return a
			}
			return b
		}}).Parse(string(partial)))
	page := func(name, root, filter string, full bool) {
		var b bytes.Buffer
		fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'%[2]s; style-src 'self'%[2]s; img-src data:; form-action 'self'%[2]s; base-uri 'none'">
<script src="%[1]sjs/main.js" defer></script></head><body><main>`, root, "")
		if err := form.Execute(&b, map[string]any{"full": full, "filter": filter}); err != nil {
			tb.Fatal(err)
		}
		b.WriteString("</main></body></html>")
		out := strings.ReplaceAll(b.String(), `action="/search.html"`, `action="`+root+`search.html"`)
		file := filepath.Join(site, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	page("search.html", "", "", true)
	page("classes/locking.html", "../", "class:locking", true)
	page("postmortems/x/y.html", "../../", "", false)
	page("js/unused.html", "../", "", false)
	if err := os.WriteFile(filepath.Join(site, "js", "main.js"), bundle(tb), 0o644); err != nil {
		tb.Fatal(err)
	}
	return site
}

// A visit is a browser that watches a page.
type visit struct {
	context.Context
	mu       sync.Mutex
	problems []string // errors in the console
	requests []string
}

// browse starts Chromium, or ends the test with a message where there is none.
func browse(tb testing.TB) *visit {
	path, err := exec.LookPath("chromium")
	if err != nil {
		if path, err = exec.LookPath("google-chrome"); err != nil {
			tb.Fatal("these tests need Chromium: apt-get install chromium")
		}
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-sync", true), chromedp.UserDataDir(tb.TempDir()))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, stopTab := chromedp.NewContext(alloc)
	tb.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits until the browser has gone, and with it its files
		stopTab()
		stop()
	})
	v := &visit{Context: ctx}
	if err := chromedp.Listen(ctx, v.listen); err != nil {
		tb.Fatalf("Chromium does not start: %v", err)
	}
	for _, enable := range []func() error{
		func() error { _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); return err },
		func() error { _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); return err },
	} {
		if err := enable(); err != nil {
			tb.Fatalf("Chromium does not answer: %v", err)
		}
	}
	return v
}

func (v *visit) listen(ev any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		v.problems = append(v.problems, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		v.problems = append(v.problems, fmt.Sprint(e.Type))
	case *log.EventEntryAdded:
		v.problems = append(v.problems, e.Entry.Text+" "+e.Entry.URL)
	case *network.EventRequestWillBeSent:
		v.requests = append(v.requests, e.Request.URL)
	}
}

// open goes to a page.
func (v *visit) open(tb testing.TB, address string) {
	tb.Helper()
	perform(tb, v, chromedp.Navigate(address))
}

// perform runs an action within a minute.
func perform[T any](tb testing.TB, v *visit, action chromedp.Action[T]) T {
	tb.Helper()
	ctx, stop := context.WithTimeout(v.Context, time.Minute)
	defer stop()
	out, err := chromedp.Run(ctx, action)
	if err != nil {
		v.mu.Lock()
		defer v.mu.Unlock()
		tb.Fatalf("%v; console: %q", err, v.problems)
	}
	return out
}

// eval runs JavaScript that gives a T or a promise of one.
func eval[T any](tb testing.TB, v *visit, script string) T {
	tb.Helper()
	return perform(tb, v, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// clean reports errors in the console and requests that leave the site.
func (v *visit) clean(tb testing.TB, base string) {
	tb.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, p := range v.problems {
		tb.Errorf("console: %s", p)
	}
	for _, r := range v.requests {
		if !strings.HasPrefix(r, base) && !strings.HasPrefix(r, "data:") && !strings.HasPrefix(r, "about:") {
			tb.Errorf("request outside of %s: %s", base, r)
		}
	}
}

func fileURL(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

// places are the ways to open a site: over http at the root of a host, under
// a path of its own, and from disk.
func places(tb testing.TB, site string) map[string]string {
	root := httptest.NewServer(http.FileServer(http.Dir(site)))
	sub := httptest.NewServer(http.StripPrefix("/some/repo", http.FileServer(http.Dir(site))))
	tb.Cleanup(root.Close)
	tb.Cleanup(sub.Close)
	return map[string]string{"http": root.URL + "/", "sub-path": sub.URL + "/some/repo/", "file": fileURL(site) + "/"}
}

// TestBrowserIsReader: window.hindsight.search gives exactly what the Reader
// gives, from every kind of address.
func TestBrowserIsReader(t *testing.T) {
	for name, entries := range map[string][]hindsight.Entry{"generated": generated(300), "shared": shared(t)} {
		if len(entries) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			site := writeSite(t, entries)
			r, err := Open(os.DirFS(filepath.Join(site, "search")))
			if err != nil {
				t.Fatal(err)
			}
			list := queries(entries)
			for place, base := range places(t, site) {
				some := list
				if place == "sub-path" { // differs from http in nothing but the addresses
					some = list[:20]
				}
				t.Run(place, func(t *testing.T) { sameInBrowser(t, r, some, base) })
			}
		})
	}
}

func sameInBrowser(t *testing.T, r *Reader, list []asked, base string) {
	v := browse(t)
	type options struct {
		Limit  int    `json:"limit"`
		Sort   string `json:"sort"`
		Typing bool   `json:"typing"`
		AsIs   bool   `json:"asIs"`
	}
	var args [][2]any
	for _, q := range list {
		args = append(args, [2]any{q.Text, options{q.Opt.Limit, q.Opt.Sort, q.Opt.Typing, q.Opt.AsIs}})
	}
	b, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	v.open(t, base+"postmortems/x/y.html")
	out := eval[string](t, v, `(async () => {
		await window.hindsight.ready;
		const out = [];
		for (const [text, options] of `+string(b)+`) {
			const res = await window.hindsight.search(text, options);
			for (const h of res.hits) delete h.titleMarks;
			out.push(res);
		}
		return JSON.stringify(out);
	})()`)
	v.clean(t, base)
	var got []any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	for i, q := range list {
		res, err := r.Search(q.Text, q.Opt)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(res)
		if err != nil {
			t.Fatal(err)
		}
		var want any
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got[i], want) {
			g, _ := json.Marshal(got[i])
			t.Errorf("%s %.60q:\nbrowser %.1500s\n reader %.1500s", q.Kind, q.Text, g, b)
		}
	}
}
