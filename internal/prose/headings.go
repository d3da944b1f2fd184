package prose

import (
	_ "embed"
	"strings"

	"hindsight/internal/phrase"
)

var (
	//go:embed headings.txt
	headingsFile []byte
	//go:embed headings-foreign.txt
	foreignFile []byte
	//go:embed heading-phrases.txt
	headingPhrasesFile []byte
)

// headings are whole headings, the only ones that count in running text
// ("Root cause: …").
var headings = func() (h struct {
	roles          map[string]Role
	before, behind map[string]bool // words that may stand there
}) {
	h.roles, h.before, h.behind = map[string]Role{}, map[string]bool{}, map[string]bool{}
	for _, list := range append(lists("headings.txt", headingsFile), lists("headings-foreign.txt", foreignFile)...) {
		for _, p := range list.Phrases {
			heading := p.String()
			switch list.Name {
			case "before a heading":
				h.before[heading] = true
			case "behind a heading":
				h.behind[heading] = true
			default:
				if _, english := h.roles[heading]; !english {
					h.roles[heading] = roleNamed(list.Name)
				}
			}
		}
	}
	return h
}()

// headingPhrases tell the role of a heading that is not known as a whole; the
// first list that has one counts.
var headingPhrases = func() (h struct {
	finder *phrase.Finder
	roles  []Role // of each list
}) {
	var phrases [][]phrase.Phrase
	for _, list := range lists("heading-phrases.txt", headingPhrasesFile) {
		name, _, _ := strings.Cut(list.Name, ":")
		h.roles = append(h.roles, roleNamed(name))
		phrases = append(phrases, list.Phrases)
	}
	h.finder = phrase.NewFinder(phrases...)
	return h
}()

func lists(name string, data []byte) []phrase.List {
	out, err := phrase.ReadLists(name, data)
	if err != nil {
		panic(err) // a mistake in the file
	}
	return out
}

func roleNamed(name string) Role {
	switch r := Role(name); r {
	case RoleSummary, RoleRootCause, RoleContributing, RoleWhatHappened, RoleImpact, RoleBackground, RoleDetection, RoleTimeline,
		RoleMitigation, RoleLessons, RoleFollowUp, RoleComments:
		return r
	}
	panic("no role of a section: " + name)
}

// unaccented is the letter below the accents of a Latin letter in lower case.
var unaccented = func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe"}
	for plain, accented := range map[string]string{
		"a": "àáâãäåā", "c": "çćč", "e": "èéêëē", "i": "ìíîïī", "n": "ñń", "o": "òóôõöøō", "u": "ùúûüū", "y": "ýÿ", "s": "śš", "z": "źżž",
	} {
		for _, r := range accented {
			m[r] = plain
		}
	}
	return m
}()
