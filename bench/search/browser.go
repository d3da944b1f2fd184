package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"

	"github.com/chromedp/chromedp"
)

// A tab is a page of a fresh browser.
type tab struct {
	context.Context
	close func()
}

func openTab() *tab {
	bin := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil && bin == "" {
			bin = p
		}
	}
	if bin == "" {
		fail(fmt.Errorf("no Chromium: apt-get install chromium"))
	}
	dir, err := os.MkdirTemp("", "hindsight-bench-")
	if err != nil {
		fail(err)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(bin),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))...)
	ctx, cancel := chromedp.NewContext(alloc)
	return &tab{ctx, func() {
		_ = chromedp.Cancel(ctx)
		cancel()
		stop()
		os.RemoveAll(dir)
	}}
}

func (t *tab) open(address string) {
	if _, err := chromedp.Run(t.Context, chromedp.Navigate(address)); err != nil {
		fail(err)
	}
}

// eval runs JavaScript that gives a promise of numbers.
func (t *tab) eval(script string) []float64 {
	ctx, stop := context.WithTimeout(t.Context, 2*time.Minute)
	defer stop()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](script, chromedp.EvalAwaitPromise))
	if err != nil {
		fail(fmt.Errorf("%s: %w", script, err))
	}
	return v
}

// An engine is a way to search, as JavaScript.
type engine struct {
	name   string
	page   string // address below the server
	ready  string // promise after which a query can be asked; what it loads is "before the first search"
	facets string // promise that what facet counts need is there
	count  string // (query) => promise of the total
	titles string // (query) => promise that ten titles are there, without excerpts and counts; "" if there is no such thing
	show   string // (query) => promise that ten results are there
	files  string // regular expression of the files that answer a query; "" if they are not looked at
	whole  string // address of a page that shows the results of a query, and …
	shown  string // … the promise that it has
}

// merelyLoad is what no client can be faster than: the same files, all at
// once, unread.
const merelyLoad = `(async () => {
	const t = performance.now();
	await Promise.all(JSON.parse(sessionStorage.files).map((src) => fetch(src).then((r) => r.text())));
	return [performance.now() - t];
})()`

var ours = engine{
	name:   "hindsight",
	page:   "/search.html",
	ready:  `window.hindsight.ready.then(() => window.hindsight.search('', { limit: 0 }))`,
	facets: `window.hindsight.search('class:x', { limit: 0 })`,
	count:  `(q) => window.hindsight.search(q, { limit: 0 }).then((r) => r.total)`,
	titles: `(q) => window.hindsight.search(q, { limit: 10, excerpts: false, facets: false })`,
	show:   `(q) => window.hindsight.search(q, { limit: 10 })`,
	files:  `/\/search\/.\//`,
	whole:  "/search.html?q=",
	shown:  `new Promise((ok) => { (function look() { document.querySelector('.hits .hit') ? ok() : setTimeout(look, 2) })() })`,
}

var pagefind = engine{
	name:   "Pagefind",
	page:   "/blank.html",
	ready:  `import('/pagefind/pagefind.js').then(async (m) => { window.pf = m; await m.init(); await m.filters(); })`,
	facets: `window.pf.filters()`,
	count:  `(q) => window.pf.search(q).then((r) => r.results.length)`,
	show:   `(q) => window.pf.search(q).then((r) => Promise.all(r.results.slice(0, 10).map((x) => x.data())))`,
	whole:  "/blank.html?q=",
	shown: `import('/pagefind/pagefind.js').then(async (m) => {
		await m.init();
		await m.filters();
		const r = await m.search(decodeURIComponent(location.search.slice(3)));
		await Promise.all(r.results.slice(0, 10).map((x) => x.data()));
	})`,
}

// figures are what one kind of queries cost on average.
type figures struct {
	kind                      string
	bytes, requests           int // to know the total and the facets, cold
	wholeBytes, wholeRequests int // from nothing to ten results
	wholeTime                 float64
	inView                    int       // the same with what the page loads by itself a second later: excerpts in view, counts
	cold, warm                []float64 // milliseconds, to ten results
	floor                     []float64 // milliseconds, to load the files of the cold one at once and do nothing with them
	titles                    traffic   // after what came before the first search
	titlesTime, titlesWarm    []float64 // milliseconds, from the same moment
	total                     float64
	before, facets            traffic
}

// measure asks every query of a kind, cold and warm.
func measure(e engine, s *server, t *tab, kind string, queries []string) (f figures) {
	f.kind = kind
	for _, q := range queries {
		t.open("about:blank") // what the page before still loads counts for nobody
		s.take()
		t.open(s.URL + e.page)
		t.eval(e.ready + `.then(() => [0])`)
		f.before = s.take()
		t.eval(e.facets + `.then(() => [0])`)
		f.facets = s.take()
		f.total += t.eval(fmt.Sprintf(`(%s)(%q).then((n) => [n])`, e.count, q))[0]
		got := s.take()
		f.bytes += got.bytes
		f.requests += got.requests

		if e.titles != "" {
			t.open(s.URL + e.page)
			t.eval(e.ready + `.then(() => [0])`)
			s.take()
			times := t.eval(timed(e.titles, q))
			f.titlesTime, f.titlesWarm = append(f.titlesTime, times[0]), append(f.titlesWarm, times[1:]...)
			got = s.take()
			f.titles.bytes += got.bytes
			f.titles.requests += got.requests
		}
		t.open(s.URL + e.page) // again, for the time until ten results are there
		t.eval(e.ready + `.then(() => [0])`)
		times := t.eval(timed(e.show, q))
		f.cold = append(f.cold, times[0])
		f.warm = append(f.warm, times[1:]...)
		if e.files != "" {
			t.eval(fmt.Sprintf(`(sessionStorage.files = JSON.stringify(
				performance.getEntriesByType('resource').map((r) => r.name).filter((n) => %s.test(n))), [0])`, e.files))
			t.open(s.URL + e.page)
			t.eval(e.ready + `.then(() => [0])`)
			f.floor = append(f.floor, t.eval(merelyLoad)...)
		}
		s.take()

		t.open(s.URL + e.whole + escape(q))
		f.wholeTime += t.eval(e.shown + `.then(() => [performance.now()])`)[0]
		got = s.take()
		f.wholeBytes += got.bytes
		f.wholeRequests += got.requests
		t.eval(`new Promise((ok) => setTimeout(ok, 1000, [0]))`)
		f.inView += got.bytes + s.take().bytes
	}
	n := len(queries)
	f.bytes, f.requests, f.wholeBytes, f.wholeRequests = f.bytes/n, f.requests/n, f.wholeBytes/n, f.wholeRequests/n
	f.inView /= n
	f.titles = traffic{f.titles.bytes / n, f.titles.requests / n}
	f.wholeTime /= float64(n)
	f.total /= float64(n)
	return f
}

// timed asks a query six times and gives the milliseconds of each.
func timed(ask, query string) string {
	return fmt.Sprintf(`(async () => {
			const out = [];
			for (let i = 0; i < 6; i++) { const t = performance.now(); await (%s)(%q); out.push(performance.now() - t); }
			return out;
		})()`, ask, query)
}

func quantile(list []float64, q float64) float64 {
	if len(list) == 0 {
		return 0
	}
	list = slices.Sorted(slices.Values(list))
	return list[min(len(list)-1, int(q*float64(len(list))))]
}
