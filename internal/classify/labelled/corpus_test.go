package labelled

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/fixture"
)

// corpusSets reads all labelled sets, none where the corpus is not there.
func corpusSets(t testing.TB) []Set {
	t.Helper()
	dir, ok := fixture.Corpus(t, "")
	if !ok {
		return nil
	}
	sets, err := Training(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return sets
}

// ownSet reads a set of the repository.
func ownSet(t testing.TB, name string, read func(string, io.Reader) ([]Document, error)) []Document {
	t.Helper()
	f, err := own().Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := read(name, f)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func taxonomy(t testing.TB) hindsight.Taxonomy {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(fixture.Root(t), "taxonomy.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	tax, err := classify.LoadTaxonomy("taxonomy.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return tax
}

// shipped returns the classifier as it is shipped.
func shipped(t testing.TB) *classify.Classifier {
	t.Helper()
	c, err := classify.New(taxonomy(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}
