package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"hindsight"
	"hindsight/internal/duplicate"
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
nothing; a changed text is updated in place, except for what a person curated
(curated: in its file). What sources.yaml says of publish, licence and organisation
reaches the texts that a source brought before, too.

What was deleted comes back; hindsight refuse keeps it away. Exit status: 0 done,
1 failed, 2 wrong usage, 3 done, but something was left out and is named.`,
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
	r := &importRun{app: a, archive: ar, twins: duplicate.NewIndex(), editions: newEditions(ar), dry: dry, counts: map[string]int{}}
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
	if len(jobs) == 0 {
		r.hint("%s names no source: add one, or name files, folders or addresses; hindsight import --help shows how", a.inArchive(sourcesFile))
	}
	p.known = a.known()
	err = r.follow(jobs)
	if err == nil {
		err = r.do(ctx, p, jobs)
	}
	r.summary()
	return err
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
