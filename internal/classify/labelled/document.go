package labelled

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"hindsight/internal/classify"
)

// A Document is what a person said of one document, with its text: one line of
// a labelled set of the corpus in JSON.
type Document struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Text       string   `json:"text"`
	Kind       string   `json:"kind"` // "fulltext" or "summary"
	Primary    string   `json:"primary"`
	Classes    []string `json:"classes"`
	Evidence   string   `json:"evidence"`
	Rationale  string   `json:"rationale"`         // why, in one line of the annotator's
	Hard       []string `json:"hard_negative_for"` // classes whose words stand in the text although they are no cause
	Group      string   `json:"group"`
	Confidence string   `json:"confidence"`
	Source     string   `json:"source_repo"`
	Second     *Reading `json:"-"` // of the labelled sets of the corpus
	lot        string   // see classify.Example
}

// doubtfulLabel is how much a label counts that the annotator was not sure of.
const doubtfulLabel = .5

// reasonMark ends the id of an example that is a reason.
const reasonMark = "/why"

// Examples makes what there is to learn from a labelled document: the
// document, and the annotator's reason as a short report of its own, which is
// worth .01 of the primary class (SPLITS=3 make bench-tags, with the reasons and
// without). Both are of one group.
func (d Document) Examples() []classify.Example {
	e := classify.Example{
		ID: d.ID, Group: d.Group, Lot: d.lot, Weight: 1,
		Postmortem: classify.Prepare(d.Title, d.Text), Classes: d.Classes,
	}
	if e.Group == "" {
		e.Group = d.ID
	}
	if d.Evidence != "" {
		e.Quotes = []string{d.Evidence}
	}
	out := []classify.Example{e}
	if d.Rationale != "" {
		out = append(out, classify.Example{
			ID: d.ID + reasonMark, Group: e.Group, Lot: "reasons", Weight: 1,
			Postmortem: classify.Prepare("", d.Rationale), Classes: d.Classes,
		})
	}
	if d.Confidence == "low" {
		out[0].Weight = doubtfulLabel
	}
	return out
}

// readDocuments reads a labelled set of the corpus, one JSON value a line.
func readDocuments(name string, r io.Reader) ([]Document, error) {
	var out []Document
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<26)
	for n := 1; s.Scan(); n++ {
		if len(s.Bytes()) == 0 {
			continue
		}
		var d Document
		if err := json.Unmarshal(s.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, d)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}
