package main

import (
	"testing"

	"hindsight"
	"hindsight/internal/intake"
)

// A line on a document, as wide as the terminal where that is known, and one
// line whatever the text holds.
func TestMade(t *testing.T) {
	at := func(s string) hindsight.Moment {
		m, err := hindsight.ParseMoment(s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	whole := intake.Outcome{Status: "new", When: at("2024-03-14T10:00:00Z"), Organisation: "Acme", Classes: []string{"locking", "dns"}, Title: "A lock that nobody gave back for days", Path: "content/a.md"}
	for _, c := range []struct {
		o     intake.Outcome
		width int
		want  string
	}{
		{whole, 0, "new       2024-03-14  Acme  locking, dns  A lock that nobody gave back for days  content/a.md"},
		{whole, 77, "new       2024-03-14  Acme  locking, dns  A lock that nobody g…  content/a.md"},
		{whole, 20, "new       2024-03-14  Acme  locking, dns  A lock that nobody …  content/a.md"},
		{intake.Outcome{Status: "updated", Path: "content/a.md"}, 0, "updated   undated  no organisation  no class  no title  content/a.md"},
		{intake.Outcome{Status: "new", When: at("2024"), Organisation: "A\nB", Title: "x\x1b[31m\u202ey", Path: "content/a.md"}, 0, "new       2024  A B  no class  x [31m y  content/a.md"},
	} {
		if got := made(c.o, c.width); got != c.want {
			t.Errorf("%d:\n%q, want\n%q", c.width, got, c.want)
		}
	}
}
