package main

import (
	"bytes"
	"fmt"
	"slices"

	"hindsight"
	"hindsight/internal/classify"

	"github.com/spf13/cobra"
)

func (a *app) taxonomyVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "taxonomy [CLASS]...",
		Short: "Print the built-in failure classes",
		Long: `Print the built-in taxonomy.yaml as it is, or the classes that are named: each with
its definition, what counts and the cues that speak for it.

An archive's own taxonomy.yaml takes the place of the built-in one. One that begins
with the line "extends: built-in" holds only what is different: classes of its own,
those keys of a built-in class that change (more_cues and more_against add to what is
there), and under without: the ids of classes that it does not want.`,
		Example: "  hindsight taxonomy locking\n  hindsight taxonomy > taxonomy.yaml",
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := hindsight.Theme.ReadFile(taxonomyFile)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				_, err = a.out.Write(data)
				return err
			}
			blocks := classify.ClassTexts(data)
			for _, id := range args {
				n := slices.IndexFunc(blocks, func(b classify.ClassText) bool { return b.ID == id })
				if n < 0 {
					return usageError{fmt.Errorf("%s: no built-in class", id), "hindsight taxonomy | grep '^- id:' lists them"}
				}
				if _, err := a.out.Write(append(bytes.TrimRight(blocks[n].Text, "\n"), '\n')); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
