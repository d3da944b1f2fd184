package feed

import (
	"regexp"
	"strings"

	"hindsight/internal/clean"
)

// footersRE are the last paragraphs that blog engines add to every item.
var footersRE = regexp.MustCompile(`(?i)^(?:_|\*)?(?:the post .{1,300} (?:appeared first on|first appeared on) .{1,200}|\[?(?:continue reading|read more` +
	`|read the full (?:post|article|story)|comments?)\]?.{0,300}|\[comments\]\(.{1,500}\)` +
	`|.{1,200} was originally published in .{1,300} on medium, where people are continuing the conversation.{0,100})(?:_|\*)?$`)

// trimBody drops a first heading that repeats the title and the footers.
func trimBody(body, title string) string {
	body = clean.DropTitle(body, title)
	for range 3 {
		at := strings.LastIndex(body, "\n\n")
		if at < 0 || !footersRE.MatchString(strings.TrimSpace(body[at:])) {
			break
		}
		body = strings.TrimSpace(body[:at])
	}
	return strings.TrimSuffix(body, "\n\n---")
}

// maxAbstract is how long three sentences get, in bytes.
const maxAbstract = 600

var (
	sentenceEndRE = regexp.MustCompile(`[.!?…]["”'’)]*(?:\s|$)|[。！？]`)
	lastEndRE     = regexp.MustCompile(`(?:[.!?…]["”'’)]*|[。！？])$`)
)

var linkTargetRE = regexp.MustCompile(`\]\([^()\s]{0,1000}\)`)

// abstract is an item's shorter text where it is a summary that its author
// wrote: one to three sentences that end, and not just the text's beginning.
func abstract(short, body string) string {
	if short == "" || len(short) > 4*maxAbstract {
		return ""
	}
	md, _ := clean.Markdown(unescapeTwice(short), "") // fails for an empty text only
	text := strings.TrimSpace(md)
	ends := len(sentenceEndRE.FindAllStringIndex(text, 4))
	if len(text) < 40 || len(text) > maxAbstract || len(text) > len(body)/2 || strings.ContainsAny(text, "\n[]<>*`|#") ||
		ends == 0 || ends > 3 || cutOffRE.MatchString(text) || !lastEndRE.MatchString(text) || teaserRE.MatchString(text) {
		return ""
	}
	head := letters(linkTargetRE.ReplaceAllString(body[:min(len(body), 3*len(text)+1000)], " "))
	if begins := letters(text); strings.Contains(head, begins[:len(begins)*3/4]) {
		return ""
	}
	return text
}
