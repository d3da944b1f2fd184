package labelled

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// A label is one line of data/labels.jsonl: what a person said of a
// document of the corpus, without its text. The id is the document's place,
// see library.
type label struct {
	ID      string   `json:"id"`
	Classes []string `json:"classes"` // ordered, the first is primary; none when no cause is stated
	Quote   string   `json:"quote"`   // at most 15 words that carry the label
	Group   string   `json:"group"`   // of the labelled set's document about the same incident
}

// readLabels reads labels and fetches the documents that they speak of from
// the corpus. A document that is not there is named in the error; the others
// are returned all the same.
func readLabels(name string, r io.Reader, corpus fs.FS) ([]Document, error) {
	texts, err := newLibrary(corpus)
	if err != nil {
		return nil, err
	}
	var out []Document
	var errs []error
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		var l label
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		title, text, err := texts.read(l.ID)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %s: %w", name, n, l.ID, err))
			continue
		}
		out = append(out, Document{
			ID: l.ID, Title: title, Text: text, Classes: l.Classes, Primary: primaryOf(l.Classes),
			Evidence: l.Quote, Group: l.Group, Source: texts.source(l.ID), lot: lotOf(l.ID),
		})
	}
	return out, errors.Join(append(errs, s.Err())...)
}

// lotOf returns the lot of a document: status pages hold other kinds of
// incidents than reports and lists of them.
func lotOf(id string) string {
	if strings.HasPrefix(id, "statuspage/") {
		return "statuspage"
	}
	return ""
}
