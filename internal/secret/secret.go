// Package secret finds what should not be published by accident: tokens, keys and
// passwords (Find), and data that tells who somebody is (Personal). What it looks
// for is data: gitleaks/gitleaks.toml are the rules of github.com/gitleaks/gitleaks
// v8.30.1 as they are (to renew them copy its config/gitleaks.toml and LICENSE),
// own.toml adds what people paste into chats and mails, personal.toml is Personal's.
//
// The module itself is not imported: it would bring five parsers of settings files
// into the binary to read one.
package secret

import (
	"cmp"
	"slices"
	"strings"
)

// A Finding is a place in a text.
type Finding struct {
	Kind       string // id of the rule, such as "github-pat" or "email"
	Start, End int    // in bytes
	Line       int    // from 1
}

// Unread is the kind of a finding that stands for the rest of a text: so much in
// it looks like secrets that not all of it was looked at.
const Unread = "not-looked-through"

// Find returns the secrets in a text, in their order, none within another.
func Find(text string) []Finding { return secrets().find(text) }

// Personal returns mail addresses, telephone numbers and mentions of people, in
// their order. Addresses of offices, such as support@, are none.
func Personal(text string) []Finding { return personal().find(outsideCode(text)) }

// find looks a text through, as people see it: Markdown's backslashes do not
// count.
func (s *ruleSet) find(text string) []Finding {
	plain, at := withoutEscapes(text)
	budget := most
	var all []Finding
	for _, hit := range s.index.hits(plain) {
		if budget <= 0 {
			all = append(all, Finding{Kind: Unread, Start: len(text), End: len(text)})
			break
		}
		for _, w := range hit.windows {
			budget -= w.end - w.start
			for _, m := range s.rules[hit.rule].matches(plain, w, &s.allowed) {
				all = append(all, Finding{Kind: s.rules[hit.rule].id, Start: at.of(m[0]), End: at.of(m[1])})
			}
		}
	}
	return lined(text, apart(all))
}

// apart drops what lies within or across another finding: of those that begin at
// one place the longest stays, of equals the first rule's.
func apart(all []Finding) []Finding {
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	var kept []Finding
	for _, f := range all {
		if n := len(kept); n > 0 && f.Start < kept[n-1].End {
			kept[n-1].End = max(kept[n-1].End, f.End)
			continue
		}
		kept = append(kept, f)
	}
	return kept
}

// lined counts the lines of findings that are in order.
func lined(text string, all []Finding) []Finding {
	line, from := 1, 0
	for i := range all {
		line += strings.Count(text[from:all[i].Start], "\n")
		from = all[i].Start
		all[i].Line = line
	}
	return all
}

// offsets says where the bytes of a shortened text were.
type offsets []int // where a byte was left out of the original, in order, as positions in the short text

func (o offsets) of(short int) int {
	n, _ := slices.BinarySearch(o, short+1)
	return short + n
}

// withoutEscapes is a Markdown text without the backslashes that stand before
// marks: "ghp\_x" is ghp_x to who reads it.
func withoutEscapes(text string) (string, offsets) {
	if !strings.Contains(text, `\`) {
		return text, nil
	}
	var b strings.Builder
	var out offsets
	b.Grow(len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && strings.IndexByte("_*[]()<>#+-.!`~|{}$&=@:", text[i+1]) >= 0 {
			out = append(out, b.Len())
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String(), out
}

// outsideCode blanks code: "@Override" calls nobody.
func outsideCode(text string) string {
	if !strings.Contains(text, "`") {
		return text
	}
	b := []byte(text)
	fenced := false
	for start := 0; start < len(b); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		line := strings.TrimLeft(text[start:end], " >")
		fence := strings.HasPrefix(line, "```")
		if fence {
			fenced = !fenced
		}
		if fenced || fence {
			blank(b[start:end])
		} else {
			blankSpans(b[start:end])
		}
		start = end + 1
	}
	return string(b)
}

// blankSpans blanks what stands between backticks in a line.
func blankSpans(line []byte) {
	open := -1
	for i, c := range line {
		if c != '`' {
			continue
		}
		if open >= 0 {
			blank(line[open : i+1])
			open = -1
		} else {
			open = i
		}
	}
}

func blank(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}
