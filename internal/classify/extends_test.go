package classify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestExtends: a file that extends the built-in classes adds, changes and leaves
// out single ones; all others stay as they are, and in their order.
func TestExtends(t *testing.T) {
	const base = "words:\n  who: me|you\nclasses:\n" +
		"- {id: a, title: A, group: entry, definition: It is a., cues: [aa, $who & xx]}\n" +
		"- {id: b, title: B, group: layer, definition: It is b., cues: [bb], against: [nb]}\n"
	for _, tt := range []struct{ name, yaml, want string }{
		{"nothing else", "extends: built-in\n", "a A [aa me|you & xx] []; b B [bb] [nb]"},
		{"a class more", "extends: built-in\nclasses:\n- {id: c, title: C, group: entry, definition: D, cues: [$who]}\n", "a A [aa me|you & xx] []; b B [bb] [nb]; c C [me|you] []"},
		{"a title", "extends: built-in\nclasses:\n- {id: a, title: New}\n", "a New [aa me|you & xx] []; b B [bb] [nb]"},
		{"cues in place", "extends: built-in\nclasses:\n- {title: New, id: b, cues: [x]}\n", "a A [aa me|you & xx] []; b New [x] [nb]"},
		{"more cues", "classes:\n- {id: b, more_cues: [$own], more_against: [y]}\nwords: {own: z}\nextends: built-in\n", "a A [aa me|you & xx] []; b B [bb z] [nb y]"},
		{"other words for built-in cues", "extends: built-in\nwords: {who: they}\n", "a A [aa they & xx] []; b B [bb] [nb]"},
		{"without one", "extends: built-in\nwithout: [a]\n", "b B [bb] [nb]"},
		{"without all", "extends: built-in\nwithout: [a, b]\n", "f:1: no classes"},
		{"without an unknown one", "extends: built-in\nwithout: [x]\n", `f:2: without: "x" is no built-in class`},
		{"without a base", "without: [a]\nclasses: []\n", "f:1: without names classes of the built-in taxonomy"},
		{"extends something else", "extends: ../x\n", "f:1: extends: want built-in"},
		{"changed twice", "extends: built-in\nclasses:\n- {id: a, title: B}\n- {id: a, title: C}\n", `f:4: class id "a" is taken by the class in line 3`},
		{"more of a class of its own", "extends: built-in\nclasses:\n- {id: c, title: C, group: entry, definition: D, more_cues: [x]}\n", "f:3: class c: more_cues: adds to a built-in class"},
		{"an empty title", "extends: built-in\nclasses:\n- {id: a, title: ''}\n", "f:3: class a: title is empty"},
		{"no base given", "classes:\n- {id: b, title: B, group: layer, definition: D, cues: [x]}\n", "b B [x] []"},
	} {
		tax, err := LoadTaxonomyOver("f", []byte(tt.yaml), []byte(base))
		var all []string
		for _, c := range tax {
			all = append(all, fmt.Sprint(c.ID, " ", c.Title, " ", c.Cues, " ", c.Against))
		}
		got := strings.Join(all, "; ")
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, tt.want) || err == nil && got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
	if _, err := LoadTaxonomy("f", []byte("extends: built-in\n")); err == nil {
		t.Error("nothing to extend, and no error")
	}
	ids := func(list []ClassText) (out []string) {
		for _, c := range list {
			out = append(out, c.ID)
		}
		return out
	}
	shipped := shippedText(t)
	var want []string
	for _, c := range ShippedTaxonomy(t) {
		want = append(want, c.ID)
	}
	if got := ids(ClassTexts(shipped)); !slices.Equal(got, want) {
		t.Errorf("classes cut out of the file: %q, want %q", got, want)
	}
}
