package classify

import (
	"hash/fnv"
	"strings"

	"hindsight"
)

// An Example is a postmortem that a person has labelled.
type Example struct {
	ID         string
	Group      string // reports on one incident share it; they are never split between training and test
	Postmortem hindsight.Postmortem
	Classes    []string // ordered, the first is primary; none means that no cause is stated
	Quotes     []string // a few words each that carry the label
	Lot        string   // where it comes from, if from elsewhere than what is to be classified; see lots
	Weight     float64  // how much the example counts; 1 is usual
}

// Fold assigns the example's group to one of k folds. Each split, whatever its
// name, parts the groups differently.
func (e Example) Fold(split string, k int) int {
	h := fnv.New32a()
	h.Write([]byte(split + e.Group))
	return int(h.Sum32()>>3) % k
}

// Strength of the priors, and rounds of the optimiser.
const (
	ridgeTag    = 5
	ridgeChoose = 3
	ridgeSelect = 2
	roundsTag   = 60
	positive    = 1.5 // how much more a class that belongs counts than one that does not
	selFolds    = 4
)

// lesson is an example that has been read.
type lesson struct {
	Example
	reading *reading
	has     []bool    // by class
	primary int       // class, or len(classes) for other
	rows    []row     // of its sentences, for the selector; this and sel while a model is fitted
	sel     []float64 // weights of its sentences, by a selector that has not seen it
}

// Learn returns a classifier that knows the taxonomy of c and has learned
// from the examples alone. c is left as it is.
func (c *Classifier) Learn(examples []Example) *Classifier {
	learned := *c
	learned.learn(learned.study(examples))
	return &learned
}

// Model returns what the classifier has learned as a file for model.txt,
// headed by lines that say where it comes from.
func (c *Classifier) Model(provenance ...string) []byte { return c.model.write(c, provenance) }

// WithModel returns a classifier for the same taxonomy with the model of a
// file that Model wrote, such as an archive's own.
func (c *Classifier) WithModel(file []byte) (*Classifier, error) {
	other := *c
	var err error
	other.model, err = c.readModel(file)
	return &other, err
}

// study reads the examples.
func (c *Classifier) study(examples []Example) []*lesson {
	out := make([]*lesson, len(examples))
	for i, e := range examples {
		l := &lesson{Example: e, reading: c.read(e.Postmortem), has: make([]bool, len(c.tax)), primary: len(c.tax)}
		for k, class := range c.tax {
			for n, id := range e.Classes {
				if id == class.ID {
					l.has[k] = true
					if n == 0 {
						l.primary = k
					}
				}
			}
		}
		if l.Weight == 0 {
			l.Weight = 1
		}
		out[i] = l
	}
	return out
}

func (c *Classifier) learn(lessons []*lesson) {
	m := c.fit(lessons)
	m.agree = c.learnAgreement(lessons)
	c.model = m
}

// fit learns all of a model but how its parts agree. It leaves the lessons as
// they are.
func (c *Classifier) fit(given []*lesson) *model {
	lessons := make([]*lesson, len(given))
	for i, l := range given {
		own := *l
		lessons[i] = &own
	}
	readings := make([]*reading, len(lessons))
	for i, l := range lessons {
		readings[i] = l.reading
	}
	vocab := newVocabulary(readings)
	m := &model{layout: layout{classes: len(c.tax), cues: c.numCues, vocab: vocab}, agree: alone}
	for _, l := range lessons {
		l.rows = c.selectorRows(l.reading, vocab)
	}
	// The selector has seen the quotes of its own lessons: the weights that
	// the tagging model learns from must come from one that has not.
	for k := range selFolds {
		var rest []*lesson
		for _, l := range lessons {
			if l.Fold("select", selFolds) != k {
				rest = append(rest, l)
			}
		}
		w := learnSelector(rest, vocab)
		for _, l := range lessons {
			if l.Fold("select", selFolds) == k {
				l.sel = quotable(l.rows, l.reading.short(), w)
			}
		}
	}
	m.sel = learnSelector(lessons, vocab)
	m.before = learnOrder(lessons, len(c.tax))
	c.learnClasses(m, lessons)
	return m
}

func learnSelector(lessons []*lesson, v *vocabulary) []float64 {
	var rows []row
	var y []bool
	var weight []float64
	for _, l := range lessons {
		if len(l.Quotes) == 0 || l.reading.short() {
			continue
		}
		for i := range l.reading.sentences {
			quoted := l.quotes(l.reading.sentences[i].text)
			rows, y = append(rows, l.rows[i]), append(y, quoted)
			w := 1.0
			if quoted {
				w = 5
			}
			weight = append(weight, w*l.Weight)
		}
	}
	return fitBinary(rows, y, weight, ridgeSelect, make([]float64, selFixed+len(v.list)), 30)
}

// quotes says that a sentence holds the beginning of one of the quotes.
func (l *lesson) quotes(text string) bool {
	text = strings.Join(strings.Fields(text), " ")
	for _, q := range l.Quotes {
		q = strings.Join(strings.Fields(q), " ")
		if q != "" && strings.Contains(text, q[:min(len(q), 40)]) {
			return true
		}
	}
	return false
}

// learnClasses learns which classes belong and which is the primary one, from
// the weights that m has, or from nought.
func (c *Classifier) learnClasses(m *model, lessons []*lesson) {
	if m.tag == nil {
		m.tag, m.choose = make([]float64, m.layout.dim()), make([]float64, m.layout.dim())
	}
	sheets, has := make([]sheet, len(lessons)), make([][]bool, len(lessons))
	right, weight := make([]int, len(lessons)), make([]float64, len(lessons))
	for i, l := range lessons {
		sheets[i] = c.sheet(m.layout, l.reading, l.sel, c.tallies(l.reading, l.sel))
		has[i], right[i], weight[i] = l.has, l.primary, l.Weight
	}
	dim := m.layout.dim()
	start := lots(sheets, lessons, dim)
	m.tag = fitSheets(sheets, belongs(has, weight), ridgeTag, append(m.tag[:dim:dim], start...), roundsTag)[:dim]
	m.choose = fitSheets(sheets, chosen(right, weight), ridgeChoose, append(m.choose[:dim:dim], start...), roundsTag)[:dim]
	m.prune()
}

// lots gives each class a bias of its own in each lot of lessons, and returns
// the weights, nought, that these have to begin with. They are learned and
// thrown away: how often reports that were made up are about locking must say
// nothing about others. With two thirds of the lessons invented it is worth .013
// of the primary class, and costs .003 of the macro-F1: SPLITS=3 make bench-tags,
// with lots and without.
func lots(sheets []sheet, lessons []*lesson, dim int) []float64 {
	at := map[string]int{}
	for i, l := range lessons {
		if l.Lot == "" {
			continue
		}
		classes := len(sheets[i].rows) - 1
		if _, ok := at[l.Lot]; !ok {
			at[l.Lot] = dim + len(at)*classes
		}
		for k := range classes {
			sheets[i].rows[k] = append(sheets[i].rows[k], feature{int32(at[l.Lot] + k), 1})
		}
	}
	if len(at) == 0 {
		return nil
	}
	return make([]float64, len(at)*(len(sheets[0].rows)-1))
}
