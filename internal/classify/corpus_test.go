package classify

import (
	"os"
	"path/filepath"
	"testing"
)

// corpusDir returns ../shared/corpus beside the repository, or "" with a word
// about it when it is not there.
func corpusDir(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("../../../shared/corpus")
	if err == nil {
		_, err = os.Stat(filepath.Join(dir, "tags"))
	}
	if err != nil {
		t.Logf("no corpus beside the repository: what is measured on it is not measured now (%v)", err)
		return ""
	}
	return dir
}

// labelled reads the labelled sets of the corpus.
func labelled(t testing.TB, dir string, names ...string) []Labelled {
	t.Helper()
	var out []Labelled
	for _, name := range names {
		f, err := os.Open(filepath.Join(dir, "tags", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		list, err := ReadLabelled(name, f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, list...)
	}
	return out
}
