// Command train learns the classifier's weights from the labelled sets and
// writes them to internal/classify/model.txt. Run it from the repository's
// root, as `make train` does, with the labelled sets beside the repository:
//
//	go run ./internal/classify/train -corpus ../shared/corpus
package main

import (
	"flag"
	"fmt"
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
	c, err := classify.New(tax)
	if err != nil {
		return err
	}
	var examples []classify.Example
	for _, name := range []string{"dev.jsonl", "dev-docs.jsonl"} {
		path := filepath.Join(corpus, "tags", name)
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		labelled, err := classify.ReadLabelled(path, f)
		f.Close()
		if err != nil {
			return err
		}
		for _, l := range labelled {
			examples = append(examples, l.Example())
		}
	}
	learned := c.Learn(examples)
	model := learned.Model(fmt.Sprintf("learned by internal/classify/train from %d labelled documents (tags/dev.jsonl, tags/dev-docs.jsonl)", len(examples)))
	if err := os.WriteFile(out, model, 0o644); err != nil {
		return err
	}
	fmt.Printf("train: %d examples, %d bytes written to %s\n", len(examples), len(model), out)
	return nil
}
