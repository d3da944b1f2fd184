package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/assistant"
	"hindsight/internal/classify"
	"hindsight/internal/tagging"

	"github.com/spf13/cobra"
)

// tagFlags are the flags of tag.
type tagFlags struct {
	dry, learn, wide bool
	assistant        assistantFlags
}

func (a *app) tagVerb() *cobra.Command {
	var flags tagFlags
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
To go back, delete it and tag.

With --assistant, a program of your own reads each text as well; README.md says
how it is asked. What it answered stands in assistant.lock and counts from then
on, with the flag or without.`,
		Example: "  hindsight tag --dry-run\n  hindsight tag --learn",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if flags.wide && !flags.learn {
				return usageError{errors.New("--wide goes with --learn"), "hindsight tag --help shows an example"}
			}
			return a.tagAll(c.Context(), flags)
		},
	}
	flags.assistant.add(c)
	c.Flags().BoolVar(&flags.learn, "learn", false, "learn from the classes that a person fixed, write model.txt, then tag")
	c.Flags().BoolVar(&flags.wide, "wide", false, "learn even where few corrections change the classes of many others")
	c.Flags().BoolVar(&flags.dry, "dry-run", false, "say what would change, write nothing")
	return c
}

func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("%s takes no argument, got %q", c.Name(), args[0]), c.CommandPath() + " --help shows an example"}
	}
	return nil
}

func (a *app) tagAll(ctx context.Context, flags tagFlags) (err error) {
	dry := flags.dry
	load := a.taxonomy
	if flags.learn {
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
	if flags.learn {
		if cl, err = a.learn(ar, tax, cl, dry, flags.wide); err != nil {
			return err
		}
	}
	second, err := flags.assistant.second(a, ar, tax, dry)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, second.end()) }()
	changed := 0
	readers := tagging.Readers{
		Explain: func(e hindsight.Entry) (classify.Explanation, bool) {
			return a.explained(ctx, cl, e.Path, e.Postmortem)
		},
		Second: func(e hindsight.Entry) *assistant.Second { return second.read(ctx, e) },
	}
	for old, now := range tagging.Changes(readers, ar.Entries()) {
		changed++
		fmt.Fprintf(a.out, "%s: %s\n", now.Path, difference(old, now))
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
	second.Keep(ar.Entries())
	if dry {
		a.progress("of %s %d would change; nothing is written", count(len(ar.Entries()), "postmortem"), changed)
		return nil
	}
	a.progress("tagged %s, %d changed", count(len(ar.Entries()), "postmortem"), changed)
	return nil
}

func difference(old, now hindsight.Entry) string {
	switch {
	case !slices.Equal(old.Classes, now.Classes):
		return tagList(old.Classes) + " → " + tagList(now.Classes)
	case slices.Equal(old.Evidence, now.Evidence):
		return tagList(now.Classes) + ", read a second time"
	}
	return tagList(now.Classes) + ", with other quotes"
}

func tagList(classes []string) string {
	if len(classes) == 0 {
		return "unclassified"
	}
	return strings.Join(classes, ", ")
}
