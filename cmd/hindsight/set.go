package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/content"

	"github.com/spf13/cobra"
)

func (a *app) setVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "set FILE|ID... KEY=VALUE...",
		Short: "Correct content files, and keep what was corrected",
		Long: `Set keys of the front matter of content files, and name them under curated:, so that
no import and no re-tagging touches them again. Lists are words with commas between
them, a date is 2024, 2024-03, 2024-03-31 or 2024-03-31T15:04:05Z, and an empty value
takes away what was there. Nothing is written when a value is wrong.

Keys: ` + strings.Join(content.Settable(), ", ") + `.`,
		Example: "  hindsight set acme/2024-03-14-late-webhooks-0a1b2c classes=locking,datastore date=2024-03-14\n" +
			"  hindsight set content/postmortems/acme/undated-outage-0a1b2c.md review=",
		RunE: func(_ *cobra.Command, args []string) error {
			n := slices.IndexFunc(args, func(arg string) bool { return strings.Contains(arg, "=") })
			if n < 1 {
				return usageError{errors.New("set needs content files and then key=value"), "hindsight set --help shows an example"}
			}
			return a.set(args[:n], args[n:])
		},
	}
}

// set corrects all files or none.
func (a *app) set(files, corrections []string) error {
	tax, _, err := a.taxonomy()
	if err != nil {
		return err
	}
	ar, err := a.open(false)
	if err != nil {
		return err
	}
	defer ar.Close()
	found, err := entriesNamed(ar, files)
	if err != nil {
		return err
	}
	now := slices.Clone(found)
	var keys []string
	for _, c := range corrections {
		key, value, ok := strings.Cut(c, "=")
		if !ok {
			return usageError{fmt.Errorf("%s: not key=value", c), "content files come first"}
		}
		keys = append(keys, key)
		for i := range now {
			if now[i], err = content.Set(now[i], key, value); err != nil {
				return usageError{err, ""}
			}
		}
	}
	for i := range now {
		if err := worse(found[i], now[i], tax); err != nil {
			return hinted{err, "nothing was written"}
		}
	}
	for _, e := range now {
		if err := ar.Save(e); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%-9s %s: %s\n", "set", e.Path, strings.Join(keys, ", "))
	}
	return nil
}

// worse is an error that names what check finds in an entry now and did not find
// before.
func worse(before, now hindsight.Entry, tax hindsight.Taxonomy) error {
	known := map[string]bool{}
	for n, e := range []hindsight.Entry{before, now} {
		data, err := content.Marshal(e)
		if err != nil {
			return err
		}
		var fresh []error
		for _, p := range content.Check(e.Path, data, tax) {
			_, what, _ := strings.Cut(p.Error(), ": ") // the line may have moved
			if !known[what] {
				fresh = append(fresh, p)
			}
			known[what] = true
		}
		if n == 1 {
			return errors.Join(fresh...)
		}
	}
	return nil
}
