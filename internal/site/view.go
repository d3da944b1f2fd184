package site

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/wording"
)

// webAddress returns an http address, or "" for anything else.
func webAddress(s string) string {
	if u := linkBase(strings.TrimSpace(s)); u != nil && len(s) < 4096 {
		return u.String()
	}
	return ""
}

// oneLine is a text without line breaks, control characters or entities'
// remains, of at most n bytes.
func oneLine(s string, n int) string {
	s = strings.Join(strings.Fields(printable(clip(s, 8*n))), " ")
	if len(s) <= n {
		return s
	}
	s = clip(s, n)
	if i := strings.LastIndexByte(s, ' '); i > n/2 {
		s = s[:i]
	}
	return s + "…"
}

// reviews says in a sentence each what a person should still look at; see doubt
// for what stands before the text.
func reviews(flags []string, say wording.Texts) []string {
	var out []string
	for _, f := range flags {
		if f == hindsight.ReviewMaybeNot {
			continue
		}
		if other, ok := strings.CutPrefix(f, hindsight.ReviewDuplicateOf); ok {
			out = append(out, say.Say("review-duplicate", "Other", oneLine(other, 200)))
			continue
		}
		out = append(out, say.Known("review-"+f, say.Say("review-other", "Flag", oneLine(f, 200))))
	}
	return out
}

// doubt says that it may be no postmortem at all, or "".
func doubt(flags []string, say wording.Texts) string {
	if slices.Contains(flags, hindsight.ReviewMaybeNot) {
		return say.Say("review-" + hindsight.ReviewMaybeNot)
	}
	return ""
}

// The lede is short, and says what the text does not say first.
const (
	mostLede  = 240
	firstText = 400 // letters of the text that a reader sees with the title
)

// lede is the summary, cut after a sentence; "" where the text begins with it.
func lede(e hindsight.Entry) string {
	s := oneLine(e.Summary, 1000)
	if want := onlyLetters(s); want != "" {
		if i := strings.Index(onlyLetters(clip(e.Body, 4000)), clip(want, 80)); i >= 0 && i < firstText {
			return ""
		}
	}
	if len(s) <= mostLede {
		return s
	}
	for _, end := range []string{". ", "! ", "? "} {
		if i := strings.LastIndex(s[:mostLede], end); i > mostLede/3 {
			return s[:i+1]
		}
	}
	return oneLine(s, mostLede)
}

func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if !isLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// calm writes a heading that is all capitals as a sentence: they shout, and in
// a list of headings nobody can read them. Short ones may be names.
func calm(s string) string {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return s
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	if letters <= 5 {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(first) + strings.ToLower(s[size:])
}
