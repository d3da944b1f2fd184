package facts

import (
	"strings"
	"testing"
)

// Where a pattern matches, the words that stand before it in the code do too:
// each of these texts is one that a pattern is for.
func TestMentions(t *testing.T) {
	for _, text := range []string{
		"At Kettle, we run mail.", "We at Kettle", "the team here at Kettle", "We, the Kettle team, are sorry", "The Kettle Team", "Kettle SRE",
		"Kettle service and our", "help us improve Kettle", "us to improve the Kettle", "© 2021 Kettle", "(C) Kettle", "Copyright Kettle",
	} {
		matched := false
		for _, s := range speakers {
			if s.re.MatchString(text) {
				matched = true
				if !mentions(text, s.words...) {
					t.Errorf("%q matches %v and has none of %q", text, s.re, s.words)
				}
			}
		}
		if !matched {
			t.Errorf("%q matches no speaker", text)
		}
	}
	for _, text := range []string{
		"Unlike the outage in May, this", "similar to an incident", "same as the issue", "Just like that outage", "as in the outage", "AS WITH our outage",
		"compared to the crash", "in contrast to the breach", "reminiscent of an attack", "in addition to the bug", "unrelated to the event",
		"not related to the failure", "separate from the issue", "different from the outage",
		"a previous outage", "the prior incident", "last week's outage", "last year issue", "historical outages",
		"has happened before", "had occurred once", "have happened already", "in the past", "the last time", "previously seen",
		"an older bug", "the preceding incident", "earlier outage",
	} {
		if !comparedIncidentRE.MatchString(text) && !otherIncidentRE.MatchString(text) {
			t.Errorf("%q speaks of no other incident", text)
		}
		if ofThisOne(text) == text {
			t.Errorf("%q is kept as it is", text)
		}
	}
	for _, text := range []string{"All times are in UTC", "Timeline (PST)", "Timestamps: CET", "hours in JST", "DATES IN UTC", "TZ UTC", "time zone UTC"} {
		if _, ok := statedZone(text); ok != (zoneStatementRE.MatchString(text)) || !ok {
			t.Errorf("%q: zone stated %v, want true", text, ok)
		}
	}
	if !mentions("A REPORTEDLY b", "reportedly") || mentions(strings.Repeat("x", 9), "y") {
		t.Error("mentions goes by case, or finds what is not there")
	}
}
