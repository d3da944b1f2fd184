package classify

import (
	"testing"

	"hindsight"
)

// A report that resembles a corrected one need not keep its classes: the
// correction is made for it, too.
func TestCorrectionSpreads(t *testing.T) {
	c := Shipped(t)
	full := func(when string) hindsight.Postmortem {
		return hindsight.Postmortem{Title: "Builds waited", Body: when + " the quota of the planner was full and builds waited until it was raised."}
	}
	corrected, like := full("On Monday"), full("Late on Friday")
	correction := Example{ID: "1", Postmortem: corrected, Classes: []string{"config-change"}}
	learned := c.LearnFurther([]Example{correction}, []hindsight.Postmortem{like})
	for _, p := range []hindsight.Postmortem{corrected, like} {
		if got := learned.Classify(p); len(got) == 0 || got[0].Class != "config-change" {
			t.Errorf("%q: %+v after the first was corrected to config-change", p.Body, got)
		}
	}
}
