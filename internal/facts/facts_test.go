package facts

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/prose"
)

// Each testdata/*.txt is a head of "key: value" lines (title, date, url,
// organisation, any number of "update: moment kind text"), an empty line, a
// body, a line "====", and what Complete makes of it. UPDATE_GOLDEN=1 writes
// the last part anew; read the diff.
func TestGolden(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join("testdata", "*.txt"))
	if len(paths) == 0 {
		t.Fatal("no fixtures in testdata")
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		input, want, _ := strings.Cut(string(data), "\n====\n")
		got := dump(complete(fixture(t, input)))
		if got == want {
			continue
		}
		if os.Getenv("UPDATE_GOLDEN") == "" {
			t.Errorf("%s\n got %s\nwant %s", path, got, want)
		} else if err := os.WriteFile(path, []byte(input+"\n====\n"+got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func fixture(t *testing.T, input string) (p hindsight.Postmortem) {
	head, body, _ := strings.Cut(input, "\n\n")
	p.Body = body
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "title":
			p.Title = value
		case "date":
			p.Date = moment(t, value)
		case "url":
			p.Source.URL = value
		case "organisation":
			p.Organisation = value
		case "update":
			f := strings.SplitN(value, " ", 3)
			p.Timeline = append(p.Timeline, hindsight.Event{At: moment(t, f[0]), Kind: f[1], Text: f[2]})
		default:
			t.Fatalf("unknown key %q", key)
		}
	}
	return p
}

func moment(t *testing.T, s string) hindsight.Moment {
	m, err := hindsight.ParseMoment(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// dump writes what Complete found, one fact a line.
func dump(p hindsight.Postmortem) string {
	var b strings.Builder
	for _, f := range []struct{ key, value string }{
		{"organisation", p.Organisation}, {"summary", p.Summary},
		{"started", p.Incident.Started.String()}, {"detected", p.Incident.Detected.String()},
		{"mitigated", p.Incident.Mitigated.String()}, {"resolved", p.Incident.Resolved.String()},
		{"review", strings.Join(p.Review, " ")},
	} {
		if f.value != "" {
			fmt.Fprintf(&b, "%s: %s\n", f.key, f.value)
		}
	}
	for _, e := range p.Timeline {
		at := e.At.String()
		if at == "" {
			at = "?"
		}
		if !e.Until.IsZero() {
			at += ".." + e.Until.String()
		}
		fmt.Fprintf(&b, "%s %s: %s\n", at, e.Kind, e.Text)
	}
	return b.String()
}

// complete is Complete with all the time in the world.
func complete(p hindsight.Postmortem) hindsight.Postmortem {
	p, _ = Complete(context.Background(), p, prose.Parse(p.Title, p.Body))
	return p
}

// TestCompleteEnds: who has no time left gets the reason, and no half of the
// facts for the whole.
func TestCompleteEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := hindsight.Postmortem{Title: "Outage", Body: "At 10:00 UTC on 1 March 2024 the disk was full."}
	if _, err := Complete(ctx, p, prose.Parse(p.Title, p.Body)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// Clock times without a day, in a zone that nobody names, are flagged.
func TestUndatedClocks(t *testing.T) {
	for body, want := range map[string]bool{
		"## Timeline\n\n- **9:14 AM**: search is slow\n- **9:31 AM**: exports starve it\n":   true,
		"## Timeline\n\n- **9:14 UTC**: search is slow\n- **9:31 UTC**: exports starve it\n": false,
		"## Timeline (UTC)\n\n- **9:14**: search is slow\n- **9:31**: exports starve it\n":   false,
		"## Timeline\n\n- search is slow\n- exports starve it\n":                             false,
	} {
		p := complete(hindsight.Postmortem{Title: "Search slow", Body: body})
		if got := strings.Contains(strings.Join(p.Review, " "), hindsight.ReviewNoZone); got != want {
			t.Errorf("%q: flagged %t, want %t", body, got, want)
		}
	}
}
