package classify

import (
	"fmt"
	"hash/fnv"
	"math"
)

// A layout numbers the weights of the tagging and the choosing model:
//
//	intercept | shared dense | per class: bias, dense deviations | cues | stems per class | other
//
// The shared part carries a class that the training never saw.
type layout struct {
	classes int
	cues    int
	vocab   *vocabulary
}

// Sizes of features that are not worth 1: the smaller, the stronger the prior
// that the weight is nought.
const (
	biasScale = .5
	ownScale  = .5
	cueScale  = .6
)

// Features of the candidate "other", which stands for no class at all.
const (
	otherBias = iota
	otherUnknown
	otherTop
	otherShort
	otherFew
	otherRoot
	numOther
)

func (l layout) shared(f int) int32 { return int32(1 + f) }
func (l layout) bias(c int) int32   { return int32(1 + numDense + c*(1+numDense)) }
func (l layout) own(c, f int) int32 { return l.bias(c) + 1 + int32(f) }
func (l layout) cue(id int32) int32 { return l.bias(l.classes) + id }
func (l layout) stem(id int32, c int) int32 {
	return l.bias(l.classes) + int32(l.cues) + id*int32(l.classes) + int32(c)
}

// dense returns the part of w that belongs to the dense features of class c:
// the weights that all classes share, and its own.
func (l layout) dense(c int, w []float64) (shared, own []float64) {
	return w[l.shared(0):l.shared(numDense)], w[l.own(c, 0):l.own(c, numDense)]
}

func (l layout) other(f int) int32 { return l.stem(int32(len(l.vocab.list)), 0) + int32(f) }
func (l layout) dim() int          { return int(l.other(numOther)) }

// sheet returns the features of every class, and of "other" as the last.
func (c *Classifier) sheet(l layout, r *reading, sel []float64, ts []tally) sheet {
	fs := dense(r, ts)
	cues := c.cueWeights(r, sel)
	out := make([]row, 0, len(fs)+1)
	top := 0.0
	for k, f := range fs {
		top = max(top, f[fSelMax])
		one := append(make(row, 0, 2+len(cues[k])), feature{l.bias(k), biasScale}) // room for that of a lot
		for _, q := range cues[k] {
			one = append(one, feature{l.cue(q.id), cueScale * math.Log1p(q.x)})
		}
		out = append(out, one)
	}
	return sheet{rows: append(out, otherRow(l, r, top)), dense: fs, words: l.vocab.row(r, sel), layout: l}
}

func otherRow(l layout, r *reading, top float64) row {
	out := row{{l.other(otherBias), 1}, {l.other(otherTop), top}}
	unknown, root := false, false
	for i := range r.sentences {
		if s := &r.sentences[i]; zoneOf[s.role] != afterwards {
			unknown = unknown || s.signals[unknownCause]
			root = root || len(s.hits) > 0 && (s.signals[rootCause] || s.signals[causeAfter])
		}
	}
	for _, f := range [...]struct {
		id int
		on bool
	}{{otherUnknown, unknown}, {otherRoot, root}, {otherShort, r.short()}, {otherFew, len(r.sentences) < 15}} {
		if f.on {
			out = append(out, feature{l.other(f.id), 1})
		}
	}
	return out
}

// cueWeights sums the strong cues of every class, sentences weighted by sel.
func (c *Classifier) cueWeights(r *reading, sel []float64) []row {
	out := make([]row, len(c.tax))
	at := map[int32]int{}
	for i := range r.sentences {
		for _, h := range r.sentences[i].hits {
			q := &c.matcher.cues[h.Pattern]
			k, ok := at[h.Pattern]
			if !ok {
				k = len(out[q.class])
				at[h.Pattern] = k
				out[q.class] = append(out[q.class], feature{h.Pattern, 0})
			}
			out[q.class][k].x += sel[i]
		}
	}
	return out
}

// cueName is how the model's file names a cue: by its class and text, so that
// an edited cue starts anew.
func cueName(class string, q cue) string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", q.kind, q.source)
	return fmt.Sprintf("%s/%012x", class, h.Sum64()&0xffffffffffff)
}
