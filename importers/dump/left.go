package dump

import (
	"fmt"
	"strings"
	"unicode"

	"hindsight"
)

// Bounds on what is worth a word: buttons and a byline are not.
const (
	minLeft      = 40 // words
	maxLeftShare = 20 // one of so many words goes without saying
)

// leftOut says what of the text is not in the postmortem that was made of it:
// attachments that are not read, replies in a thread, what stood around an
// article; "" for nothing to speak of.
func (s source) leftOut(p hindsight.Postmortem) hindsight.Notice {
	if s.letter != nil {
		if len(s.letter.Left) == 0 {
			return ""
		}
		return hindsight.Notice("attachments are left out: " + strings.Join(s.letter.Left[:min(len(s.letter.Left), 20)], ", "))
	}
	all := words(s.body)
	left := all - words(p.Title) - words(p.Body)
	if left < minLeft || left*maxLeftShare < all {
		return ""
	}
	switch p.Source.Importer {
	case hindsight.Dump(Forum):
		return hindsight.Notice(fmt.Sprintf("left out, %d of %d words: what others wrote in the thread, and what its page shows around it", left, all))
	case hindsight.Dump(Article):
		return hindsight.Notice(fmt.Sprintf("left out, %d of %d words: what the page shows around its text, and comments of readers", left, all))
	}
	return ""
}

// words counts what has a letter or a digit between blanks.
func words(text string) int {
	n, seen := 0, false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			seen = false
		case !seen && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n, seen = n+1, true
		}
	}
	return n
}
