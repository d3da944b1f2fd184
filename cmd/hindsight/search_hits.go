package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/search"
)

const hitWidth = 78 // characters of a line of an excerpt

// showHits says what was searched instead of what was asked, and lists the hits.
func (a *app) showHits(res search.Result) {
	if res.Corrected != "" {
		a.progress("Showing results for %s", oneLine(res.Corrected))
	}
	if len(res.Also) > 0 {
		a.progress("Also searched: %s", oneLine(strings.Join(res.Also, ", ")))
	}
	for _, u := range res.Unknown {
		a.progress("No postmortem has %s%s", oneLine(u.Text), instead(u))
	}
	if res.Partial {
		a.progress("No postmortem has all the words; these have most of them.")
	}
	a.list(res.Hits)
	if res.Unstated > 0 {
		a.progress("%d of them do not say how long, and come last", res.Unstated)
	}
	a.progress("%d found, %d shown", res.Total, len(res.Hits))
}

// instead offers the values nearest to one that nothing has.
func instead(u search.Unknown) string {
	var near []string
	for _, v := range u.Near {
		if strings.Contains(v, " ") {
			v = `"` + v + `"`
		}
		near = append(near, u.Key+":"+oneLine(v))
	}
	if len(near) == 0 {
		return ""
	}
	return "; nearest: " + strings.Join(near, ", ")
}

// list writes of each hit its title, what it is about, an excerpt, where it is.
func (a *app) list(hits []search.Hit) {
	for _, h := range hits {
		a.headline(h.Title, about(h.Organisation, h.When, h.Classes))
		for _, line := range wrap(oneLine(h.Excerpt), hitWidth) {
			fmt.Fprintf(a.out, "  %s\n", line)
		}
		fmt.Fprintf(a.out, "  %s\n", h.URL)
	}
}

func (a *app) headline(title, about string) {
	if title == "" {
		title = "Untitled postmortem"
	}
	fmt.Fprintf(a.out, "%s\n  %s\n", oneLine(title), oneLine(about))
}

// about joins organisation, date and classes.
func about(organisation string, date hindsight.Moment, classes []string) string {
	parts := []string{organisation, "undated"}
	if !date.IsZero() {
		parts[1], _, _ = strings.Cut(date.String(), "T")
	}
	if organisation == "" {
		parts = parts[1:]
	}
	return strings.Join(append(parts, classes...), " · ")
}

// wrap cuts a text into lines of at most width characters, unless a word is longer.
func wrap(s string, width int) (lines []string) {
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		if used > 0 && used+1+n > width {
			lines, line, used = append(lines, line), "", 0
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+n
	}
	if used > 0 {
		lines = append(lines, line)
	}
	return lines
}
