package dump

import (
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/tidy"
	"hindsight/internal/when"
)

// A pasted thread shows itself by what stands between its posts: counters
// ("22 Likes"), the heads of the printed view ("jane February 22, 2019, 3:45pm #2"),
// or "by jane » Mon Feb 18, 2019 3:45 pm".
var (
	counter = regexp.MustCompile(`(?i)^(?:❤️?|♥️?|👍)?\s*\d{1,6}\s+(?:likes?|upvotes?|reactions?|points?|kudos)$`)
	printed = regexp.MustCompile(`^(\S.{0,40}?)\s+([A-Z][a-z]+ \d{1,2}, \d{4}, +\d{1,2}:\d{2}\s?[ap]m)\s+#(\d+)$`)
	byline  = regexp.MustCompile(`^(?:Post )?by (\S.{0,40}?) » (.{8,40})$`)
	buttons = regexp.MustCompile(`(?i)^(?:reply|share|like|quote|report|edit|flag|solved|1 reply|\d+ replies|last edited .{1,60}|\d+ months? later|\d+ years? later)$`)
)

// isForum wants two counters or two heads of posts, or one counter with a
// reply behind it.
func isForum(text string) bool {
	counters, heads, after := 0, 0, 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case counter.MatchString(line):
			counters++
		case printed.MatchString(line) || byline.MatchString(line):
			heads++
		case counters > 0:
			after += len(line)
		}
	}
	return counters > 1 || heads > 1 || counters == 1 && after > 0
}

// readForum keeps the first post. A reply that stands before the first
// counter cannot be told from the post.
func readForum(s source) draft {
	var d draft
	var first []string
	heads := 0
	for line := range strings.Lines(s.body) {
		line = strings.TrimRight(line, " \t\n")
		bare := strings.TrimSpace(line)
		author, date := postHead(bare)
		if author != "" {
			if heads++; heads == 1 {
				d.author = author
				if at, ok := when.Parse(date); ok { // the clock is that of whoever saved the page
					d.date = hindsight.At(at.Time(), hindsight.Day)
				}
				continue
			}
		}
		if heads > 1 || counter.MatchString(bare) {
			break
		}
		if !buttons.MatchString(bare) {
			first = append(first, line)
		}
	}
	text := strings.Join(first, "\n")
	var title string
	title, text = cutTitle(text)
	d.titles = []string{title}
	if d.date == (hindsight.Moment{}) {
		text = d.cutByline(text)
	}
	d.body = tidy.Any(text, s.url)
	return d
}

func postHead(line string) (author, date string) {
	if m := printed.FindStringSubmatch(line); m != nil {
		return m[1], m[2]
	}
	if m := byline.FindStringSubmatch(line); m != nil {
		return m[1], m[2]
	}
	return "", ""
}
