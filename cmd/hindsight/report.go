package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/intake"
	"hindsight/internal/triage"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A reporter puts what happens in an import into words, or into JSON lines.
type reporter struct {
	*app
	results  io.Writer // where new and updated files are named
	dry      bool
	json     *json.Encoder    // nil: say it in words
	rejected []intake.Outcome // what nobody asked for by name
	waiting  []intake.Failure // no server has answered yet: all for the same reason, it may turn out
	bar      *progressbar.ProgressBar
}

// An importLine is a line of `import --json`.
type importLine struct {
	Status string `json:"status"` // new, updated, unchanged, rejected or error
	Path   string `json:"path"`
	Title  string `json:"title"`
	Source string `json:"source"` // the input it came from
	Reason string `json:"reason"`
}

// hear is intake.Options.Tell.
func (r *reporter) hear(e intake.Event) {
	switch e := e.(type) {
	case intake.Outcome:
		r.document(e)
	case intake.Failure:
		r.failure(e)
	case intake.Answered:
		r.nameWaiting()
	case intake.Left:
		r.progress("later     %s", laterOf(e))
	case intake.Finished:
		r.finished(e)
	case intake.Progress:
		r.advance(e)
	case intake.Notice:
		r.progress("note      %v", e.Err)
	case intake.BadSources:
		r.saidSources = true
		for _, problem := range intake.Each(e.Err) {
			r.leftOut("%v (this source is left out)", problem)
		}
	case intake.SourceBeforeFile:
		r.progress("note      %[1]s is a source of %[2]s and a file here: the source is imported; ./%[1]s means the file", e.Name, intake.SourcesFile)
	case intake.FeedBehindPage:
		r.progress("note      %s is a page; the feed that it names is read: %s", e.Input, e.Feed)
	case intake.PageNamesFeed:
		r.hint("the page names a feed: %s; give that address, or kind: feed for this one", e.Feed)
	case intake.LockUnreadable:
		r.lockUnreadable(e)
	case intake.SourceMoved:
		r.progress("note      source %s is read at %s from now on; better say so in %s:%d", e.Source, e.To, intake.SourcesFile, e.Line)
	}
}

// laterOf says what there was no time for.
func laterOf(l intake.Left) string {
	what := l.Input
	if l.Pages > 0 {
		what = fmt.Sprintf("%s: %s behind its summaries", l.Input, count(l.Pages, "page"))
	}
	return fmt.Sprintf("%s: %v", what, l.Err)
}

// lockUnreadable says what became of a sources.lock that cannot be read.
func (r *reporter) lockUnreadable(e intake.LockUnreadable) {
	what := "it is left as it is in a dry run"
	if e.Aside != "" {
		what = "it is now " + e.Aside + ", which can be deleted"
	}
	r.progress("note      %v: what the servers said last is not known, and all are asked for everything once; %s", e.Err, what)
}

func (r *reporter) line(l importLine) { _ = r.json.Encode(l) }

func (r *reporter) document(o intake.Outcome) {
	switch {
	case r.json != nil:
		r.line(importLine{o.Status, o.Path, o.Title, o.Input, reasonOf(o.Reason)})
	case o.Status == content.New || o.Status == content.Updated:
		fmt.Fprintln(r.results, made(o, r.width()))
	}
	for _, line := range sensitive(o.Path, o.Sensitive, slices.Contains(o.Review, hindsight.ReviewSecret)) {
		r.progress("note      %s", line)
	}
}

// nameWaiting names the inputs whose servers were not reached.
func (r *reporter) nameWaiting() {
	for _, f := range r.waiting {
		r.leftOut("%v", f.Err)
	}
	r.waiting = nil
}

// noNetwork says what became of the inputs whose servers were not reached, in a
// line where no server has answered at all.
func (r *reporter) noNetwork() {
	if n := len(r.waiting); n > 1 {
		r.leftOut("no server answered, so that nothing was read of %d sources: is there a network? The first of them: %v", n, r.waiting[0].Err)
		r.waiting = nil
	}
	r.nameWaiting()
}

// made says in a line what was made of a document: the day by which it is found,
// who it happened to, its classes, its title and its file. Of a line that is wider
// than so many characters the title is cut; 0 stands for any width.
func made(o intake.Outcome, width int) string {
	day := o.When
	if day.Precision() > hindsight.Day {
		day = hindsight.At(day.Time(), hindsight.Day)
	}
	head := fmt.Sprintf("%-9s %s  %s  %s  ", o.Status, cmp.Or(day.String(), "undated"), cmp.Or(oneLine(o.Organisation), "no organisation"),
		cmp.Or(strings.Join(o.Classes, ", "), "no class"))
	title, tail := cmp.Or(oneLine(o.Title), "no title"), "  "+o.Path
	if room := width - utf8.RuneCountInString(head+tail); width > 0 {
		title = cut(title, max(room, shortTitle))
	}
	return head + title + tail
}

// shortTitle is how much of a title is shown however narrow the terminal is.
const shortTitle = 20

// width is that of the terminal which the results go to, 0 if they go elsewhere.
func (r *reporter) width() int {
	if out, ok := r.results.(*results); ok {
		if f, ok := out.Writer.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
			width, _, _ := term.GetSize(int(f.Fd()))
			return width
		}
	}
	return 0
}

// failure reports an input or an item that could not be read. Until a server
// answers, nobody knows whether it is the servers' fault.
func (r *reporter) failure(f intake.Failure) {
	switch {
	case r.json == nil && f.Unreached:
		r.waiting = append(r.waiting, f)
		return
	case r.json == nil:
		r.leftOut("%v", f.Err)
		return
	}
	r.left = append(r.left, f.Err.Error())
	r.line(importLine{Status: "error", Source: f.Input, Reason: f.Err.Error()})
}

// advance shows how far the run is, on a terminal only.
func (r *reporter) advance(p intake.Progress) {
	if r.bar == nil {
		r.bar = progressbar.DefaultSilent(int64(p.Inputs))
		if f, ok := r.err.(*os.File); ok && !r.quiet && p.Inputs > 1 && term.IsTerminal(int(f.Fd())) {
			r.bar = progressbar.NewOptions(p.Inputs, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription("importing"),
				progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
		}
	}
	if p.Done > 0 {
		_ = r.bar.Add(1)
	}
}

// finished closes an input: what a single text lacks, and what was turned away.
// If the user named this very input, turning it away is a problem; if it lies
// in a folder among others, it is none.
func (r *reporter) finished(e intake.Finished) {
	var kept, rejected []intake.Outcome
	for _, o := range e.Documents {
		if o.Status == intake.Rejected {
			rejected = append(rejected, o)
		} else {
			kept = append(kept, o)
		}
	}
	if e.Named && len(kept) == 1 && kept[0].Status == content.New && r.json == nil {
		if missing := lacking(kept[0].Review); missing != "" {
			r.progress("note      %s", missing)
		}
	}
	r.turnAway(rejected, e.Named && len(kept) == 0)
}

// facts that a text may not give, and what fills them in.
var fillable = []struct{ review, what, with string }{
	{hindsight.ReviewUndated, "date", "--date"},
	{hindsight.ReviewNoOrganisation, "organisation", "--organisation"},
	{hindsight.ReviewNoTitle, "title", ""},
}

// lacking says what a text did not give and how it gets in; "" if all is there.
func lacking(review []string) string {
	var what, with []string
	for _, f := range fillable {
		if slices.Contains(review, f.review) {
			what = append(what, "no "+f.what)
			if f.with != "" {
				with = append(with, f.with)
			}
		}
	}
	if len(what) == 0 {
		return ""
	}
	out := "the text gives " + strings.Join(what, ", ") + ": if you know, write it into the file"
	if len(with) > 0 {
		out += ", or import again with " + strings.Join(with, ", ")
	}
	return out
}

// reasonOf is a reason in words; "" when there is none.
func reasonOf(r intake.Reason) string {
	switch r.Kind {
	case intake.NoText:
		return "no text in it"
	case intake.RefusedBefore:
		return "refused in " + content.RefusedName + ": " + r.Refusal.Reason
	case intake.LeftOut:
		return "left out by match or exclude of the source"
	case intake.NoPostmortem:
		return noPostmortem + strings.Join(r.Verdict.Sentences(), "; ")
	case intake.SourceSays:
		return "as " + intake.SourcesFile + " says of its source"
	}
	return ""
}

const noPostmortem = "no postmortem: "

// turnAway says what is not imported. Where wanted, the user named this very
// input, and it is a problem. Else summary sums it up.
func (r *reporter) turnAway(rejected []intake.Outcome, wanted bool) {
	if !wanted || len(rejected) != 1 {
		r.rejected = append(r.rejected, rejected...)
		if wanted && len(rejected) > 0 {
			r.leftOut("%s: all %d documents in it were turned away", rejected[0].Input, len(rejected))
		}
		return
	}
	last := rejected[0]
	r.leftOut("%s: %s", last.Input, weighed(last.Reason))
	if last.Reason.Kind == intake.RefusedBefore {
		r.hint("to import it after all, delete its lines in %s", content.RefusedName)
	} else {
		r.hint("if it is one, import it with --as article, or another of the kinds that hindsight import --help lists")
	}
}

// summary closes the run: what was turned away and why, and the counts.
func (r *reporter) summary(n intake.Count) {
	if r.bar != nil {
		_ = r.bar.Finish()
	}
	r.noNetwork()
	for _, line := range grouped(r.rejected) {
		r.progress("%s", line)
	}
	verb := "imported"
	if r.dry {
		verb = "would import"
	}
	r.progress("%s: %s", verb, summed(n))
}

func summed(n intake.Count) string {
	return fmt.Sprintf("%d new, %d updated, %d unchanged, %d rejected, %d failed", n.New, n.Updated, n.Unchanged, n.Rejected, n.Failed)
}

// How much is said of what was turned away. All of it is in --json.
const (
	maxGroups = 8
	maxNamed  = 3
)

// grouped sums up what was turned away, a line for each reason, the most
// frequent first, with a few names each.
func grouped(rejected []intake.Outcome) []string {
	type group struct {
		reason string
		names  []string
		n      int
	}
	from := map[string]int{} // a feed's address does not tell which of its items is meant: their titles do
	for _, o := range rejected {
		from[o.Input]++
	}
	by := map[string]*group{}
	var groups []*group
	for _, o := range rejected {
		reason := mainReason(o.Reason)
		g := by[reason]
		if g == nil {
			g = &group{reason: reason}
			by[reason] = g
			groups = append(groups, g)
		}
		name := o.Input
		if from[o.Input] > 1 && o.Title != "" {
			name = fmt.Sprintf("%q", cut(o.Title, 60))
		}
		if g.n++; len(g.names) < maxNamed {
			g.names = append(g.names, name)
		}
	}
	slices.SortStableFunc(groups, func(a, b *group) int { return cmp.Or(b.n-a.n, strings.Compare(a.reason, b.reason)) })
	var lines []string
	for i, g := range groups {
		if i == maxGroups {
			rest := 0
			for _, g := range groups[i:] {
				rest += g.n
			}
			lines = append(lines, fmt.Sprintf("rejected  %d for other reasons (--json gives all)", rest))
			break
		}
		line := fmt.Sprintf("rejected  %d: %s: %s", g.n, g.reason, strings.Join(g.names, ", "))
		if more := g.n - len(g.names); more > 0 {
			line += fmt.Sprintf(" and %d more", more)
		}
		lines = append(lines, line)
	}
	return lines
}

// weighed is a reason as a person reads it: what speaks for a text is no reason
// to turn it away, unless it is said that it was too little.
func weighed(r intake.Reason) string {
	if r.Kind != intake.NoPostmortem || slices.ContainsFunc(r.Verdict.Reasons, isAgainst) {
		return reasonOf(r)
	}
	if len(r.Verdict.Reasons) == 0 {
		return noPostmortem + "nothing speaks for it"
	}
	var seen []string
	for _, reason := range r.Verdict.Reasons {
		if reason.Side == triage.For {
			seen = append(seen, reason.Seen())
		} else {
			seen = append(seen, reason.String())
		}
	}
	return noPostmortem + "too little speaks for it: it " + strings.Join(seen, "; ")
}

func isAgainst(r triage.Reason) bool { return r.Side == triage.Against }

// mainReason is what reasons have in common that differ in the words they
// quote: what counted most against a text.
func mainReason(r intake.Reason) string {
	if r.Kind != intake.NoPostmortem {
		return reasonOf(r)
	}
	if i := slices.IndexFunc(r.Verdict.Reasons, isAgainst); i >= 0 {
		return noPostmortem + r.Verdict.Reasons[i].Signal
	}
	return noPostmortem + "too little speaks for it"
}

// cut shortens a title that is quoted in a line of others.
func cut(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit-1]) + "…"
	}
	return s
}
