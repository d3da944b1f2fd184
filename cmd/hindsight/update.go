package main

import (
	"fmt"
	"io"
	"strings"

	"hindsight/internal/content"
	"hindsight/internal/intake"

	"github.com/spf13/cobra"
)

func (a *app) updateVerb() *cobra.Command {
	var building siteFlags
	var flags importFlags
	c := &cobra.Command{
		Use:   "update",
		Short: "Import every source and build: the nightly verb",
		Long: `Import every source of sources.yaml and build the site. A summary for the commit
message goes to standard output: what is new, what was updated, what failed, and
what there was no time for, which the next run goes on with. It is there, too,
when the site cannot be built: exit status 1, the site as it was.`,
		Example: "  hindsight update --base-url https://example.org/ > summary || [ $? -eq 3 ]",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			report, err := a.importAll(c.Context(), &flags, nil, &reporter{app: a, results: io.Discard})
			if err != nil {
				return err
			}
			// What was imported is to be committed, whatever becomes of the site.
			err = a.buildSite(c.Context(), building)
			if err != nil {
				a.left = append(a.left, err.Error())
			}
			fmt.Fprint(a.out, commitMessage(report, a.left))
			return err
		},
	}
	flags.addTime(c)
	building.add(c)
	return c
}

// Bounds of a commit message. A night brings a handful of postmortems; one
// broken feed can bring a million errors.
const (
	maxLines = 50  // of each: new, updated, failed
	maxLine  = 300 // characters
)

// commitMessage sums up a nightly run: a subject, the files, and what was left
// out. All that comes from outside is neutral.
func commitMessage(report intake.Report, left []string) string {
	out := fmt.Sprintf("content: %d new, %d updated\n", report.Count.New, report.Count.Updated)
	var files, failed lines
	for _, o := range report.Documents {
		if o.Status == content.New || o.Status == content.Updated {
			files.add(o.Status, " ", o.Path)
		}
	}
	for _, problem := range left {
		failed.add("failed", ": ", problem)
	}
	for _, l := range report.Left {
		failed.add("later", ": ", laterOf(l))
	}
	return out + files.text() + failed.text()
}

// lines are a paragraph of a commit message, so many of each kind.
type lines struct {
	kinds []string // in the order of their first line
	n     map[string]int
	out   strings.Builder
}

func (l *lines) add(kind, between, foreign string) {
	if l.n == nil {
		l.n = map[string]int{}
	}
	if l.n[kind] == 0 {
		l.kinds = append(l.kinds, kind)
	}
	if l.n[kind]++; l.n[kind] <= maxLines {
		fmt.Fprintf(&l.out, "%s%s%s\n", kind, between, neutral(foreign, maxLine))
	}
}

// text is the paragraph after an empty line; "" when there is none.
func (l *lines) text() string {
	if len(l.kinds) == 0 {
		return ""
	}
	for _, kind := range l.kinds {
		if more := l.n[kind] - maxLines; more > 0 {
			fmt.Fprintf(&l.out, "and %d more %s\n", more, kind)
		}
	}
	return "\n" + l.out.String()
}
