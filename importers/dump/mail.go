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
// behind "-- " goes, too.
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
			body, _, _ = strings.Cut(after, "\n-- \n")
			return head, body
		}
		rest = after
	}
	return nil, text
}

// sender is the name in a From field; of a bare address, nothing.
func sender(from string) string {
	a, err := mail.ParseAddress(from)
	if err != nil {
		return ""
	}
	return a.Name
}
