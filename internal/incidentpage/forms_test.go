package incidentpage_test

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"hindsight"
	"hindsight/importers/dump"
	"hindsight/importers/feed"
	"hindsight/importers/statuspage"
	"hindsight/importers/webpage"
)

// The states, by what they mean.
var stateWords = map[string][]string{
	hindsight.KindInvestigating: {"Investigating", "Investigation", "Created", "Reported"},
	hindsight.KindIdentified:    {"Identified"},
	hindsight.KindMonitoring:    {"Monitoring", "Watching"},
	hindsight.KindResolved:      {"Resolved", "Completed", "Complete", "Fixed", "Recovered"},
	hindsight.KindUpdate:        {"Update", "Updated", "In progress", "Verifying", "Scheduled"},
}

// A form writes a page of made-up updates, the newest first, a minute apart.
type form struct {
	name string
	page func(states []string) hindsight.Importer
}

func input(data string) hindsight.Input {
	return hindsight.Input{Name: "in", URL: "https://status.acme.example/incidents/1", Data: []byte(data)}
}

// each writes one update after the other; a layout has the verbs of state,
// minute and text.
func each(states []string, layout string) string {
	var b strings.Builder
	for i, s := range states {
		fmt.Fprintf(&b, layout, s, len(states)-i+10, fmt.Sprintf("The disk is number %d.", i))
	}
	return b.String()
}

var forms = []form{
	{"feed", func(states []string) hindsight.Importer {
		text := each(states, "<p><small>Mar 3, 11:%[2]d UTC</small><br><strong>%[1]s</strong> - %[3]s</p>")
		return feed.New(input(`<rss version="2.0"><channel><title>Acme Status</title><item><title>Bookings fail</title>`+
			`<pubDate>Wed, 03 Mar 2021 12:00:00 +0000</pubDate><description>`+html.EscapeString(text)+`</description></item></channel></rss>`), feed.Options{})
	}},
	{"page of Statuspage", func(states []string) hindsight.Importer {
		return webpage.New(input(`<html><h1 class="incident-name">Bookings fail</h1><div class="subheader">Incident Report for <a>Acme</a></div>` +
			each(states, `<div><div class="update-title">%[1]s</div><div class="update-body">%[3]s</div><div class="update-timestamp">Posted 5 months ago. Mar 03, 2021 - 11:%[2]d UTC</div></div>`)))
	}},
	{"page of another maker", func(states []string) hindsight.Importer {
		return webpage.New(input(`<html><head><title>Bookings fail - Acme Status</title></head><body><h1>Bookings fail</h1>` +
			each(states, `<div><b>%[1]s</b> <time datetime="2021-03-03T11:%[2]d:00Z">3 March 2021 11:%[2]d</time><p>%[3]s</p></div>`)))
	}},
	{"JSON", func(states []string) hindsight.Importer {
		updates := each(states, `{"status": "%[1]s", "display_at": "2021-03-03T11:%[2]d:00Z", "body": "%[3]s"},`)
		return statuspage.New(input(`{"page": {"name": "Acme Status"}, "incident": {"id": "1", "name": "Bookings fail", "incident_updates": [` + strings.TrimSuffix(updates, ",") + `]}}`))
	}},
	{"pasted", func(states []string) hindsight.Importer {
		return dump.New(input("Bookings fail\nIncident Report for Acme\n"+each(states, "%[1]s\n%[3]s\nPosted Mar 03, 2021 - 11:%[2]d UTC\n")), "")
	}},
	{"pasted history", func(states []string) hindsight.Importer {
		return dump.New(input("Acme\nMar 3, 2021\nBookings fail\n"+each(states, "%[1]s - %[3]s\nMar 3, 11:%[2]d UTC\n")+"Update - Before.\nMar 3, 09:00 UTC\n"), dump.Statuspage)
	}},
}

func kinds(t *testing.T, i hindsight.Importer) []string {
	t.Helper()
	var all []string
	for p, err := range i.Import(t.Context()) {
		if err != nil {
			t.Error(err)
		}
		for _, e := range p.Timeline {
			all = append(all, e.Kind)
		}
	}
	return all
}

// TestStates: a word means the same in every form.
func TestStates(t *testing.T) {
	for _, f := range forms {
		for kind, words := range stateWords {
			for _, word := range words {
				got := kinds(t, f.page([]string{word, "Investigating"}))
				if len(got) < 2 || got[len(got)-1] != kind {
					t.Errorf("%s: %s: got %v, want %s at the end", f.name, word, got, kind)
				}
			}
		}
	}
}

// TestResolvesOnce: what says so again is an update, unless the incident was
// open again in between.
func TestResolvesOnce(t *testing.T) {
	for _, c := range []struct{ states, want string }{
		{"Resolved", "resolved"},
		{"Resolved Fixed", "resolved update"},
		{"Resolved Resolved Completed", "resolved update update"},
		{"Resolved Update Resolved", "resolved update update"},
		{"Resolved Investigating Resolved", "resolved investigating resolved"},
	} {
		states := strings.Fields("Investigating " + c.states)
		for _, f := range forms {
			newest := make([]string, len(states))
			for i, s := range states {
				newest[len(states)-1-i] = s
			}
			got := strings.Join(kinds(t, f.page(newest)), " ")
			if want := "investigating " + c.want; !strings.HasSuffix(got, want) {
				t.Errorf("%s: %s: got %s, want %s", f.name, c.states, got, want)
			}
		}
	}
}

// TestReport: the update that is the postmortem is the body, whatever it is called.
func TestReport(t *testing.T) {
	for _, f := range forms[:5] {
		for _, word := range []string{"Postmortem", "Root cause analysis", "RCA"} {
			if got := kinds(t, f.page([]string{word, "Resolved", "Investigating"})); strings.Join(got, " ") != "investigating resolved" {
				t.Errorf("%s: %s: got %v", f.name, word, got)
			}
		}
	}
}
