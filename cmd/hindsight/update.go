package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) updateVerb() *cobra.Command {
	var out, base string
	c := &cobra.Command{
		Use:   "update",
		Short: "Import every source and build: the nightly verb",
		Long: `Import every source of sources.yaml and build the site. A summary for the commit
message goes to standard output: what is new, what was updated, what failed.`,
		Example: "  hindsight update --base-url https://example.org/ > summary || [ $? -eq 3 ]",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			var flags importFlags
			p, err := flags.pipeline(a)
			if err != nil {
				return err
			}
			var imported, problems bytes.Buffer
			stdout, stderr := a.out, a.err
			a.redirect(&imported, io.MultiWriter(stderr, &problems))
			err = a.importAll(c.Context(), p, nil, false, false)
			if err == nil {
				a.out = io.Discard
				err = a.build(c.Context(), out, base)
			}
			a.redirect(stdout, stderr)
			if err != nil {
				return err
			}
			fmt.Fprint(a.out, commitMessage(imported.String(), problems.String()))
			return nil
		},
	}
	buildFlags(c, &out, &base)
	return c
}

func (a *app) redirect(out, err io.Writer) {
	a.saying.Lock()
	defer a.saying.Unlock()
	a.out, a.err = out, err
}

// commitMessage sums up a nightly run: a subject, the files, the problems.
func commitMessage(imported, problems string) string {
	var fresh, changed int
	var list strings.Builder
	for line := range strings.Lines(imported) {
		fields := strings.Fields(line)
		if len(fields) != 2 {
			continue
		}
		switch fields[0] {
		case "new":
			fresh++
		case "updated":
			changed++
		}
		fmt.Fprintf(&list, "%s %s\n", fields[0], fields[1])
	}
	out := fmt.Sprintf("content: %d new, %d updated\n", fresh, changed)
	if list.Len() > 0 {
		out += "\n" + list.String()
	}
	var failed strings.Builder
	for line := range strings.Lines(problems) {
		if s, ok := strings.CutPrefix(line, "hindsight: error: "); ok {
			failed.WriteString("failed: " + s)
		}
	}
	if failed.Len() > 0 {
		out += "\n" + failed.String()
	}
	return out
}
