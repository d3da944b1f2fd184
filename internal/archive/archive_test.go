//go:build unix

package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight/internal/fixture"
)

const secret = "a secret of this machine"

// open makes a folder with the files of an archive and a secret beside it.
func open(t *testing.T) (*Folder, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "archive")
	for name, text := range map[string]string{
		"taxonomy.yaml": "classes: []\n", "content/about.md": "About.\n", "content/postmortems/acme/one.md": "One.\n", ".git/config": secret, "../outside/secret.md": secret,
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, dir
}

// soon fails when a call takes longer than a read of a small file ever does: a
// named pipe without a writer blocks, /dev/zero does not end.
func soon(t *testing.T, what string, call func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); call() }()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatalf("%s: still at it after 5 s", what)
	}
}

// Each trick in the place of a file, and in the place of a folder above it.
func TestTricks(t *testing.T) {
	for _, trick := range fixture.Tricks(t) {
		for _, place := range []string{"taxonomy.yaml", "content/about.md", "content/postmortems/acme/one.md", "content/postmortems/acme", "content/postmortems", "content"} {
			f, dir := open(t)
			path := filepath.Join(dir, filepath.FromSlash(place))
			if err := os.RemoveAll(path); err != nil {
				t.Fatal(err)
			}
			trick.Put(t, dir, path)
			name := place
			if !strings.Contains(filepath.Base(place), ".") {
				if name += "/secret.md"; trick.Folder {
					continue // a folder in the place of a folder
				}
			}
			what := trick.Name + " at " + place
			soon(t, what, func() {
				if data, err := f.ReadFile(name); !errors.Is(err, ErrRefused) && !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), place) {
					t.Errorf("%s: reading gives %q, %v", what, data, err)
				}
				if _, err := f.ReadDir(name); err == nil && !trick.Folder {
					t.Errorf("%s: it can be listed", what)
				}
				_ = fs.WalkDir(f, "content", func(at string, d fs.DirEntry, err error) error {
					if err == nil && d.Type().IsRegular() {
						if data, err := f.ReadFile(at); err != nil || strings.Contains(string(data), secret) {
							t.Errorf("%s: a walk finds %s: %q, %v", what, at, data, err)
						}
					}
					return nil
				})
			})
			soon(t, what, func() { writeAt(t, f, dir, name, what) })
		}
	}
}

// writeAt tries to write in the place of a trick: what is elsewhere stays.
func writeAt(t *testing.T, f *Folder, dir, name, what string) {
	t.Helper()
	if w, err := f.Create(name); err == nil {
		_, err = w.WriteString("written")
		if err := errors.Join(err, w.Close()); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if l, err := f.Lock(name); err == nil {
		_ = l.Release()
	}
	for _, at := range []string{".git/config", "../outside/secret.md"} {
		if data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(at))); err != nil || string(data) != secret {
			t.Errorf("%s: writing through it made %s %q, %v", what, at, data, err)
		}
	}
	list, err := os.ReadDir(filepath.Join(dir, "..", "outside"))
	if err != nil || len(list) != 1 {
		t.Errorf("%s: something was made outside: %v, %v", what, list, err)
	}
}

func TestLimits(t *testing.T) {
	f, dir := open(t)
	if err := os.WriteFile(filepath.Join(dir, "long"), make([]byte, 101), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		most int64
		ok   bool
	}{{"long", 101, true}, {"long", 100, false}, {"content", 100, false}} {
		if data, err := f.Read(c.name, c.most); (err == nil) != c.ok || !c.ok && !errors.Is(err, ErrRefused) {
			t.Errorf("%s within %d: %d bytes, %v", c.name, c.most, len(data), err)
		}
	}
	for _, name := range []string{"../outside/secret.md", "/etc/passwd", "content/../taxonomy.yaml", "", "content//about.md"} {
		if _, err := f.ReadFile(name); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := f.ReadFile("missing/file"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestFiles(t *testing.T) {
	f, dir := open(t)
	for _, name := range []string{"content/.hidden", "content/postmortems/.git"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name, "x.md"), []byte(secret), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("about.md", filepath.Join(dir, "content", "link.md")); err != nil {
		t.Fatal(err)
	}
	got, err := f.Files("content")
	if want := []string{"content/about.md", "content/postmortems/acme/one.md"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v\nwant %v", got, err, want)
	}
	if got, err := f.Files("content/about.md"); err != nil || len(got) != 1 {
		t.Errorf("one file: %v, %v", got, err)
	}
}

func TestLock(t *testing.T) {
	f, _ := open(t)
	l, err := f.Lock(".lock")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Lock(".lock"); !errors.Is(err, ErrLocked) {
		t.Errorf("a second lock: %v", err)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	if l, err := f.Lock(".lock"); err != nil {
		t.Errorf("after the first was released: %v", err)
	} else {
		_ = l.Release()
	}
}

// A file that is swapped for a link again and again is read as itself or not at
// all.
func TestSwapped(t *testing.T) {
	f, dir := open(t)
	stop := make(chan struct{})
	defer close(stop)
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	if err := errors.Join(os.WriteFile(a, []byte("plain"), 0o644), os.Symlink(".git/config", b)); err != nil {
		t.Fatal(err)
	}
	go func() {
		at := filepath.Join(dir, "content", "about.md")
		for {
			select {
			case <-stop:
				return
			default:
				_ = os.Remove(at)
				_ = os.Link(a, at)
				_ = os.Remove(at)
				_ = os.Symlink("../.git/config", at)
			}
		}
	}()
	for end := time.Now().Add(300 * time.Millisecond); time.Now().Before(end); {
		if data, err := f.ReadFile("content/about.md"); err == nil && strings.Contains(string(data), secret) {
			t.Fatalf("read %q", data)
		}
	}
}
