package classify

import (
	"math"
	"slices"
)

// orderTrust is how much the usual order of two classes counts in the choice
// of the primary one, orderPrior the number of imagined reports that have
// them in either order. .6 to 1 and 1 to 6 are worth much the same: .009 of
// the primary class and .006 of the macro-F1 (SPLITS=3 make bench-tags, beside
// what it prints with an orderTrust of 0).
const (
	orderTrust = .6
	orderPrior = 3
)

// learnOrder counts which class the lessons put first where they have both:
// at a*classes+b stands the logarithm of how much likelier a is the primary
// one beside b than the other way round.
func learnOrder(lessons []*lesson, classes int) []float64 {
	first := make([]float64, classes*classes)
	for _, l := range lessons {
		for k, has := range l.has {
			if has && k != l.primary && l.primary < classes {
				first[l.primary*classes+k] += l.Weight
			}
		}
	}
	out := make([]float64, len(first))
	for a := range classes {
		for b := range classes {
			out[a*classes+b] = math.Log((first[a*classes+b] + orderPrior) / (first[b*classes+a] + orderPrior))
		}
	}
	return out
}

// inOrder moves the choice towards the classes that usually come first beside
// those that are given, too; likely says how likely each of these is.
func (m *model) inOrder(choice, likely []float64) {
	for b, p := range likely {
		for a := range likely {
			choice[a] += orderTrust * p * m.before[a*len(likely)+b]
		}
	}
}

// precedes holds the order that the definitions of the classes themselves
// ask for, whatever was learned: the narrower mechanism before the wide one,
// and how a fault got in before the layer that it showed in (a bad route is
// first a configuration, then the network). Left out are pairs in which
// either may come first, such as a bug and the deployment that brought it.
var precedes = map[string][]string{
	"noisy-neighbour": {"capacity", "datastore"},
	"locking":         {"capacity", "software-bug", "deployment", "datastore"},
	"time":            {"software-bug"},
	"certificates":    {"software-bug"},
	"config-change":   {"network", "dns"},
	"deployment":      {"network", "dns"},
}

// lead returns which of the given classes comes first, where the model says
// primary.
func (c *Classifier) lead(primary int, given []int, score []float64) int {
	first, best := primary, 0.0
	for _, k := range given {
		if score[k] > best && slices.Contains(precedes[c.tax[k].ID], c.tax[primary].ID) {
			first, best = k, score[k]
		}
	}
	return first
}
