package when

import "testing"

var eventLines = []struct{ line, at, text string }{
	{"15:54 UTC: a", "15:54 UTC", "a"},
	{"15:54: a", "15:54", "a"},
	{"3:54 pm PST - a", "3:54 pm PST", "a"},
	{"[10:25 AM PDT] a", "10:25 AM PDT", "a"},
	{"2020-06-08 07:00 - 08:30: a", "2020-06-08 07:00 - 08:30", "a"},
	{"2020-06-08T07:00:00Z – a", "2020-06-08T07:00:00Z", "a"},
	{"10/20/2022 - 15:38 CST - a", "10/20/2022 - 15:38 CST", "a"},
	{"Jan 5, 15:54 UTC | a", "Jan 5, 15:54 UTC", "a"},
	{"Mon, 5 Jan 2020 15:54 (UTC+2): a", "Mon, 5 Jan 2020 15:54 (UTC+2)", "a"},
	{"**15:54**: a", "15:54", "a"},
	{"15:54 a", "", ""},
	{"At 15:54: a", "", ""},
	{"3: a", "", ""},
	{"1.2.3: a", "", ""},
	{"15:54 UTC:", "", ""},
}

func TestEvent(t *testing.T) {
	for _, c := range eventLines {
		if at, text, _ := Event(c.line); at != c.at || text != c.text {
			t.Errorf("%q: got %q, %q, want %q, %q", c.line, at, text, c.at, c.text)
		}
	}
}
