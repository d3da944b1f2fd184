package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/site/theme"

	"github.com/spf13/cobra"
)

func (a *app) updateVerb() *cobra.Command {
	var building siteFlags
	var flags importFlags
	var report string
	var annotate bool
	c := &cobra.Command{
		Use:   "update",
		Short: "Import every source and build: the nightly verb",
		Long: `Import every source of sources.yaml and build the site. A summary for the commit
message goes to standard output: what is new and updated, what was turned away and
why, which sources fail and since when, and what there was no time for, which the
next run goes on with. It is there, too, when the site cannot be built: exit status
1, the site as it was.

--report writes the same into a folder: message.txt for the commit, summary.md for
the job's page, summary.json, issue.md about sources that have failed for long (empty
where there are none), and deliver.txt, how the archive wants it: push or
pull-request. With the latter the site is built of what was there before, and what
the night brought is in preview/ of that folder.`,
		Example: "  hindsight update --base-url https://example.org/ > summary || [ $? -eq 3 ]",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.update(c.Context(), building, &flags, report, annotate)
		},
	}
	flags.addRun(c)
	building.add(c)
	c.Flags().StringVar(&report, "report", "", "write summaries into this `DIR`, for a workflow")
	c.Flags().BoolVar(&annotate, "annotate", false, "also name problems at file and line as GitHub's runner shows them")
	return c
}

// update imports, builds, and tells of both.
func (a *app) update(ctx context.Context, building siteFlags, flags *importFlags, report string, annotate bool) error {
	delivery, err := a.delivery()
	if err != nil {
		return err
	}
	proposes := report != "" && delivery.Mode == theme.Propose
	var built error
	if proposes { // what is to be read until somebody has agreed
		built = a.buildSite(ctx, building)
	}
	brought, err := a.importAll(ctx, flags, nil, &reporter{app: a, results: io.Discard})
	if err != nil {
		return err
	}
	if proposes {
		if err := os.MkdirAll(report, 0o755); err != nil {
			return err
		}
		building.out, building.base = filepath.Join(report, "preview"), ""
	}
	// What was imported is to be committed, whatever becomes of the site.
	built = errors.Join(built, a.buildSite(ctx, building))
	if built != nil {
		a.left = append(a.left, built.Error())
	}
	n := newNight(brought, a.left)
	n.Site = built == nil
	if report != "" {
		if err := n.writeReport(report, delivery, a.now); err != nil {
			return err
		}
	}
	if annotate {
		n.annotate(a.annotator())
	}
	fmt.Fprint(a.out, n.message())
	return built
}

// delivery is how the archive wants what a night brings.
func (a *app) delivery() (theme.Delivery, error) {
	own, err := archive.Open(a.archive)
	if err != nil {
		return theme.Delivery{}, err
	}
	defer own.Close()
	return theme.ReadDelivery(hindsight.Theme, own)
}
