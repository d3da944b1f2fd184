package site

import (
	"html"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"hindsight"
)

// The page about the archive shows the figures of figures.yaml, and none where
// the tags are another's.
func TestFiguresOfTags(t *testing.T) {
	theme := fstest.MapFS{figuresName: {Data: []byte("documents: 4321\nmain-class: {by-incident: 0.617, by-source: 0.584}\nclasses:\n" +
		"  dns: {reports: 97, main: 9, precision: 0.531, recall: 0.425, f1: 0.5}\n  no-such-class: {reports: 8888, main: 0, precision: 1, recall: 1, f1: 1}\n")}}
	for name, c := range map[string]struct {
		builtin bool
		want    string // words of the page, in this order
		not     string
	}{
		"builtin": {true, `4321 .*Of hundred.* 62 % 58 % .*DNS 97 53 % 43 % `, "8888"},
		"own":     {false, `has not been measured`, "4321"},
	} {
		figures := map[string]any(nil)
		if c.builtin {
			var err error
			if figures, err = tagFigures(theme, taxonomy); err != nil {
				t.Fatal(err)
			}
			if n := len(figures["classes"].([]shownClass)); n != 1 {
				t.Errorf("%d classes", n)
			}
		}
		o := Options{BuiltinTags: c.builtin, Theme: overlaid{theme}}
		dir, _ := build(t, o, fixtures()[:1])
		words := strings.Join(strings.Fields(html.UnescapeString(tagRE.ReplaceAllString(tree(t, dir)["about.html"], " "))), " ")
		if !regexp.MustCompile(c.want).MatchString(words) || strings.Contains(words, c.not) {
			t.Errorf("%s: want %s and no %s in %s", name, c.want, c.not, words)
		}
	}
}

// overlaid is the built-in theme with files of its own over it.
type overlaid struct{ over fstest.MapFS }

func (o overlaid) Open(name string) (fs.File, error) {
	if _, ok := o.over[name]; ok {
		return o.over.Open(name)
	}
	return hindsight.Theme.Open(name)
}

var tagRE = regexp.MustCompile(`<[^>]*>`)

// The built-in figures can be read, and name every class of the taxonomy that
// comes with them.
func TestBuiltinFigures(t *testing.T) {
	figures, err := tagFigures(hindsight.Theme, hindsight.Taxonomy{{ID: "certificates"}, {ID: "operations"}})
	if err != nil || figures["documents"] == 0 || len(figures["classes"].([]shownClass)) != 2 {
		t.Errorf("%v: %v", figures, err)
	}
	for _, m := range figures["measures"].([]shownMeasure) {
		if m.Incident <= 0 || m.Incident > 100 || m.Source <= 0 || m.Source > 100 {
			t.Errorf("%+v", m)
		}
	}
}
