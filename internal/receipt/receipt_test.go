package receipt

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestLook: each change of a tree changes its hash, the way back brings it
// back, and only what is named counts.
func TestLook(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"content/a/1.md", "content/a/2.md", "hugo.yaml", "other.txt"} {
		write(t, at(name), "text of "+name)
	}
	look := func() Tree {
		tree, err := Look(dir, "content", "hugo.yaml", "none.yaml")
		if err != nil {
			t.Fatal(err)
		}
		stamp, err := Stamp(dir, "content", "hugo.yaml", "none.yaml")
		if err != nil || stamp != tree.Stamp {
			t.Fatalf("two stamps of one tree: %v", err)
		}
		return tree
	}
	long := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Chtimes(at("content/a/1.md"), long, long))
	first := look()
	for what, c := range map[string]struct{ do, undo func() }{
		"same size, same time": {func() {
			write(t, at("content/a/1.md"), "Text of content/a/1.md")
			must(os.Chtimes(at("content/a/1.md"), long, long))
		},
			func() {
				write(t, at("content/a/1.md"), "text of content/a/1.md")
				must(os.Chtimes(at("content/a/1.md"), long, long))
			}},
		"a file more":     {func() { write(t, at("content/b/3.md"), "") }, func() { must(os.RemoveAll(at("content/b"))) }},
		"an empty folder": {func() { must(os.Mkdir(at("content/c"), 0o755)) }, func() { must(os.Remove(at("content/c"))) }},
		"a name that was not there": {func() { write(t, at("none.yaml"), "") },
			func() { must(os.Remove(at("none.yaml"))) }},
		"another name": {func() { must(os.Rename(at("content/a/2.md"), at("content/a/3.md"))) },
			func() { must(os.Rename(at("content/a/3.md"), at("content/a/2.md"))) }},
		"a file is gone": {func() { must(os.Rename(at("hugo.yaml"), at("away"))) }, func() { must(os.Rename(at("away"), at("hugo.yaml"))) }},
		"a link to what it was": {func() {
			must(os.Rename(at("content/a/2.md"), at("away")))
			must(os.Symlink(at("away"), at("content/a/2.md")))
		},
			func() { must(os.Remove(at("content/a/2.md"))); must(os.Rename(at("away"), at("content/a/2.md"))) }},
	} {
		c.do()
		if look().Content == first.Content {
			t.Errorf("%s: not seen", what)
		}
		c.undo()
		if look().Content != first.Content {
			t.Errorf("%s: undone, and still another hash", what)
		}
	}
	write(t, at("other.txt"), "no matter")
	if look() == (Tree{}) || look().Content != first.Content {
		t.Error("what is not named counts")
	}
	now := look()
	must(os.Chtimes(at("content/a/1.md"), long, long.Add(time.Second)))
	if after := look(); after.Content != now.Content || after.Stamp == now.Stamp {
		t.Error("a time belongs to the stamp alone")
	}
}

// TestReceipt: what was kept is there, and every bit that flips in it makes it none.
func TestReceipt(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	out := filepath.Join(t.TempDir(), "public")
	if _, ok := Of(out); ok {
		t.Fatal("a receipt of nothing")
	}
	r := Receipt{Inputs: Sum{1}, Site: Sum{2}, Said: []string{"one", "<two>"}, Done: "built 3 pages"}
	if err := r.Keep(out); err != nil {
		t.Fatal(err)
	}
	got, ok := Of(out)
	if !ok || got.Inputs != r.Inputs || got.Site != r.Site || len(got.Said) != 2 || got.Said[1] != "<two>" || got.Done != r.Done {
		t.Fatalf("%v %+v", ok, got)
	}
	if _, ok := Of(out + "2"); ok {
		t.Error("another site has the same receipt")
	}
	path, err := place(out)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		broken := append([]byte(nil), whole...)
		broken[i] ^= 4
		write(t, path, string(broken))
		if got, ok := Of(out); ok && (got.Inputs != r.Inputs || got.Site != r.Site || got.Said[1] != r.Said[1]) {
			t.Fatalf("byte %d flipped, and believed: %+v", i, got)
		}
		write(t, path, string(whole[:i]))
		if _, ok := Of(out); ok {
			t.Fatalf("cut after %d bytes, and believed", i)
		}
	}
	old := time.Now().Add(-2 * abandoned)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if err := r.Keep(out + "2"); err != nil {
		t.Fatal(err)
	}
	if _, ok := Of(out); ok {
		t.Error("a receipt of another age is still there")
	}
}

// TestStore: what was put is there for the same program alone, and every bit
// that flips in it makes it nothing.
func TestStore(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	out := filepath.Join(t.TempDir(), "public")
	s := OpenStore(out, Sum{1})
	s.Put("a", []byte("text of a"))
	s.Put("b", nil)
	if got := s.Get("a"); string(got) != "text of a" {
		t.Fatalf("%q", got)
	}
	for what, other := range map[string][]byte{
		"another name": s.Get("c"), "another program": OpenStore(out, Sum{2}).Get("a"), "another site": OpenStore(out+"2", Sum{1}).Get("a"),
		"no store": (*Store)(nil).Get("a"),
	} {
		if other != nil {
			t.Errorf("%s: %q", what, other)
		}
	}
	path := s.file("a")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		broken := append([]byte(nil), whole...)
		broken[i] ^= 4
		write(t, path, string(broken))
		if got := s.Get("a"); got != nil {
			t.Fatalf("byte %d flipped, and believed: %q", i, got)
		}
	}
	write(t, path, string(whole))
	next := OpenStore(out, Sum{1})
	if next.Get("a") == nil {
		t.Fatal("gone with its store")
	}
	next.Sweep()
	if next.Get("a") == nil || len(mustList(t, next.dir)) != 1 {
		t.Errorf("swept: %v", mustList(t, next.dir))
	}
}

func mustList(t *testing.T, dir string) []os.DirEntry {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
