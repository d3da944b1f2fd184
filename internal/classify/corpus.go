package classify

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// A Labelled is one line of a labelled set in JSON: what a person said of one
// document, with its text.
type Labelled struct {
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
	lot        string   // see Example.Lot
}

// doubtfulLabel is how much a label counts that the annotator was not sure of.
const doubtfulLabel = .5

// Examples makes what there is to learn from a labelled document: the
// document, and the annotator's reason as a short report of its own, which
// buys .01 in the primary class. Both are of one group.
func (l Labelled) Examples() []Example {
	e := Example{ID: l.ID, Group: l.Group, Postmortem: Prepare(l.Title, l.Text), Classes: l.Classes, Weight: 1, Lot: l.lot}
	if e.Group == "" {
		e.Group = l.ID
	}
	if l.Evidence != "" {
		e.Quotes = []string{l.Evidence}
	}
	out := []Example{e}
	if l.Rationale != "" {
		out = append(out, Example{ID: l.ID + "/why", Group: e.Group, Postmortem: Prepare("", l.Rationale), Classes: l.Classes, Weight: 1, Lot: "reasons"})
	}
	if l.Confidence == "low" {
		out[0].Weight = doubtfulLabel
	}
	return out
}

// ReadLabelled reads a labelled set, one JSON value a line.
func ReadLabelled(name string, r io.Reader) ([]Labelled, error) {
	var out []Labelled
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<26)
	for n := 1; s.Scan(); n++ {
		if len(s.Bytes()) == 0 {
			continue
		}
		var l Labelled
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, l)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}
