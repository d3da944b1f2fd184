package prose

import (
	"strings"
	"unicode"
)

// An Opening is what the first word of a sentence says of the one before it.
type Opening int

// Openings.
const (
	Free    Opening = iota // it stands alone
	Linked                 // "Additionally, …": it goes on, but is understood by itself
	Leaning                // "This …": nobody understands it alone
)

var (
	leaning = set("this these that those it its they them their theirs he him his she her hers such which who whose both another here there " +
		"but so or and because while as although though otherwise hence once")
	linking = set("however also then additionally furthermore moreover further finally therefore thus consequently unfortunately instead similarly " +
		"likewise meanwhile")
)

// OpeningOf tells it of a sentence.
func OpeningOf(sentence string) Opening {
	first, _, _ := strings.Cut(strings.TrimSpace(sentence), " ")
	first = strings.TrimFunc(strings.ToLower(first), func(r rune) bool { return !unicode.IsLetter(r) })
	if w, _, ok := strings.Cut(strings.ReplaceAll(first, "’", "'"), "'"); ok {
		first = w // "it's"
	}
	switch {
	case leaning[first]:
		return Leaning
	case linking[first]:
		return Linked
	}
	return Free
}
