package figure

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/wording"
)

func at(s string) hindsight.Moment {
	m, err := hindsight.ParseMoment(s)
	if err != nil {
		panic(err)
	}
	return m
}

// clock is a moment of one day, "" for an unknown one.
func clock(s string) hindsight.Moment {
	if s == "" {
		return hindsight.Moment{}
	}
	return at("2024-03-20T" + s + ":00Z")
}

func incident(started, detected, mitigated, resolved string) hindsight.Incident {
	return hindsight.Incident{Started: clock(started), Detected: clock(detected), Mitigated: clock(mitigated), Resolved: clock(resolved)}
}

func TestPhases(t *testing.T) {
	for _, c := range []struct {
		incident hindsight.Incident
		want     string
	}{
		{incident("08:00", "08:30", "09:00", "12:00"), "unnoticed 30 min, being fixed 30 min, recovering 3 h"},
		{incident("08:00", "", "", "12:00"), "lasted 4 h"},
		{incident("08:00", "", "09:00", "12:00"), "felt 1 h, recovering 3 h"},
		{incident("08:00", "08:10", "", "12:00"), "unnoticed 10 min, being fixed 3 h 50 min"},
		{incident("08:00", "08:00", "", "12:00"), "being fixed 4 h"},
		{incident("", "08:00", "", "12:00"), "being fixed 4 h"},
		{incident("08:00", "", "", ""), ""},
		{incident("", "", "", ""), ""},
		// what is out of order or not exact makes no phase
		{incident("08:00", "07:00", "", "12:00"), "lasted 4 h"},
		{incident("08:00", "08:30", "08:10", "12:00"), "unnoticed 30 min, being fixed 3 h 30 min"},
		{incident("08:00", "08:30", "", "07:00"), "unnoticed 30 min"},
		{hindsight.Incident{Started: at("2024-03-20"), Resolved: clock("12:00")}, ""},
		{hindsight.Incident{Started: at("2020-03-20T08:00:00Z"), Detected: clock("08:00"), Resolved: clock("12:00")}, ""},
	} {
		var got []string
		for _, p := range Phases(c.incident) {
			got = append(got, p.Kind.Words(wording.BuiltIn())+" "+wording.BuiltIn().Length(p.Length()))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%v: %q, want %q", c.incident, s, c.want)
		}
	}
}

// A drawing is what a test sees of an SVG: each element's attributes.
type drawing []map[string]string

// drawn reads an SVG as XML, which fails for what is not well formed.
func drawn(t testing.TB, svg string) (all drawing) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		if e, ok := token.(xml.StartElement); ok {
			element := map[string]string{"": e.Name.Local}
			for _, a := range e.Attr {
				element[a.Name.Local] = a.Value
			}
			all = append(all, element)
		}
	}
}

func coordinate(t testing.TB, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || x != x {
		t.Fatalf("%q is no coordinate", s)
	}
	return x
}

// The bars of all rows share one axis: a longer incident has a longer bar, a
// bar stays within its box, and its phases follow each other without a gap.
func TestBar(t *testing.T) {
	began, before := at("2024-03-20T08:00:00Z"), 0.0
	for _, d := range []time.Duration{10 * time.Second, 5 * time.Minute, time.Hour, 24 * time.Hour, 7 * 24 * time.Hour, 29 * 24 * time.Hour} {
		i := hindsight.Incident{Started: began, Detected: hindsight.At(began.Time().Add(d/2), hindsight.Instant), Resolved: hindsight.At(began.Time().Add(d), hindsight.Instant)}
		end := 0.0
		for _, e := range drawn(t, Bar(i))[1:] {
			x, w := 0.0, coordinate(t, e["width"])
			if e["x"] != "" {
				x = coordinate(t, e["x"])
			}
			if gap := x - end; gap > .11 || gap < -.11 || w <= 0 {
				t.Errorf("%s: a phase begins at %v after one that ends at %v", d, x, end)
			}
			end = x + w
		}
		if end <= before || end > barWidth+.2 {
			t.Errorf("%s: the bar ends at %v, that of a shorter incident at %v", d, end, before)
		}
		before = end
	}
	if got := Bar(hindsight.Incident{Started: began}); got != "" {
		t.Errorf("without an end: %s", got)
	}
}
