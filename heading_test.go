package hindsight

import "testing"

// A heading says what happened; words for the report, trackers and the day that
// stands beside it fall away, and nothing else does.
func TestHeading(t *testing.T) {
	for _, c := range []struct{ title, started, date, want string }{
		{"RCA - Network Timeouts - West (Tracking ID CTH0-HZ8)", "", "", "Network Timeouts - West"},
		{"Storage - North (Tracking ID 8_K4-TD0)", "", "", "Storage - North"},
		{"Latency in the Portal - Mitigated (Tracking ID X)", "", "", "Latency in the Portal"},
		{"Post-mortem: service under load", "", "", "Service under load"},
		{"Postmortem: acme.sh breaking changes", "", "", "acme.sh breaking changes"},
		{"Post Mortem – The day the queue stood still", "", "", "The day the queue stood still"},
		{"Incident Report: Leaked token", "", "", "Leaked token"},
		{"[Postmortem] Two shards lost", "", "", "Two shards lost"},
		{"Summary of the Storage Disruption in the North", "", "", "Storage Disruption in the North"},
		{"Post-Mortem of Today's Partial Outage", "", "", "Today's Partial Outage"},
		{"The Acme gateway | Incident report", "", "", "The Acme gateway"},
		{"Gateway Infrastructure Incident Post-mortem", "", "", "Gateway Infrastructure Incident"},
		{"Incident on 2021-06-09 - Nobody can log in", "2021-06-09T10:00:00Z", "", "Nobody can log in"},
		{"Incident on 2021-06-09 - Nobody can log in", "2021-06-08", "2021-06-10", "Incident on 2021-06-09 - Nobody can log in"},
		{"2017-09-27, Hub 403", "", "2017-09-27", "Hub 403"},
		{"February 8th, 2019 - Queue slow", "2019-02-08", "", "Queue slow"},
		{"Post-Mortem: Conflict with gems on May 10, 2022", "2022-05-10", "", "Conflict with gems"},
		{"Queue slow (8 Feb 2019)", "2019-02-08", "", "Queue slow"},
		{"acme.io incident log for 2020-02-20", "2020-02-20", "", "acme.io incident log"},
		{"What we know since 2020-02-20", "2020-02-20", "", "What we know since 2020-02-20"},
		{"The outage at 2020-02-20", "2020-02-20", "", "The outage at 2020-02-20"},
		// What would be left is no title, or the piece is a part of it.
		{"Post-mortem: Outage", "", "", "Post-mortem: Outage"},
		{"Incident on 2020-02-25", "2020-02-25", "", "Incident on 2020-02-25"},
		{"Post-mortem: Deployment on January 17th, 2018", "2018-01-17", "", "Deployment on January 17th, 2018"},
		{"RCA", "", "", "RCA"},
		{"", "", "", ""},
		{"How the postmortem database was lost", "", "", "How the postmortem database was lost"},
		{"Resolved addresses were wrong", "", "", "Resolved addresses were wrong"},
		{"Queue slow on 31 February 2019", "2019-02-28", "", "Queue slow on 31 February 2019"},
		{"Queue slow in February 2019", "2019-02", "", "Queue slow in February 2019"},
	} {
		e := Entry{Postmortem: Postmortem{Title: c.title}}
		if c.started != "" {
			e.Incident.Started, _ = ParseMoment(c.started)
		}
		if c.date != "" {
			e.Date, _ = ParseMoment(c.date)
		}
		if got := e.Heading(); got != c.want {
			t.Errorf("%q: got %q, want %q", c.title, got, c.want)
		}
	}
}
