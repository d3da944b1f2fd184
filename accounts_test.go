package hindsight_test

import (
	"fmt"
	"testing"

	"hindsight"
)

func TestAccounts(t *testing.T) {
	for _, c := range []struct {
		name      string
		same, not map[string][]string
		want      string
	}{
		{"nothing said", nil, nil, "map[]"},
		{"one says it for both", map[string][]string{"o/a": {"o/b"}}, nil, "map[o/a:[o/b] o/b:[o/a]]"},
		{"both say it", map[string][]string{"o/a": {"o/b"}, "o/b": {"o/a"}}, nil, "map[o/a:[o/b] o/b:[o/a]]"},
		{"three of one incident", map[string][]string{"o/a": {"o/b"}, "o/c": {"o/b"}}, nil, "map[o/a:[o/b o/c] o/b:[o/a o/c] o/c:[o/a o/b]]"},
		{"not there, itself", map[string][]string{"o/a": {"o/x", "o/a"}}, nil, "map[]"},
		{"two of three are denied", map[string][]string{"o/a": {"o/b"}, "o/c": {"o/b"}}, map[string][]string{"o/c": {"o/a"}},
			"map[o/a:[o/b] o/b:[o/a o/c] o/c:[o/b]]"},
	} {
		var entries []hindsight.Entry
		for _, id := range []string{"o/a", "o/b", "o/c"} {
			entries = append(entries, hindsight.Entry{Path: hindsight.Folder + id + ".md", SameAs: c.same[id], NotSameAs: c.not[id]})
		}
		if got := fmt.Sprint(hindsight.Accounts(entries)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
