package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"iter"
	"os"

	"hindsight"
)

// readCorpus yields the documents of a JSONL file that get_rfc.sh wrote, the
// first n of them. Every RFC text becomes a postmortem of its "source".
func readCorpus(path string, n int) iter.Seq[hindsight.Entry] {
	return func(yield func(hindsight.Entry) bool) {
		f, err := os.Open(path)
		if err != nil {
			fail(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 16<<20)
		for i := 0; i < n && lines.Scan(); i++ {
			var d struct{ ID, Title, Body, Cls, Source, Year string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				fail(fmt.Errorf("%s:%d: %w", path, i+1, err))
			}
			date, err := hindsight.ParseMoment(d.Year)
			if err != nil {
				fail(fmt.Errorf("%s:%d: %w", path, i+1, err))
			}
			e := hindsight.Entry{Path: hindsight.Folder + d.Source + "/" + d.ID + ".md", Classes: []string{d.Cls}, Publish: hindsight.PublishFull}
			e.Title, e.Body, e.Date, e.Organisation = d.Title, d.Body, date, d.Source
			if !yield(e) {
				return
			}
		}
	}
}
