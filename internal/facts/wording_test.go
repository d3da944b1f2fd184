package facts

import (
	"slices"
	"strings"
	"testing"
)

// The code knows each list of phrases.txt.
func TestListsAreRead(t *testing.T) {
	for name := range unclaimed {
		t.Errorf("phrases.txt: nothing reads [%s]", name)
	}
}

// How a text is cut: what phrases run across, and what not.
func TestCut(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "",
		"It was DOWN":                  "it was down",
		"no, more errors":              "no . more errors",
		"back  up":                     "back . up",
		"follow-up":                    "follow <hyphen> up",
		"post - mortem":                "post . mortem",
		"it didn't, it doesn’t":        "it didnt . it doesnt",
		"the team's and we've":         "the team s and we ve",
		"can't":                        "cant",
		"release 1.2.3 was published":  "release 1 2 3 was published",
		"end_time _start_ x":           "end_time _start_ x",
		"über-großer Ausfall":          "über <hyphen> großer ausfall",
		"(see https://a.example/down)": "see https . a example . down",
		"..":                           "",
	} {
		words, at := cut(text)
		if got := strings.Join(words, " "); got != want || len(at) != len(words) {
			t.Errorf("%q: %q with %d places, want %q", text, got, len(at), want)
		}
	}
}

func TestAdjoins(t *testing.T) {
	for _, tt := range []struct {
		between string
		most    int
		want    bool
	}{
		{"", 0, true}, {" at ", 4, true}, {" at ", 3, false}, {" für ", 5, true},
		{" on example.com at ", 40, true}, {" it. ", 40, false}, {".", 40, false}, {" a; b ", 40, false}, {" at 9 ", 40, false},
	} {
		if got := adjoins(tt.between, tt.most); got != tt.want {
			t.Errorf("%q within %d: %v, want %v", tt.between, tt.most, got, tt.want)
		}
	}
}

// A phrase beside another list's counts, one that is part of another does not.
func TestBeside(t *testing.T) {
	for text, want := range map[string]bool{
		"Users reported it.":                         true,
		"The reported incident is over.":             false,
		"The incident report was written.":           false,
		"The reported incident was detected by us.":  true,
		"We report that the incident report is late": true,
	} {
		if got := detects(text); got != want {
			t.Errorf("%q: tells how it was noticed %v, want %v", text, got, want)
		}
	}
}

// The tables are sorted and name nothing twice, so that two people who add a
// line do not meet.
func TestTables(t *testing.T) {
	for name, file := range map[string]string{
		"not-names.txt": notNamesFile, "team-names.txt": teamNamesFile, "vendors.txt": vendorsFile,
		"platforms.tsv": platformsFile, "organisations.tsv": organisationsFile, "forges.tsv": forgesFile, "tools.txt": toolsFile,
	} {
		var lines []string
		for line := range strings.Lines(file) {
			if !strings.HasPrefix(line, "#") {
				key, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
				lines = append(lines, key)
			}
		}
		if len(lines) < 10 || !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) {
			t.Errorf("%s: %d lines, sorted: %v, or one stands twice", name, len(lines), slices.IsSorted(lines))
		}
	}
}
