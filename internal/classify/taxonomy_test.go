package classify

import (
	"os"
	"strings"
	"testing"

	"hindsight/internal/yamltext"
)

func TestShippedTaxonomy(t *testing.T) {
	want := "certificates locking network noisy-neighbour dns config-change deployment software-bug capacity " +
		"cascading-failure datastore hardware-power dependency time security operations"
	var ids []string
	for _, c := range ShippedTaxonomy(t) {
		ids = append(ids, c.ID)
		if len(c.Counts) == 0 || len(c.CountsNot) == 0 || len(c.Examples) == 0 || len(c.Against) == 0 || len(c.Confused) == 0 {
			t.Errorf("class %s: counts, counts_not, examples, confused_with or against is empty", c.ID)
		}
	}
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("classes\n got %s\nwant %s", got, want)
	}
}

// Broken taxonomies and the error that each gets.
func TestBadTaxonomy(t *testing.T) {
	const good = "classes:\n- id: a\n  title: A\n  group: entry\n  definition: It is a.\n  cues:\n  - aa|bb\n"
	for _, tt := range []struct{ name, yaml, want string }{
		{"good", good, ""},
		{"unknown key", good + "  colour: red\n", `f:8: class a: unknown key "colour"`},
		{"unknown key at the top", "shapes: x\n" + good, `f:1: unknown key "shapes"`},
		{"key twice", good + "  title: B\n", `f:8:`},
		{"bad pattern", good + "  - aa & bb @77\n", `f:8: class a: cues: bad pattern`},
		{"bad pattern against", good + "  against:\n  - Xx\n", `f:9: class a: against: bad pattern`},
		{"unknown words", good + "  - $who & aa\n", `f:8: no word group $who`},
		{"bad words", "words:\n  who: Me|you\n" + good, `f:2: word group who`},
		{"id twice", good + strings.TrimPrefix(good, "classes:\n"), `f:8: class id "a" is taken by the class in line 2`},
		{"bad id", strings.Replace(good, "id: a", "id: A b", 1), `f:2: class id "A b"`},
		{"reserved id", strings.Replace(good, "id: a", "id: other", 1), `f:2: class id "other"`},
		{"the list of classes", strings.Replace(good, "id: a", "id: index", 1), `f:2: class id "index" is reserved`},
		{"further pages of a list", strings.Replace(good, "id: a", "id: page", 1), `f:2: class id "page" is reserved`},
		{"a feed", strings.Replace(good, "id: a", "id: feed", 1), `f:2: class id "feed" is reserved`},
		{"no definition", strings.Replace(good, "  definition: It is a.\n", "", 1), `f:2: class a: the key definition is missing`},
		{"empty definition", strings.Replace(good, "It is a.", `""`, 1), `f:5: class a: definition is empty`},
		{"no id", strings.Replace(good, "- id: a\n  title", "- title", 1), `f:2: class : the key id is missing`},
		{"bad group", strings.Replace(good, "entry", "species", 1), `f:2: class a: group "species"`},
		{"no cues", strings.Replace(good, "  cues:\n  - aa|bb\n", "", 1), `f:2: class a: no cues`},
		{"cues no list", strings.Replace(good, "  cues:\n  - aa|bb\n", "  cues: aa\n", 1), `f:6: class a: cues: want a list`},
		{"counts no list", good + "  counts: x\n", `f:8: class a: counts: want a list`},
		{"confused with", good + "  confused_with:\n    b: So.\n" + strings.TrimPrefix(strings.Replace(good, "id: a", "id: b", 1), "classes:\n"), ""},
		{"confused with nothing", good + "  confused_with:\n    b: So.\n", `f:9: confused_with: no class "b"`},
		{"confused no mapping", good + "  confused_with: b\n", `f:8: class a: confused_with: want keys and values`},
		{"class no mapping", "classes:\n- a\n", `f:2: class: want keys and values`},
		{"no classes", "words: {}\n", `f:1: no classes`},
		{"empty", "", `f:1:`},
		{"not YAML", "classes: [", `f:1:`},
		{"not YAML later", good + "\t- x\n", `f:8:`},
		{"too large", strings.Repeat("#", yamltext.Settings.Bytes+1), `f:1:`},
	} {
		_, err := LoadTaxonomy("f", []byte(tt.yaml))
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s\n got %v\nwant %s", tt.name, err, tt.want)
		}
	}
}

// Every mistake is reported, not only the first.
func TestAllMistakesAreReported(t *testing.T) {
	_, err := LoadTaxonomy("f", []byte("classes:\n- id: a\n  colour: red\n- id: b\n  group: x\n  shape: y\n"))
	for _, want := range []string{"f:3:", "f:6:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want a line with %s", err, want)
		}
	}
}

func FuzzLoadTaxonomy(f *testing.F) {
	data, err := os.ReadFile("../../taxonomy.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data[:3000])
	f.Add([]byte("classes:\n- id: a\n  title: A\n  group: entry\n  definition: D.\n  cues: [\"~ aa > bb @3 ! cc\"]\n"))
	f.Add([]byte("a: &x [*x]\nclasses: *x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tax, err := LoadTaxonomy("f", data)
		if err != nil {
			return
		}
		if _, err := New(tax); err != nil {
			t.Errorf("loads, but does not compile: %v", err)
		}
	})
}

// A small file whose patterns all name a large group grows a thousandfold.
func TestTaxonomyThatGrows(t *testing.T) {
	var file strings.Builder
	file.WriteString("words:\n  a: " + strings.Repeat("aa|", 390) + "bb\nclasses:\n- id: x\n  title: X\n  group: layer\n  definition: X\n  cues:\n")
	for range 20_000 {
		file.WriteString("  - $a\n")
	}
	_, err := LoadTaxonomy("t.yaml", []byte(file.String()))
	if err == nil || strings.Count(err.Error(), "\n") > 0 || !strings.Contains(err.Error(), "grow to more than") {
		t.Errorf("%.300v, want one error about growth", err)
	}
}
