package fetch

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"hindsight/internal/yamltext"
)

// stateKeys are the keys that a source has in sources.lock.
var stateKeys = []string{"entry", "url", "kind", "etag", "last_modified", "sha256", "commit", "full_text_missing", "gone", "failing-since", "error"}

// formerKeys were written by earlier versions; they count for nothing, and go
// when the file is written next.
var formerKeys = []string{"failures"}

// CheckLock says what is wrong in a sources.lock, and what a person should see
// in it: which sources are read at another address, which are not asked any
// more. Each is "name:line: …".
func CheckLock(name string, data []byte, sources []Source) (problems, notes []error) {
	lines := map[string]int{}
	for one, err := range lockedSources(name, data) {
		if err != nil {
			return append(problems, fmt.Errorf("%w; delete the file, or what is wrong in it: the next import sets it aside and asks every server "+
				"anew", err)), notes
		}
		if first, twice := lines[one.name]; twice {
			problems = append(problems, fmt.Errorf("%s:%d: %q stands twice, first on line %d", name, one.at.Line, one.name, first))
		}
		lines[one.name] = one.at.Line
		at := one.keyLines()
		for key, line := range at {
			if !slices.Contains(stateKeys, key) && !slices.Contains(formerKeys, key) {
				problems = append(problems, fmt.Errorf("%s:%d: %.60q is unknown: %sa source has %s here", name, line, key, hint(key, stateKeys),
					strings.Join(stateKeys, ", ")))
			}
		}
		n := slices.IndexFunc(sources, func(s Source) bool { return s.Name == one.name })
		if n < 0 || one.state.Entry != sources[n].Fingerprint() {
			continue // nothing counts that it says
		}
		problem, remarks := one.look(sources[n], at)
		problems, notes = append(problems, problem...), append(notes, remarks...)
	}
	return problems, notes
}

// keyLines are the lines of a source's keys.
func (one lockedSource) keyLines() map[string]int {
	at := map[string]int{}
	root, err := yamltext.Parse(one.text, one.at, yamltext.State)
	m, ok := root.(ast.MapNode)
	if err != nil || !ok {
		return at
	}
	for it := m.MapRange(); it.Next(); {
		fields, ok := it.Value().(ast.MapNode)
		if !ok {
			continue
		}
		for f := fields.MapRange(); f.Next(); {
			at[keyName(f.Key())] = line(f.Key()) + one.at.Line - 1
		}
	}
	return at
}

// look says what the file makes of a source of sources.yaml.
func (one lockedSource) look(s Source, at map[string]int) (problems, notes []error) {
	say := func(to *[]error, key, format string, args ...any) {
		*to = append(*to, fmt.Errorf("%s:%d: source %s %s", one.at.File, at[key], s.Name, fmt.Sprintf(format, args...)))
	}
	u, err := url.Parse(one.state.URL)
	switch {
	case one.state.URL == "":
	case err != nil || checkURL(one.state.URL) != "":
		say(&problems, "url", "has the url %.100q, which is no http or https address", one.state.URL)
	case s.owns(one.state.URL):
		say(&notes, "url", "is asked at %s, as its server has moved it; better say so in sources.yaml:%d", u.Redacted(), s.Line)
	default:
		say(&notes, "url", "was moved to another host, %s: as long as its own address leads there it is read there; if that is right, say so in "+
			"sources.yaml:%d", u.Redacted(), s.Line)
	}
	if one.state.Gone {
		say(&notes, "gone", "is said to be gone for good (410), and is asked only every %d days; if so, take it out of sources.yaml:%d, else delete "+
			"this line", gonePeriod, s.Line)
	}
	return problems, notes
}
