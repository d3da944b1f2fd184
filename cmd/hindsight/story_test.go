package main

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight/internal/browsertest"
	"hindsight/internal/fixture"

	"github.com/chromedp/chromedp"
)

// A sight is what a reader sees of a postmortem before doing anything.
type sight struct {
	Text  float64 // where the text begins, in pixels from the top; -1 without one
	Wide  float64 // by how much the page is wider than the window
	Moved float64 // layout shift, as browsers count it
}

const look = `(async () => {
	let moved = 0;
	new PerformanceObserver(all => { for (const e of all.getEntries()) moved += e.value; }).observe({type: 'layout-shift', buffered: true});
	await new Promise(done => setTimeout(done, 60));
	const text = document.querySelector('main .prose');
	return {Text: text ? text.getBoundingClientRect().top + scrollY : -1, Wide: document.documentElement.scrollWidth - innerWidth, Moved: moved};
})()`

// TestStoryFirst measures, in Chromium, that a reader meets the author's text
// early, at both widths, and that no page scrolls sideways or moves while it
// loads, be it in pieces. It looks at every eighth document of ../shared/corpus/docs; at all of
// them with
//
//	HINDSIGHT_WHOLE=1 go test -count=1 -v -run TestStoryFirst ./cmd/hindsight
func TestStoryFirst(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "archive")
	inputs := storyInputs(t)
	if status, _, errs := runVerb(t, "", "init", archive); status != exitDone {
		t.Fatal(errs)
	}
	if status, _, errs := runVerb(t, "", append([]string{"import", "--archive", archive}, inputs...)...); status != exitDone && status != exitPartial {
		t.Fatal(errs)
	}
	if status, _, errs := runVerb(t, "", "build", "--archive", archive); status != exitDone {
		t.Fatal(errs)
	}
	public := filepath.Join(archive, "public")
	pages, err := filepath.Glob(filepath.Join(public, "postmortems", "*", "*.html"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	b := browsertest.Start(t)
	for _, w := range []struct {
		width        int64
		median, most float64 // where the text begins at the median page, and at nine of ten
	}{{1280, 640, 800}, {390, 900, 1200}} {
		browsertest.Do(t, b, chromedp.EmulateViewport(w.width, 800))
		var begins []float64
		for _, page := range pages {
			b.Open(t, browsertest.FileURL(page))
			s := browsertest.Eval[sight](t, b, look)
			name, _ := filepath.Rel(public, page)
			if s.Wide > 0 {
				t.Errorf("%d: %s scrolls sideways by %v", w.width, name, s.Wide)
			}
			if s.Moved > 0 {
				t.Errorf("%d: %s moves by %v while it loads", w.width, name, s.Moved)
			}
			if s.Text >= 0 {
				begins = append(begins, s.Text)
			}
			if os.Getenv("HINDSIGHT_WHOLE") != "" && s.Text > w.most {
				fmt.Printf("%d\t%.0f\t%s\n", w.width, s.Text, name)
			}
		}
		median, most := share(begins, 50), share(begins, 90)
		t.Logf("%d pixels, %d pages: the text begins at %.0f (median), %.0f (p90), %.0f (latest)",
			w.width, len(begins), median, most, share(begins, 100))
		if median > w.median || most > w.most {
			t.Errorf("%d: the text begins at %.0f (median) and %.0f (p90), want at most %.0f and %.0f", w.width, median, most, w.median, w.most)
		}
	}
	server := httptest.NewServer(inPieces(http.FileServer(http.Dir(public))))
	defer server.Close()
	browsertest.Do(t, b, chromedp.EmulateViewport(1280, 800))
	name, _ := filepath.Rel(public, pages[0])
	for _, page := range []string{name, "index.html", "numbers.html"} {
		b.Open(t, server.URL+"/"+page)
		if s := browsertest.Eval[sight](t, b, look); s.Moved > 0 {
			t.Errorf("%s moves by %v when it comes in pieces", page, s.Moved)
		}
	}
}

// inPieces hands pages over as a slow line does: the navigation in two parts,
// and what stands above the text in two.
func inPieces(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if filepath.Ext(r.URL.Path) != ".html" {
			files.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		r.URL.Path = strings.TrimSuffix(r.URL.Path, "index.html") // which the file server would redirect to
		files.ServeHTTP(answer, r)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		rest := answer.Body.String()
		for _, end := range []string{"</li>", "<form", "</nav>", "<h1", "</h1>"} {
			if before, after, ok := strings.Cut(rest, end); ok {
				_, _ = io.WriteString(w, before+end)
				_ = http.NewResponseController(w).Flush()
				time.Sleep(200 * time.Millisecond) // several frames, so that what is there could be painted
				rest = after
			}
		}
		_, _ = io.WriteString(w, rest)
	})
}

// storyInputs are the documents to look at.
func storyInputs(t *testing.T) []string {
	docs, ok := fixture.Corpus(t, "docs")
	if !ok {
		return []string{"testdata/expected/status.txt", "testdata/expected/thread.txt", "testdata/expected/article.txt"}
	}
	if os.Getenv("HINDSIGHT_WHOLE") != "" {
		return []string{docs}
	}
	var some []string
	n := 0
	err := filepath.WalkDir(docs, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(d.Name(), "INDEX") {
			if n++; n%8 == 0 {
				some = append(some, path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return some
}

// share is the value below which so many hundredths of the values lie.
func share(values []float64, hundredths int) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[(len(values)-1)*hundredths/100]
}
