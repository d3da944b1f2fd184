package main

import (
	"fmt"
	"slices"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/secret"

	"github.com/spf13/cobra"
)

func (a *app) redactVerb() *cobra.Command {
	var kinds []string
	c := &cobra.Command{
		Use:   "redact FILE|ID...",
		Short: "Write over secrets and personal data in content files",
		Long: `Write over what import and check name as a secret or as personal data: tokens,
keys, passwords, mail addresses, telephone numbers, mentions of people. Each becomes
REDACTED-<kind>-<number>, the same wherever it stands in the file, also in what is
quoted of the text. The flags has-secret and has-personal-data go when nothing is left.

A later import of the same text changes nothing, and in a new version of it the same
kinds are written over again. What no rule knows, a name for example, write over by
hand, and say curated: [body]. The history of the archive still holds what was there.`,
		Example: "  hindsight redact content/postmortems/acme/2024-03-14-late-webhooks-0a1b2c.md\n" +
			"  hindsight redact acme/2024-03-14-late-webhooks-0a1b2c --kind email",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{fmt.Errorf("nothing to write over"), "name content files; hindsight check lists what it finds in them"}
			}
			wanted := secret.All
			if len(kinds) > 0 {
				wanted = func(kind string) bool { return slices.Contains(kinds, kind) }
			}
			return a.redact(args, wanted)
		},
	}
	c.Flags().StringArrayVar(&kinds, "kind", nil, "only this `KIND`, as import and check name it; may be given more than once")
	return c
}

func (a *app) redact(args []string, wanted func(kind string) bool) error {
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
		now, n := secret.Redact(e, wanted)
		if n == 0 {
			a.progress("nothing   %s", e.Path)
			continue
		}
		if err := ar.Save(now); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%-9s %s: %s\n", "redacted", e.Path, count(n, "value"))
	}
	return nil
}

// sensitive names what was found in a content file, a line each, and says what to
// do about it.
func sensitive(path string, found []secret.Finding, held bool) []string {
	var lines []string
	for n, f := range found {
		if n == maxNamed {
			lines = append(lines, fmt.Sprintf("%s: and %d more of the kind", path, len(found)-n))
			break
		}
		lines = append(lines, fmt.Sprintf("%s:%d: %s", path, f.Line, f.Kind))
	}
	if len(found) > 0 {
		lines[len(lines)-1] += "; hindsight redact writes it over"
	}
	if held {
		lines = append(lines, path+": its text is held back until somebody has looked; if it holds no secret, take "+hindsight.ReviewSecret+
			" out of review and write curated: [review]")
	}
	return lines
}

// entriesNamed finds the entries that arguments name, by path, address or id,
// each once.
func entriesNamed(ar *content.Archive, args []string) ([]hindsight.Entry, error) {
	byID := map[string]hindsight.Entry{}
	for _, e := range ar.Entries() {
		byID[e.ID()] = e
	}
	var found []hindsight.Entry
	seen := map[string]bool{}
	for _, arg := range args {
		e, ok := byID[idOf(arg)]
		if !ok {
			return nil, usageError{fmt.Errorf("%s: no postmortem of this archive", arg),
				"give the path of its content file, or its id: <organisation>/<file name>"}
		}
		if !seen[e.Path] {
			seen[e.Path] = true
			found = append(found, e)
		}
	}
	return found, nil
}
