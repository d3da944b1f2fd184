package classify

import (
	"testing"

	"hindsight"
)

// What is said not to be is a mention, whatever stands around it.
func TestDenied(t *testing.T) {
	c := Shipped(t)
	for _, tt := range []struct {
		class, text string
		strong      bool
	}{
		{"security", "It was a DDoS attack.", true},
		{"security", "There was no DDoS attack.", false},
		{"security", "It was not a DDoS attack.", false},
		{"software-bug", "Deployments ran without any bug.", false},
		{"software-bug", "No, it was a bug.", true},
		{"datastore", "No data was lost.", false},
		{"datastore", "The data was lost.", true},
		{"certificates", "Not one host had renewed its expired certificate.", true},
	} {
		r := c.read(hindsight.Postmortem{Body: tt.text})
		row := make([]perClass, len(c.tax))
		c.count(&r.sentences[0], row, nil)
		for k, class := range c.tax {
			if class.ID == tt.class && (row[k].strong > 0) != tt.strong {
				t.Errorf("%q: strong %v, weak %v for %s, want strong: %v", tt.text, row[k].strong, row[k].weak, tt.class, tt.strong)
			}
		}
	}
}
