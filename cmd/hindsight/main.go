// Command hindsight keeps an archive of incident postmortems: it imports and
// tags them, and builds a static site that can be searched without a server.
//
// main only wires: each verb is a file, each stage a package. It is one room
// because verbs share one way to speak (report.go) and to end; what else lies
// here is what a verb remembers (built.go, known.go) or writes for a nightly run.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"hindsight/internal/assistant"
	"hindsight/internal/fetch"
	"hindsight/internal/intake"
	"hindsight/internal/site"
	"hindsight/internal/tool"

	"github.com/spf13/cobra"
)

// Exit statuses, for scripts.
const (
	exitDone    = 0
	exitFailed  = 1 // nothing half-written
	exitUsage   = 2
	exitPartial = 3 // done, but something was left out, and named
)

// app is what every verb shares: where the archive is and where to talk to.
type app struct {
	archive string
	outside bool // the paths of sources.yaml may lead out of it
	quiet   bool
	in      io.Reader
	out     io.Writer // results
	err     io.Writer // progress and problems
	now     time.Time // the one clock: stamps what is fetched in this run
	left    []string  // what was left out, in words
	lines   int       // said so far

	saidSources bool // what is wrong with sources.yaml was said
	saying      sync.Mutex

	assisting assistant.Limits // zero but in tests
	fetching  fetch.Options    // of the client; zero but in tests
}

// place is the archive's folder for its sources.
func (a *app) place() intake.Place { return intake.Place{Dir: a.archive, Outside: a.outside} }

// inArchive makes a path of a verb relative to the archive.
func (a *app) inArchive(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.archive, name)
}

// grace is how long an interrupted command may take to end by itself. What it is
// busy with then does not look up; files are whole all the same, since each is
// written beside its place and renamed.
const grace = 800 * time.Millisecond

func main() {
	if len(os.Args) == 3 && os.Args[1] == renderVerb {
		os.Exit(site.RunChild(os.Args[2], os.Stdin, os.Stdout, os.Stderr))
	}
	if len(os.Args) > 2 && os.Args[1] == launchVerb {
		fmt.Fprintln(os.Stderr, tool.Launch(os.Args[2:]))
		os.Exit(exitFailed)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := &app{in: os.Stdin, out: os.Stdout, err: os.Stderr, now: clock()}
	context.AfterFunc(ctx, func() {
		stop() // a second Ctrl-C ends the process at once
		time.AfterFunc(grace, func() {
			a.problem("interrupted")
			os.Exit(exitFailed)
		})
	})
	os.Exit(a.run(ctx, os.Args[1:]))
}

// clock is now, or SOURCE_DATE_EPOCH (seconds since 1970) for builds that must
// be the same tomorrow: reproducible-builds.org/specs/source-date-epoch.
func clock() time.Time {
	if n, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(n, 0).UTC()
	}
	return time.Now().UTC().Truncate(time.Second)
}

// run carries out one command line and returns the exit status.
func (a *app) run(ctx context.Context, args []string) int {
	out := &results{Writer: a.out}
	a.out = out
	root := a.command()
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	err := remedied(root.ExecuteContext(ctx))
	if out.err != nil {
		err = hinted{fmt.Errorf("standard output: %w", out.err), "the results are not complete; write them where there is room"}
	}
	var usage usageError
	switch {
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		a.problem("interrupted")
		a.hint("every file is whole; run it again for the rest")
		return exitFailed
	case errors.As(err, &usage):
		a.problem("%v", err)
		a.hint("%s", usage.hint)
		return exitUsage
	case err != nil:
		for _, e := range intake.Each(err) {
			a.problem("%v", e)
		}
		var h hinted
		if errors.As(err, &h) {
			a.hint("%s", h.hint)
		}
		return exitFailed
	case len(a.left) > 0:
		return exitPartial
	}
	return exitDone
}

// command is the root of the command line.
func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:           "hindsight",
		Short:         "An archive of incident postmortems: import, tag, build, search",
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("unknown verb %q", args[0]), "hindsight --help lists the verbs"}
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentFlags().StringVar(&a.archive, "archive", ".", "the archive's `DIR`")
	root.PersistentFlags().BoolVar(&a.outside, "allow-outside", false, "let the paths in sources.yaml lead out of the archive; only for an archive of your own")
	root.PersistentFlags().BoolVar(&a.quiet, "quiet", false, "say only what went wrong")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usageError{err, c.CommandPath() + " --help shows the flags and an example"}
	})
	root.AddCommand(a.importVerb(), a.inspectVerb(), a.classifyVerb(), a.taxonomyVerb(), a.initVerb(), a.manualVerb())
	root.AddCommand(a.inArchiveOnly(a.refuseVerb(), a.redactVerb(), a.setVerb(), a.reviewVerb(), a.tagVerb(), a.buildVerb(), a.updateVerb(),
		a.serveVerb(), a.searchVerb(), a.likeVerb(), a.checkVerb(), a.exportVerb())...)
	return root
}
