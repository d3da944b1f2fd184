package facts

import (
	"strings"
	"testing"
)

// The dumber way: every name of the table is asked.
func slowKnownName(name string) string {
	found := ""
	for _, n := range organisations {
		if n == name {
			return n
		}
		last := strings.HasSuffix(n, " "+name) && len(name) > 4
		first, rest, _ := strings.Cut(n, " ")
		if (last || first == name && len(name) > 3 && kindsOfFirm[rest]) && (found == "" || n < found) {
			found = n
		}
	}
	return found
}

func TestKnownName(t *testing.T) {
	called := map[string]bool{"": true, "Yard": true, "Inc": true}
	for _, n := range organisations {
		words := strings.Fields(n)
		for i := range words {
			for j := i + 1; j <= len(words); j++ {
				called[strings.Join(words[i:j], " ")] = true
			}
		}
		called[strings.ToLower(n)] = true
	}
	for name := range called {
		if got, want := knownName(name), slowKnownName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// Where an expression matches, the words that are looked for before it are there.
func TestSieves(t *testing.T) {
	for _, text := range []string{"Kettle engineers found", "Kettle's SREs", "the Kettle Admins", "Kettle on-call", "Kettle Employee", "Kettle staff", "Kettle Maintainers",
		"Kettle developers", "Kettle Infrastructure Team", "Kettle infra team", "Kettle operations Team", "Kettle Security Team", "Kettle team discovered", "Kettle Team was notified"} {
		if !staffRE.MatchString(text) || !hasAny(text, staffWords) {
			t.Errorf("%q: match %v, words %v", text, staffRE.MatchString(text), hasAny(text, staffWords))
		}
	}
	for _, text := range []string{"the backup of ", "a SNAPSHOT FROM the ", "dumps taken on ", "copy taken at ", "state dated ", "version of THE "} {
		if !takenThenRE.MatchString(text) || !takenThen(text) {
			t.Errorf("%q: match %v, by words %v", text, takenThenRE.MatchString(text), takenThen(text))
		}
	}
	for _, text := range []string{"yesterday at ", "Last Night ", "today, from ", "this morning ", "THIS AFTERNOON until ", "this evening by ", "tonight ", "earlier today since "} {
		if !relativeBeforeRE.MatchString(text) || !mentions(text, relativeWords...) {
			t.Errorf("%q: match %v", text, relativeBeforeRE.MatchString(text))
		}
	}
	for _, text := range []string{"at Kettle", "At kettle.io", "here at Kettle"} {
		if !nameBehind(text, "at ") {
			t.Errorf("%q: no name", text)
		}
	}
	if nameBehind("At 10:00 it was at rest. What a", "at ") {
		t.Error("a name where none is")
	}
}
