package classify

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// A label is one line of testdata/labels.jsonl: what a person said of a
// document of the corpus, without its text. The id is the document's place,
// see documents.
type label struct {
	ID      string   `json:"id"`
	Classes []string `json:"classes"` // ordered, the first is primary; none when no cause is stated
	Quote   string   `json:"quote"`   // at most 15 words that carry the label
	Group   string   `json:"group"`   // of the labelled set's document about the same incident
}

// ReadLabels reads labels and fetches the documents that they speak of from
// the corpus. A document that is not there is named in the error; the others
// are returned all the same.
func ReadLabels(name string, r io.Reader, corpus fs.FS) ([]Labelled, error) {
	places, err := documents(corpus)
	if err != nil {
		return nil, err
	}
	var out []Labelled
	var errs []error
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		var l label
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		title, text, err := places.read(l.ID)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %s: %w", name, n, l.ID, err))
			continue
		}
		out = append(out, Labelled{ID: l.ID, Title: title, Text: text, Classes: l.Classes, Primary: primaryOf(l.Classes), Evidence: l.Quote, Group: l.Group, lot: lotOf(l.ID)})
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

// ReadInventedLong reads reports of several sections that were made up for
// training: before each a line "=== class class", with "-" for no class. What
// stands before the first is a comment.
func ReadInventedLong(name string, r io.Reader) ([]Labelled, error) {
	var out []Labelled
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		if classes, ok := strings.CutPrefix(s.Text(), "=== "); ok {
			out = append(out, invented("invented-long", len(out)+1, classes, ""))
		} else if len(out) > 0 {
			out[len(out)-1].Text += s.Text() + "\n"
		}
	}
	for _, l := range out {
		if strings.TrimSpace(l.Text) == "" {
			return nil, fmt.Errorf("%s: %s: no text behind the line with its classes", name, l.ID)
		}
	}
	return out, s.Err()
}

func invented(lot string, n int, classes, text string) Labelled {
	l := Labelled{ID: fmt.Sprintf("%s/%d", lot, n), Text: text, lot: lot}
	if classes != "-" {
		l.Classes = strings.Fields(classes)
	}
	l.Primary = primaryOf(l.Classes)
	return l
}

// ReadInvented reads reports that were made up for training, one a line:
// "class class | text", with "-" for no class. Lines that start with # are
// comments.
func ReadInvented(name string, r io.Reader) ([]Labelled, error) {
	var out []Labelled
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		if strings.HasPrefix(s.Text(), "#") {
			continue
		}
		classes, text, ok := strings.Cut(s.Text(), " | ")
		if !ok {
			return nil, fmt.Errorf("%s:%d: want classes, a bar and a text", name, n)
		}
		out = append(out, invented("invented", n, classes, text))
	}
	return out, s.Err()
}
