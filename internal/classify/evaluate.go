package classify

import "hindsight"

// A Result is what the classifier said of one example.
type Result struct {
	Example Example
	Classes []string
	Scores  map[string]float64
}

// CrossValidate trains k times, each time leaving out the examples of one
// fold of groups, and returns what was said of those left out. Examples for
// which test is false are trained on and never tested. Each split, whatever
// its name, parts the groups differently.
func CrossValidate(tax hindsight.Taxonomy, examples []Example, split string, k int, test func(Example) bool) ([]Result, error) {
	c, err := Untrained(tax)
	if err != nil {
		return nil, err
	}
	lessons := c.study(examples)
	var out []Result
	for f := range k {
		var train, held []*lesson
		for _, l := range lessons {
			if l.fold(split, k) != f {
				train = append(train, l)
			} else if test(l.Example) {
				held = append(held, l)
			}
		}
		if len(held) == 0 {
			continue
		}
		c.learn(train)
		for _, l := range held {
			out = append(out, c.result(l))
		}
	}
	return out, nil
}

func (c *Classifier) result(l *lesson) Result {
	v := c.judge(l.reading)
	r := Result{Example: l.Example, Scores: map[string]float64{}}
	for _, k := range v.classes {
		r.Classes = append(r.Classes, c.tax[k].ID)
	}
	for k, p := range v.score {
		r.Scores[c.tax[k].ID] = p
	}
	return r
}
