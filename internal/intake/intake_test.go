package intake_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/content"
	"hindsight/internal/fetch"
	"hindsight/internal/intake"
)

const (
	report = `Acme checkout was down on 12 March 2024

What happened

On 12 March 2024 at 10:00 UTC nobody could pay at Acme for an hour. The payment workers waited for each other's row lock until the database declared a deadlock and rolled their transactions back.

Root cause

A deploy had taken the workers' locks in another order than before. We rolled the deploy back and the checkout recovered.
`
	recipe = `Pancakes for a crowd

Mix two cups of flour with three eggs and enough milk to make a thin batter. Let it rest for half an hour.

Heat a pan with a little butter. Fry each pancake until it is golden, then turn it. Serve with lemon and sugar.
`
)

// rss is a feed of reports with these guids, their texts in full.
func rss(guids ...string) string {
	out := "<rss version='2.0'><channel><title>Brightmap Blog</title><link>https://blog.brightmap.example/</link>"
	for _, g := range guids {
		out += "<item><title>Outage " + g + " of the login</title><guid isPermaLink='false'>" + g + "</guid><pubDate>Mon, 07 Dec 2020 10:00:00 +0000</pubDate><description>" +
			"&lt;h2&gt;What happened&lt;/h2&gt;&lt;p&gt;On 6 December 2020 logins of zone " + g + " failed for two hours because the disk of our session database was full. Users could not log in between 10:00 and 12:00 UTC.&lt;/p&gt;" +
			"&lt;h2&gt;Root cause&lt;/h2&gt;&lt;p&gt;Old sessions of " + g + " were never deleted. The disk filled up and the database stopped to accept writes.&lt;/p&gt;</description></item>"
	}
	return out + "</channel></rss>"
}

// An archive is a folder of the test's own and a server for its sources.
type archive struct {
	*testing.T
	dir, url string
	events   []intake.Event
}

func newArchive(t *testing.T, pages map[string]string) *archive {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, ok := pages[req.URL.Path]
		if !ok {
			http.NotFound(w, req)
			return
		}
		etag := fmt.Sprintf(`"%d"`, len(body))
		if w.Header().Set("ETag", etag); req.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	}))
	t.Cleanup(srv.Close)
	return &archive{T: t, dir: t.TempDir(), url: srv.URL}
}

// write puts a file into the archive; URL in it is the server's address.
func (a *archive) write(name, text string) string {
	a.Helper()
	path := filepath.Join(a.dir, name)
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = os.WriteFile(path, []byte(strings.ReplaceAll(text, "URL", a.url)), 0o644)
	}
	if err != nil {
		a.Fatal(err)
	}
	return path
}

var classifier = func() *classify.Classifier {
	data, err := hindsight.Theme.ReadFile("taxonomy.yaml")
	if err != nil {
		panic(err)
	}
	tax, err := classify.LoadTaxonomy("taxonomy.yaml", data)
	if err != nil {
		panic(err)
	}
	c, err := classify.New(tax)
	if err != nil {
		panic(err)
	}
	return c
}()

func (a *archive) intake(given intake.Given, dry bool) *intake.Intake {
	a.events = nil
	return intake.New(intake.Options{
		Archive: a.dir, Classifier: classifier, Client: fetch.New(fetch.Options{Pause: time.Nanosecond, Wait: time.Millisecond}),
		Now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Stdin: strings.NewReader(report), Given: given, DryRun: dry,
		Tell: func(e intake.Event) { a.events = append(a.events, e) },
	})
}

// run imports the arguments.
func (a *archive) run(given intake.Given, args ...string) (intake.Report, error) {
	a.Helper()
	n := a.intake(given, false)
	jobs, err := n.Jobs(a.Context(), args)
	if err != nil {
		return intake.Report{}, err
	}
	ar, err := content.Open(a.dir)
	if err != nil {
		a.Fatal(err)
	}
	defer ar.Close()
	return n.Import(a.Context(), ar, jobs)
}

// told counts the events of a type.
func told[E intake.Event](a *archive) (all []E) {
	for _, e := range a.events {
		if e, ok := e.(E); ok {
			all = append(all, e)
		}
	}
	return all
}

// TestOutcomes: what an import says of each document, and of what it could not
// read, by what came in.
func TestOutcomes(t *testing.T) {
	a := newArchive(t, map[string]string{"/feed.xml": rss("1", "2"), "/page": "<html><body><p>Hello</p></body></html>"})
	text, other := a.write("in/report.txt", report), a.write("in/recipe.txt", recipe)
	a.write("mixed/report.txt", report)
	a.write("mixed/logo.gif", "GIF89a\x01\x00\x00\x00\xff\xfe\x00\x01\x02")
	a.write("sources.yaml", "- {name: blog, url: URL/feed.xml, allow_private: true, match: 'Outage 1'}\n- {name: away, url: URL/none.xml, allow_private: true}\n")
	for _, tt := range []struct {
		name  string
		given intake.Given
		args  []string
		want  string // status and kind of reason of each document, then the count of failures
	}{
		{"a text", intake.Given{}, []string{text}, "new/0 failed 0"},
		{"the same again", intake.Given{}, []string{text}, "unchanged/0 failed 0"},
		{"standard input", intake.Given{}, []string{"-"}, "unchanged/0 failed 0"},
		{"no postmortem", intake.Given{}, []string{other}, fmt.Sprintf("rejected/%d failed 0", intake.NoPostmortem)},
		{"no postmortem, but wanted", intake.Given{As: "article", Organisation: "Acme"}, []string{other}, "new/0 failed 0"},
		{"a folder with an image", intake.Given{}, []string{filepath.Join(a.dir, "mixed")}, fmt.Sprintf("rejected/%d unchanged/0 failed 0", intake.NoText)},
		{"a source", intake.Given{}, []string{"blog"}, fmt.Sprintf("new/0 rejected/%d failed 0", intake.LeftOut)},
		{"a source whose server has not got it", intake.Given{}, []string{"away"}, "failed 1"},
		{"an address of this machine", intake.Given{}, []string{a.url + "/page"}, "failed 1"},
	} {
		r, err := a.run(tt.given, tt.args...)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		got := ""
		for _, o := range r.Documents {
			got += fmt.Sprintf("%s/%d ", o.Status, o.Reason.Kind)
		}
		if got += fmt.Sprint("failed ", len(r.Failures)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if docs, fails := told[intake.Outcome](a), told[intake.Failure](a); len(docs) != len(r.Documents) || len(fails) != len(r.Failures) || r.Count.Failed != len(fails) {
			t.Errorf("%s: told of %d documents and %d failures, reported %d and %d, counted %+v", tt.name, len(docs), len(fails), len(r.Documents), len(r.Failures), r.Count)
		}
	}
}

// TestOutcome: an outcome says what the content file says.
func TestOutcome(t *testing.T) {
	a := newArchive(t, nil)
	r, err := a.run(intake.Given{Organisation: "Acme"}, a.write("report.txt", report))
	if err != nil || len(r.Documents) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	o := r.Documents[0]
	data, err := os.ReadFile(filepath.Join(a.dir, filepath.FromSlash(o.Path)))
	if err != nil {
		t.Fatal(err)
	}
	e, err := content.Parse(o.Path, data)
	if err != nil {
		t.Fatal(err)
	}
	if o.Title != e.Title || o.Date != e.Date || o.Organisation != e.Organisation || !slices.Equal(o.Classes, e.Classes) || !slices.Equal(o.Review, e.Review) || o.Title == "" || len(o.Classes) == 0 {
		t.Errorf("%+v\nthe file has %q %v %q %q %q", o, e.Title, e.Date, e.Organisation, e.Classes, e.Review)
	}
	if p := told[intake.Progress](a); len(p) != 2 || p[1] != (intake.Progress{Done: 1, Inputs: 1}) {
		t.Errorf("progress %v", p)
	}
	if f := told[intake.Finished](a); len(f) != 1 || !f[0].Named || len(f[0].Documents) != 1 {
		t.Errorf("finished %+v", f)
	}
}

// TestHealth: what a run says of each source, night after night.
func TestHealth(t *testing.T) {
	pages := map[string]string{"/feed.xml": rss("1", "2")}
	a := newArchive(t, pages)
	a.write("texts/report.txt", report)
	a.write("sources.yaml", "- {name: blog, url: URL/feed.xml, allow_private: true}\n- {name: away, url: URL/none.xml, allow_private: true}\n- {name: texts, path: texts}\n")
	night := func(want ...intake.Health) {
		t.Helper()
		r, err := a.run(intake.Given{})
		if err != nil || len(r.Sources) != len(want) {
			t.Fatalf("%+v, %v", r.Sources, err)
		}
		for i, h := range r.Sources {
			var status fetch.StatusError
			if failed := errors.As(h.Err, &status); failed != (h.Source == "away") {
				t.Errorf("%s: error %v", h.Source, h.Err)
			}
			if h.Err = nil; fmt.Sprint(h) != fmt.Sprint(want[i]) {
				t.Errorf("got  %+v\nwant %+v", h, want[i])
			}
		}
	}
	since := hindsight.At(time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), hindsight.Day)
	away := intake.Health{Source: "away", Line: 2, Asked: true, Count: intake.Count{Failed: 1}, Since: since}
	night(intake.Health{Source: "blog", Line: 1, Asked: true, News: true, Count: intake.Count{New: 2}}, away,
		intake.Health{Source: "texts", Line: 3, News: true, Count: intake.Count{New: 1}})
	night(intake.Health{Source: "blog", Line: 1, Asked: true}, away, intake.Health{Source: "texts", Line: 3, News: true, Count: intake.Count{Unchanged: 1}})
	pages["/feed.xml"] = rss("1", "2", "3")
	night(intake.Health{Source: "blog", Line: 1, Asked: true, News: true, Count: intake.Count{New: 1, Unchanged: 2}}, away,
		intake.Health{Source: "texts", Line: 3, News: true, Count: intake.Count{Unchanged: 1}})
}

// TestArguments: what names nothing stops a run before it begins, with a value
// that says why.
func TestArguments(t *testing.T) {
	a := newArchive(t, nil)
	empty := filepath.Join(a.dir, "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		sources, arg string
		want         error
	}{
		{"[]", filepath.Join(a.dir, "nowhere"), intake.ErrNotThere},
		{"[]", empty, intake.ErrEmptyFolder},
		{"- {name: a}", "", intake.ErrNoSource},
	} {
		a.write("sources.yaml", tt.sources)
		_, err := a.run(intake.Given{}, strings.Fields(tt.arg)...)
		var argument intake.ArgumentError
		if !errors.Is(err, tt.want) || errors.As(err, &argument) != (tt.arg != "") || argument.Argument != tt.arg {
			t.Errorf("%s %q: %v, want %v", tt.sources, tt.arg, err, tt.want)
		}
	}
	if bad := told[intake.BadSources](a); len(bad) != 1 || len(intake.Each(bad[0].Err)) != 1 {
		t.Errorf("bad sources: %v", bad)
	}
}

// TestInterruptedRun: a run that is ended says so, and what it did until then; what
// was on its way to the disk is not there.
func TestInterruptedRun(t *testing.T) {
	a := newArchive(t, nil)
	const texts = 40
	for i := range texts {
		a.write(fmt.Sprintf("texts/%02d.txt", i), strings.ReplaceAll(report, "12 March", fmt.Sprintf("%d March %d", 1+i%20, 1990+i)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := a.intake(intake.Given{}, false)
	tell := n.Tell
	n.Tell = func(e intake.Event) {
		if tell(e); len(told[intake.Outcome](a)) == 2 {
			cancel()
		}
	}
	jobs, err := n.Jobs(ctx, []string{filepath.Join(a.dir, "texts")})
	if err != nil {
		t.Fatal(err)
	}
	ar, err := content.Open(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	r, err := n.Import(ctx, ar, jobs)
	if err := ar.Close(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(a.dir, "content", "postmortems", "*", "*.md"))
	beside, _ := filepath.Glob(filepath.Join(a.dir, "content", "postmortems", "*", ".hindsight-*"))
	if !errors.Is(err, context.Canceled) || len(r.Documents) != 2 || len(files) != 2 || len(beside) > 0 || len(told[intake.Outcome](a)) != 2 {
		t.Errorf("%v after %d documents of %d, %d on disk, %d told", err, len(r.Documents), texts, len(files), len(told[intake.Outcome](a)))
	}
}
