package issue

import (
	"cmp"
	"encoding/json"
	"errors"
	"regexp"
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

// isIssue wants what every issue has whatever tracks it, and no other JSON with
// a title does: a state, a number within its repository, who wrote it, when.
func (o object) isIssue() bool {
	_, isNumber := cmp.Or(o["number"], o["iid"]).(json.Number)
	known := o.text("state") != "" && o.author() != "" || issueRE.MatchString(o.address()) // `gh issue list --json` leaves out what nobody asked for
	return isNumber && o.text("title") != "" && known && !o.opened().IsZero() && o["incident_updates"] == nil && !o.isPull()
}

// issueRE is the address of an issue.
var issueRE = regexp.MustCompile(`/issues/\d+$`)

// isPull says that the issue is a change that waits to be merged; GitHub lists both.
func (o object) isPull() bool {
	return o["pull_request"] != nil || strings.Contains(o.address(), "/pull/")
}

func (o object) author() string {
	for _, k := range []string{"user", "author"} {
		if who, ok := o[k].(map[string]any); ok {
			return object(who).text("login", "username", "name")
		}
	}
	return ""
}

func (o object) opened() hindsight.Moment { return o.moment("created_at", "createdAt") }
func (o object) closed() hindsight.Moment { return o.moment("closed_at", "closedAt") }
func (o object) comments() []object       { return o.list("comments", "notes", "comments_list") }

// address is where people read the issue; `url` may be the API's.
func (o object) address() string {
	for _, u := range []string{o.text("html_url"), o.text("web_url"), o.text("url")} {
		if strings.HasPrefix(u, "http") && !strings.Contains(u, "://api.") && !strings.Contains(u, "/api/v") {
			return u
		}
	}
	return ""
}

func (o object) labels() (names []string) {
	for _, l := range o.list("labels") {
		names = append(names, strings.ToLower(l.text("name", "title")))
	}
	plain, _ := o["labels"].([]any)
	for _, l := range plain {
		if s, ok := l.(string); ok {
			names = append(names, strings.ToLower(s))
		}
	}
	return names
}

var (
	outageLabelRE = regexp.MustCompile(`^(?:.*[\s:/-])?(?:status|incident|outage|down|downtime|degraded|postmortem)$`)
	outageTitleRE = regexp.MustCompile(`(?i)\bis (?:down|degraded)\b|experiencing degraded`)
)

// isOutage says that the issue is kept by a status page: it is open while the
// failure lasts. Any other may be closed weeks after.
func (o object) isOutage() bool {
	return slices.ContainsFunc(o.labels(), outageLabelRE.MatchString) || outageTitleRE.MatchString(o.text("title"))
}

var stateLeadRE = regexp.MustCompile(`^[*_]{2}([A-Za-z][A-Za-z -]{2,20}?):?[*_]{2}:?\s`)

// updates are when the issue was opened, what was said below it, and when it
// was closed, in order of time.
func (o object) updates(base string) []incidentpage.Update {
	opening, closing := hindsight.KindUpdate, hindsight.KindUpdate
	if o.isOutage() {
		opening, closing = hindsight.KindInvestigating, hindsight.KindResolved
	}
	list := []incidentpage.Update{{At: o.opened(), Kind: opening, Text: "Opened"}}
	for _, c := range o.comments() {
		if v, _ := c["system"].(bool); v { // GitLab's own notes: "changed the description"
			continue
		}
		said := c.text("body", "bodyText", "note")
		u := incidentpage.Update{At: c.opened(), Kind: hindsight.KindUpdate, Text: body.From(said, base)}
		if m := stateLeadRE.FindStringSubmatch(said); m != nil && o.isOutage() {
			u.Kind = cmp.Or(incidentpage.State(m[1]), u.Kind)
		}
		if strings.TrimSpace(u.Text) != "" {
			list = append(list, u)
		}
	}
	if at := o.closed(); !at.IsZero() {
		said := "Closed"
		if why := strings.ToLower(o.text("state_reason", "stateReason")); strings.HasPrefix(why, "not") || why == "duplicate" {
			said, closing = "Closed as "+strings.ReplaceAll(why, "_", " "), hindsight.KindUpdate
		}
		list = append(list, incidentpage.Update{At: at, Kind: closing, Text: said})
	}
	slices.SortStableFunc(list, func(a, b incidentpage.Update) int { return a.At.Compare(b.At) })
	return list
}

func (o object) postmortem(in hindsight.Input, only bool) (hindsight.Postmortem, error) {
	link := o.address()
	if link == "" && only && !strings.Contains(in.URL, "/api") {
		link = in.URL
	}
	text := body.From(o.text("body", "description", "bodyText"), link)
	list := o.updates(link)
	if strings.TrimSpace(text) == "" && len(o.comments()) == 0 {
		return hindsight.Postmortem{}, errors.New("neither a text nor comments")
	}
	p := hindsight.Postmortem{
		Title: clean.Title(o.text("title")), Date: o.opened(), Timeline: incidentpage.Events(list),
		Body: body.Join(text, incidentpage.Section(list)),
	}
	p.Extra, _ = hindsight.NewExtra([]hindsight.Field{{Key: "labels", Values: o.labels()}, {Key: "issue", Values: []string{o.text("number", "iid")}}})
	sum := hindsight.TextHash(hindsight.HashLines, p.Title, p.Body)
	p.Source = hindsight.Source{Importer: hindsight.ImporterIssue, URL: link, ID: cmp.Or(link, hindsight.HashID+sum), Author: o.author(),
		SHA256: sum, Licence: hindsight.LicenceUnknown}
	return p, nil
}
