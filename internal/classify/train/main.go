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

	"hindsight/internal/classify"
	"hindsight/internal/classify/labelled"
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
	sets, err := labelled.Training(os.DirFS(corpus))
	if err != nil {
		return err
	}
	var examples []classify.Example
	provenance := "learned by internal/classify/train from"
	for _, set := range sets {
		provenance += fmt.Sprintf(" %s (%d)", set.Name, len(set.Documents))
		for _, d := range set.Documents {
			examples = append(examples, d.Examples()...)
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
