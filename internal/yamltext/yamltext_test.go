package yamltext

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
)

var lim = Limits{Bytes: 1 << 20, Depth: 4, Keys: 5, Items: 6}

// TestBound holds what is refused, and that what stays within the limits is not.
func TestBound(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"comments", "# a\n# b\n", ""},
		{"null", "~\n", ""},
		{"text", "abc [[[[[[[[[[ def\n", ""},
		{"one document", "---\na: b\n...\n", ""},
		{"hyphens in text", "a: - - - - - -x\nb: \"- - - - - - -\"\n", "f:1: "},
		{"brackets in quotes", "a: \"[[[[[[[[[\"\nb: '{{{{{{{{{'\nc: x [[[[[[[[ y\nd: |\n  [[[[[[[[\n  - - - - - - -\n", ""},
		{"four levels", "a:\n  b:\n    c:\n      d: 1\n", ""},
		{"four levels of a list", "- - - - a\n", ""},
		{"a list in its key's column", "a:\n- b:\n  - c\n- d\ne: f\n", ""},
		{"brackets, four levels", "a: [[[b], c], {d: e}]\n", ""},
		{"levels that close again", "a:\n  b: {c: 1}\nd:\n  e: {f: 1}\ng:\n  - h: [1]\n  - i: [2]\n", ""},
		{"five keys", "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n", ""},
		{"six items", "a: [1, 2, 3, 4, 5, 6]\nb:\n  - 1\n  - 2\n  - 3\n  - 4\n  - 5\n  - 6\n", ""},
		{"a key of brackets", "[a, b]: c\nd: e\n", "f:1: found an invalid key"},

		{"five levels", "a:\n  b:\n    c:\n      d:\n        e: 1\n", "f:5: lists and mappings stand within each other, deeper than 4 levels"},
		{"five levels of a list", "- - - - - a\n", "f:1: lists and mappings stand"},
		{"brackets, five levels", "a: [[[[b]]]]\n", "f:1: lists and mappings stand"},
		{"braces, five levels", "{a: {a: {a: {a: {a: 1}}}}}\n", "f:1: lists and mappings stand"},
		{"brackets that nobody closes", "\n\n[[[[[[", "f:3: lists and mappings stand"},
		{"six keys", "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n", "f:6: more than 5 keys in one mapping"},
		{"six keys in braces", "{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}\n", "f:1: more than 5 keys in one mapping"},
		{"six keys after a level", "a: 1\nb:\n  x: 1\nc: 3\nd:\n- x\ne: 5\nf: 6\n", "f:8: more than 5 keys in one mapping"},
		{"seven items", "- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7\n", "f:7: more than 6 items in one list"},
		{"seven items in brackets", "[1, 2, 3, 4, 5, 6, 7]\n", "f:1: more than 6 items in one list"},
		{"anchor", "a: &b c\n", "f:1: anchors and aliases are not allowed"},
		{"alias", "a: *b\n", "f:1: anchors and aliases are not allowed"},
		{"merge key", "<<: {a: b}\n", "f:1: anchors and aliases are not allowed"},
		{"two documents", "a: b\n---\nc: d\n", "f:2: a second YAML document begins"},
		{"two empty documents", "---\n---\n", "f:2: a second YAML document begins"},
		{"text after the end", "a: b\n...\nc: d\n", "f:3: text after the end"},
		{"directive", "%YAML 1.2\n---\na: b\n", "f:1: directives (%) are not allowed"},
		{"explicit key", "? a\n: b\n", "f:1: keys that begin with \"?\""},
		{"hyphen in brackets", "[- a]\n", "f:1: a list item that begins with \"-\" stands within brackets"},
		{"the same key twice", "a: 1\nb: 2\na: 3\n", "f:3: "},
		{"conflict marks", "a: 1\n<<<<<<< ours\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n", "f:2: conflict marks of a merge"},
		{"the other half of a conflict", "a: 1\n=======\nb: 3\n", "f:2: conflict marks of a merge"},
		{"byte order mark", "\uFEFFa: b\r\nc: d\r\n", ""},
		{"cut off", "a: \"b", "f:1: could not find end character"},
		{"size", strings.Repeat("# a\n", 1<<18+1), "f:1: 1048580 bytes, more than 1048576"},
	} {
		_, err := Parse([]byte(c.in), Place{File: "f"}, lim)
		if got := fmt.Sprint(err); (c.want == "") != (err == nil) || !strings.HasPrefix(got, c.want) && err != nil || strings.Contains(got, "\n") {
			t.Errorf("%s: %.40q\n got %s\nwant %s…", c.name, c.in, got, c.want)
		}
	}
}

// TestCost gives each limit a document that is as large as it may be and as bad
// as it can be: reading it, or refusing it, takes less than 500 MB, and 2 s on a
// machine that has nothing else to do. (30 s are for one that has.)
func TestCost(t *testing.T) {
	rows := func(n int, format string) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	stairs := func(n int, step string) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat(" ", i) + step + "\n")
		}
		return b.String()
	}
	const most = 1 << 20
	worst := Limits{Bytes: most, Depth: Settings.Depth, Keys: State.Keys, Items: Settings.Items}
	for name, in := range map[string]string{
		"brackets": strings.Repeat("[", most), "braces": strings.Repeat("{a: ", most/4), "hyphens": strings.Repeat("- ", most/2), "question marks": strings.Repeat("? ", most/2),
		"closing brackets": strings.Repeat("]", most), "pairs of brackets": strings.Repeat("[],", most/3), "list of lists": "[" + strings.Repeat("[],", 1<<14) + "]",
		"colons": strings.Repeat("a: ", most/3), "stairs": stairs(most, "a:"), "stairs of hyphens": stairs(most, "-"),
		"keys": rows(most, "k%d: 1\n"), "keys in quotes": rows(most, "\"k%d\": 1\n"), "keys in braces": "{" + rows(most-2, "k%d: 1, "), "keys without values": rows(most, "k%d:\n"),
		"as many keys as allowed": rows(45_000, "k%d: 1\n"), "many mappings": strings.Repeat("- a: 1\n"+rows(4000, "  k%d: 1\n"), 30), "many mappings without values": strings.Repeat("- a:\n"+rows(4000, "  k%d:\n"), 200),
		"list": rows(most, "- x%d\n"), "list in brackets": "[" + rows(most-2, "x%d, "), "mappings": rows(most, "- a: %d\n  b: 1\n"), "items without values": strings.Repeat("-\n", 19_000), "lists without values": strings.Repeat("- -\n"+strings.Repeat("  -\n", 90), most/370),
		"as many items as allowed": rows(240_000, "- x%d\n"), "short mappings": rows(300_000, "- a: %d\n  b:\n"), "braces without values": "{" + rows(most-2, "k%d: , "), "lists of lists": strings.Repeat("- - - - a\n", 19_000),
		"a long key": strings.Repeat("k", most/2) + ":\n" + rows(most/2-9, "- %d\n"), "long keys": rows(most, strings.Repeat("k", 5000)+"%d: 1\n"),
		"documents": strings.Repeat("---\n", most/4), "anchors": strings.Repeat("&a ", most/3), "aliases": strings.Repeat("*a ", most/3), "tags": strings.Repeat("!a ", most/3), "tags of values": strings.Repeat("- !a b\n", 19_000),
		"quotes": strings.Repeat(`"`, most), "apostrophes": strings.Repeat("'", most), "bars": strings.Repeat("|\n", most/2), "backticks": strings.Repeat("`", most),
		"percent": strings.Repeat("%a\n", most/3), "comments": strings.Repeat("# a\n", most/4), "comments behind": rows(most/4, "- %d # c\n"), "line breaks": strings.Repeat("\n", most), "carriage returns": strings.Repeat("\r", most),
		"blanks": strings.Repeat(" ", most), "tabs": strings.Repeat("\t", most), "a word": strings.Repeat("x", most), "lines": strings.Repeat("x\n", most/2), "text": "a: |\n" + strings.Repeat("  x\n", most/4-2),
		"text in quotes": `a: "` + strings.Repeat("x\n  ", most/4-2) + `"`, "escapes": `a: "` + strings.Repeat(`\n`, most/2-3) + `"`, "NUL": strings.Repeat("\x00", most), "no UTF-8": strings.Repeat("\xff", most), "arrows": strings.Repeat("<<: a\n", most/6),
		"conflict marks": strings.Repeat("<<<<<<< a\nb: c\n=======\nb: d\n>>>>>>> e\n", most/40), "one item in brackets": "[" + strings.Repeat("[a: b],", 10_000) + "]",
	} {
		in = in[:min(len(in), most)]
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var v any
		err := Unmarshal([]byte(in), Place{File: "f"}, worst, &v)
		runtime.ReadMemStats(&after)
		mb := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%-30s %7d bytes %4d MB  %.70s", name, len(in), mb, fmt.Sprint(err))
		if mb > 500 {
			t.Errorf("%s, %d bytes: %d MB (%.80s)", name, len(in), mb, fmt.Sprint(err))
		}
	}
}

// depth is how deep the library's own tree is.
func depth(n ast.Node) int {
	deepest := 0
	switch n := n.(type) {
	case *ast.SequenceNode:
		for _, v := range n.Values {
			deepest = max(deepest, depth(v))
		}
	case ast.MapNode:
		for it := n.MapRange(); it.Next(); {
			deepest = max(deepest, depth(it.Key()), depth(it.Value()))
		}
	case *ast.TagNode:
		return depth(n.Value)
	case *ast.MappingKeyNode:
		return depth(n.Value)
	default:
		return 0
	}
	return deepest + 1
}

// widest is the longest list or mapping of the tree.
func widest(n ast.Node) int {
	most := 0
	switch n := n.(type) {
	case *ast.SequenceNode:
		most = len(n.Values)
		for _, v := range n.Values {
			most = max(most, widest(v))
		}
	case ast.MapNode:
		keys := 0
		for it := n.MapRange(); it.Next(); {
			keys++
			most = max(most, widest(it.Key()), widest(it.Value()))
		}
		most = max(most, keys)
	}
	return most
}

// FuzzBound: what is not refused is within the limits, counted on the tree that
// the library made of it; a pair within brackets ("[a: b]") is a level that has
// no bracket of its own.
func FuzzBound(f *testing.F) {
	for _, s := range []string{"a: b\n", "- - a\n", "a:\n- b:\n  - c\n", "[a, {b: c}]", "a: [b: c]\n", "\"a\": 'b'\n", "a: |\n  b\n", "? a\n: b\n", "a:\n\t- b", "!t a: !u [b]", "[a]: b", "{[a]: b}", "- a: b\n  c: d\n- e\n", "a: b: c", "a:\r\n  b:\r\n    - c\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Parse([]byte(s), Place{File: "f", Line: 1}, lim)
		if err != nil {
			if got := err.Error(); !strings.HasPrefix(got, "f:") || strings.Contains(got, "\n") {
				t.Errorf("%q", got)
			}
			return
		}
		if n == nil {
			return
		}
		if d, w := depth(n), widest(n); d > 2*lim.Depth || w > max(lim.Keys, lim.Items)+1 {
			t.Errorf("%q: depth %d, width %d", s, d, w)
		}
	})
}
