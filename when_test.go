package hindsight

import (
	"testing"
	"time"
)

func TestWhen(t *testing.T) {
	for name, c := range map[string]struct {
		started, detected, mitigated, resolved, published string
		timeline                                          []string
		want                                              string
	}{
		"nothing known":                   {},
		"publication alone":               {published: "2020-05-01", want: "2020-05-01"},
		"start before publication":        {started: "2020-04", published: "2020-05-01", want: "2020-04"},
		"start as precise as stated":      {started: "1997", want: "1997"},
		"detected where no start is":      {detected: "2020-04-02T10:00:00Z", resolved: "2020-04-03", want: "2020-04-02T10:00:00Z"},
		"mitigated":                       {mitigated: "2020-04-02", resolved: "2020-04-03", want: "2020-04-02"},
		"resolved":                        {resolved: "2020-04-03", published: "2020-05-01", want: "2020-04-03"},
		"leaked long before anyone saw":   {started: "2023-03-03", detected: "2024-06-28", published: "2024-07-08", want: "2024-06-28"},
		"noticed after 90 days":           {started: "2023-01-01", detected: "2023-04-02", want: "2023-01-01"},
		"noticed after 91 days":           {started: "2023-01-01", detected: "2023-04-03", want: "2023-04-03"},
		"some day of a year, noticed":     {started: "2023", detected: "2023-12-24", want: "2023"},
		"earliest exact entry":            {timeline: []string{"2020-04-02T10:00:00Z", "2020-04-01T09:00:00Z", "2020-03"}, want: "2020-04-01T09:00:00Z"},
		"entry of the background":         {timeline: []string{"2019-01-01T00:00:00Z", "2020-04-02T10:00:00Z"}, published: "2020-04-20", want: "2020-04-02T10:00:00Z"},
		"entries of the background alone": {timeline: []string{"2019-01-01T00:00:00Z"}, published: "2020-04-20", want: "2020-04-20"},
		"days of a timeline":              {timeline: []string{"2020-04-02"}, published: "2020-04-20", want: "2020-04-20"},
	} {
		e := Entry{Postmortem: Postmortem{Date: parsed(t, c.published), Body: "Text.", Incident: Incident{
			parsed(t, c.started), parsed(t, c.detected), parsed(t, c.mitigated), parsed(t, c.resolved)}}}
		for _, at := range c.timeline {
			e.Timeline = append(e.Timeline, Event{At: parsed(t, at)})
		}
		for _, publish := range []string{PublishFull, PublishExcerpt, PublishLink, "nobody knows"} {
			e.Publish = publish
			if got := e.Published().When().String(); got != c.want {
				t.Errorf("%s, publish %q: %q, want %q", name, publish, got, c.want)
			}
			if got := e.Published().Published().When().String(); got != c.want {
				t.Errorf("%s, published twice as %q: %q, want %q", name, publish, got, c.want)
			}
		}
	}
}

func TestLengths(t *testing.T) {
	const unknown = -1
	for name, c := range map[string]struct {
		started, detected, mitigated, resolved string
		lasted, noticed, mitigatedAfter        time.Duration
	}{
		"nothing known":         {lasted: unknown, noticed: unknown, mitigatedAfter: unknown},
		"all four":              {"2020-01-01T10:00:00Z", "2020-01-01T10:05:00Z", "2020-01-01T11:00:00Z", "2020-01-02T10:00:00Z", 24 * time.Hour, 5 * time.Minute, time.Hour},
		"mitigated alone":       {started: "2020-01-01T10:00:00Z", mitigated: "2020-01-01T11:00:00Z", lasted: time.Hour, noticed: unknown, mitigatedAfter: time.Hour},
		"resolved on a day":     {"2020-01-01T10:00:00Z", "", "2020-01-01T11:00:00Z", "2020-01-02", time.Hour, unknown, time.Hour},
		"start on a day":        {"2020-01-01", "2020-01-01T10:05:00Z", "", "2020-01-02T10:00:00Z", unknown, unknown, unknown},
		"noticed at once":       {"2020-01-01T10:00:00Z", "2020-01-01T10:00:00Z", "", "", unknown, 0, unknown},
		"noticed before":        {"2020-01-01T10:00:00Z", "2020-01-01T09:00:00Z", "", "", unknown, unknown, unknown},
		"over when it began":    {started: "2020-01-01T10:00:00Z", resolved: "2020-01-01T10:00:00Z", lasted: unknown, noticed: unknown, mitigatedAfter: unknown},
		"more than 400 days":    {started: "2020-01-01T10:00:00Z", resolved: "2021-03-01T10:00:00Z", lasted: unknown, noticed: unknown, mitigatedAfter: unknown},
		"a year and some weeks": {started: "2020-01-01T10:00:00Z", resolved: "2021-01-30T10:00:00Z", lasted: 395 * 24 * time.Hour, noticed: unknown, mitigatedAfter: unknown},
	} {
		i := Incident{parsed(t, c.started), parsed(t, c.detected), parsed(t, c.mitigated), parsed(t, c.resolved)}
		for _, l := range []struct {
			what string
			of   func() (time.Duration, bool)
			want time.Duration
		}{{"lasted", i.Lasted, c.lasted}, {"noticed", i.NoticedAfter, c.noticed}, {"mitigated", i.MitigatedAfter, c.mitigatedAfter}} {
			if d, ok := l.of(); ok != (l.want != unknown) || ok && d != l.want {
				t.Errorf("%s: %s %v %v, want %v", name, l.what, d, ok, l.want)
			}
		}
	}
}

func parsed(t *testing.T, s string) Moment {
	t.Helper()
	m, err := ParseMoment(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
