package remedy

import (
	"strings"

	"hindsight"
	"hindsight/internal/phrase"
)

// Topics say how much a text speaks of a failure class, by the words of
// taxonomy.yaml. A word of one class alone tells it, one of many tells little.
type Topics struct {
	whole, begin map[string][]string // word, or its beginning → classes
}

// mostClasses may share a word that still tells one of them from another.
const mostClasses = 3

// NewTopics knows the classes of a taxonomy.
func NewTopics(tax hindsight.Taxonomy) *Topics {
	t := &Topics{map[string][]string{}, map[string][]string{}}
	for _, c := range tax {
		for _, s := range append([]string{c.Title, c.Definition}, c.Counts...) {
			for _, w := range phrase.Tokens(s) {
				t.add(w.Text, c.ID)
			}
		}
		for _, cue := range c.Cues {
			p, err := phrase.Parse(strings.TrimLeft(cue, "~= "))
			if err != nil {
				continue // internal/classify names it
			}
			for ph := range p.Phrases() {
				for w := range ph.Words() {
					t.add(w, c.ID)
				}
			}
		}
	}
	return t
}

func (t *Topics) add(word, class string) {
	in := t.whole
	before, _, star := strings.Cut(word, "*")
	if star {
		in, word = t.begin, before
	}
	if of := in[word]; len(word) > 2 && (len(of) == 0 || of[len(of)-1] != class) { // one class after the other
		in[word] = append(of, class)
	}
}

// About is 0 where no word of a text tells the class, and at most 2.
func (t *Topics) About(text, class string) float64 {
	sum := 0.0
	seen := map[string]bool{}
	for _, token := range phrase.Tokens(text) {
		if w := token.Text; !seen[w] {
			seen[w] = true
			sum += t.tells(w, class)
		}
	}
	return min(sum, 2)
}

func (t *Topics) tells(word, class string) float64 {
	best := share(t.whole[word], class)
	for n := 3; n <= len(word); n++ {
		best = max(best, share(t.begin[word[:n]], class))
	}
	return best
}

func share(classes []string, class string) float64 {
	if len(classes) > mostClasses {
		return 0
	}
	for _, c := range classes {
		if c == class {
			return 1 / float64(len(classes))
		}
	}
	return 0
}
