package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hindsight/internal/browsertest"
	"hindsight/internal/fixture"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestFromDumpToBrowser takes the user's path: import documents, build, open
// the site, type a query, and find the right page first; at the root of a
// host, below a path, and from disk. Nothing goes wrong on the page, and
// nothing is asked of anybody else.
func TestFromDumpToBrowser(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "archive")
	inputs := []string{"testdata/expected/status.txt", "testdata/expected/thread.txt", "testdata/expected/article.txt", "testdata/expected/feed.xml"}
	queries := map[string]string{ // query → title of the first hit
		"workers row lock":             "Late webhooks",
		"class:certificates renewal":   "Why chat was gone on Saturday",
		"org:ledgerloft import":        "When one import stopped the others",
		"resolvers empty answer":       "Postmortem: no names for an hour",
		"org:brightmap year:2020 zone": "Postmortem: no names for an hour",
	}
	atLeast := 4
	for _, dir := range []string{"seeds", "docs"} {
		if path, ok := fixture.Corpus(t, dir); ok {
			inputs = append(inputs, path)
		}
	}
	if len(inputs) == 6 {
		atLeast = 250
		queries["dougal corrupted copy"] = "Degraded Ingestion"
		queries["addtrust root class:certificates org:logdna"] = "Postmortem of Root Certificate Expiration from 30 May 2020"
	}
	if status, _, errs := runVerb(t, "", "init", archive); status != exitDone {
		t.Fatal(errs)
	}
	// INDEX.tsv and expected.json of the corpus are no documents: named, and
	// left out.
	start := time.Now()
	status, out, errs := runVerb(t, "", append([]string{"import", "--archive", archive, "--json"}, inputs...)...)
	if status != exitDone && status != exitPartial {
		t.Fatal(errs)
	}
	imported := strings.Count(out, `"status":"new"`)
	t.Logf("imported %d documents in %v", imported, time.Since(start).Round(time.Millisecond))
	if imported < atLeast {
		t.Errorf("imported %d documents, want at least %d", imported, atLeast)
	}
	if status, _, errs := runVerb(t, "", "build", "--archive", archive); status != exitDone {
		t.Fatal(errs)
	}
	b := browsertest.Start(t)
	for name, base := range browsertest.Places(t, filepath.Join(archive, "public")) {
		t.Run(name, func(t *testing.T) {
			for query, want := range queries {
				b.Open(t, base+"search.html")
				browsertest.Eval[bool](t, b, `window.hindsight.ready.then(() => true)`)
				browsertest.Do(t, b, chromedp.SendKeys(`main input[type=search]`, query+kb.Enter))
				// While the query is typed, its first words have hits of their own.
				first := browsertest.Eval[string](t, b, `window.hindsight.search(`+quoted(query)+`, {limit: 1}).then(r => new Promise(done => {
					let left = 500;
					const look = () => { const a = document.querySelector('.hits li a'); a?.href.split('#')[0].endsWith(r.hits[0]?.url) || !left-- ? done(a?.textContent.trim() + ' ' + a?.href) : setTimeout(look, 20) };
					look() }))`)
				if !strings.HasPrefix(first, want+" "+base+"postmortems/") {
					t.Errorf("%s:\ngot  %s\nwant %s", query, first, want)
				}
				b.Clean(t, base)
				sameAsTerminal(t, archive, query, browsertest.Eval[string](t, b, `window.hindsight.search(`+quoted(query)+`, {limit: 10}).then(r => JSON.stringify({total: r.total, urls: r.hits.map(h => h.url)}))`))
			}
			hit := browsertest.Eval[string](t, b, `document.querySelector('.hits li a').href`)
			b.Open(t, hit)
			if title := browsertest.Eval[string](t, b, `document.querySelector('h1').textContent.trim()`); title == "" {
				t.Errorf("the hit leads nowhere: %s", hit)
			}
			b.Clean(t, base)
		})
	}
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// sameAsTerminal: `hindsight search` gives what the page gives.
func sameAsTerminal(t *testing.T, archive, query, page string) {
	t.Helper()
	status, out, errs := runVerb(t, "", "search", "--archive", archive, "--json", "-n", "10", query)
	if status != exitDone {
		t.Fatal(errs)
	}
	var res struct {
		Total int `json:"total"`
		Hits  []struct {
			URL string `json:"url"`
		} `json:"hits"`
	}
	if err := json.Unmarshal([]byte(out), &res); err != nil {
		t.Fatal(err)
	}
	got := struct {
		Total int      `json:"total"`
		URLs  []string `json:"urls"`
	}{res.Total, []string{}}
	for _, h := range res.Hits {
		got.URLs = append(got.URLs, h.URL)
	}
	if b, _ := json.Marshal(got); string(b) != page {
		t.Errorf("%s:\nterminal %s\npage     %s", query, b, page)
	}
}
