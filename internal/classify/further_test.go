package classify

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// One correction gives the corrected report its main class, and changes the
// classes of at most one other in fifty. The class it is corrected to is the
// one next in line, which is as hard a correction as there is.
func TestOneCorrection(t *testing.T) {
	c := classifier(t)
	var archive []hindsight.Postmortem
	for _, r := range reports {
		archive = append(archive, hindsight.Postmortem{Title: r.title, Body: r.body})
	}
	for _, l := range ownReports(t) {
		archive = append(archive, Prepare("", l.Text))
	}
	if dir := corpusDir(t); dir != "" {
		for _, l := range labelled(t, dir, "dev.jsonl", "dev-docs.jsonl") {
			archive = append(archive, Prepare(l.Title, l.Text))
		}
	}
	before := given(c, archive)
	tried, worst, sum := 0, 0, 0
	for i := 5; i < len(archive); i += len(archive) / 5 {
		v := c.judge(c.read(archive[i]))
		line := c.order(&v)
		if len(line) < 2 {
			continue
		}
		want := c.tax[line[1]].ID
		others := slices.Delete(slices.Clone(archive), i, i+1)
		after := given(c.LearnFurther([]Example{{ID: "corrected", Postmortem: archive[i], Classes: []string{want}}}, others), archive)
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
	t.Logf("%d corrections, each alone in an archive of %d: %.1f others changed on average, %d at most", tried, len(archive), float64(sum)/float64(tried), worst)
}

// ownReports is a tenth of the invented reports.
func ownReports(t *testing.T) []Labelled {
	t.Helper()
	f, err := os.Open("testdata/invented.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := ReadInvented(f.Name(), f)
	if err != nil {
		t.Fatal(err)
	}
	var out []Labelled
	for i := 0; i < len(all); i += 10 {
		out = append(out, all[i])
	}
	return out
}

// given returns the classes that each postmortem gets.
func given(c *Classifier, list []hindsight.Postmortem) []string {
	out := make([]string, len(list))
	for i, p := range list {
		for _, k := range c.judge(c.read(p)).classes {
			out[i] += c.tax[k].ID + " "
		}
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// A report that resembles a corrected one need not keep its classes: the
// correction is made for it, too.
func TestCorrectionSpreads(t *testing.T) {
	c := classifier(t)
	full := func(when string) hindsight.Postmortem {
		return hindsight.Postmortem{Title: "Builds waited", Body: when + " the quota of the planner was full and builds waited until it was raised."}
	}
	corrected, like := full("On Monday"), full("Late on Friday")
	learned := c.LearnFurther([]Example{{ID: "1", Postmortem: corrected, Classes: []string{"config-change"}}}, []hindsight.Postmortem{like})
	if got := given(learned, []hindsight.Postmortem{corrected, like}); !strings.HasPrefix(got[0], "config-change") || !strings.HasPrefix(got[1], "config-change") {
		t.Errorf("%q after the first was corrected to config-change", got)
	}
}
