package site

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hindsight"
)

// What palette.go says of the style sheet is what stands there.
func TestColoursAreThoseOfTheStyleSheet(t *testing.T) {
	css, err := os.ReadFile("../../assets/css/main.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range colours {
		found := regexp.MustCompile(c.property+`: (#[0-9a-f]{6});`).FindAllStringSubmatch(string(css), -1)
		if len(found) < 2 || found[0][1] != c.light || found[1][1] != c.dark {
			t.Errorf("%s: the style sheet has %v, palette.go %s and %s", c.property, found, c.light, c.dark)
		}
	}
	if f := (palette{}).faint(); len(f) > 0 {
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

// Colours that are set rule the pages, the icon and the cards; what can hardly
// be read in them is named.
func TestOwnColours(t *testing.T) {
	yaml := "params: {colours: {light: {accent: '#005599'}, dark: {text: '#333333', background: '#222222'}}}\n"
	dir, report := build(t, Options{Overrides: fstest.MapFS{settingsName: {Data: []byte(yaml)}}}, fixtures()[:1])
	var named []string
	for _, p := range report.Skipped {
		named = append(named, p.Reason)
	}
	if got := strings.Join(named, "\n"); !strings.Contains(got, "params.colours.dark: text on background has a contrast of 1.2 to 1") || strings.Contains(got, "light") {
		t.Errorf("named: %s", got)
	}
	files, plain := tree(t, dir), ""
	for name, text := range files {
		if strings.HasPrefix(name, "css/") {
			plain += text
		}
	}
	if i := strings.LastIndex(plain, "--accent:#005599"); i < 0 || i < strings.LastIndex(plain, "--accent:#8a3b12") || !strings.Contains(plain, "--bg:#222222") {
		t.Errorf("the style sheet ends %q", plain[max(0, len(plain)-300):])
	}
	bare, _ := build(t, Options{Theme: hindsight.Theme}, fixtures()[:1])
	for name, text := range tree(t, bare) {
		if (strings.HasPrefix(name, iconFolder) || strings.HasPrefix(name, cardFolder)) && files[name] == text {
			t.Errorf("%s has the built-in colours", name)
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
	system, chosen := list(":root:not(.light)"), list("\n:root.dark")
	if len(system) < 10 || !slices.Equal(system, chosen) {
		t.Errorf("as the system\n%q\nas chosen\n%q", system, chosen)
	}
}
