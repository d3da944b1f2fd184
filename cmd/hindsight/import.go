package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/fetch"
	"hindsight/internal/garbage"
	"hindsight/internal/intake"
	"hindsight/internal/tool"

	"github.com/spf13/cobra"
)

// importFlags are the flags of import and inspect.
type importFlags struct {
	as, organisation, url, date string
	within                      time.Duration
	form                        string // file of an event of GitHub
	assistant                   assistantFlags
}

// addRun adds the flags of verbs that fill the archive.
func (f *importFlags) addRun(c *cobra.Command) {
	f.assistant.add(c)
	c.Flags().DurationVar(&f.within, "within", 0, "ask no server any more after this `TIME` (default 45m0s); one source has five minutes of it")
}

func (f *importFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.as, "as", "", "read every input as this `KIND`, and take it even if it does not look like a postmortem: "+
		""+strings.Join(intake.Kinds(), ", "))
	c.Flags().StringVar(&f.organisation, "organisation", "", "the `NAME` to use where the text names none")
	c.Flags().StringVar(&f.url, "url", "", "the `ADDRESS` of the original, where the text has none")
	c.Flags().StringVar(&f.date, "date", "", "the `DATE` of publication (2006-01-02), where the text has none")
}

// readForm takes what to import from a stranger's issue: its text as if it came by
// standard input, else the page at its address.
func (f *importFlags) readForm(a *app, args []string) ([]string, error) {
	if len(args) > 0 {
		return nil, usageError{errors.New("--form says what to import; there is nothing to name besides"), ""}
	}
	data, err := os.ReadFile(f.form)
	if err != nil {
		return nil, noFile(err)
	}
	form, err := intake.ReadForm(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.form, err)
	}
	f.organisation, f.date = form.Organisation, form.Date.String()
	if form.Text == "" {
		return []string{form.Address}, nil
	}
	f.url, a.in = form.Address, strings.NewReader(form.Text)
	return []string{"-"}, nil
}

// intake checks the flags and loads the classifier; tell hears what happens.
func (f *importFlags) intake(a *app, dry bool, tell func(intake.Event)) (*intake.Intake, hindsight.Taxonomy, error) {
	if _, ok := intake.KindNamed(f.as); !ok {
		return nil, nil, usageError{fmt.Errorf("--as %s: no such kind of input", f.as), "kinds are " + strings.Join(intake.Kinds(), ", ")}
	}
	date, err := hindsight.ParseMoment(f.date)
	if err != nil {
		return nil, nil, usageError{fmt.Errorf("--date: %w", err), ""}
	}
	if f.within < 0 {
		return nil, nil, usageError{fmt.Errorf("--within %s: not a time", f.within), "times are written as 45m or 1h30m"}
	}
	if f.url != "" && !content.IsAddress(f.url) {
		return nil, nil, usageError{fmt.Errorf("--url %s: not an address", f.url), "addresses begin with https:// or http://"}
	}
	tax, classifier, err := a.taxonomy()
	if err != nil {
		return nil, nil, err
	}
	names, err := a.names()
	if err != nil {
		return nil, nil, err
	}
	return intake.New(intake.Options{
		Archive: a.archive, Outside: a.outside, Classifier: classifier, Names: names, Client: a.client(), Now: a.now, Stdin: a.in, DryRun: dry, Tell: tell,
		Limits: intake.Limits{Run: f.within}, Tools: tools(),
		Given: intake.Given{As: f.as, Organisation: f.organisation, URL: f.url, Date: date},
	}), tax, nil
}

// launchVerb starts the process that becomes a program of this machine; nobody
// types it.
const launchVerb = "run-confined"

// tools runs other programs, confined by this one.
func tools() tool.Kit {
	if self, err := os.Executable(); err == nil {
		return tool.Kit{Launcher: []string{self, launchVerb}}
	}
	return tool.Kit{}
}

// client says when a host asks for time.
func (a *app) client() *fetch.Client {
	opt := a.fetching
	opt.Waiting = func(host string, wait time.Duration) {
		a.progress("waiting   %s asks to be left alone for %s", host, wait.Round(time.Second))
	}
	return fetch.New(opt)
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
		Example: "  hindsight import\n  hindsight import incident.txt --organisation \"Example Inc\"\n  pbpaste | hindsight import - --url " +
			"https://example.com/postmortem",
		RunE: func(c *cobra.Command, args []string) error {
			say := &reporter{app: a, results: a.out, dry: dry}
			if asJSON {
				say.json = lineEncoder(a.out)
			}
			if flags.form != "" {
				var err error
				if args, err = flags.readForm(a, args); err != nil {
					return err
				}
			}
			var before *known
			if !dry && !asJSON && flags.form == "" {
				before = a.known(args, flags)
			}
			if before.same() {
				a.progress("imported: %s (nothing has changed since the last import)", before.done)
				return nil
			}
			lines := a.lines
			report, err := a.importAll(c.Context(), &flags, args, say)
			if err == nil && a.lines == lines+1 {
				a.keepKnown(before, args, flags, report.Count)
			}
			return err
		},
	}
	flags.add(c)
	flags.addRun(c)
	c.Flags().StringVar(&flags.form, "form", "", "import what the issue form holds: `FILE` is that of GitHub's event; for a workflow")
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would be done, write nothing")
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line and document")
	return c
}

// importAll imports what the arguments name; say puts it into words.
func (a *app) importAll(ctx context.Context, flags *importFlags, args []string, say *reporter) (intake.Report, error) {
	in, tax, err := flags.intake(a, say.dry, say.hear)
	if err != nil {
		return intake.Report{}, err
	}
	jobs, err := in.Jobs(ctx, args)
	if err != nil {
		return intake.Report{}, advised(err)
	}
	ar, err := a.open(say.dry)
	if err != nil {
		return intake.Report{}, err
	}
	defer ar.Close()
	for _, err := range ar.Broken() {
		a.leftOut("%v (left as it is)", err)
	}
	if len(jobs) == 0 {
		a.hint("%s names no source: add one, or name files, folders or addresses; hindsight import --help shows how", a.inArchive(intake.SourcesFile))
	}
	second, err := flags.assistant.second(a, ar, tax, say.dry)
	if usage := (usageError{}); errors.As(err, &usage) {
		return intake.Report{}, err
	} else if err != nil {
		a.leftOut("%v (nobody is asked)", err) // what is filed already keeps its tags
	} else {
		in.Second = second.read
	}
	defer garbage.OfImport.Leave()()
	report, err := in.Import(ctx, ar, jobs)
	if second != nil {
		err = errors.Join(err, second.end())
	}
	say.summary(report.Count)
	return report, advised(err)
}

// open opens the archive for writing; a dry run takes no lock and can write
// nothing.
func (a *app) open(dry bool) (*content.Archive, error) {
	open := content.Open
	if dry {
		open = content.View
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
