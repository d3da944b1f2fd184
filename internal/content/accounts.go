package content

import (
	"fmt"
	"slices"

	"hindsight"
)

// accounts checks what one file says of others that tell of its incident, as
// far as it can be told without them.
func (c *checker) accounts(e hindsight.Entry) {
	for _, said := range []struct {
		key string
		ids []string
	}{{"same-as", e.SameAs}, {"not-same-as", e.NotSameAs}} {
		for n, id := range said.ids {
			switch {
			case CheckPath(hindsight.Folder+id+".md") != nil:
				c.add(said.key, "%.200q names no postmortem; want <organisation>/<file name without .md>", id)
			case id == e.ID():
				c.add(said.key, "%s is this postmortem itself; take it out", id)
			case slices.Contains(said.ids[:n], id):
				c.add(said.key, "%s twice", id)
			case said.key == "not-same-as" && slices.Contains(e.SameAs, id):
				c.add(said.key, "%s stands under same-as, too; take one of the two out", id)
			}
		}
	}
}

// CheckAccounts names what several files say of each other that cannot be:
// same-as and not-same-as that name nobody, and two that one of them calls
// accounts of one incident, if only by way of a third, and the other does not.
// line finds the line of a key in the file at path.
func CheckAccounts(entries []hindsight.Entry, line func(path, key string) int) []error {
	var problems []error
	add := func(e hindsight.Entry, key, format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s:%d: %s: %s", e.Path, line(e.Path, key), key, fmt.Sprintf(format, args...)))
	}
	there := map[string]bool{}
	var said []hindsight.Entry // without what is denied
	for _, e := range entries {
		there[e.ID()] = true
		said = append(said, hindsight.Entry{Path: e.Path, SameAs: e.SameAs})
	}
	same := hindsight.Accounts(said)
	for _, e := range entries {
		for _, id := range e.SameAs {
			if !there[id] && CheckPath(hindsight.Folder+id+".md") == nil {
				add(e, "same-as", "%s is not there; take it out", id)
			}
		}
		for _, id := range e.NotSameAs {
			switch {
			case slices.Contains(e.SameAs, id): // the file alone shows it
			case !there[id] && CheckPath(hindsight.Folder+id+".md") == nil:
				add(e, "not-same-as", "%s is not there; take it out", id)
			case slices.Contains(same[e.ID()], id):
				add(e, "not-same-as", "same-as in another file makes %s an account of the same incident; take one of the two out", id)
			}
		}
	}
	return problems
}
