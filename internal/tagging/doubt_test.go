package tagging

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/classify"
)

func TestDoubts(t *testing.T) {
	x := classify.Explanation{None: 0.05, Weighed: []classify.Weighed{
		{Class: "dns", Found: true, Score: .7, Main: .5, Needed: .5},
		{Class: "network", Score: .42, Main: .4, Needed: .5},
		{Class: "capacity", Found: true, Score: .55, Main: .04, Needed: .5},
		{Class: "time", Score: .1, Main: 0.01, Needed: .5},
	}}
	for _, tt := range []struct{ name, classes, curated, review, want string }{
		{"as found", "dns capacity", "", "", "dns 0.50, network 0.40, near capacity network, 0.98"},
		{"a second reader differs", "dns capacity", "", hindsight.ReviewDisputed, "dns 0.50, network 0.40, near capacity network, disputed, 1.48"},
		{"another main class", "time", "", "", "time 0.01, dns 0.50, near capacity network, 1.57"},
		{"no class", "", "", "", " 0.05, dns 0.50, near capacity network, 1.58"},
		{"a person has spoken", "dns", "classes", "", "settled"},
		{"of something else", "dns", "title", "", "dns 0.50, network 0.40, near capacity network, 0.98"},
	} {
		e := hindsight.Entry{Classes: strings.Fields(tt.classes), Curated: strings.Fields(tt.curated)}
		e.Review = strings.Fields(tt.review)
		got := "settled"
		if d, ok := Doubts(e, x); ok {
			got = fmt.Sprintf("%s, %s, near", d.Main, d.Rival)
			for _, w := range d.Near {
				got += " " + w.Class
			}
			if d.Disputed {
				got += ", disputed"
			}
			got += fmt.Sprintf(", %.2f", d.Weight)
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func (l Likely) String() string { return fmt.Sprintf("%s %.2f", l.Class, l.Share) }

// The surest entry weighs least, whatever the order of what speaks for it.
func TestDoubtsOrder(t *testing.T) {
	var last float64
	for i, share := range []float64{1, .9, .5, .1} {
		w := []classify.Weighed{{Class: "dns", Main: share, Score: .9, Needed: .5}, {Class: "time", Main: 1 - share, Score: .2, Needed: .5}}
		e := hindsight.Entry{Classes: []string{"dns"}}
		a, _ := Doubts(e, classify.Explanation{Weighed: w})
		slices.Reverse(w)
		b, _ := Doubts(e, classify.Explanation{Weighed: w})
		if math.Abs(a.Weight-b.Weight) > 1e-9 || i > 0 && a.Weight <= last {
			t.Errorf("share %v: %v and %v after %v", share, a.Weight, b.Weight, last)
		}
		last = a.Weight
	}
}
