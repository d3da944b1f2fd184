// Command train learns the classifier's weights from the labelled sets and
// writes them to internal/classify/model.txt. Run it from the repository's
// root, as `make train` does, with the labelled sets beside the repository:
//
//	go run ./internal/classify/train -corpus ../shared/corpus
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hindsight/internal/classify"
)

func main() {
	corpus := flag.String("corpus", "../shared/corpus", "`FOLDER` with tags/dev.jsonl and tags/dev-docs.jsonl")
	out := flag.String("out", "internal/classify/model.txt", "`FILE` to write")
	flag.Parse()
	if err := run(*corpus, *out); err != nil {
		fmt.Fprintln(os.Stderr, "train: error:", err)
		os.Exit(1)
	}
}

func run(corpus, out string) error {
	data, err := os.ReadFile("taxonomy.yaml")
	if err != nil {
		return fmt.Errorf("%w (run train from the repository's root)", err)
	}
	tax, err := classify.LoadTaxonomy("taxonomy.yaml", data)
	if err != nil {
		return err
	}
	c, err := classify.Untrained(tax)
	if err != nil {
		return err
	}
	sets, err := read(corpus)
	if err != nil {
		return err
	}
	var examples []classify.Example
	provenance := "learned by internal/classify/train from"
	for _, set := range sets {
		provenance += fmt.Sprintf(" %s (%d)", set.name, len(set.labelled))
		for _, l := range set.labelled {
			examples = append(examples, l.Examples()...)
		}
	}
	learned := c.Learn(examples)
	model := learned.Model(provenance)
	if err := os.WriteFile(out, model, 0o644); err != nil {
		return err
	}
	fmt.Printf("train: %d examples, %d bytes written to %s\n", len(examples), len(model), out)
	return nil
}

// A set is one labelled set, named in the model's first lines.
type set struct {
	name     string
	labelled []classify.Labelled
}

// read opens the sets: two of the corpus, and three of the repository.
func read(corpus string) ([]set, error) {
	var out []set
	for _, name := range []string{"dev.jsonl", "dev-docs.jsonl"} {
		list, err := with(filepath.Join(corpus, "tags", name), classify.ReadLabelled)
		if err != nil {
			return nil, err
		}
		out = append(out, set{"tags/" + name, list})
	}
	const own = "internal/classify/testdata/"
	for _, file := range []struct {
		name string
		read func(string, io.Reader) ([]classify.Labelled, error)
	}{
		{"labels.jsonl", func(name string, r io.Reader) ([]classify.Labelled, error) {
			return classify.ReadLabels(name, r, os.DirFS(corpus))
		}},
		{"invented.txt", classify.ReadInvented},
		{"invented-long.txt", classify.ReadInventedLong},
	} {
		list, err := with(own+file.name, file.read)
		if err != nil {
			return nil, err
		}
		out = append(out, set{file.name, list})
	}
	return out, nil
}

func with(path string, read func(string, io.Reader) ([]classify.Labelled, error)) ([]classify.Labelled, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return read(path, f)
}
