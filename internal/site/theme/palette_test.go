package theme

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// What palette.go says of the style sheet is what stands there.
func TestColoursAreThoseOfTheStyleSheet(t *testing.T) {
	css, err := os.ReadFile("../../../assets/css/main.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range colours {
		found := regexp.MustCompile(c.property+`: (#[0-9a-f]{6});`).FindAllStringSubmatch(string(css), -1)
		if len(found) < 2 || found[0][1] != c.light || found[1][1] != c.dark {
			t.Errorf("%s: the style sheet has %v, palette.go %s and %s", c.property, found, c.light, c.dark)
		}
	}
	if f := (Palette{}).faint(); len(f) > 0 {
		t.Error(f)
	}
}

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.478}, {"#ff0000", "#ffffff", 3.998}, {"#123456", "#123456", 1}} {
		if got := contrast(rgb(c.a), rgb(c.b)); got < c.want-.01 || got > c.want+.01 {
			t.Errorf("%s on %s: got %.3f, want %.3f", c.a, c.b, got, c.want)
		}
	}
}

// What a reader chooses is what the system's wish would have given: the two
// lists of dark colours are one.
func TestSchemes(t *testing.T) {
	b, err := fs.ReadFile(hindsight.Theme, "assets/css/main.css")
	if err != nil {
		t.Fatal(err)
	}
	list := func(selector string) []string {
		_, rest, ok := strings.Cut(string(b), selector+" {")
		if !ok {
			t.Fatalf("no rule for %s", selector)
		}
		rest, _, _ = strings.Cut(rest, "}")
		return strings.Fields(strings.ReplaceAll(rest, "color-scheme: dark;", ""))
	}
	system, chosen := list(":root:not(.light)"), list("  :root.dark")
	if len(system) < 10 || !slices.Equal(system, chosen) {
		t.Errorf("as the system\n%q\nas chosen\n%q", system, chosen)
	}
}
