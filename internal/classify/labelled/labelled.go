// Package labelled reads the postmortems that people have labelled with failure
// classes, and measures by them how well a classifier does. Training and tests
// use it; the program itself does not contain it.
//
//	document.go   a labelled document, and the examples that it makes
//	second.go     what a second person said of the same documents
//	labels.go     labels of documents of the corpus, without their texts
//	library.go    where the corpus keeps these texts
//	invented.go   reports that were made up for training
//	validate.go   cross-validation
//	figures.go    how well its results agree with the labels
package labelled

import (
	"embed"
	"io"
	"io/fs"
	"slices"
)

// The labels and the made-up reports. The corpus, which is other people's
// writing, lies beside the repository.
//
//go:embed data
var embedded embed.FS

// own opens the embedded files by their names.
func own() fs.FS {
	files, err := fs.Sub(embedded, "data")
	if err != nil {
		panic(err) // "data" is a valid path
	}
	return files
}

// A Set is the labelled documents of one file.
type Set struct {
	Name      string // as the first lines of model.txt give it
	Documents []Document
}

// Training reads all sets that the shipped model is learned from: two of the
// corpus, and three of the repository. An error names the file and the line.
func Training(corpus fs.FS) ([]Set, error) {
	var out []Set
	for _, file := range []struct {
		in   fs.FS
		name string
		read func(name string, r io.Reader) ([]Document, error)
	}{
		{corpus, "tags/dev.jsonl", readDocuments},
		{corpus, "tags/dev-docs.jsonl", readDocuments},
		{own(), "labels.jsonl", func(name string, r io.Reader) ([]Document, error) { return readLabels(name, r, corpus) }},
		{own(), "invented.txt", readInvented},
		{own(), "invented-long.txt", readInventedLong},
	} {
		f, err := file.in.Open(file.name)
		if err != nil {
			return nil, err
		}
		list, err := file.read(file.name, f)
		f.Close()
		if err != nil {
			return nil, err
		}
		out = append(out, Set{file.name, list})
	}
	both := slices.Concat(out[0].Documents, out[1].Documents)
	f, err := corpus.Open("tags/second.jsonl")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := readSecond("tags/second.jsonl", f, both); err != nil {
		return nil, err
	}
	out[0].Documents, out[1].Documents = both[:len(out[0].Documents)], both[len(out[0].Documents):]
	return out, nil
}
