package intake_test

import (
	"testing"

	"hindsight/internal/intake"
)

// What is not English is said to be so, and gets no class of the English cues.
func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		name, text, lang string
		tagged           bool
	}{
		{"english.md", "# Search outage of 3 March 2021\n\nOn 3 March 2021 from 10:00 to 11:00 UTC the search was down, because the certificate of the load " +
			"balancer had expired. We renewed it, and the search was back at 11:00 UTC.\n", "", true},
		{"german.md", "# Ausfall der Suche am 3. März 2021\n\nAm 3. März 2021 war die Suche von 10:00 bis 11:00 Uhr nicht erreichbar, weil das certificate expired " +
			"war und uns niemand davor gewarnt hat. Wir haben es erneuert, danach lief alles wieder.\n", "de", false},
	} {
		a := newArchive(t, nil)
		path := a.write(c.name, c.text)
		in := a.intake(intake.Given{As: "markdown"}, true)
		jobs, err := in.Jobs(t.Context(), []string{path})
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range jobs {
			for d, err := range in.Documents(t.Context(), j) {
				if err != nil || d.Entry.Lang != c.lang || len(d.Entry.Classes) > 0 != c.tagged {
					t.Errorf("%s: lang %q, classes %v, %v", c.name, d.Entry.Lang, d.Entry.Classes, err)
				}
			}
		}
	}
}
