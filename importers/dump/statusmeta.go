package dump

import (
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/incidentpage"
	"hindsight/internal/when"
)

// Static status sites keep an incident in a file, and say in its front matter
// what a status page shows. cState:
//
//	title: API down                      date: when it began
//	resolved: true                       resolvedWhen: 2021-03-03 11:00:00
//	severity: down                       affected: [API]        section: issue
//	---
//	*Monitoring* - We restarted it. {{< track "2021-03-03 10:00:00" >}}
//
// Upptime saves an issue with its state, created_at and closed_at.
var (
	trackMarkRE = regexp.MustCompile(`\{\{[<%]\s*track\s+"([^"\n]{4,40})"\s*[>%]\}\}`)
	trackLeadRE = regexp.MustCompile(`^[*_]{1,2}([A-Za-z][A-Za-z ]{2,20})[*_]{1,2}\s*[-–—:]\s*`)
)

// statusMeta takes over what the front matter of a status site says. Of the
// text it returns what is left without updates with times, and, as a tail for
// the body, those updates and what was hit.
func (d *draft) statusMeta(s source, text string) (rest, tail string) {
	at := func(keys ...string) hindsight.Moment {
		m, _ := when.Parse(s.meta.First(keys...))
		return m
	}
	switch {
	case s.meta["section"] == "issue" || s.meta["resolvedwhen"] != "":
		if s.meta["informational"] != "true" {
			d.incident = hindsight.Incident{Started: at("date"), Resolved: at("resolvedwhen")}
		}
	case s.meta["created_at"] != "" && (s.meta["closed_at"] != "" || s.meta["state"] != ""):
		d.incident = hindsight.Incident{Started: at("created_at"), Resolved: at("closed_at")}
	default:
		return text, ""
	}
	if s.meta["resolved"] == "false" || s.meta["state"] == "open" {
		d.incident.Resolved = hindsight.Moment{}
	}
	line := ""
	if names := s.meta["affected"]; names != "" {
		line = incidentpage.Affected(names)
	}
	if severity := s.meta["severity"]; severity != "" && severity != "notice" && len(severity) < 40 {
		line += " Severity: " + body.EscapeHTML(severity) + "."
	}
	var updates []incidentpage.Update
	updates, rest = tracked(text, s.url)
	d.timeline = incidentpage.Events(updates)
	return rest, body.Join(line, incidentpage.Section(updates))
}

// tracked takes the paragraphs off a text that name a state and a time.
func tracked(text, url string) (updates []incidentpage.Update, rest string) {
	var kept []string
	for _, p := range strings.Split(text, "\n\n") {
		m, lead := trackMarkRE.FindStringSubmatch(p), trackLeadRE.FindStringSubmatch(strings.TrimSpace(p))
		if m == nil || lead == nil {
			kept = append(kept, trackMarkRE.ReplaceAllString(p, "$1"))
			continue
		}
		at, _ := when.Parse(m[1])
		said := trackLeadRE.ReplaceAllString(strings.TrimSpace(trackMarkRE.ReplaceAllString(p, "")), "")
		kind := incidentpage.State(lead[1])
		updates = append(updates, incidentpage.Update{At: at, Kind: kind, Text: body.From(said, url)})
	}
	slices.SortStableFunc(updates, func(a, b incidentpage.Update) int { return a.At.Compare(b.At) })
	return updates, strings.Join(kept, "\n\n")
}
