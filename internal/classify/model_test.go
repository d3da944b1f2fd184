package classify

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// A small set to learn from: enough to tell two classes apart.
func lessonsForTest() []Example {
	var out []Example
	for i, text := range []string{
		"The certificate had expired.", "An expired certificate stopped all logins.", "Nobody renewed the certificate in time.",
		"The root cause was a certificate that had expired.", "Certificates expired on Sunday.",
		"Two threads deadlocked.", "A deadlock stopped all writes.", "The lock was held for an hour.",
		"The root cause was a deadlock in the pool.", "Deadlocks in the table of orders.",
	} {
		class := "certificates"
		if i >= 5 {
			class = "locking"
		}
		out = append(out, Example{ID: text, Group: text, Postmortem: hindsight.Postmortem{Body: text}, Classes: []string{class}, Quotes: []string{text}})
	}
	return out
}

func TestLearn(t *testing.T) {
	c := Shipped(t).Learn(lessonsForTest())
	for text, want := range map[string]string{
		"All clients failed since the certificate was expired.": "certificates",
		"The writers were in a deadlock.":                       "locking",
	} {
		got := c.Classify(hindsight.Postmortem{Body: text})
		if len(got) == 0 || got[0].Class != want {
			t.Errorf("%q: %+v, want %s", text, got, want)
		}
	}
	again := Shipped(t).Learn(lessonsForTest())
	if !bytes.Equal(c.Model("x"), again.Model("x")) {
		t.Error("learning twice gives two models")
	}
}

// What a person says of a few reports changes what is said of the like, and
// little else.
func TestLearnFurther(t *testing.T) {
	c := Shipped(t)
	var examples []Example
	for _, text := range []string{
		"The lease of the orchard robots lapsed and all picking stopped.", "Picking stopped because a lease of the robots lapsed.",
		"A lapsed lease kept the orchard robots still.", "The robots' lease was not prolonged, so it lapsed at noon.",
	} {
		examples = append(examples, Example{ID: text, Group: text, Postmortem: hindsight.Postmortem{Body: text}, Classes: []string{"operations"}})
	}
	learned := c.LearnFurther(examples, nil)
	unseen := hindsight.Postmortem{Body: "Robots stood in the orchard after their lease had lapsed."}
	score := func(c *Classifier) float64 {
		at := slices.IndexFunc(c.tax, func(class hindsight.Class) bool { return class.ID == "operations" })
		return c.judge(c.read(unseen)).score[at]
	}
	if before, after := score(c), score(learned); after < before+.1 {
		t.Errorf("operations scores %.2f, before learning %.2f", after, before)
	}
	for _, r := range Reports {
		p := hindsight.Postmortem{Title: r.Title, Body: r.Body}
		a, b := c.judge(c.read(p)).classes, learned.judge(c.read(p)).classes
		if len(a) != len(b) || len(a) > 0 && a[0] != b[0] {
			t.Errorf("%s: classes %v, after learning something else %v", r.Name, a, b)
		}
	}
	if !bytes.Equal(learned.Model(), c.LearnFurther(examples, nil).Model()) {
		t.Error("learning twice gives two models")
	}
}

// A model that was written and read says the same as the one in memory.
func TestModelRoundTrip(t *testing.T) {
	c := Shipped(t)
	file := c.Model("first", "second\nline")
	copied, err := c.WithModel(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(copied.Model("first", "second\nline"), file) {
		t.Error("the file changes when it is read and written")
	}
	for _, r := range Reports {
		p := hindsight.Postmortem{Title: r.Title, Body: r.Body}
		if a, b := c.Classify(p), copied.Classify(p); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %+v, after the file %+v", r.Name, a, b)
		}
	}
}

func TestBadModel(t *testing.T) {
	c := Shipped(t)
	for _, tt := range []struct{ file, want string }{
		{"", "first line"},
		{"hindsight classifier model 99\n", "first line"},
		{modelVersion + "\ntag x\n", "model:2"},
		{modelVersion + "\ntag x y\n", "model:2"},
		{modelVersion + "\nnope x 1\n", "model:2"},
		{modelVersion + "\nword x 1 0 locking:1\n", "word x"},
		{modelVersion + "\nword x 1 0 locking:1:a\n", "word x"},
	} {
		if _, err := c.readModel([]byte(tt.file)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want an error with %q", tt.file, err, tt.want)
		}
	}
	if _, err := c.readModel([]byte(modelVersion + "\ntag no-such-class:top1 3\nword x 1 0 no-such-class:1:1\n")); err != nil {
		t.Errorf("names of a class that is gone: %v", err)
	}
}

// fitBinary finds the minimum for one feature, by comparison with a search
// over a grid.
func TestFitBinary(t *testing.T) {
	rows := []row{{{0, 1}, {1, 1}}, {{0, 1}, {1, 2}}, {{0, 1}, {1, 3}}, {{0, 1}, {1, 4}}}
	y := []bool{false, true, false, true}
	one := []float64{1, 1, 1, 1}
	loss := func(a, b float64) float64 {
		l := .5*1e-4*a*a + .5*b*b
		for i, r := range rows {
			z := a + b*r[1].x
			if y[i] {
				z = -z
			}
			l += logLoss(z)
		}
		return l
	}
	got := fitBinary(rows, y, one, 1, make([]float64, 2), 100)
	best := math.Inf(1)
	for a := -5.0; a < 5; a += .05 {
		for b := -3.0; b < 3; b += .05 {
			best = min(best, loss(a, b))
		}
	}
	if l := loss(got[0], got[1]); l > best+1e-3 {
		t.Errorf("loss %v, a grid finds %v", l, best)
	}
}
