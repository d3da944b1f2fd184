package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

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

// TestCommitMessage: a subject, what is new and updated, what failed; so many
// lines of each, however much there was.
func TestCommitMessage(t *testing.T) {
	of := func(status string, n int) (out []intake.Outcome) {
		for i := range n {
			out = append(out, intake.Outcome{Status: status, Path: fmt.Sprintf("content/postmortems/a/%d.md", i)})
		}
		return out
	}
	report := func(fresh, updated, other int) (r intake.Report) {
		r.Count = intake.Count{New: fresh, Updated: updated, Unchanged: other}
		for status, n := range map[string]int{content.New: fresh, content.Updated: updated, content.Unchanged: other} {
			r.Documents = append(r.Documents, of(status, n)...)
		}
		return r
	}
	for _, tt := range []struct {
		name   string
		report intake.Report
		left   []string
		want   string
	}{
		{"a quiet night", report(0, 0, 9), nil, "content: 0 new, 0 updated\n"},
		{"news", report(1, 0, 9), nil, "content: 1 new, 0 updated\n\nnew content/postmortems/a/0.md\n"},
		{"a failure", report(0, 1, 0), []string{"source a: closes #1"}, "content: 0 new, 1 updated\n\nupdated content/postmortems/a/0.md\n\nfailed: source a: closes # 1\n"},
	} {
		if got := commitMessage(tt.report, tt.left); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
	big := commitMessage(report(3000, 200, 0), slices.Repeat([]string{strings.Repeat("x", 5000)}, 100_000))
	if n := len(big); n > 3*(maxLines+1)*(maxLine+20) {
		t.Errorf("%d bytes", n)
	}
	for _, want := range []string{"content: 3000 new, 200 updated\n", "\nand 2950 more new\n", "\nand 150 more updated\n", "\nand 99950 more failed\n"} {
		if !strings.Contains(big, want) {
			t.Errorf("no %q in\n%.400s", want, big)
		}
	}
}
