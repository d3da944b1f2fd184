package site

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
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

var reviewText = map[string]string{
	hindsight.ReviewUndated:        "The text gives no date.",
	hindsight.ReviewNoCause:        "The text states no cause.",
	hindsight.ReviewMaybeNot:       "This may not be a postmortem.",
	hindsight.ReviewFutureDate:     "The stated date lies in the future.",
	hindsight.ReviewEarlyDate:      "The stated date of publication lies more than a month before the incident.",
	hindsight.ReviewNoTitle:        "The text has no title of its own.",
	hindsight.ReviewNoOrganisation: "The text does not say whose incident this is.",
	hindsight.ReviewNoZone:         "Some times in the text have no time zone; they are shown as UTC.",
	hindsight.ReviewSecret:         "The text is held back until a person has looked at it.",
	hindsight.ReviewDisputed:       "Two readers gave other classes; a person is to look.",
	hindsight.ReviewPersonal:       "The text may name people who are not to be named.",
}

// reviews says in a sentence each what a person should still look at; see doubt
// for what stands before the text.
func reviews(flags []string) []string {
	var out []string
	for _, f := range flags {
		if f == hindsight.ReviewMaybeNot {
			continue
		}
		switch text, ok := reviewText[f]; {
		case ok:
			out = append(out, text)
		case strings.HasPrefix(f, hindsight.ReviewDuplicateOf):
			out = append(out, "This may be a second copy of "+oneLine(strings.TrimPrefix(f, hindsight.ReviewDuplicateOf), 200)+".")
		default:
			out = append(out, fmt.Sprintf("To be reviewed: %s.", oneLine(f, 200)))
		}
	}
	return out
}

// doubt says that it may be no postmortem at all, or "".
func doubt(flags []string) string {
	if slices.Contains(flags, hindsight.ReviewMaybeNot) {
		return reviewText[hindsight.ReviewMaybeNot]
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
