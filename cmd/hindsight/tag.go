package main

import (
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/classify"

	"github.com/spf13/cobra"
)

func (a *app) tagVerb() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use:   "tag",
		Short: "Tag the archive anew after a change of the taxonomy",
		Long: `Tag every content file anew and print what changed. Fields that a person fixed
(curated:) are left alone; a file whose tags stay the same is not written.`,
		Example: "  hindsight tag --dry-run",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return a.tagAll(dry) },
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would change, write nothing")
	return c
}

func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("%s takes no argument, got %q", c.Name(), args[0]), c.CommandPath() + " --help shows an example"}
	}
	return nil
}

func (a *app) tagAll(dry bool) error {
	_, cl, err := a.taxonomy()
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
	changed := 0
	for _, old := range ar.Entries() {
		e := retag(old, cl.Explain(old.Postmortem))
		if slices.Equal(e.Classes, old.Classes) && slices.Equal(e.Evidence, old.Evidence) && slices.Equal(e.Review, old.Review) {
			continue
		}
		changed++
		fmt.Fprintf(a.out, "%s: %s → %s\n", e.Path, tagList(old.Classes), tagList(e.Classes))
		if dry {
			continue
		}
		if err := ar.Save(e); err != nil {
			return err
		}
	}
	a.progress("tagged %d postmortems, %d changed", len(ar.Entries()), changed)
	return nil
}

// retag is e with new findings where no person has fixed the old ones.
func retag(e hindsight.Entry, x classify.Explanation) hindsight.Entry {
	if e.IsCurated("classes") {
		return e
	}
	old := e.Evidence
	e = tag(e, x.Findings)
	if e.IsCurated("evidence") {
		e.Evidence = old
	}
	if !e.IsCurated("review") {
		e.Review = slices.DeleteFunc(slices.Clone(e.Review), func(r string) bool { return r == hindsight.ReviewNoCause })
		if x.NoCause {
			flag(&e, hindsight.ReviewNoCause)
		}
	}
	return e
}

func tagList(classes []string) string {
	if len(classes) == 0 {
		return "unclassified"
	}
	return strings.Join(classes, ", ")
}
