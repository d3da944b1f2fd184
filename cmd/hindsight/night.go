package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/intake"
	"hindsight/internal/site/theme"
)

// A night is what a nightly run has brought, as it is told to those whom it
// concerns: in the commit, on the job's page, in an issue, and as JSON.
type night struct {
	New       int             `json:"new"`
	Updated   int             `json:"updated"`
	Unchanged int             `json:"unchanged"`
	Site      bool            `json:"site"` // it was built
	Documents []nightDocument `json:"documents"`
	Rejected  []nightRejected `json:"rejected"`
	Failing   []nightSource   `json:"failing"`
	Failed    []string        `json:"failed"` // what else was left out
	Later     []string        `json:"later"`  // what there was no time for
}

// A nightDocument is one that is new or updated.
type nightDocument struct {
	Status       string           `json:"status"`
	Path         string           `json:"path"`
	Title        string           `json:"title"`
	Organisation string           `json:"organisation"`
	When         hindsight.Moment `json:"when"`
	Classes      []string         `json:"classes"`
	Review       []string         `json:"review"`
	Source       string           `json:"source"`
}

// A nightRejected is one that was turned away.
type nightRejected struct {
	Source string `json:"source"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
	kind   string // what reasons have in common
}

// A nightSource is a source that fails.
type nightSource struct {
	Name  string           `json:"name"`
	Line  int              `json:"line"`  // in sources.yaml
	Since hindsight.Moment `json:"since"` // null: not counted yet
	Gone  bool             `json:"gone"`
	Error string           `json:"error"`
}

// newNight puts together what an import has handed out, and what was named as
// left out.
func newNight(report intake.Report, left []string) night {
	n := night{New: report.Count.New, Updated: report.Count.Updated, Unchanged: report.Count.Unchanged,
		Documents: []nightDocument{}, Rejected: []nightRejected{}, Failing: []nightSource{}, Failed: []string{}, Later: []string{}}
	for _, o := range report.Documents {
		switch o.Status {
		case content.New, content.Updated:
			n.Documents = append(n.Documents, nightDocument{o.Status, o.Path, o.Title, o.Organisation, o.When,
				slices.Concat([]string{}, o.Classes), slices.Concat([]string{}, o.Review), o.Input})
		case intake.Rejected:
			n.Rejected = append(n.Rejected, nightRejected{o.Input, o.Title, reasonOf(o.Reason), mainReason(o.Reason)})
		}
	}
	told := map[string]bool{}
	for _, h := range report.Sources {
		if h.Err == nil || h.Since.IsZero() {
			continue
		}
		told[h.Err.Error()] = true
		n.Failing = append(n.Failing, nightSource{h.Source, h.Line, h.Since, h.Gone, h.Err.Error()})
	}
	for _, l := range left {
		if !told[l] {
			n.Failed = append(n.Failed, l)
		}
	}
	for _, l := range report.Left {
		n.Later = append(n.Later, laterOf(l))
	}
	return n
}

// Bounds of what is told. A night brings a handful of postmortems; one broken
// feed can bring a million errors.
const (
	maxLines = 50  // of each kind
	maxLine  = 300 // characters
)

// message is the commit message: a subject, then a line each. All that comes from
// outside is neutral.
func (n night) message() string {
	var files, rest lines
	for _, d := range n.Documents {
		what := fmt.Sprintf("%s: %s (%s)", cmp.Or(d.Organisation, "no organisation"), cmp.Or(d.Title, "no title"),
			cmp.Or(strings.Join(d.Classes, ", "), "no class"))
		if len(d.Review) > 0 {
			what += "; review: " + strings.Join(d.Review, ", ")
		}
		if !files.add(d.Status, ": ", what) {
			continue
		}
		files.below(d.Path)
	}
	for _, line := range n.turnedAway() {
		rest.add("turned away", ": ", line)
	}
	for _, f := range n.Failing {
		rest.add("failing", " ", "since "+f.Since.String()+": "+f.Error)
	}
	for _, problem := range n.Failed {
		rest.add("failed", ": ", problem)
	}
	for _, l := range n.Later {
		rest.add("later", ": ", l)
	}
	return fmt.Sprintf("content: %d new, %d updated\n", n.New, n.Updated) + files.text() + rest.text()
}

// turnedAway counts what was turned away by its reason, the most frequent first.
func (n night) turnedAway() []string {
	count := map[string]int{}
	var kinds []string
	for _, r := range n.Rejected {
		if count[r.kind]++; count[r.kind] == 1 {
			kinds = append(kinds, r.kind)
		}
	}
	slices.SortStableFunc(kinds, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	var out []string
	for _, k := range kinds {
		out = append(out, fmt.Sprintf("%d: %s", count[k], k))
	}
	return out
}

// lines are a paragraph of a commit message, so many of each kind.
type lines struct {
	kinds []string // in the order of their first line
	n     map[string]int
	out   strings.Builder
}

// add adds a line, if there is room for another one of its kind.
func (l *lines) add(kind, between, foreign string) bool {
	if l.n == nil {
		l.n = map[string]int{}
	}
	if l.n[kind] == 0 {
		l.kinds = append(l.kinds, kind)
	}
	if l.n[kind]++; l.n[kind] > maxLines {
		return false
	}
	fmt.Fprintf(&l.out, "%s%s%s\n", kind, between, neutral(foreign, maxLine))
	return true
}

// below adds a line that belongs to the one before.
func (l *lines) below(foreign string) { fmt.Fprintf(&l.out, "  %s\n", neutral(foreign, maxLine)) }

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

// markdown is the summary page of the job.
func (n night) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Hindsight: %d new, %d updated, %d unchanged\n", n.New, n.Updated, n.Unchanged)
	if !n.Site {
		b.WriteString("\nThe site could not be built anew; it stays as it is.\n")
	}
	var rows [][]string
	for _, d := range n.Documents {
		rows = append(rows, []string{d.Status, d.When.String(), d.Organisation, d.Title, strings.Join(d.Classes, ", "), strings.Join(d.Review, ", "), d.Path})
	}
	table(&b, "New and updated", []string{"", "When", "Organisation", "Title", "Classes", "Review", "File"}, rows)
	n.sourceTable(&b, n.Failing)
	list(&b, "Turned away", n.turnedAway())
	list(&b, "Left out", n.Failed)
	list(&b, "Left for the next run", n.Later)
	return b.String()
}

func (n night) sourceTable(b *strings.Builder, sources []nightSource) {
	var rows [][]string
	for _, f := range sources {
		rows = append(rows, []string{f.Name, f.Since.String(), f.Error, fmt.Sprintf("%s:%d", intake.SourcesFile, f.Line)})
	}
	table(b, "Sources that fail", []string{"Source", "Since", "Error", "Entry"}, rows)
}

// table is a table of foreign texts under a heading; nothing where it is empty.
func table(b *strings.Builder, title string, head []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(b, "\n### %s\n\n| %s |\n|%s\n", title, strings.Join(head, " | "), strings.Repeat(" --- |", len(head)))
	for _, row := range rows[:min(len(rows), maxLines)] {
		b.WriteString("|")
		for _, cell := range row {
			fmt.Fprintf(b, " %s |", neutral(cell, maxLine))
		}
		b.WriteString("\n")
	}
	andMore(b, len(rows))
}

func list(b *strings.Builder, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "\n### %s\n\n", title)
	for _, item := range items[:min(len(items), maxLines)] {
		fmt.Fprintf(b, "* %s\n", neutral(item, maxLine))
	}
	andMore(b, len(items))
}

func andMore(b *strings.Builder, n int) {
	if n > maxLines {
		fmt.Fprintf(b, "\nand %d more\n", n-maxLines)
	}
}

// issue is the text of the one issue about sources that have failed for so many
// days; "" where there are none. It says nothing that differs from night to night
// while the same sources fail.
func (n night) issue(days int, now time.Time) string {
	var long []nightSource
	for _, f := range n.Failing {
		if days > 0 && (f.Gone || !now.Before(f.Since.Time().AddDate(0, 0, days))) {
			long = append(long, f)
		}
	}
	if len(long) == 0 {
		return ""
	}
	for i := range long {
		long[i].Error = long[i].Name + " could not be read"
		if long[i].Gone {
			long[i].Error = "gone for good (410)"
		}
	}
	var b strings.Builder
	b.WriteString("The nightly run keeps this issue, and closes it when all sources answer again. What each server says stands on the page of the run.\n")
	n.sourceTable(&b, long)
	b.WriteString("\nMend an entry, or take it out; what it brought stays in the archive.\n")
	return b.String()
}

// writeReport writes what a night is told by into a folder.
func (n night) writeReport(dir string, delivery theme.Delivery, now time.Time) error {
	var asJSON strings.Builder
	if err := lineEncoder(&asJSON).Encode(n); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, text := range map[string]string{"message.txt": n.message(), "summary.md": n.markdown(), "summary.json": asJSON.String(),
		"issue.md": n.issue(delivery.IssueAfter, now), "deliver.txt": delivery.Mode + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return hinted{err, "--report names a folder that can be written"}
		}
	}
	return nil
}
