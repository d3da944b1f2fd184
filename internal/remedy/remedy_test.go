package remedy

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"hindsight"
	"hindsight/internal/fixture"
	"hindsight/internal/prose"
)

func texts(all []Remedy) string {
	var out []string
	for _, r := range all {
		out = append(out, r.Text)
	}
	return strings.Join(out, "\n")
}

// A line that begins with "+" is a remedy under its heading, one with "-" is
// none; what follows ">" is what is shown of it.
const cases = `
## Action items
+ Add an alert for queues that are older than an hour.
+ Pin the image of the ferry service (in progress) > Pin the image of the ferry service
+ [x] Limit uploads to ten a minute per harbour (#4711) > Limit uploads to ten a minute per harbour
+ 2. Rotating the signing key every month is automated – COMPLETE > Rotating the signing key every month is automated
+ Added a dry run to the **billing** job before each release
+ Switch from one resolver to two independent ones https://example.org/t/1 > Switch from one resolver to two independent ones
- Investigate why the queue grew
- Discuss whether a second region pays
- Add these to the documentation of the team
- Deployed at 10:31 UTC to all harbours again
- @ada: add an alert for the queue of tickets
- Please take our survey about this page
- We are adding the following safeguards to it:
- Add alerts.
- See the wiki for the runbook, and test it every quarter with two people

## Prevention
+ To prevent a recurrence, engineers are adding checks of the whole chain before a certificate goes out.
+ We have lowered the alert threshold to five minutes.
+ The control plane will be modified to keep its last good configuration.
+ Additionally, we will shard the ticket store by harbour.
- Engineers rolled back the change and the service was restored.
- The team was alerted to the issue within a minute by monitoring.
- We are continuously taking steps to improve the platform.
- This will make sure that ferries sail whatever the resolver says.
- We should have tested the renewal before the summer.
- We apologise for the delay and will improve our service.
- The deletion was paused once the rollback proved effective.

## Repair
- We restarted the two resolvers of the harbour and waited.
- The team added a node so that the queue could drain.
+ The timeout of the gateway will stay at three seconds, and an alert will watch it.
+ We have added a limit to the gateway so that this cannot happen again.

## What changed afterwards
+ Announcements are compared before and after a change.
+ No account may truncate tables any more.
+ Outside monitoring, checks of whole chains, and earlier word to customers.
+ The image can now be pinned, and alerts on sockets were planned.
- The harbour office asked why its tests missed it.

## Root cause
- The job was added to the crontab of the wrong harbour.
+ To prevent this from happening again, we will move the job to the scheduler.

## Comments
- You should add an alert for that and test it in staging.
`

func TestOf(t *testing.T) {
	for section := range strings.SplitSeq(cases, "\n## ") {
		heading, lines, _ := strings.Cut(section, "\n")
		for line := range strings.Lines(lines) {
			mark, text, _ := strings.Cut(strings.TrimSpace(line), " ")
			if text == "" {
				continue
			}
			want := ""
			if mark == "+" {
				want = text
			}
			text, shown, other := strings.Cut(text, " > ")
			if other {
				want = shown
			}
			if heading == "Action items" {
				text = "- " + text
			}
			got := texts(Of(prose.Parse("", "## "+heading+"\n\n"+text+"\n")))
			if got != strings.ReplaceAll(want, "*", "") {
				t.Errorf("%s: %s\ngot  %q\nwant %q", heading, text, got, want)
			}
		}
	}
}

// What names guards, conditions and numbers is worth more than a promise.
func TestWorth(t *testing.T) {
	worth := func(s string) float64 {
		all := Of(prose.Parse("", "## Action items\n\n- "+s+"\n"))
		if len(all) != 1 {
			t.Fatalf("%q: %v", s, all)
		}
		return all[0].Worth
	}
	rising := []string{
		"Improve the overall quality of our various processes further.",
		"Improve the monitoring of the harbour service.",
		"Add monitoring for the tickets of the harbour service.",
		"Add an alert that fires when no ticket was sold for 10 minutes.",
		"Add an alert and a runbook, tested every quarter, for when the replica lags more than 30 s.",
	}
	for i, s := range rising[1:] {
		if worth(rising[i]) >= worth(s) {
			t.Errorf("%.1f %s\n%.1f %s", worth(rising[i]), rising[i], worth(s), s)
		}
	}
}

func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// wrong says what is wrong with the remedies of a text: each is a piece of it
// as a reader sees it, in one line and of a bounded length.
func wrong(text string) string {
	doc := prose.Parse("", text)
	whole := onlyLetters(doc.Plain())
	for _, r := range Of(doc) {
		switch {
		case !strings.Contains(whole, onlyLetters(r.Text)):
			return fmt.Sprintf("%q is not in the text", r.Text)
		case len(r.Text) > mostBytes || strings.ContainsAny(r.Text, "\n\x00") || strings.TrimSpace(r.Text) != r.Text || len(strings.Fields(r.Text)) < 3:
			return fmt.Sprintf("%q is no sentence", r.Text)
		}
	}
	return ""
}

// Every remedy of the corpus is a piece of its text.
func TestVerbatim(t *testing.T) {
	dir, ok := fixture.Corpus(t, "docs")
	if !ok {
		return
	}
	n := 0
	err := filepath.WalkDir(dir, func(f string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(f)
		if why := wrong(string(b)); why != "" {
			t.Errorf("%s: %s", f, why)
		}
		n += len(Of(prose.Parse("", string(b))))
		return err
	})
	if err != nil || n < 100 {
		t.Errorf("%d remedies: %v", n, err)
	}
}

func FuzzOf(f *testing.F) {
	f.Add(cases)
	f.Add("## Action items\n\n- [x] 1) **Add** `an` alert [for](https://a.example) the (queue – done\n\n| Add an alert for it | 2020 |\n")
	f.Fuzz(func(t *testing.T, text string) {
		if why := wrong(text); why != "" && len(text) < 1e5 {
			t.Error(why)
		}
	})
}

func TestAbout(t *testing.T) {
	topics := NewTopics(hindsight.Taxonomy{
		{ID: "dns", Title: "DNS", Cues: []string{"= zone & lost|resolver*", "failed"}},
		{ID: "disk", Title: "Disks", Counts: []string{"a disk that failed"}, Cues: []string{"~ disk*", "no (space|room) left"}},
		{ID: "a", Title: "failed"}, {ID: "b", Title: "failed"},
	})
	for _, c := range []struct {
		text, class string
		want        float64
	}{
		{"The resolvers lost a zone", "dns", 2},
		{"A resolver, and another resolver", "dns", 1},
		{"A resolver", "disk", 0},
		{"It failed", "dns", 0}, // four classes know the word
		{"no space on diskettes", "disk", 2},
		{"", "dns", 0},
		{"A zone", "no-such-class", 0},
	} {
		if got := topics.About(c.text, c.class); got != c.want {
			t.Errorf("%q of %s: %v, want %v", c.text, c.class, got, c.want)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat(cases, 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Of(prose.Parse("", text))
	}
}
