package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/page"
)

// outcome is a line of `import --json`.
type outcome struct {
	Status string `json:"status"` // new, updated, unchanged, rejected or error
	Path   string `json:"path"`
	Title  string `json:"title"`
	Source string `json:"source"` // the input it came from
	Reason string `json:"reason"`
}

// Statuses beside those of page.Put.
const (
	statusRejected = "rejected"
	statusError    = "error"
)

// fail reports an input or a document that could not be read.
func (r *importRun) fail(name string, err error) {
	r.last = err
	r.left++
	r.say(outcome{Status: statusError, Source: name, Reason: err.Error()})
}

// say reports one document.
func (r *importRun) say(o outcome) {
	r.counts[o.Status]++
	if r.json != nil {
		_ = r.json.Encode(o)
		return
	}
	switch o.Status {
	case statusError:
		r.problem("%s", o.Reason)
	case page.New, page.Updated:
		fmt.Fprintf(r.out, "%-9s %s\n", o.Status, o.Path)
	}
}

// facts that a text may not give, and what fills them in.
var fillable = []struct{ review, what, with string }{
	{hindsight.ReviewUndated, "date", "--date"},
	{hindsight.ReviewNoOrganisation, "organisation", "--organisation"},
	{hindsight.ReviewNoTitle, "title", ""},
}

// lacking says what a text did not give and how it gets in; "" if all is there.
func lacking(e hindsight.Entry) string {
	var what, with []string
	for _, f := range fillable {
		if slices.Contains(e.Review, f.review) {
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

// refusedBefore is the reason of what a person has said no to.
const refusedBefore = "refused in " + page.RefusedName

// turnAway reports what is not imported. wanted says that the user named this
// very input: then it is a problem. Else summary sums it up.
func (r *importRun) turnAway(turned []outcome, wanted bool) {
	for _, o := range turned {
		r.say(o)
	}
	if !wanted || len(turned) != 1 {
		r.turned = append(r.turned, turned...)
		if wanted && len(turned) > 0 {
			r.leftOut("%s: all %d documents in it were turned away", turned[0].Source, len(turned))
		}
		return
	}
	last := turned[0]
	r.leftOut("%s: %s", last.Source, weighed(last.Reason))
	if strings.HasPrefix(last.Reason, refusedBefore) {
		r.hint("to import it after all, delete its lines in %s", page.RefusedName)
	} else {
		r.hint("if it is one, import it with --as article, or another of the kinds that hindsight import --help lists")
	}
}

// summary closes the run: what was turned away and why, and the counts.
func (r *importRun) summary() {
	for _, line := range grouped(r.turned) {
		r.progress("%s", line)
	}
	verb := "imported"
	if r.dry {
		verb = "would import"
	}
	r.progress("%s: %d new, %d updated, %d unchanged, %d rejected, %d failed", verb,
		r.counts[page.New], r.counts[page.Updated], r.counts[page.Unchanged], r.counts[statusRejected], r.counts[statusError])
}

// How much is said of what was turned away. All of it is in --json.
const (
	maxGroups = 8
	maxNamed  = 3
)

// grouped sums up what was turned away, a line for each reason, the most
// frequent first, with a few names each.
func grouped(turned []outcome) []string {
	type group struct {
		reason string
		names  []string
		n      int
	}
	from := map[string]int{} // a feed's address does not tell which of its items is meant: their titles do
	for _, o := range turned {
		from[o.Source]++
	}
	by := map[string]*group{}
	var groups []*group
	for _, o := range turned {
		reason := mainReason(o.Reason)
		g := by[reason]
		if g == nil {
			g = &group{reason: reason}
			by[reason] = g
			groups = append(groups, g)
		}
		name := o.Source
		if from[o.Source] > 1 && o.Title != "" {
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
func weighed(reason string) string {
	rest, judged := strings.CutPrefix(reason, noPostmortem)
	switch {
	case !judged || strings.Contains(rest, "against: "):
		return reason
	case rest == "":
		return noPostmortem + "nothing speaks for it"
	}
	return noPostmortem + "too little speaks for it: it " + strings.TrimPrefix(strings.ReplaceAll(rest, "; for: ", "; "), "for: ")
}

var quotedWords = regexp.MustCompile(` \("[^"]*"\)`)

// mainReason is what reasons have in common that differ in the words they
// quote: what counted most against a text.
func mainReason(reason string) string {
	rest, judged := strings.CutPrefix(reason, noPostmortem)
	if !judged {
		return reason
	}
	for _, r := range strings.Split(rest, "; ") {
		if against, ok := strings.CutPrefix(r, "against: "); ok {
			return noPostmortem + quotedWords.ReplaceAllString(against, "")
		}
	}
	return noPostmortem + "too little speaks for it"
}
