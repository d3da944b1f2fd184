package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/duplicate"
	"hindsight/internal/fetch"
	"hindsight/internal/page"

	"github.com/spf13/cobra"
)

// importFlags are the flags of import and inspect.
type importFlags struct {
	as, organisation, url, date string
}

func (f *importFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.as, "as", "", "read every input as this `KIND`, and take it even if it does not look like a postmortem: "+strings.Join(kinds(), ", "))
	c.Flags().StringVar(&f.organisation, "organisation", "", "the `NAME` to use where the text names none")
	c.Flags().StringVar(&f.url, "url", "", "the `ADDRESS` of the original, where the text has none")
	c.Flags().StringVar(&f.date, "date", "", "the `DATE` of publication (2006-01-02), where the text has none")
}

// pipeline checks the flags and loads the classifier.
func (f *importFlags) pipeline(a *app) (*pipeline, error) {
	if _, ok := kindNamed(f.as); !ok {
		return nil, usageError{fmt.Errorf("--as %s: no such kind of input", f.as), "kinds are " + strings.Join(kinds(), ", ")}
	}
	date, err := hindsight.ParseMoment(f.date)
	if err != nil {
		return nil, usageError{fmt.Errorf("--date: %w", err), ""}
	}
	if f.url != "" && !page.IsAddress(f.url) {
		return nil, usageError{fmt.Errorf("--url %s: not an address", f.url), "addresses begin with https:// or http://"}
	}
	_, classifier, err := a.taxonomy()
	if err != nil {
		return nil, err
	}
	return &pipeline{
		classifier: classifier, as: f.as, now: hindsight.At(a.now, hindsight.Instant),
		fill: hindsight.Postmortem{Organisation: f.organisation, Date: date, Source: hindsight.Source{URL: f.url}},
	}, nil
}

// webAddress tells an address from a path or the name of a source.
func webAddress(s string) bool {
	scheme, _, ok := strings.Cut(s, "://")
	return ok && (strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http"))
}

// outcome is a line of `import --json`.
type outcome struct {
	Status string `json:"status"` // new, updated, unchanged, rejected or error
	Path   string `json:"path"`
	Title  string `json:"title"`
	Source string `json:"source"` // the input it came from
	Reason string `json:"reason"`
}

// Statuses beside those of page.Put.
const (
	statusRejected = "rejected"
	statusError    = "error"
)

// importRun imports inputs into an archive and keeps the count.
type importRun struct {
	*app
	archive *page.Archive
	twins   *duplicate.Index
	dry     bool
	json    *json.Encoder // nil: say it in words
	counts  map[string]int
	reached bool               // a server has answered in this run
	waiting []func(fetch.Lock) // failures to record once one has
	full    *fullTexts         // the pages behind the summaries of the feed at hand
	last    error              // what was reported by fail last
}

func (a *app) importVerb() *cobra.Command {
	var flags importFlags
	var dry, asJSON bool
	c := &cobra.Command{
		Use:   "import [NAME|PATH|URL|-]...",
		Short: "Import feeds, pages and texts into the archive",
		Long: `Import feeds, pages and texts into the archive.

Without an argument every source of sources.yaml is imported. An argument is the
name of such a source, a file, a folder, a web address, or - for standard input;
files are recognised by their content. A second import of the same text changes
nothing; a changed text is updated in place, except for what a person curated.`,
		Example: "  hindsight import\n  hindsight import incident.txt --organisation \"Example Inc\"\n  pbpaste | hindsight import - --url https://example.com/postmortem",
		RunE: func(c *cobra.Command, args []string) error {
			p, err := flags.pipeline(a)
			if err != nil {
				return err
			}
			return a.importAll(c.Context(), p, args, dry, asJSON)
		},
	}
	flags.add(c)
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would be done, write nothing")
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line and document")
	return c
}

func (a *app) importAll(ctx context.Context, p *pipeline, args []string, dry, asJSON bool) error {
	jobs, err := a.jobs(ctx, args)
	if err != nil {
		return err
	}
	ar, err := a.open(dry)
	if err != nil {
		return err
	}
	defer ar.Close()
	r := &importRun{app: a, archive: ar, twins: duplicate.NewIndex(), dry: dry, counts: map[string]int{}}
	for _, e := range ar.Entries() {
		r.twins.Add(e)
	}
	if asJSON {
		r.json = json.NewEncoder(a.out)
		r.json.SetEscapeHTML(false)
	}
	for _, err := range ar.Broken() {
		a.leftOut("%v (left as it is)", err)
	}
	if err := r.do(ctx, p, jobs); err != nil {
		return err
	}
	r.summary()
	return nil
}

// open opens the archive for writing; a dry run takes no lock and can write
// nothing.
func (a *app) open(dry bool) (*page.Archive, error) {
	open := page.Open
	if dry {
		open = page.View
	}
	ar, err := open(a.archive)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, hinted{fmt.Errorf("no archive at %s", a.archive), "hindsight init DIR makes a new one"}
	case errors.Is(err, os.ErrPermission):
		return nil, hinted{err, "the archive's folder must be writable"}
	}
	return ar, err
}

// input imports all documents of one input. alone says that the user named
// this very input, so turning it away is a problem and not routine.
func (r *importRun) input(ctx context.Context, p *pipeline, in hindsight.Input, alone bool) error {
	accepted, rejected := 0, outcome{}
	for d, err := range p.documents(ctx, in) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if notice := hindsight.Notice(""); errors.As(err, &notice) {
			r.progress("note      %v", err)
			continue
		}
		if err != nil {
			r.fail(in.Name, err)
			continue
		}
		o := outcome{Title: d.entry.Title, Source: in.Name}
		if reason := p.refuses(d); reason != "" {
			o.Status, o.Reason = statusRejected, reason
			rejected = o
			r.say(o)
			continue
		}
		accepted++
		var e hindsight.Entry
		if o.Status, e, err = r.put(d.entry); errors.Is(err, page.ErrInTheWay) {
			r.fail(in.Name, err)
			continue
		} else if err != nil {
			return hinted{err, "is the disk full, or the folder read-only? What was imported before is safe; run it again"}
		}
		o.Path, o.Title = e.Path, e.Title
		r.say(o)
	}
	if alone && accepted == 0 && rejected.Status != "" {
		r.leftOut("%s: %s", in.Name, rejected.Reason)
		r.hint("if it is one, import it with --as %s", strings.Join(kinds(), "|"))
	}
	return nil
}

// put archives an entry. One that tells in nearly the same words what another
// one tells is flagged for a person, not dropped.
func (r *importRun) put(e hindsight.Entry) (string, hindsight.Entry, error) {
	old, ok := r.archive.Find(e.Postmortem)
	if !ok {
		if old, ok = r.earlier(e); ok {
			e.Source.ID = old.Source.ID
		}
	}
	if ok && r.full.keeps(old, e) {
		return page.Unchanged, old, nil
	}
	if twin := r.twins.Find(e, old.ID()); twin != "" {
		flag(&e, hindsight.ReviewDuplicateOf+twin)
	}
	status, now, err := r.archive.Put(e, r.dry)
	switch {
	case err != nil:
	case status == page.New:
		r.twins.Add(now)
	case status == page.Unchanged && fillIn(&now, e):
		status = page.Updated
		if !r.dry {
			err = r.archive.Save(now)
		}
	}
	return status, now, err
}

// earlier finds what a text without address and date was before somebody
// corrected it: same organisation, same title, and mostly the same words.
func (r *importRun) earlier(e hindsight.Entry) (hindsight.Entry, bool) {
	if e.Source.URL != "" || !e.Date.IsZero() || e.Title == "" {
		return hindsight.Entry{}, false
	}
	for _, o := range r.archive.Entries() {
		if o.Source.URL == "" && o.Date.IsZero() && o.Title == e.Title && o.Organisation == e.Organisation && duplicate.Same(o.Body, e.Body) {
			return o, true
		}
	}
	return hindsight.Entry{}, false
}

// fillIn gives an archived entry what it lacks and the import of the same text
// now knows: --organisation, --url and --date mend an import without them.
func fillIn(old *hindsight.Entry, e hindsight.Entry) bool {
	changed := false
	known := func(review string) {
		changed = true
		old.Review = slices.DeleteFunc(slices.Clone(old.Review), func(r string) bool { return r == review })
	}
	if old.Source.SHA256 != e.Source.SHA256 {
		return false
	}
	if old.Organisation == "" && e.Organisation != "" && !old.IsCurated("organisation") {
		old.Organisation = e.Organisation
		known(hindsight.ReviewNoOrganisation)
	}
	if old.Date.IsZero() && !e.Date.IsZero() && !old.IsCurated("date") {
		old.Date = e.Date
		known(hindsight.ReviewUndated)
	}
	if old.Source.URL == "" && e.Source.URL != "" && !old.IsCurated("source") {
		old.Source.URL = e.Source.URL
		changed = true
	}
	return changed
}

// fail reports an input or a document that could not be read.
func (r *importRun) fail(name string, err error) {
	r.last = err
	r.left++
	r.say(outcome{Status: statusError, Source: name, Reason: err.Error()})
}

// say reports one document.
func (r *importRun) say(o outcome) {
	r.counts[o.Status]++
	if r.json != nil {
		_ = r.json.Encode(o)
		return
	}
	switch o.Status {
	case statusError:
		r.problem("%s", o.Reason)
	case statusRejected:
		r.progress("rejected  %s: %q: %s", o.Source, o.Title, o.Reason)
	case page.New, page.Updated:
		fmt.Fprintf(r.out, "%-9s %s\n", o.Status, o.Path)
	}
}

// summary closes the run with one line.
func (r *importRun) summary() {
	verb := "imported"
	if r.dry {
		verb = "would import"
	}
	r.progress("%s: %d new, %d updated, %d unchanged, %d rejected, %d failed", verb,
		r.counts[page.New], r.counts[page.Updated], r.counts[page.Unchanged], r.counts[statusRejected], r.counts[statusError])
}

// stdin reads standard input within the limit.
func (a *app) stdin() (hindsight.Input, error) {
	data, err := io.ReadAll(io.LimitReader(bufio.NewReader(a.in), maxInput+1))
	if err == nil && len(data) > maxInput {
		err = fmt.Errorf("standard input: more than the %d MB that are read; split it", maxInput>>20)
	}
	return hindsight.Input{Name: "standard input", Data: data}, err
}
