package classify

import (
	"bufio"
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

//go:embed model.txt
var shippedModel []byte

// modelVersion is the first line of a model file. A model of another version
// is refused: its numbers would mean something else.
const modelVersion = "hindsight classifier model 3"

// A model file is lines of text, so that a diff shows what a training
// changed:
//
//	hindsight classifier model 3
//	# where it comes from
//	select <name> <weight>
//	tag <name> <weight>
//	choose <name> <weight>
//	before <class>:<class> <how much likelier the first is the primary one>
//	agree <name> <weight>
//	word <stem> <how telling> <select weight> [<class>:<tag weight>:<choose weight>]…
//
// Names are those of names and selectorNames. Weights that round to nothing
// are left out, and of words the class weights below minWord. Names that the
// taxonomy no longer has are ignored, so that a class or a cue can be edited
// without training anew.

// minWord is the weight below which a word is not worth a place in the file:
// nine tenths of them are, and the figures do not move. What is left out of
// the file is dropped when learning, so that the figures are those of the file.
const minWord = .04

func (m *model) prune() {
	for at := m.layout.stem(0, 0); at < m.layout.other(0); at++ {
		if math.Abs(m.tag[at]) < minWord && math.Abs(m.choose[at]) < minWord {
			m.tag[at], m.choose[at] = 0, 0
		}
	}
}

// write returns the model as a file.
func (m *model) write(c *Classifier, provenance []string) []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, modelVersion)
	for _, p := range provenance {
		fmt.Fprintln(&b, "#", strings.ReplaceAll(p, "\n", " "))
	}
	list := func(part string, names []string, weights []float64) {
		for i, name := range names {
			if name == "" {
				continue
			}
			if s := decimal(weights[i]); s != "0" {
				fmt.Fprintln(&b, part, name, s)
			}
		}
	}
	list("select", selectorNames, m.sel)
	names := c.names(m.layout)
	list("tag", names, m.tag)
	list("choose", names, m.choose)
	list("before", c.pairNames(), m.before)
	list("agree", agreeNames, m.agree)
	for i, w := range m.layout.vocab.list {
		fmt.Fprintf(&b, "word %s %s %s", w, decimal(m.layout.vocab.idf[i]), decimal(m.sel[selFixed+i]))
		for k, class := range c.tax {
			t, ch := m.tag[m.layout.stem(int32(i), k)], m.choose[m.layout.stem(int32(i), k)]
			if t != 0 || ch != 0 {
				fmt.Fprintf(&b, " %s:%s:%s", class.ID, decimal(t), decimal(ch))
			}
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// decimal writes three places and no needless digits.
func decimal(x float64) string {
	s := strconv.FormatFloat(x, 'f', 3, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// A modelReader takes in the lines of a model file.
type modelReader struct {
	weights map[string]map[string]float64 // part → name → weight
	vocab   *vocabulary
	words   []string // the fields behind "how telling" of each word
}

// readModel reads a model file for the classifier's taxonomy.
func (c *Classifier) readModel(data []byte) (*model, error) {
	s := bufio.NewScanner(bytes.NewReader(data))
	if !s.Scan() || s.Text() != modelVersion {
		return nil, fmt.Errorf("model: of another version, the first line is not %q", modelVersion)
	}
	r := modelReader{
		weights: map[string]map[string]float64{"select": {}, "tag": {}, "choose": {}, "before": {}, "agree": {}},
		vocab:   &vocabulary{id: map[string]int32{}},
	}
	for n := 2; s.Scan(); n++ {
		if err := r.line(s.Text()); err != nil {
			return nil, fmt.Errorf("model:%d: %w", n, err)
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	return r.model(c)
}

func (r *modelReader) line(line string) error {
	if strings.HasPrefix(line, "#") {
		return nil
	}
	f := strings.SplitN(line, " ", 4)
	if len(f) < 3 {
		return errors.New("want at least three words")
	}
	x, err := strconv.ParseFloat(f[2], 64)
	if err != nil {
		return err
	}
	if part := r.weights[f[0]]; part != nil && len(f) == 3 {
		part[f[1]] = x
		return nil
	}
	if f[0] != "word" || len(f) != 4 {
		return fmt.Errorf("unknown line %q", line[:min(len(line), 40)])
	}
	r.vocab.id[f[1]] = int32(len(r.vocab.list))
	r.vocab.list, r.vocab.idf = append(r.vocab.list, f[1]), append(r.vocab.idf, x)
	r.words = append(r.words, f[3])
	return nil
}

func (r *modelReader) model(c *Classifier) (*model, error) {
	m := &model{layout: layout{classes: len(c.tax), cues: c.numCues, vocab: r.vocab}}
	names := c.names(m.layout)
	m.sel = append(resolve(selectorNames, r.weights["select"]), make([]float64, len(r.vocab.list))...)
	m.tag, m.choose = make([]float64, m.layout.dim()), make([]float64, m.layout.dim())
	copy(m.tag, resolve(names, r.weights["tag"]))
	copy(m.choose, resolve(names, r.weights["choose"]))
	m.before = resolve(c.pairNames(), r.weights["before"])
	m.agree = resolve(agreeNames, r.weights["agree"])
	classes := map[string]int{}
	for k, class := range c.tax {
		classes[class.ID] = k
	}
	for i, word := range r.words {
		f := strings.Fields(word)
		var err error
		if m.sel[selFixed+i], err = strconv.ParseFloat(f[0], 64); err != nil {
			return nil, fmt.Errorf("model: word %s: %w", r.vocab.list[i], err)
		}
		for _, entry := range f[1:] {
			part := strings.Split(entry, ":")
			if len(part) != 3 {
				return nil, fmt.Errorf("model: word %s: %q", r.vocab.list[i], entry)
			}
			k, ok := classes[part[0]]
			if !ok {
				continue
			}
			t, err1 := strconv.ParseFloat(part[1], 64)
			ch, err2 := strconv.ParseFloat(part[2], 64)
			if err := errors.Join(err1, err2); err != nil {
				return nil, fmt.Errorf("model: word %s: %w", r.vocab.list[i], err)
			}
			at := m.layout.stem(int32(i), k)
			m.tag[at], m.choose[at] = t, ch
		}
	}
	return m, nil
}

func resolve(names []string, weights map[string]float64) []float64 {
	out := make([]float64, len(names))
	for i, n := range names {
		if n != "" {
			out[i] = weights[n]
		}
	}
	return out
}

// names returns the name of every weight of the layout that is not a word's,
// in the numbering of the layout; "other" stands behind the words there and
// here.
func (c *Classifier) names(l layout) []string {
	out := make([]string, l.dim())
	out[0] = "intercept"
	for f, name := range denseNames {
		out[l.shared(f)] = name
		for k, class := range c.tax {
			out[l.own(k, f)] = class.ID + ":" + name
		}
	}
	for k, class := range c.tax {
		out[l.bias(k)] = class.ID
	}
	for id := range l.cues {
		q := c.matcher.cues[id]
		out[l.cue(int32(id))] = cueName(c.tax[q.class].ID, q)
	}
	for f, name := range [numOther]string{"other", "other:unknown", "other:top", "other:short", "other:few", "other:root"} {
		out[l.other(f)] = name
	}
	return out
}

// pairNames returns the names of model.before.
func (c *Classifier) pairNames() []string {
	out := make([]string, 0, len(c.tax)*len(c.tax))
	for _, a := range c.tax {
		for _, b := range c.tax {
			out = append(out, a.ID+":"+b.ID)
		}
	}
	return out
}

var agreeNames = []string{"intercept", "belongs", "main", "log-main", "short:intercept", "short:belongs", "short:main", "short:log-main"}

var selectorNames = func() []string {
	out := []string{"intercept", "position", "early", "length", "cues", "classes", "cause-side", "first-in-section", "after-cause"}
	for _, name := range signalNames {
		out = append(out, "signal:"+name)
	}
	out = append(out, "signal-in-cause")
	for _, r := range selRoleOrder {
		out = append(out, "role:"+string(r))
	}
	return out
}()
