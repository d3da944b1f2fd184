package classify_test

import (
	"reflect"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/classify"
)

// verify holds what every finding promises: a score that is a probability,
// at least one quote, and each quote verbatim at its place.
func verify(t *testing.T, p hindsight.Postmortem, findings []hindsight.Finding) {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range findings {
		if f.Score < 0 || f.Score > 1 || len(f.Evidence) == 0 || seen[f.Class] {
			t.Errorf("%s: score %v, %d quotes, seen before: %v", f.Class, f.Score, len(f.Evidence), seen[f.Class])
		}
		seen[f.Class] = true
		for _, e := range f.Evidence {
			switch {
			case e.Class != f.Class || strings.TrimSpace(e.Quote) == "" || e.Rule == "":
				t.Errorf("%s: evidence %+v", f.Class, e)
			case e.Start < 0 && (!strings.Contains(p.Title, e.Quote) || e.Section != "title"):
				t.Errorf("%s: %q is not in the title %q", f.Class, e.Quote, p.Title)
			case e.Start >= 0 && (e.Start+len(e.Quote) > len(p.Body) || p.Body[e.Start:e.Start+len(e.Quote)] != e.Quote):
				t.Errorf("%s: %q does not stand at byte %d", f.Class, e.Quote, e.Start)
			}
		}
	}
}

func TestClassify(t *testing.T) {
	c := classify.Shipped(t)
	for _, tt := range classify.Reports {
		p := hindsight.Postmortem{Title: tt.Title, Body: tt.Body}
		got := c.Classify(p)
		verify(t, p, got)
		primary := ""
		if len(got) > 0 {
			primary = got[0].Class
		}
		if primary != tt.Want {
			t.Errorf("%s: primary class %q, want %q", tt.Name, primary, tt.Want)
		}
		if again := c.Classify(p); !reflect.DeepEqual(got, again) {
			t.Errorf("%s: two runs differ", tt.Name)
		}
		e := c.Explain(p)
		if e.NoCause != (tt.Want == "") {
			t.Errorf("%s: NoCause is %v", tt.Name, e.NoCause)
		}
		for _, w := range e.Weighed {
			if rule := !e.NoCause && (w.Chosen || w.Score >= w.Needed); w.Found != rule {
				t.Errorf("%s: %s is found: %v, the rule says %v (%+v)", tt.Name, w.Class, w.Found, rule, w)
			}
		}
	}
}

// A class of the curator's own takes part without any training.
func TestOwnClass(t *testing.T) {
	own := hindsight.Class{ID: "wildlife", Title: "Wildlife", Group: "mechanism", Definition: "An animal did it.",
		Cues: []string{"squirrel*|beaver*|rat|rats & chew*|bit|gnaw*|ate", "~ squirrel*|beaver*"}}
	c, err := classify.New(append(classify.ShippedTaxonomy(t), own))
	if err != nil {
		t.Fatal(err)
	}
	p := hindsight.Postmortem{Title: "A beaver", Body: "The root cause was a beaver that chewed through the line. Beavers ate it."}
	got := c.Classify(p)
	verify(t, p, got)
	for _, f := range got {
		if f.Class == "wildlife" {
			return
		}
	}
	t.Errorf("classes %+v, want wildlife among them", got)
}

func FuzzClassify(f *testing.F) {
	c := classify.Shipped(f)
	for _, tt := range classify.Reports {
		f.Add(tt.Title, tt.Body)
	}
	f.Add("ﬁ’", "A conﬁguration’s \xff change. \x00 It wasn't a race[x](y) <b>lock</b> https://e.org/lock held")
	f.Fuzz(func(t *testing.T, title, body string) {
		p := classify.Prepare(title, body)
		verify(t, p, c.Classify(p))
	})
}
