package main

import (
	"fmt"
	"slices"
	"strings"

	"hindsight/internal/clean"
	"hindsight/internal/search"

	"github.com/spf13/cobra"
)

func (a *app) likeVerb() *cobra.Command {
	var n int
	var asJSON bool
	var out string
	c := &cobra.Command{
		Use:   "like [FILE|-]",
		Short: "Find the postmortems that most resemble a text: have we seen this before?",
		Long: `Find the postmortems that most resemble a text of any length: log lines, an alert, a
chat, another postmortem. The words that are rare in the archive and frequent in the
text decide; each postmortem comes with those that it shares. The same index files,
hits and order as the page.`,
		Example: "  kubectl logs deploy/api --tail 500 | hindsight like\n  hindsight like incident.txt -n 3 --json",
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return usageError{fmt.Errorf("like takes one text"), "hindsight like --help shows an example"}
			case n < 0:
				return usageError{fmt.Errorf("-n %d: not possible", n), "-n is 0 or more"}
			}
			r, folder, err := a.openIndex(out)
			if err != nil {
				return err
			}
			defer folder.Close()
			name := "-"
			if len(args) == 1 {
				name = args[0]
			}
			in, err := a.stdinOr(name)
			if err != nil {
				return err
			}
			text, err := clean.Text(in.Data, in.MediaType)
			if err != nil {
				return fmt.Errorf("%s: %w", in.Name, err)
			}
			res, err := r.Like(text, n)
			if err != nil {
				return err
			}
			if asJSON {
				return lineEncoder(a.out).Encode(res)
			}
			a.listAlike(res)
			return nil
		},
	}
	c.Flags().IntVarP(&n, "n", "n", 10, "how many to show")
	c.Flags().BoolVar(&asJSON, "json", false, "write one JSON value")
	c.Flags().StringVar(&out, "out", "", "`DIR` of the built site (default: public in the archive)")
	return c
}

// listAlike lists what resembles a text, by which words, and what kinds of
// failures they were.
func (a *app) listAlike(res search.Likeness) {
	for _, h := range res.Hits {
		a.headline(h.Title, about(h.Organisation, h.When, h.Classes))
		var words []string
		for _, w := range h.Words {
			words = append(words, w.Word)
		}
		for _, line := range wrap(oneLine("shares "+strings.Join(words, ", ")), hitWidth) {
			fmt.Fprintf(a.out, "  %s\n", line)
		}
		fmt.Fprintf(a.out, "  %s\n", h.URL)
	}
	if len(res.Hits) == 0 {
		a.progress("Nothing in the archive resembles it.")
		return
	}
	var classes []string
	for c := range res.Classes {
		classes = append(classes, c)
	}
	slices.SortFunc(classes, func(x, y string) int {
		if d := res.Classes[y] - res.Classes[x]; d != 0 {
			return d
		}
		return strings.Compare(x, y)
	})
	for i, c := range classes {
		classes[i] = fmt.Sprintf("%s %d", c, res.Classes[c])
	}
	a.progress("Failure classes of these: %s", strings.Join(classes, ", "))
}
