package phrase

import (
	_ "embed"
	"maps"
	"regexp"
	"strings"
	"sync"
)

// sets.txt is the sets that every file of phrases can name.
//
//go:embed sets.txt
var setsFile []byte

var readSets = sync.OnceValue(func() map[string]string {
	f := fileReader{name: "sets.txt", sets: map[string]string{}}
	f.heading = func(name string) { panic("sets.txt: [" + name + "] is no set") }
	if err := f.read(setsFile); err != nil {
		panic(err) // a mistake in the file
	}
	return f.sets
})

func sharedSets() map[string]string { return maps.Clone(readSets()) }

var setNameRE = regexp.MustCompile(`\$[a-z0-9_-]*`)

// Expand replaces each $name in a pattern by the phrases of that set, in
// parentheses where it has words beside it. A name that set does not know is
// left out. What grows beyond what Parse takes is cut there: sets of sets
// would grow without end.
func Expand(source string, set func(name string) (string, bool)) string {
	var b strings.Builder
	last := 0
	for _, at := range setNameRE.FindAllStringIndex(source, -1) {
		if b.Len() > maxSource {
			return b.String()
		}
		b.WriteString(source[last:at[0]])
		phrases, _ := set(source[at[0]+1 : at[1]])
		if isAlone(source[:at[0]], source[at[1]:]) {
			b.WriteString(phrases)
		} else {
			b.WriteString("(" + phrases + ")")
		}
		last = at[1]
	}
	return b.String() + source[last:]
}

// isAlone says that what stands between before and after has no words beside it.
func isAlone(before, after string) bool {
	before, after = strings.TrimSpace(before), strings.TrimSpace(after)
	return (before == "" || strings.ContainsAny(before[len(before)-1:], "|&>!(~=")) && (after == "" || strings.ContainsAny(after[:1], "|&>!@)"))
}
