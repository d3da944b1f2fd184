package phrase

import (
	"fmt"
	"strings"
	"testing"
)

const exampleFile = `
# a comment
[repair]
fixed
$undo|was ($undo)? again
  $rolled-back twice

[$more]
one|two
three

[named like this]
$more * 
`

func TestReadLists(t *testing.T) {
	file := strings.Replace(exampleFile, "[repair]", "[$undo]\nundone\nreverted\n[repair]", 1)
	file = strings.Replace(file, "$more * ", "all $more", 1)
	lists, err := ReadLists("example.txt", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lists {
		got = append(got, l.Name+": "+joined(l.Phrases, ", "))
	}
	want := []string{
		"repair: fixed, undone, reverted, was (undone|reverted)? again, (rolled back|roll back|rollback) twice",
		"named like this: all (one|two|three)",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestReadPatterns(t *testing.T) {
	lists, err := ReadPatterns("example.txt", []byte("[$undo]\nundone|reverted\n[a]\n$undo & $undo @3\nwas $undo > by ! not\n[b]\nx"))
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(lists)
	want := "[{a [undone|reverted & undone|reverted @3 was (undone|reverted) > by ! not]} {b [x]}]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Files with a mistake, its line and a word of what is said of it.
func TestBadFiles(t *testing.T) {
	for _, tt := range []struct {
		file, want string
	}{
		{"fixed", "f.txt:1: a phrase stands above"},
		{"[a]\n# no phrase\n[b]\nx", "f.txt:3: nothing stands between"},
		{"[a]\nx\n[b]\n\n", "f.txt:4: nothing stands below"},
		{"[a]\nx\n[a]\ny", "f.txt:3: the heading \"a\" is empty or stands twice"},
		{"[]\nx", "f.txt:1: the heading \"\" is empty"},
		{"[$A]\nx", "f.txt:1: the set $A"},
		{"[$]\nx", "f.txt:1: the set $"},
		{"[$rolled-back]\nx", "f.txt:1: the set $rolled-back is there"},
		{"[a]\nx\n$none", "f.txt:3: no set $none"},
		{"[a]\nx\n\nUpper", "f.txt:4: \"Upper\""},
		{"[a]\nx & y", "f.txt:2: \"x & y\": want phrases alone"},
		{"[$s]\nx & y\n[a]\n$s", "f.txt:2: \"x & y\": want phrases alone"},
	} {
		if _, err := ReadLists("f.txt", []byte(tt.file)); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%q: %v, want an error that begins with %q", tt.file, err, tt.want)
		}
	}
	if _, err := ReadPatterns("f.txt", []byte("[a]\nx &")); err == nil || !strings.HasPrefix(err.Error(), "f.txt:2: ") {
		t.Errorf("a pattern: %v, want an error that begins with f.txt:2", err)
	}
}

func TestExpand(t *testing.T) {
	set := func(name string) (string, bool) {
		s, ok := map[string]string{"ab": "a|b c"}[name]
		return s, ok
	}
	for _, tt := range []struct{ pattern, want string }{
		{"$ab", "a|b c"},
		{"= x|$ab > $ab @3", "= x|a|b c > a|b c @3"},
		{"~ $ab ! $ab", "~ a|b c ! a|b c"},
		{"x $ab", "x (a|b c)"},
		{"$ab x", "(a|b c) x"},
		{"($ab)? x", "(a|b c)? x"},
		{"x|$none", "x|"},
	} {
		if got := Expand(tt.pattern, set); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.pattern, got, tt.want)
		}
	}
}

// Sets of sets grow manifold a line; what is too long is refused, and costs little.
func TestSetsOfSets(t *testing.T) {
	file := "[$a]\n" + strings.Repeat("aa|", 300) + "aa\n[$b]\n" + strings.Repeat("$a ", 8) + "\n[$c]\nx (" + strings.Repeat("$b|", 20) + "y)\n"
	_, err := ReadLists("f.txt", []byte(file))
	if err == nil || !strings.HasPrefix(err.Error(), "f.txt:6: ") || !strings.Contains(err.Error(), "bytes") || len(err.Error()) > 1000 {
		t.Errorf("%.1000v, want a short error about the bytes of line 6", err)
	}
	set := func(string) (string, bool) { return strings.Repeat("aa|", 1000) + "aa", true }
	if n := len(Expand(strings.Repeat("$a|", 1<<16), set)); n > 2*maxSource {
		t.Errorf("names of sets become %d bytes", n)
	}
}

func FuzzReadLists(f *testing.F) {
	f.Add([]byte(exampleFile))
	f.Add([]byte("[$a]\nb|c\n[d]\n$a $a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lists, err := ReadLists("f.txt", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.txt:") {
				t.Errorf("%v does not name the file", err)
			}
			return
		}
		for _, l := range lists {
			for _, p := range l.Phrases {
				if again, err := ParsePhrases(p.String()); err != nil || len(again) != 1 || again[0].String() != p.String() {
					t.Errorf("%s is read as %v, %v", p, again, err)
				}
			}
		}
	})
}
