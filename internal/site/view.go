package site

import (
	"fmt"
	"strings"

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
	hindsight.ReviewPersonal:       "The text may name people who are not to be named.",
}

// reviews says in a sentence each what a person should still look at.
func reviews(flags []string) []string {
	var out []string
	for _, f := range flags {
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
