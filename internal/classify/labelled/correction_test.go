package labelled

import (
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/classify"
)

// One correction gives the corrected report its main class, and changes the
// classes of at most one other in fifty. The class it is corrected to is the
// one next in line, which is as hard a correction as there is.
func TestOneCorrection(t *testing.T) {
	c := shipped(t)
	var archive []hindsight.Postmortem
	for _, d := range archived(t) {
		archive = append(archive, classify.Prepare(d.Title, d.Text))
	}
	before := given(c, archive)
	tried, worst, sum := 0, 0, 0
	for i := 5; i < len(archive); i += len(archive) / 5 {
		weighed := c.Explain(archive[i]).Weighed
		if len(weighed) < 2 {
			continue
		}
		want := weighed[1].Class
		corrected := classify.Example{ID: "corrected", Postmortem: archive[i], Classes: []string{want}}
		others := slices.Delete(slices.Clone(archive), i, i+1)
		after := given(c.LearnFurther([]classify.Example{corrected}, others), archive)
		if got, _, _ := strings.Cut(after[i], " "); got != want {
			t.Errorf("report %d: corrected from %q to %s, then given %q", i, before[i], want, after[i])
		}
		changed := 0
		for k := range archive {
			changed += b2i(k != i && before[k] != after[k])
		}
		if 50*changed > len(others) {
			t.Errorf("report %d: %d of %d others changed with it", i, changed, len(others))
		}
		tried, worst, sum = tried+1, max(worst, changed), sum+changed
	}
	t.Logf("%d corrections, each alone in an archive of %d: %.1f others changed on average, %d at most",
		tried, len(archive), float64(sum)/float64(tried), worst)
}

// archived is the labelled documents of the corpus and a tenth of the invented
// reports; a third of these where the corpus is absent, which is about as many.
func archived(t *testing.T) []Document {
	t.Helper()
	var out []Document
	sets, every := corpusSets(t), 10
	if sets == nil {
		every = 3
	}
	for i, d := range ownSet(t, "invented.txt", readInvented) {
		if i%every == 0 {
			out = append(out, d)
		}
	}
	for _, set := range sets {
		if strings.HasPrefix(set.Name, "tags/") {
			out = append(out, set.Documents...)
		}
	}
	return out
}

// given returns the classes that each postmortem gets.
func given(c *classify.Classifier, list []hindsight.Postmortem) []string {
	out := make([]string, len(list))
	for i, p := range list {
		var classes []string
		for _, f := range c.Classify(p) {
			classes = append(classes, f.Class)
		}
		out[i] = strings.Join(classes, " ")
	}
	return out
}
