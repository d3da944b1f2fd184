package classify

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
		if score[k] > best && contains(precedes[c.tax[k].ID], c.tax[primary].ID) {
			first, best = k, score[k]
		}
	}
	return first
}
