package facts

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"hindsight"
)

// hostile are bodies of 64 KB that make each part work hard.
func hostile() map[string]string {
	bodies := map[string]string{}
	for name, unit := range map[string]string{
		"events": "- **10:42 UTC**: it broke\n", "days": "- 2020-01-02: it broke\n", "headings": "### 10:42\n\nIt broke.\n\n", "rows": "| 10:42 | it broke |\n",
		"columns": "| a ", "one line": "10:42 to 11:42 ", "hosts": "forum.a.example ", "mail": "support@b.example ", "names": "At Kettle, we ", "words": "a ",
		"zones": "all times are in UTC ", "bars": "|--", "fences": "```\n", "stars": "*a_ ", "between": "between ", "items": "- ", "lead": "at at at ",
		"since": "since 10:42 on 2020-01-02 it failed. ", "capitals": "Aa Bb Cc Dd ",
	} {
		bodies[name] = strings.Repeat(unit, 1<<16/len(unit))
	}
	var many strings.Builder
	for i := range 1 << 12 {
		many.WriteString("status.")
		for n := i + 1; n > 0; n /= 26 {
			many.WriteByte(byte('a' + n%26))
		}
		many.WriteString(".example\n")
	}
	bodies["different hosts"] = many.String()
	return bodies
}

// No body makes Complete slow. At a megabyte the slowest of these took four
// seconds on a busy machine of two cores, most under two; the minute here is
// only for what would never end.
func TestHostile(t *testing.T) {
	for name, body := range hostile() {
		done := make(chan hindsight.Postmortem, 1)
		go func() { done <- complete(hindsight.Postmortem{Title: "t", Body: body}) }()
		select {
		case p := <-done:
			if len(p.Timeline) > maxEvents {
				t.Errorf("%s: %d events", name, len(p.Timeline))
			}
		case <-time.After(time.Minute):
			t.Fatalf("%s: not done in a minute", name)
		}
	}
}

// A second run adds nothing, and the same input gives the same output.
func TestAgain(t *testing.T) {
	for name, body := range hostile() {
		p := hindsight.Postmortem{Title: "t", Body: body[:4000]}
		once := complete(p)
		if again := complete(p); !reflect.DeepEqual(once, again) {
			t.Errorf("%s: two runs differ", name)
		}
		if twice := complete(once); !reflect.DeepEqual(once, twice) {
			t.Errorf("%s: completing what is complete changes it", name)
		}
	}
}

func FuzzComplete(f *testing.F) {
	for _, body := range hostile() {
		f.Add("An incident on 2 May 2021", body[:200])
	}
	f.Add("t", "## Timeline\n\n10:00 UTC: it broke\n\n| Time | Event |\n|---|---|\n| 10:00 - 11:00 | x |\n")
	f.Fuzz(func(t *testing.T, title, body string) {
		p := complete(hindsight.Postmortem{Title: title, Body: body, Date: hindsight.At(time.Unix(1600000000, 0), hindsight.Day)})
		var last hindsight.Moment
		for _, e := range p.Timeline {
			if !e.At.IsZero() && e.At.Compare(last) < 0 {
				t.Fatalf("%v after %v", e.At, last)
			}
			if !e.At.IsZero() {
				last = e.At
			}
			if !e.Until.IsZero() && e.Until.Compare(e.At) < 0 || e.Text == "" || strings.Contains(e.Text, "\n") {
				t.Fatalf("bad event %+v", e)
			}
		}
		if in := p.Incident; before(in.Resolved, in.Started) || before(in.Detected, in.Started) || before(in.Mitigated, in.Started) {
			t.Fatalf("out of order: %+v", in)
		}
		if len(p.Summary) > maxSummary {
			t.Fatalf("summary of %d bytes", len(p.Summary))
		}
	})
}
