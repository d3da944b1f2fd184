package main

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/content"

	"github.com/spf13/cobra"
)

func (a *app) refuseVerb() *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:   "refuse FILE|ID... --reason TEXT",
		Short: "Take postmortems out of the archive for good",
		Long: `Delete content files and put them on the list ` + content.RefusedName + `, which
says why. Imports pass over what is on it, whatever source brings it again. With the
next build the page of each says that it was removed on request, and nothing else of
it is in the site: not in search, lists, feeds or data. The history of the archive
still holds the text.

A content file that is only deleted comes back with the next import: nobody can
tell whether it was lost. To take a refused one after all, delete its lines in the
list and import again.`,
		Example: "  hindsight refuse content/postmortems/acme/2024-03-14-new-office-0a1b2c.md --reason \"no postmortem\"\n  hindsight refuse " +
			"acme/2024-03-14-new-office-0a1b2c --reason \"its author asked for it\"",
		RunE: func(_ *cobra.Command, args []string) error {
			if reason = strings.TrimSpace(oneLine(reason)); len(args) == 0 || reason == "" {
				return usageError{fmt.Errorf("refuse needs content files and --reason"), "hindsight refuse --help shows an example"}
			}
			return a.refuse(args, reason)
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "`TEXT` for those who ask later (required)")
	return c
}

// refuse finds all entries before it takes the first one out.
func (a *app) refuse(args []string, reason string) error {
	ar, err := a.open(false)
	if err != nil {
		return err
	}
	defer ar.Close()
	found, err := entriesNamed(ar, args)
	if err != nil {
		return err
	}
	for _, e := range found {
		if err := ar.Refuse(e, reason); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%-9s %s\n", "refused", e.Path)
	}
	return unflag(ar, found)
}

// unflag takes away what others say of postmortems that are gone: that they are
// copies of them, or other accounts of their incidents.
func unflag(ar *content.Archive, gone []hindsight.Entry) error {
	isGone := func(id string) bool {
		return slices.ContainsFunc(gone, func(g hindsight.Entry) bool { return id == g.ID() })
	}
	for _, e := range ar.Entries() {
		review := slices.DeleteFunc(slices.Clone(e.Review), func(flag string) bool {
			id, twin := strings.CutPrefix(flag, hindsight.ReviewDuplicateOf)
			return twin && isGone(id)
		})
		same, not := slices.DeleteFunc(slices.Clone(e.SameAs), isGone), slices.DeleteFunc(slices.Clone(e.NotSameAs), isGone)
		if len(review)+len(same)+len(not) == len(e.Review)+len(e.SameAs)+len(e.NotSameAs) {
			continue
		}
		e.Review, e.SameAs, e.NotSameAs = review, same, not
		if err := ar.Save(e); err != nil {
			return err
		}
	}
	return nil
}

// idOf is the id that a path, an address or an id ends in: its last two names.
func idOf(arg string) string {
	arg = strings.TrimSuffix(strings.TrimSuffix(filepath.ToSlash(arg), ".md"), ".html")
	return path.Base(path.Dir(arg)) + "/" + path.Base(arg)
}
