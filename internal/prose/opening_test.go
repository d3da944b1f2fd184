package prose

import "testing"

func TestOpeningOf(t *testing.T) {
	for s, want := range map[string]Opening{
		"":                               Free,
		"The resolver lost its zones.":   Free,
		"Thesis databases failed.":       Free,
		"We also added an alert.":        Free,
		"Additionally, we add an alert.": Linked,
		"*Finally* we add an alert.":     Linked,
		"This makes it safe.":            Leaning,
		"“It’s now checked.":             Leaning,
		" they check it.":                Leaning,
		"And then it failed.":            Leaning,
	} {
		if got := OpeningOf(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}
