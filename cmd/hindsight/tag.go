package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/tagging"

	"github.com/spf13/cobra"
)

func (a *app) tagVerb() *cobra.Command {
	var dry, learn, wide bool
	c := &cobra.Command{
		Use:   "tag",
		Short: "Tag the archive anew after a change of the taxonomy",
		Long: `Tag every content file anew and print what changed. Fields that a person fixed
(curated:) are left alone; a file whose tags stay the same is not written. Quotes
for classes that a person fixed are dropped or found anew where the text no longer
contains them, unless they are fixed as well (curated: [classes, evidence]).

With --learn, the postmortems whose classes a person fixed (curated: [classes])
become further labels: the built-in model learns from them, and what it has
learned is written to model.txt beside taxonomy.yaml. Every verb uses that file
from then on. What is learned changes postmortems that resemble the fixed ones
and holds the others to their classes; how many change is said first. Where it is
more than a few for each fixed one, nothing is learned unless --wide is given.
The same archive always gives the same file; after correcting more, learn again.
To go back, delete it and tag.`,
		Example: "  hindsight tag --dry-run\n  hindsight tag --learn",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if wide && !learn {
				return usageError{errors.New("--wide goes with --learn"), "hindsight tag --help shows an example"}
			}
			return a.tagAll(c.Context(), dry, learn, wide)
		},
	}
	c.Flags().BoolVar(&learn, "learn", false, "learn from the classes that a person fixed, write model.txt, then tag")
	c.Flags().BoolVar(&wide, "wide", false, "learn even where few corrections change the classes of many others")
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would change, write nothing")
	return c
}

func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("%s takes no argument, got %q", c.Name(), args[0]), c.CommandPath() + " --help shows an example"}
	}
	return nil
}

func (a *app) tagAll(ctx context.Context, dry, learn, wide bool) error {
	load := a.taxonomy
	if learn {
		load = a.unlearned // also where model.txt is broken
	}
	tax, cl, err := load()
	if err != nil {
		return err
	}
	ar, err := a.open(dry)
	if err != nil {
		return err
	}
	defer ar.Close()
	for _, err := range ar.Broken() {
		a.leftOut("%v", err)
	}
	if learn {
		if cl, err = a.learn(ar, tax, cl, dry, wide); err != nil {
			return err
		}
	}
	changed := 0
	explain := func(e hindsight.Entry) (classify.Explanation, bool) {
		return a.explained(ctx, cl, e.Path, e.Postmortem)
	}
	for old, now := range tagging.Changes(explain, ar.Entries()) {
		changed++
		fmt.Fprintf(a.out, "%s: %s\n", now.Path, difference(old.Classes, now.Classes))
		if dry {
			continue
		}
		if err := ar.Save(now); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if dry {
		a.progress("of %s %d would change; nothing is written", count(len(ar.Entries()), "postmortem"), changed)
		return nil
	}
	a.progress("tagged %s, %d changed", count(len(ar.Entries()), "postmortem"), changed)
	return nil
}

func difference(old, now []string) string {
	if slices.Equal(old, now) {
		return tagList(now) + ", with other quotes"
	}
	return tagList(old) + " → " + tagList(now)
}

func tagList(classes []string) string {
	if len(classes) == 0 {
		return "unclassified"
	}
	return strings.Join(classes, ", ")
}
