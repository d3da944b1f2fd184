package facts

import (
	"strings"
	"sync"
)

// Bounds on a text that names one known organisation.
const (
	namedText    = 20_000 // bytes that are searched
	namedOpening = 300    // bytes of the opening that name it, where the title does not
	namedOften   = 2
	namedOurs    = 3 // times that the text says "we", "our" or "us"
)

// onlyNamed is the one known organisation that a text names: in its title or
// opening, and again, where it speaks in the first person; twice anywhere, where
// it speaks in nobody's name and of nobody whom it depends on. Those whose tools
// everybody uses are named by everybody, and do not count.
func onlyNamed(title, text string) string {
	text = head(text, namedText)
	ours := len(firstPersonRE.FindAllString(text, namedOurs)) >= namedOurs
	all, opening := title+"\n"+text, title+"\n"+head(text, namedOpening)
	found := ""
	for called, n := range countNamed(all) {
		name := namedAlone().names[called]
		switch {
		case name == found || n < namedOften || ours && !hasWord(opening, called):
			continue
		case !strings.Contains(called, " ") && hasWord(all, strings.ToLower(called)): // a common word
			continue
		case found != "":
			return ""
		}
		found = name
	}
	if found != "" && !ours && dependsRE.MatchString(text) {
		return ""
	}
	return found
}

// countNamed counts what a text calls those of namedAlone.
func countNamed(text string) map[string]int {
	count := map[string]int{}
	known := namedAlone()
	for at := 0; at < len(text); {
		if !isNamePart(text[at]) {
			at++
			continue
		}
		end := at + 1
		for end < len(text) && isNamePart(text[end]) {
			end++
		}
		for _, called := range known.byWord[text[at:end]] {
			if rest, ok := strings.CutPrefix(text[at:], called); ok && (rest == "" || !isNamePart(rest[0])) {
				count[called]++
			}
		}
		at = end
	}
	return count
}

type namesAlone struct {
	names  map[string]string   // by what they are called
	byWord map[string][]string // what they are called, by its first word
}

// namedAlone are the names that make a text theirs, and what else they are
// called: "Example" of the Example Foundation.
var namedAlone = sync.OnceValue(func() namesAlone {
	all := namesAlone{map[string]string{}, map[string][]string{}}
	for host, name := range organisations {
		if vendors[host] || tools[name] {
			continue
		}
		first, rest, _ := strings.Cut(name, " ")
		for _, called := range []string{name, first} {
			low := strings.ToLower(called)
			if len(called) < 4 || called == low || notNames[low] || called != name && !kindsOfFirm[rest] || all.names[called] != "" {
				continue
			}
			all.names[called] = name
			word := called
			if i := strings.IndexFunc(called, func(r rune) bool { return r < 0x80 && !isNamePart(byte(r)) }); i > 0 {
				word = called[:i]
			}
			all.byWord[word] = append(all.byWord[word], called)
		}
	}
	return all
})
