package classify

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// A label is one line of testdata/labels.jsonl: what a person said of a
// document of the corpus, without its text. The id is the document's place:
// "docs/<id of docs/INDEX.tsv>" or "lists/icco/<beginning of the file name>".
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
	places, err := documentPlaces(corpus)
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
		text, err := fs.ReadFile(corpus, places[l.ID])
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %s: no such document in the corpus", name, n, l.ID))
			continue
		}
		out = append(out, Labelled{ID: l.ID, Text: string(text), Classes: l.Classes, Primary: primaryOf(l.Classes), Evidence: l.Quote, Group: l.Group})
	}
	return out, errors.Join(append(errs, s.Err())...)
}

// documentPlaces maps the ids of labels to files of the corpus.
func documentPlaces(corpus fs.FS) (map[string]string, error) {
	out := map[string]string{}
	index, err := fs.ReadFile(corpus, "docs/INDEX.tsv")
	if err != nil {
		return nil, err
	}
	for _, line := range strings.Split(string(index), "\n") {
		if f := strings.Split(strings.TrimRight(line, "\r"), "\t"); len(f) > 1 {
			out["docs/"+f[0]] = path.Join("docs", f[len(f)-1])
		}
	}
	digests, err := fs.Glob(corpus, "lists/icco/*.md")
	for _, p := range digests {
		id, _, _ := strings.Cut(path.Base(p), "-")
		out["lists/icco/"+id] = p
	}
	return out, err
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
		l := Labelled{ID: fmt.Sprintf("invented/%d", n), Text: text, Kind: "summary"}
		if classes != "-" {
			l.Classes = strings.Fields(classes)
		}
		l.Primary = primaryOf(l.Classes)
		out = append(out, l)
	}
	return out, s.Err()
}
