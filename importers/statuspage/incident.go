package statuspage

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/incidentpage"
	"hindsight/internal/jsonvalue"
)

// An object is a JSON object, asked for its members by any of the names that the
// known services give them.
type object map[string]any

func (o object) text(keys ...string) string             { return jsonvalue.Text(o, keys...) }
func (o object) moment(keys ...string) hindsight.Moment { return jsonvalue.Moment(o, keys...) }
func (o object) list(keys ...string) []object           { return jsonvalue.List(o, keys...) }

func (o object) title() string     { return o.text("name", "title") }
func (o object) report() string    { return o.text("postmortem_body", "postmortemBody", "report") }
func (o object) updates() []object { return o.list("incident_updates", "updates", "comments") }

// isIncident wants what status pages alone write: updates under their own name,
// or most of which have a state and a time; a report with the state or the times
// of the incident; or the single update that API v1 calls an incident. A title
// with comments is any text of the web.
func (o object) isIncident() bool {
	switch {
	case o["incident_updates"] != nil:
		return slices.ContainsFunc(o.updates(), func(u object) bool { return u.body() != "" }) || o.report() != ""
	case o.title() == "":
		return false
	case o.text("postmortem_body", "postmortemBody") != "", o.text("incident_id") != "" && o.body() != "":
		return true
	case o.text("report") != "":
		return !o.moment("startDate", "start_date", "started_at", "createdAt", "created_at").IsZero()
	}
	stated, said := 0, 0
	for _, u := range o.updates() {
		if u.body() == "" {
			continue
		}
		if said++; incidentpage.State(u.state()) != "" && !u.posted().IsZero() {
			stated++
		}
	}
	return 2*stated > said
}

func (o object) state() string { return o.text("status", "type", "state") }

func (o object) posted() hindsight.Moment {
	return o.moment("display_at", "displayAt", "created_at", "createdAt", "date")
}

func (o object) body() string { return o.text("body", "content", "message") }

// read returns the updates in order of time, and the text of the one that
// is the postmortem; or of one that holds a report when there is no postmortem.
func (o object) read(base string) (list []incidentpage.Update, report string, at hindsight.Moment) {
	updates := o.updates()
	if updates == nil && o.body() != "" {
		updates = []object{o}
	}
	for _, u := range updates {
		state, posted := incidentpage.State(u.state()), u.posted()
		text := body.From(u.body(), base)
		switch {
		case state == incidentpage.Report:
			report, at = cmp.Or(text, report), posted
		case strings.TrimSpace(text) != "":
			list = append(list, incidentpage.Update{At: posted, Text: text, Kind: state})
		}
	}
	slices.SortStableFunc(list, func(a, b incidentpage.Update) int { return a.At.Compare(b.At) })
	incidentpage.ResolveOnce(list)
	if r := o.report(); r != "" {
		report = body.From(r, base)
	}
	for i := range list {
		if report == "" && incidentpage.IsReport(list[i].Text) {
			report, at = list[i].Text, list[i].At
			list[i].Text = incidentpage.Lead(report)
		}
	}
	return list, report, at
}

func (o object) postmortem(page object, in hindsight.Input, only bool) (hindsight.Postmortem, error) {
	link := o.link(page, in, only)
	list, report, published := o.read(link)
	p := hindsight.Postmortem{
		Title:        clean.Title(o.title()),
		Organisation: incidentpage.Owner(page.text("name")),
		Timeline:     incidentpage.Events(list),
	}
	p.Date = o.moment("postmortem_published_at", "postmortemPublishedAt", "reportPublishedTime")
	if p.Date.IsZero() {
		p.Date = published
	}
	if p.Date.IsZero() {
		p.Date = o.moment("resolved_at", "resolvedAt", "endDate")
	}
	if p.Date.IsZero() && len(list) > 0 {
		p.Date = lastPost(list)
	}
	p.Incident = hindsight.Incident{Started: o.moment("startDate"), Resolved: o.moment("endDate")}
	p.Body = body.Join(report, o.affected(), incidentpage.Section(list))
	if p.Body == "" {
		return p, errors.New("neither a report nor updates")
	}
	// The text alone: the JSON around it changes with every component.
	sum := hindsight.TextHash(hindsight.HashLines, p.Title, p.Body)
	p.Source = hindsight.Source{Importer: hindsight.ImporterStatuspage, URL: link, SHA256: sum, Licence: hindsight.LicenceUnknown}
	if p.Source.ID = link; link == "" {
		p.Source.ID = o.identity(page, p.Source.SHA256)
	}
	return p, nil
}

// identity is what an incident without an address is recognised by.
func (o object) identity(page object, sum string) string {
	if id := o.text("id"); id != "" {
		return "statuspage:" + cmp.Or(page.text("id", "name"), o.text("page_id"), o.title()) + "/" + id
	}
	return hindsight.HashID + sum
}

// lastPost is when the incident was resolved at last, else the last update.
func lastPost(list []incidentpage.Update) hindsight.Moment {
	for _, e := range slices.Backward(list) {
		if e.Kind == hindsight.KindResolved {
			return e.At
		}
	}
	return list[len(list)-1].At
}

// link is the incident's address: on the page when that is known, since short
// links die.
func (o object) link(page object, in hindsight.Input, only bool) string {
	if url, id := page.text("url"), o.text("id"); strings.HasPrefix(url, "http") && id != "" {
		return strings.TrimRight(url, "/") + "/incidents/" + id
	}
	if url := o.text("url", "shortlink"); strings.HasPrefix(url, "http") {
		return url
	}
	if only && !strings.Contains(in.URL, "/api/") {
		return in.URL
	}
	return ""
}

// affected names what was hit, and how badly.
func (o object) affected() string {
	var names []string
	for _, u := range append([]object{o}, o.updates()...) {
		for _, c := range u.list("components", "affected_components") {
			if n := clean.Title(c.text("name")); n != "" && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	line := incidentpage.Affected(names...)
	if impact := strings.ToLower(o.text("impact", "impact_override", "severity")); impacts[impact] {
		line += " Impact: " + impact + "."
	}
	return line
}

// impacts are the values that say something.
var impacts = map[string]bool{"minor": true, "major": true, "critical": true, "partial": true, "full": true, "degraded": true, "low": true,
	"medium": true, "high": true}
