package main

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/intake"
)

// TestNeutral: what a server, a feed or a file name says does nothing in a
// commit message, in a log or in a summary; what is no trick stays as it is.
func TestNeutral(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		// plain
		{"source a: https://a.example/feed_1.xml?x=1&y=2: the server answers 403 Forbidden", ""},
		{"content/postmortems/acme/2024-03-14-late_web-hooks-0a1b2c.md", ""},
		{"Störung — 100 % weg (3 h)", ""},
		{"sources.yaml:2: \"publsh\" is unknown: did you mean \"publish\"?", ""},
		// references and people
		{"closes #1, fixes GH-2, resolves acme/shop#3", "closes # 1, fixes GH- 2, resolves acme/shop# 3"},
		{"closes https://github.com/acme/shop/issues/4", "closes https://github.com/acme/shop/issues/ 4"},
		{"reverts https://git.example/a/b/commit/0a1b2c", "reverts https://git.example/a/b/commit/ 0a1b2c"},
		{"cc @octocat, @acme/all, @@x", "cc @ octocat, @ acme/all, @@ x"},
		{"&#64;octocat &num;1", "&# 64;octocat & num;1"},
		// the runner
		{"::error file=a::b", ": :error file=a: :b"},
		{"##[error]x ::set-output", "# #(error)x : :set-output"},
		{":::stop-commands::x", ": : :stop-commands: :x"},
		{"[skip ci] [no ci] ***NO_CI***", "(skip ci) (no ci) ···NO_CI···"},
		// Markdown and HTML
		{"![x](https://e.example/p.png) <img src=x> `code` **b** _i_ __b__ ~~s~~ |a|b|", "!(x)(https://e.example/p.png) ‹img src=x› 'code' ··b·· -i- --b-- --s-- ¦a¦b¦"},
		// lines, terminals, directions
		{"a\nCo-authored-by: x\r\n# b", "a Co-authored-by: x  # b"},
		{"\x1b[31mred\x07 \u202eevil\u2028x", " (31mred   evil x"},
	} {
		want := tt.want
		if want == "" {
			want = tt.in
		}
		if got := neutral(tt.in, maxLine); got != want {
			t.Errorf("%q\ngot  %q\nwant %q", tt.in, got, want)
		}
	}
}

// FuzzNeutral: whatever comes in, none of the tricks comes out, and a second
// time changes nothing.
func FuzzNeutral(f *testing.F) {
	for _, s := range []string{"closes #1", "@a @_b", ":::", "###", "&&#64;;", "GH-GH-1", "__a__b_", "#@#1", "\xff@\xffx", strings.Repeat("@a", 400)} {
		f.Add(s)
	}
	tricks := regexp.MustCompile("#[0-9]|@[\\pL\\pN]|::|##|[<>\\[\\]`*|~\\p{Cc}\\p{Cf}]|__")
	f.Fuzz(func(t *testing.T, s string) {
		got := neutral(s, maxLine)
		if trick := tricks.FindString(got); trick != "" || utf8.RuneCountInString(got) > maxLine {
			t.Errorf("%q: %q holds %q", s, got, trick)
		}
		if again := neutral(got, maxLine); again != got {
			t.Errorf("%q, then %q", got, again)
		}
	})
}

// failingNight is a night in which everything happens.
func failingNight(now time.Time) (intake.Report, []string) {
	day := func(ago int) hindsight.Moment { return hindsight.At(now.AddDate(0, 0, -ago), hindsight.Day) }
	bad := errors.New("source acme: https://acme.example/: the server answers 502 Bad Gateway")
	return intake.Report{
		Count: intake.Count{New: 1, Updated: 1, Unchanged: 9, Rejected: 3, Failed: 1},
		Documents: []intake.Outcome{
			{Status: content.New, Path: "content/postmortems/acme/1.md", Title: "Closes #1 | <b>", Organisation: "Acme @all", Classes: []string{"locking", "dns"}, Review: []string{"undated"}, Input: "feed"},
			{Status: content.Updated, Path: "content/postmortems/acme/2.md", When: day(9)},
			{Status: content.Unchanged, Path: "content/postmortems/acme/3.md"},
			{Status: intake.Rejected, Input: "feed", Title: "A job", Reason: intake.Reason{Kind: intake.NoPostmortem}},
			{Status: intake.Rejected, Input: "feed", Title: "Another job", Reason: intake.Reason{Kind: intake.NoPostmortem}},
			{Status: intake.Rejected, Input: "feed", Title: "An offer", Reason: intake.Reason{Kind: intake.LeftOut}},
		},
		Sources: []intake.Health{
			{Source: "acme", Line: 12, Err: bad, Since: day(4)},
			{Source: "well", Line: 15},
			{Source: "new", Line: 18, Err: errors.New("source new: hangs"), Since: day(0)},
			{Source: "lost", Line: 21, Err: errors.New("source lost is gone for good"), Since: day(1), Gone: true},
		},
		Left: []intake.Left{{Input: "slow", Pages: 2, Err: errors.New("its time is over")}},
	}, []string{bad.Error(), "source new: hangs", "source lost is gone for good", "content/x.md: broken"}
}

// TestNight: what a night brings is in the commit message, on the job's page and
// in the JSON; the issue names what has failed for long, and says the same the
// next night.
func TestNight(t *testing.T) {
	now := time.Date(2026, 1, 20, 3, 0, 0, 0, time.UTC)
	n := newNight(failingNight(now))
	n.Site = true
	const message = `content: 1 new, 1 updated

new: Acme @ all: Closes # 1 ¦ ‹b› (locking, dns); review: undated
  content/postmortems/acme/1.md
updated: no organisation: no title (no class)
  content/postmortems/acme/2.md

turned away: 2: no postmortem: too little speaks for it
turned away: 1: left out by match or exclude of the source
failing since 2026-01-16: source acme: https://acme.example/: the server answers 502 Bad Gateway
failing since 2026-01-20: source new: hangs
failing since 2026-01-19: source lost is gone for good
failed: content/x.md: broken
later: slow: 2 pages behind its summaries: its time is over
`
	if got := n.message(); got != message {
		t.Errorf("message\n%s\nwant\n%s", got, message)
	}
	page := n.markdown()
	for _, want := range []string{"## Hindsight: 1 new, 1 updated, 9 unchanged\n", "| new |  | Acme @ all | Closes # 1 ¦ ‹b› | locking, dns | undated | content/postmortems/acme/1.md |\n",
		"| acme | 2026-01-16 | source acme: https://acme.example/: the server answers 502 Bad Gateway | sources.yaml:12 |\n", "* 2: no postmortem", "### Left for the next run"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	issue := n.issue(3, now)
	if !strings.Contains(issue, "| acme | 2026-01-16 |") || !strings.Contains(issue, "| lost | 2026-01-19 | gone for good (410) |") || strings.Contains(issue, "| new |") {
		t.Errorf("issue\n%s", issue)
	}
	later := newNight(failingNight(now))
	later.Failing = slices.DeleteFunc(later.Failing, func(f nightSource) bool { return f.Name == "new" })
	later.Failing[0].Error = "source acme: another error"
	if got := later.issue(3, now.AddDate(0, 0, 1)); got != issue {
		t.Errorf("the next night says\n%s\nafter\n%s", got, issue)
	}
	if got := n.issue(0, now); got != "" {
		t.Errorf("never, and yet %q", got)
	}
	var out bytes.Buffer
	a := &app{out: &out, err: &out}
	n.annotate(a.annotator())
	a.annotator().problem(errors.New("content/a,b.md:7: date: 100% wrong\n::error::x"))
	const shown = "::warning file=sources.yaml,line=12::failing since 2026-01-16: source acme: https://acme.example/: the server answers 502 Bad Gateway\n"
	for _, want := range []string{shown, "::notice file=content/postmortems/acme/1.md,line=1::to be reviewed: undated\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "\n::error::x") {
		t.Errorf("a foreign command: %s", out.String())
	}
}

// TestLargeNight: so many lines of each kind, however much there was.
func TestLargeNight(t *testing.T) {
	var report intake.Report
	for status, n := range map[string]int{content.New: 3000, content.Updated: 200, content.Unchanged: 9} {
		for i := range n {
			report.Documents = append(report.Documents, intake.Outcome{Status: status, Title: strings.Repeat("x", 5000), Path: fmt.Sprintf("content/postmortems/a/%d.md", i)})
		}
	}
	report.Count = intake.Count{New: 3000, Updated: 200}
	big := newNight(report, slices.Repeat([]string{strings.Repeat("x", 5000)}, 100_000))
	if n := len(big.message()) + len(big.markdown()); n > 12*(maxLines+1)*(maxLine+20) {
		t.Errorf("%d bytes", n)
	}
	for _, want := range []string{"content: 3000 new, 200 updated\n", "\nand 2950 more new\n", "\nand 150 more updated\n", "\nand 99950 more failed\n"} {
		if !strings.Contains(big.message(), want) {
			t.Errorf("no %q in\n%.400s", want, big.message())
		}
	}
	quiet := newNight(intake.Report{Count: intake.Count{Unchanged: 9}}, nil)
	if got := quiet.message(); got != "content: 0 new, 0 updated\n" {
		t.Errorf("a quiet night: %q", got)
	}
}
