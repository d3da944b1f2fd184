package facts

import (
	"testing"

	"hindsight"
)

func TestLengthIn(t *testing.T) {
	start, _ := hindsight.ParseMoment("2021-03-03T10:00:00Z")
	for _, c := range []struct {
		in    string
		about bool
		want  string
	}{
		{"The outage lasted 43 minutes.", false, "2021-03-03T10:43:00Z"},
		{"The outage lasted 43 minutes.", true, "2021-03-03"},
		{"It was down for two hours and six minutes.", false, "2021-03-03T12:06:00Z"},
		{"An outage lasting 1h 50m followed.", false, "2021-03-03T11:50:00Z"},
		{"a 6-minute public outage", false, "2021-03-03T10:06:00Z"},
		{"for a duration of 21 hours and 35 minutes", false, "2021-03-04T07:35:00Z"},
		{"Calls failed for roughly an hour.", false, "2021-03-03"},
		{"It lasted approximately 5.5 hours.", false, "2021-03-03"},
		{"The outage lasted two hours.", false, "2021-03-03"},
		{"The outage lasted for about 13 hours.", false, ""},
		{"Entries are cached for 60 minutes.", false, ""},
		{"It took us 10 minutes to find the key.", false, ""},
		{"for several hours", false, ""},
	} {
		l, _ := lengthIn(c.in)
		if got := l.endFrom(start, c.about).String(); got != c.want {
			t.Errorf("%q, start about %v: got %q, want %q", c.in, c.about, got, c.want)
		}
	}
}
