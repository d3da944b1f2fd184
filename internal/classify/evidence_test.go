package classify_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/classify/labelled"
	"hindsight/internal/fixture"
)

// Where the cause stands: the sentence that must be quoted first for the
// primary class, and what must not be quoted at all.
var causes = []struct{ name, title, body, class, first, never string }{
	{"named under Resolution", "Seat database down", "## Symptom\n\n* Users could not edit. No database answered.\n\n## Investigation\n\n" +
		"* Ines noticed that ssh and every command were slow.\n* Jonas restarted the virtual machine.\n" +
		"* Ines restarted the database by hand, which had not come back by itself.\n\n## Resolution\n\n" +
		"* Jonas found the culprit: a virtual machine of the map team was taking all the resources of the physical machine.\n",
		"noisy-neighbour", "Jonas found the culprit: a virtual machine of the map team was taking all the resources of the physical machine.", "restarted"},
	{"a job under Solution", "Build farm stuck", "## Symptom\nBuilds waited for hours.\n\n## What we tried\n- Olaf restarted the scheduler.\n\n## Resolution\n" +
		"Mara found the reason: a nightly report job of the sales team was using up all the memory of the node. We moved the job and restarted the database.",
		"noisy-neighbour", "Mara found the reason: a nightly report job of the sales team was using up all the memory of the node.", "restarted"},
	{"a partner in an update", "Slow pages and errors", "## Updates\n\n- **2023-06-23 13:08 UTC**: Pages load slowly and some end in an error.\n" +
		"- **2023-06-23 20:26 UTC**: We now know the reason: one connected partner sent far too many API calls.\n" +
		"- **2023-06-23 21:41 UTC**: All is well again. We are going to add limits to our API, so that a flood of calls can be stopped at once.",
		"noisy-neighbour", "**2023-06-23 20:26 UTC**: We now know the reason: one connected partner sent far too many API calls.", "limits"},
	{"before what happens now", "Post-mortem: the ledger chain stood still", "The ledger chain stood still due to two machines signing with one key and to slips of our " +
		"administrators. No money is missing.\n\n## How we got out of it\n\nSo we let the old chain be and moved on with the planned migration.\n\n" +
		"## What happens now\n\nThe planned migration was completed last week.\n",
		"operations", "The ledger chain stood still due to two machines signing with one key and to slips of our administrators.", "migration"},
	{"before what comes next", "The shop was closed", "The shop was down because an administrator had rebooted the wrong cluster.\n\n## How we got back\n" +
		"We restored the database from the backup and upgraded the cluster.\n\n## What comes next\nWe will migrate to a new version of the database.",
		"operations", "The shop was down because an administrator had rebooted the wrong cluster.", "restored"},
	{"a recent change", "Print hall outage", "The print hall was down for the morning, caused by a recent change in Zorb frontend. The Zorb team has put a fix in place.",
		"deployment", "The print hall was down for the morning, caused by a recent change in Zorb frontend.", "fix"},
	{"recent change, no article", "Print hall outage", "The print hall was down for the morning, caused by recent change in Zorb frontend. The Zorb team has put a fix in place.",
		"deployment", "The print hall was down for the morning, caused by recent change in Zorb frontend.", "fix"},
	{"latest changes", "Wiki outage", "The wiki was unreachable during the night, caused by latest changes in Wobble backend. Everything works again.",
		"deployment", "The wiki was unreachable during the night, caused by latest changes in Wobble backend.", "Everything"},
	{"not how it ended", "Uploads failed", "## Root cause\n\nThe workers crashed because of a bug in how they count parts of a file. " +
		"The problem was finally fixed when a configuration change limited the size of uploads.\n",
		"software-bug", "The workers crashed because of a bug in how they count parts of a file.", "finally"},
	{"not who repaired it", "Sign-in failed", "Nobody could sign in. Our engineers worked with the third-party provider to resolve the outage and its cause. " +
		"The identity provider had lost a zone, and their service answered with errors.\n",
		"dependency", "The identity provider had lost a zone, and their service answered with errors.", "worked with"},
	{"not what it looked like", "Hall went dark", "The alarms showed signs of a power failure in the data centre, and of overheating hardware. " +
		"A generator had failed to start after the loss of the power supply.\n",
		"hardware-power", "A generator had failed to start after the loss of the power supply.", "signs"},
	{"not a rule for readers", "Readings lost", "## Root cause\n\n> **Warning:** do not run the compaction by hand.\n\nThe disk of the store was full, " +
		"because the compaction had been disabled for a load test.\n",
		"capacity", "The disk of the store was full, because the compaction had been disabled for a load test.", "by hand"},
	{"not the row of the repair", "Why the tills stopped", "At 09:02 the tills of our shops stopped.\n\n## Cause\n\n" +
		"The licence server had filled its disk with logs[^1] and could not renew the licences of the tills.\n\n" +
		"## Timeline\n\n| Time | Event |\n|---|---|\n| 09:02 | First till stops |\n| 10:40 | Logs deleted, tills work |\n\n[^1]: The level had been set to debug.\n",
		"capacity", "The licence server had filled its disk with logs[^1] and could not renew the licences of the tills.", "deleted"},
	{"a change with what it did", "Late mail", "Mail was late.\n\n## Cause\n\nA recent change to our spam filter sent every lookup to a slow resolver.\n",
		"deployment", "A recent change to our spam filter sent every lookup to a slow resolver.", "Mail"},
	{"a rollout with what was in it", "Login failures", "Users could not log in. A rollout of the session service carried a wrong key for its cookies, " +
		"so every session was rejected.", "deployment",
		"A rollout of the session service carried a wrong key for its cookies, so every session was rejected.", "log in"},
	{"a change of what came in", "Late mail", "Mail was late.\n\n## Cause\n\n" +
		"A change in the load of our mail servers left no room in the queue, which was full.\n",
		"capacity", "A change in the load of our mail servers left no room in the queue, which was full.", "late"},
	{"what is investigated", "Degraded performance of object storage", "## Updates\n\n" +
		"- **2024-02-11 18:38 UTC**: We are investigating elevated latency of the object storage API.\n" +
		"- **2024-02-11 20:40 UTC**: This incident has been resolved.\n", "", "", ""},
	{"a title above placeholders", "Degraded performance of object storage", "## Updates\n\n" +
		"- **2024-02-11 18:38 UTC**: We are currently investigating this issue.\n" +
		"- **2024-02-11 19:10 UTC**: The issue has been identified and a fix is being implemented.\n", "", "", ""},
	{"a cause that is investigated", "Object storage slow", "## Updates\n\n" +
		"- **2024-02-11 18:38 UTC**: We are investigating slow answers, which were caused by a power failure in one hall.\n", "hardware-power",
		"**2024-02-11 18:38 UTC**: We are investigating slow answers, which were caused by a power failure in one hall.", "resolved"},
	{"a title above a line", "London: hardware crash", "The filtering server in London failed hard.\n",
		"hardware-power", "London: hardware crash", "filtering"},
	{"no names, notes and images", "Accounts page does not open", "Affected: Web Application - Account Settings & Billing. Impact: minor.\n\n" +
		"![The database was overloaded](a.png)\n\nFor some accounts the page does not open[^1]. A fix is on its way.\n\n[^1]: The certificate had expired.",
		"", "", ""},
}

func TestCauseIsQuoted(t *testing.T) {
	c := classify.Shipped(t)
	for _, tt := range causes {
		p := classify.Prepare(tt.title, tt.body)
		found := c.Classify(p)
		verify(t, p, found)
		if tt.class == "" {
			if len(found) > 0 {
				t.Errorf("%s: %+v, want no class", tt.name, found)
			}
			continue
		}
		if len(found) == 0 || found[0].Class != tt.class || found[0].Evidence[0].Quote != tt.first {
			t.Errorf("%s: %+v, want %s by %q", tt.name, found, tt.class, tt.first)
		}
		for _, f := range found {
			for _, e := range f.Evidence {
				if strings.Contains(e.Quote, tt.never) {
					t.Errorf("%s: %s is given by %q", tt.name, f.Class, e.Quote)
				}
			}
		}
	}
}

// longestEvidence bounds a quote in bytes: what is quoted of a sentence, and a word at either end.
const longestEvidence = 320 + 2*60

// What texts look like that people paste: each way of writing a text must
// leave its quotes verbatim.
var manners = []struct {
	name  string
	write func(string) string
}{
	{"as it is", func(s string) string { return s }},
	{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{"no-break spaces", func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }},
	{"soft hyphens", func(s string) string { return strings.NewReplacer("ti", "t\u00adi", "er", "e\u00adr").Replace(s) }},
	{"one line", func(s string) string { return strings.Join(strings.Fields(s), " ") }},
	{"no blanks", func(s string) string { return strings.Join(strings.Fields(s), "、") }},
	{"decomposed", func(s string) string { return strings.NewReplacer("e", "e\u0301", "u", "u\u0308\u0331").Replace(s) }},
	{"among ideographs", func(s string) string {
		return strings.ReplaceAll(s, ". ", "。"+strings.Repeat("障害報告", 90)+"。")
	}},
	{"bad bytes", func(s string) string { return strings.ReplaceAll(s, "a ", "a\xff ") }},
}

// TestEvidenceVerbatim holds that every class has a quote and every quote is
// verbatim, whole letters, and short enough for a page: on the reports of this
// package, and on all texts of the corpus, feeds and attacks included.
func TestEvidenceVerbatim(t *testing.T) {
	texts := map[string]string{}
	for _, r := range classify.Reports {
		texts[r.Name] = r.Body
	}
	if dir, ok := fixture.Corpus(t, ""); ok {
		corpusTexts(t, os.DirFS(dir), texts)
	}
	c := classify.Shipped(t)
	for i, m := range manners {
		quotes, step := 0, 0
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			if step++; i > 0 && step%7 != i%7 && len(texts) > 100 {
				continue // every way of writing meets a seventh of the texts
			}
			p := classify.Prepare("", m.write(texts[name]))
			findings := c.Classify(p)
			verify(t, p, findings)
			quotes += checkQuotes(t, m.name+": "+name, p, findings)
		}
		t.Logf("%s: %d quotes", m.name, quotes)
	}
}

func checkQuotes(t *testing.T, name string, p hindsight.Postmortem, findings []hindsight.Finding) int {
	n := 0
	for _, f := range findings {
		for _, e := range f.Evidence {
			n++
			if len(e.Quote) > longestEvidence {
				t.Errorf("%s: a quote of %d bytes: %.60q…", name, len(e.Quote), e.Quote)
			}
			if utf8.ValidString(p.Title+p.Body) && !utf8.ValidString(e.Quote) {
				t.Errorf("%s: half a letter in %q", name, e.Quote)
			}
		}
	}
	return n
}

// corpusTexts adds the labelled texts of the corpus, and whatever else is text
// in it, up to half a megabyte each.
func corpusTexts(t *testing.T, corpus fs.FS, texts map[string]string) {
	t.Helper()
	sets, err := labelled.Training(corpus)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range sets {
		for _, d := range set.Documents {
			if !strings.HasPrefix(d.ID, "docs/") && !strings.HasPrefix(d.ID, "invented") { // the folder docs is read below
				texts[d.ID] = d.Text
			}
		}
	}
	for _, folder := range []string{"docs", "statuspage", "seeds", "feeds", "hostile-content", "payloads", "lists"} {
		err := fs.WalkDir(corpus, folder, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(p) == ".tsv" {
				return err
			}
			data, err := fs.ReadFile(corpus, p)
			texts[p] = string(data[:min(len(data), 1<<19)])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
