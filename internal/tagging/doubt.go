package tagging

import (
	"cmp"
	"math"
	"slices"

	"hindsight"
	"hindsight/internal/classify"
)

// A Doubt says why a person should look at the classes of an entry.
type Doubt struct {
	Path     string
	Main     Likely             // the entry's main class, with an empty id where it has none
	Rival    Likely             // what else is likeliest to be the main cause, an empty id for "no cause stated"
	Near     []classify.Weighed // classes beside the main one whose score is close to what is needed, the closest first
	Disputed bool               // a second reader gave other classes
	Agreed   []string           // the classes that both readers gave
	Weight   float64            // by which doubts are ordered, the highest first
}

// Likely is a class and how likely it is to be the main cause.
type Likely struct {
	Class string
	Share float64
}

// closeTo is how near to what is needed a score is for a class to be in doubt.
const closeTo = .12

// beside is what a further class weighs that is as likely wrong as right,
// where a main class that is surely wrong weighs 1.
const beside = .5

// disputed is what a second reader's word weighs: it is as if the main class
// were as likely wrong as right.
const disputed = .5

// Doubts says how sure the classes of an entry are, by what the classifier
// finds in it. Those of an entry whose classes a person fixed are settled: ok is
// false.
func Doubts(e hindsight.Entry, x classify.Explanation) (d Doubt, ok bool) {
	if e.IsCurated("classes") {
		return d, false
	}
	d = Doubt{Path: e.Path, Main: Likely{e.Primary(), 0}, Agreed: e.Agreed, Disputed: slices.Contains(e.Review, hindsight.ReviewDisputed)}
	all := []Likely{{"", x.None}}
	for _, w := range x.Weighed {
		all = append(all, Likely{w.Class, w.Main})
		if w.Class == d.Main.Class {
			continue
		}
		d.Weight += beside * min(w.Score, 1-w.Score)
		if math.Abs(w.Score-w.Needed) < closeTo {
			d.Near = append(d.Near, w)
		}
	}
	for _, l := range all {
		if l.Class == d.Main.Class {
			d.Main = l
		} else if l.Share > d.Rival.Share {
			d.Rival = l
		}
	}
	slices.SortStableFunc(d.Near, func(a, b classify.Weighed) int {
		return cmp.Compare(math.Abs(a.Score-a.Needed), math.Abs(b.Score-b.Needed))
	})
	d.Weight += 1 - d.Main.Share
	if d.Disputed {
		d.Weight += disputed
	}
	return d, true
}
