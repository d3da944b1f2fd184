package feed

import (
	"regexp"
	"strings"

	"hindsight/internal/clean"
)

// footers are the last paragraphs that blog engines add to every item.
var footers = regexp.MustCompile(`(?i)^(?:_|\*)?(?:the post .{1,300} (?:appeared first on|first appeared on) .{1,200}|\[?(?:continue reading|read more|read the full (?:post|article|story)|comments?)\]?.{0,300}|\[comments\]\(.{1,500}\)|.{1,200} was originally published in .{1,300} on medium, where people are continuing the conversation.{0,100})(?:_|\*)?$`)

// trimBody drops a first heading that repeats the title and the footers.
func trimBody(body, title string) string {
	body = clean.DropTitle(body, title)
	for range 3 {
		at := strings.LastIndex(body, "\n\n")
		if at < 0 || !footers.MatchString(strings.TrimSpace(body[at:])) {
			break
		}
		body = strings.TrimSpace(body[:at])
	}
	return strings.TrimSuffix(body, "\n\n---")
}
