package dump

import (
	"net/mail"
	"regexp"
	"strings"
)

// A report that was mailed keeps the head of the mail:
//
//	From: Jane Doe <jane@example.org>
//	Date: Wed, 17 Oct 2018 09:00:00 +0200
//	Subject: [ops] Loss of the mail relay
var (
	mailField  = regexp.MustCompile(`^(?:> ?)?([A-Z][A-Za-z-]{1,30}):[ \t]+(\S.*)$`)
	subjectTag = regexp.MustCompile(`(?i)^(?:(?:re|fwd?|aw|wg):\s*|\[[^\[\]]{1,40}\]\s*)+`)
)

// cutMail takes the head off a mail: fields up to the first blank line, of
// which one is the subject and another says from whom or when. The signature
// behind "-- " goes, too, and so do the lines of the list's software.
func cutMail(text string) (head map[string]string, body string) {
	head = map[string]string{}
	rest, last := strings.TrimLeft(text, "\n "), ""
	for range 60 {
		line, after, _ := strings.Cut(rest, "\n")
		m := mailField.FindStringSubmatch(strings.TrimRight(line, " \t"))
		switch {
		case m != nil:
			last = strings.ToLower(m[1])
			head[last] = m[2]
		case last != "" && strings.TrimSpace(line) != "" && (line[0] == ' ' || line[0] == '\t'):
			head[last] += " " + strings.TrimSpace(line)
		default:
			if head["subject"] == "" || head["from"] == "" && head["date"] == "" || strings.TrimSpace(line) != "" {
				return nil, text
			}
			return head, cutSignature(after)
		}
		rest = after
	}
	return nil, text
}

// maxSignature is how many lines behind "--", its blank lost, are a signature
// and not the rest of the text. Custom is four; legal notices take more.
const maxSignature = 12

var listFooter = regexp.MustCompile(`(?i)^(?:>? ?)(?:to unsubscribe\b.{0,200}|(?:un)?subscribe(?: here)?:? .{0,200}|unsubscribe|you (?:are receiving|received) this (?:e?mail|message).{0,200}|_{20,}|view this (?:e?mail|message) in your browser.{0,100})$`)

func cutSignature(text string) string {
	text, _, _ = strings.Cut(text, "\n-- \n")
	if i := strings.LastIndex(text, "\n--\n"); i >= 0 && strings.Count(strings.TrimSpace(text[i+4:]), "\n") < maxSignature {
		text = text[:i+1]
	}
	lines := strings.Split(strings.TrimRight(text, "\n "), "\n")
	for n := len(lines); n > 0 && (listFooter.MatchString(lines[n-1]) || strings.TrimSpace(lines[n-1]) == ""); n = len(lines) {
		lines = lines[:n-1]
	}
	return strings.Join(lines, "\n") + "\n"
}

// sender is the name in a From field; of a bare address, nothing.
func sender(from string) string {
	a, err := mail.ParseAddress(from)
	if err != nil {
		return ""
	}
	return a.Name
}
