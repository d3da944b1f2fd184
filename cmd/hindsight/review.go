package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/fetch"
	"hindsight/internal/intake"

	"github.com/spf13/cobra"
)

func (a *app) reviewVerb() *cobra.Command {
	var asJSON bool
	var n int
	c := &cobra.Command{
		Use:   "review",
		Short: "List what wants a person, the longest waiting first",
		Long: `List what wants a person: postmortems with review flags, and sources that fail. Each
has the day since which it waits: that on which the text was fetched, or the source
first failed. What is needed for each kind of flag is said below the list.`,
		Example: "  hindsight review -n 10\n  hindsight review --json | jq -r .path",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			if n < 0 {
				return usageError{fmt.Errorf("-n %d: not possible", n), "0 stands for all"}
			}
			return a.review(n, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	c.Flags().IntVarP(&n, "limit", "n", 0, "list so many at most; 0: all")
	return c
}

// A wanting is something that wants a person.
type wanting struct {
	Since        hindsight.Moment `json:"since"` // null where nobody knows
	Flags        []string         `json:"flags"`
	Path         string           `json:"path"` // of the content file, or sources.yaml with the line
	Title        string           `json:"title"`
	Organisation string           `json:"organisation"`
}

// flagFailing stands for a source that fails; flagGone for one that is gone.
const (
	flagFailing = "failing"
	flagGone    = "gone"
)

// wants says for each flag what a person is to do.
var wants = []struct{ flag, what string }{
	{hindsight.ReviewSecret, "hindsight redact FILE, or hindsight set FILE review= where it is no secret; until then the text is held back"},
	{hindsight.ReviewPersonal, "hindsight redact FILE, or hindsight set FILE review="},
	{hindsight.ReviewMaybeNot, "hindsight refuse FILE --reason WHY, or hindsight set FILE review="},
	{hindsight.ReviewDuplicateOf, "hindsight refuse one of the two, or hindsight set FILE same-as=ID (not-same-as=ID) review="},
	{hindsight.ReviewUndated, "hindsight set FILE date=YYYY-MM-DD, where the original says it"},
	{hindsight.ReviewFutureDate, "hindsight set FILE date=YYYY-MM-DD"},
	{hindsight.ReviewEarlyDate, "hindsight set FILE date=YYYY-MM-DD or incident.started=YYYY-MM-DD"},
	{hindsight.ReviewNoOrganisation, "hindsight set FILE organisation=NAME"},
	{hindsight.ReviewNoTitle, "hindsight set FILE title=TEXT"},
	{hindsight.ReviewDisputed, "hindsight set FILE classes=ID,ID; assistant.lock has the other reader's"},
	{hindsight.ReviewNoCause, "hindsight set FILE classes=ID,ID where the text does state one"},
	{hindsight.ReviewNoZone, "hindsight set FILE incident.started=2024-03-31T15:04:05Z, and so on"},
	{flagFailing, "mend the source in " + intake.SourcesFile + ", or take it out"},
	{flagGone, "take the source out of " + intake.SourcesFile + ", or give its new address"},
}

// wanted says what a flag wants; "" where nobody knows it.
func wanted(flag string) string {
	for _, w := range wants {
		if flag == w.flag || strings.HasSuffix(w.flag, ":") && strings.HasPrefix(flag, w.flag) {
			return w.what
		}
	}
	return ""
}

func (a *app) review(n int, asJSON bool) error {
	var all []wanting
	if err := a.entries(func(e hindsight.Entry) error {
		if len(e.Review) > 0 {
			since := e.Source.Fetched
			if !since.IsZero() {
				since = hindsight.At(since.Time(), hindsight.Day)
			}
			all = append(all, wanting{since, e.Review, e.Path, e.Title, e.Organisation})
		}
		return nil
	}); err != nil {
		return err
	}
	all = append(all, a.failing()...)
	slices.SortStableFunc(all, func(x, y wanting) int {
		if x.Since.IsZero() != y.Since.IsZero() { // nobody knows since when: last
			return cmp.Compare(y.Since.Precision(), x.Since.Precision())
		}
		return cmp.Or(x.Since.Compare(y.Since), strings.Compare(x.Path, y.Path))
	})
	more := 0
	if n > 0 && n < len(all) {
		more, all = len(all)-n, all[:n]
	}
	if asJSON {
		enc := lineEncoder(a.out)
		for _, w := range all {
			if err := enc.Encode(w); err != nil {
				return err
			}
		}
		return nil
	}
	seen := map[string]bool{}
	for _, w := range all {
		fmt.Fprintf(a.out, "%-10s  %s  %s  %s\n", cmp.Or(w.Since.String(), "unknown"), strings.Join(w.Flags, ", "), w.Path, oneLine(w.Title))
		for _, f := range w.Flags {
			seen[wanted(f)] = true
		}
	}
	if more > 0 {
		a.progress("and %d more", more)
	}
	for _, w := range wants {
		if seen[w.what] {
			a.progress("%s: %s", strings.TrimSuffix(w.flag, ":"), w.what)
		}
	}
	if len(all) == 0 {
		a.progress("nothing wants a person")
	}
	return nil
}

// failing are the sources that have failed since some day.
func (a *app) failing() []wanting {
	sources, _ := intake.Sources(a.archive)
	lock, err := intake.ReadLock(a.archive)
	if err != nil {
		lock = fetch.Lock{}
	}
	var out []wanting
	for _, s := range sources {
		st := lock.Of(s)
		if st.Since().IsZero() {
			continue
		}
		flag := flagFailing
		if st.Gone {
			flag = flagGone
		}
		out = append(out, wanting{st.Since(), []string{flag}, fmt.Sprintf("%s:%d", intake.SourcesFile, s.Line), s.Name + ": " + st.Error, s.Organisation})
	}
	return out
}
