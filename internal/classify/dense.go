package classify

import "math"

// Dense features describe one class in one document without knowing which
// class it is, so that all classes share what is learned about them, and a
// class that a curator adds takes part at once.
const (
	fStrongLead  = iota // strong cues in the title or the summary
	fStrongCause        // … under root cause and contributing factors
	fStrongStory        // … under what happened, or no telling heading
	fStrongNoise        // … in background, impact, timeline, detection, mitigation
	fStrongAfter        // … in lessons, follow-up, comments
	fWeakLead
	fWeakCause
	fWeakStory
	fWeakNoise
	fTitle      // a strong cue in the title
	fTitleWeak  // a mention in the title
	fCounter    // patterns against the class
	fTop1       // the best sentence
	fTop2       // the second best
	fCues       // how many different strong cues fired
	fFirst      // how early the first strong cue stands
	fAny        // a strong cue fired at all
	fShare      // share of all classes' weight
	fRelative   // weight relative to the heaviest class
	fDensity    // weight per sentence
	fCauseSide  // cues that stand where a cause is named
	fEffectSide // cues that stand where an effect is named
	fCausal     // cues in sentences with causal words
	fRootNamed  // cues in sentences that name the root cause
	fDoubt      // cues in negated, suspected or remedial sentences
	fImpact     // cues in sentences about who felt it
	fSelMax     // the same, weighted by how quotable the sentence is
	fSelSum
	fSelShare
	fSelRelative
	fSelWeak
	fSelTop // rank of the best sentence among all
	fShortAny
	fShortShare
	fShortWeak
	fShortRelative
	fNamed      // phrases that name the failure itself
	fNamedSel   // the most quotable of them
	fNamedCause // those that stand where a cause is named
	fNamedTitle
	fNamedShort
	fNamedFirst
	fLeads // how quotable the best sentence is that names the class first, causes before effects
	fAlone // … that has nearly all its telling words from the class
	fNext  // … that names another class first
	numDense
)

var denseNames = [numDense]string{"strong-lead", "strong-cause", "strong-story", "strong-noise", "strong-after",
	"weak-lead", "weak-cause", "weak-story", "weak-noise", "title", "title-weak", "counter", "top1", "top2", "cues", "first", "any",
	"share", "relative", "density", "cause-side", "effect-side", "causal", "root-named", "doubt", "impact",
	"sel-max", "sel-sum", "sel-share", "sel-relative", "sel-weak", "sel-top", "short-any", "short-share", "short-weak", "short-relative",
	"named", "named-sel", "named-cause", "named-title", "named-short", "named-first", "leads", "alone", "next"}

// short texts are summaries of a few sentences: there every word counts.
const shortWords = 120

func (r *reading) short() bool { return r.words <= shortWords }

// dense turns the tallies into features, one row a class.
func dense(r *reading, ts []tally) [][]float64 {
	var total, totalSel, heaviest, heaviestSel float64
	for i := range ts {
		total += ts[i].weight
		totalSel += ts[i].selSum
		heaviest, heaviestSel = max(heaviest, ts[i].weight), max(heaviestSel, ts[i].selSum)
	}
	out := make([][]float64, len(ts))
	short := 0.0
	if r.short() {
		short = 1
	}
	for i := range ts {
		t := &ts[i]
		f := make([]float64, numDense)
		for z := lead; z <= afterwards; z++ {
			f[fStrongLead+int(z)] = math.Log1p(t.strong[z])
			if z < afterwards {
				f[fWeakLead+int(z)] = .5 * math.Log1p(t.weak[z])
			}
		}
		f[fTitle], f[fTitleWeak], f[fCounter] = t.title[0], t.title[1], math.Log1p(t.counter)
		f[fTop1], f[fTop2] = math.Log1p(t.top1), math.Log1p(t.top2)
		f[fCues] = math.Log1p(float64(len(t.cues)))
		if len(t.cues) > 0 {
			f[fAny], f[fFirst] = 1, 1-t.first
		}
		f[fShare], f[fRelative] = 3*t.weight/(total+1), t.weight/(heaviest+.5)
		f[fDensity] = 3 * math.Log1p(20*t.weight/float64(len(r.sentences)+10))
		f[fCauseSide], f[fEffectSide] = math.Log1p(t.side[0]), math.Log1p(t.side[1])
		f[fCausal], f[fRootNamed], f[fDoubt], f[fImpact] = math.Log1p(t.causal), math.Log1p(t.root), math.Log1p(t.doubt), math.Log1p(t.impact)
		f[fSelMax], f[fSelSum] = 2*math.Log1p(t.selMax), math.Log1p(t.selSum)
		f[fSelShare], f[fSelRelative] = 3*t.selSum/(totalSel+1), t.selSum/(heaviestSel+.3)
		f[fSelWeak], f[fSelTop] = math.Log1p(t.selWeak), t.selTop
		f[fShortAny], f[fShortShare] = short*f[fAny], short*f[fShare]
		f[fShortWeak], f[fShortRelative] = short*math.Log1p(t.weak[lead]+t.weak[story]), short*f[fRelative]
		f[fNamed], f[fNamedSel], f[fNamedCause] = math.Log1p(t.named), t.namedSel, math.Log1p(t.namedCause)
		f[fNamedTitle], f[fNamedShort], f[fNamedFirst] = t.namedTitle, short*math.Log1p(t.named), t.namedFirst
		f[fLeads], f[fAlone], f[fNext] = t.leads, t.alone, t.next
		out[i] = f
	}
	return out
}
