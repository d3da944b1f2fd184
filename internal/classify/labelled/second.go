package labelled

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Reading is what a second person, who did not know of the first, said of a
// labelled document: one line of tags/second.jsonl.
type Reading struct {
	ID         string            `json:"id"`
	Classes    []string          `json:"classes"` // ordered, the first is primary; none when no cause is stated
	Alt        string            `json:"alt_primary"`
	Confidence string            `json:"confidence"`
	Quotes     map[string]string `json:"quotes"`   // of each class, what states it as a cause
	Mentions   []string          `json:"mentions"` // classes whose words are prominent although they are no cause
	Why        string            `json:"why"`
}

// readSecond gives each document its second reading. A reading of a document
// that is not there is an error.
func readSecond(name string, r io.Reader, documents []Document) error {
	at := map[string]int{}
	for i, d := range documents {
		at[d.ID] = i
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		var second Reading
		if err := json.Unmarshal(s.Bytes(), &second); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		i, ok := at[second.ID]
		if !ok {
			return fmt.Errorf("%s:%d: no document %q", name, n, second.ID)
		}
		documents[i].Second = &second
	}
	return s.Err()
}

// defends says that a reader gave a class as the main one, or as one that would
// be as good; "other" stands for none.
func (d Document) defends(class string) bool {
	if class == primaryOf(d.Classes) {
		return true
	}
	return d.Second != nil && (class == primaryOf(d.Second.Classes) || class == d.Second.Alt)
}

// causes returns what the readers quoted for a class, blanks made single.
func (d Document) causes(class string) []string {
	var out []string
	if class == primaryOf(d.Classes) && d.Evidence != "" {
		out = append(out, blanks(d.Evidence))
	}
	if d.Second != nil && d.Second.Quotes[class] != "" {
		out = append(out, blanks(d.Second.Quotes[class]))
	}
	return out
}

func blanks(s string) string { return strings.Join(strings.Fields(s), " ") }

// covers says that a quote holds one of the causes, stands within one, or has
// half of the shorter of the two in common with it.
func (d Document) covers(quote string, causes []string) bool {
	text, quote := blanks(d.Text), blanks(quote)
	return slices.ContainsFunc(causes, func(cause string) bool {
		if strings.Contains(quote, cause) || strings.Contains(cause, quote) {
			return true
		}
		a, b := strings.Index(text, quote), strings.Index(text, cause)
		common := min(a+len(quote), b+len(cause)) - max(a, b)
		return a >= 0 && b >= 0 && 2*common >= min(len(quote), len(cause))
	})
}
