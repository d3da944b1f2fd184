package record

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed licences.txt
var licenceList string

// A Licence lets others pass a text on.
type Licence struct {
	ID  string // of SPDX, where it has one
	URL string // of its terms
}

var licences = func() map[string]Licence {
	out := map[string]Licence{}
	for line := range strings.Lines(licenceList) {
		if f := strings.Fields(line); len(f) == 2 && f[0] != "#" {
			out[bare(f[0])] = Licence{f[0], f[1]}
		}
	}
	return out
}()

// bare are the letters, digits and dots of a licence's name.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Open finds the licence that a source states for its text, among those that
// let others pass it on. What is not known to allow it does not.
func Open(stated string) (Licence, bool) {
	words := strings.FieldsFunc(stated, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("()[],;/", r) })
	for n := min(len(words), 4); n > 0; n-- {
		if l, ok := licences[bare(strings.Join(words[:n], ""))]; ok {
			return l, true
		}
	}
	return Licence{}, false
}
