package intake_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"hindsight/internal/content"
	"hindsight/internal/intake"
)

// TestEarlierArchive imports once more what testdata/earlier was imported from:
// feeds, pages, pasted texts, mails, five markups, lists and status pages. That
// archive was written by commit 2e3a348 of this program, and a curator changed
// one of its texts since; nothing in it may look new or changed, and no file
// may get another byte.
func TestEarlierArchive(t *testing.T) {
	a := newArchive(t, nil)
	if err := os.CopyFS(a.dir, os.DirFS("testdata/earlier")); err != nil {
		t.Fatal(err)
	}
	before := files(t, a.dir)
	for args, want := range map[string]int{"": 6, filepath.Join(a.dir, "inputs"): 18} {
		var names []string
		if args != "" {
			names = []string{args}
		}
		r, err := a.run(intake.Given{}, names...)
		if err != nil || len(r.Documents) != want || len(r.Failures) > 0 {
			t.Errorf("%q: %d documents, want %d; failures %v; %v", args, len(r.Documents), want, r.Failures, err)
		}
		for _, o := range r.Documents {
			if o.Status != content.Unchanged {
				t.Errorf("%s: %q of %s", o.Status, o.Title, o.Input)
			}
		}
	}
	if after := files(t, a.dir); !maps.Equal(before, after) {
		for name, text := range after {
			if before[name] != text {
				t.Errorf("%s was\n%s\nand is\n%s", name, before[name], text)
			}
		}
	}
}

// files are all files of an archive but the lock of the run.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == content.LockName {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
