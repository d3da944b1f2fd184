package dump

import (
	"cmp"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/byline"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// A postHead is the lines that say who wrote a post, and when.
type postHead struct {
	start, end int // its lines are lines[start:end]
	author     string
	date       hindsight.Moment // day or month: the clock is that of whoever saved the page
	subject    string
}

// Heads of posts, by the software that writes them:
//
//	jane February 22, 2019, 3:45pm #2          Discourse, printed
//	by jane » Mon Feb 18, 2019 3:45 pm         phpBB
//	jane / Jane Doe / Site Admin / May 2021    Discourse, a line each
//	admin / Joined: … / Posts: … / Posted: …   older boards, a line each
//	Posted by u/jane 2 years ago               Reddit
//	jane commented on May 4, 2022              GitHub
var (
	printedRE  = regexp.MustCompile(`^(\S.{0,40}?)\s+([A-Z][a-z]+ \d{1,2}, \d{4}, +\d{1,2}:\d{2}\s?[ap]m)\s+#(\d+)$`)
	phpbbRE    = regexp.MustCompile(`^(?:Post )?by (\S.{0,40}?) » (.{8,40})$`)
	redditRE   = regexp.MustCompile(`^(?:Posted by )u/(\S{2,30})(?:\s.{0,40})?$`)
	githubRE   = regexp.MustCompile(`^@?([\w-]{1,39}) (?:commented|opened this issue) (?:on )?([A-Z][a-z]{2,8} \d{1,2}, \d{4})(?:\s.{0,40})?$`)
	boardRE    = regexp.MustCompile(`(?i)^(joined|posts|posted|location|post subject|subject|registered|messages|reputation|karma|threads|from):\s*(\S.*)$`)
	userLineRE = regexp.MustCompile(`^[@\p{L}\d][\p{L}\d ._'’@()-]{0,39}$`)
)

// postHeads finds the heads of posts, in order.
func postHeads(lines []string) []postHead {
	var heads []postHead
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		if line == "" || len(line) > 120 {
			continue
		}
		h, ok := oneLine(line)
		if ok {
			h.start, h.end = i, i+1
		} else if h, ok = monthHead(lines, i); !ok {
			h, ok = boardHead(lines, i)
		}
		if ok && (len(heads) == 0 || h.start >= heads[len(heads)-1].end) {
			heads = append(heads, h)
			i = h.end - 1
		}
	}
	return heads
}

func oneLine(line string) (postHead, bool) {
	for _, re := range []*regexp.Regexp{printedRE, phpbbRE, githubRE} {
		if m := re.FindStringSubmatch(line); m != nil {
			return postHead{author: m[1], date: dayOf(m[2])}, true
		}
	}
	if m := redditRE.FindStringSubmatch(line); m != nil {
		return postHead{author: m[1]}, true
	}
	return postHead{}, false
}

func dayOf(s string) hindsight.Moment {
	at, ok := when.Parse(s)
	if !ok {
		return hindsight.Moment{}
	}
	return hindsight.At(at.Time(), min(at.Precision(), hindsight.Day))
}

// monthHead reads a month alone on line i under the author's name, one word
// when nothing else stands there; a full name and a rank may.
func monthHead(lines []string, i int) (postHead, bool) {
	at := byline.Month(lines[i])
	if at.IsZero() {
		return postHead{}, false
	}
	first, blanks, n := i, 0, 0
	for j := i - 1; j >= 0 && i-j < 5; j-- {
		l := strings.TrimSpace(lines[j])
		if l == "" {
			if blanks++; blanks > 1 || first < i {
				break
			}
			continue
		}
		if !userLineRE.MatchString(l) || len(strings.Fields(l)) > 4 || pageStatRE.MatchString(l) || buttonsRE.MatchString(l) {
			break
		}
		first, n = j, n+1
	}
	author := strings.TrimSpace(lines[first])
	if first == i || n == 1 && strings.Contains(author, " ") || prose.RoleOf(author) != prose.RoleNone {
		return postHead{}, false
	}
	return postHead{start: first, end: i + 1, author: author, date: at}, true
}

// boardHead reads the fields beside a post, from "Joined: …" to "Posted: …".
func boardHead(lines []string, i int) (postHead, bool) {
	if m := boardRE.FindStringSubmatch(strings.TrimSpace(lines[i])); m == nil || !strings.EqualFold(m[1], "joined") && !strings.EqualFold(m[1], "registered") {
		return postHead{}, false
	}
	h := postHead{start: i, end: i + 1}
	for j := i - 1; j >= 0 && i-j < 6; j-- { // name and rank stand above
		l := strings.TrimSpace(lines[j])
		if l == "" && h.start < i {
			break
		}
		if l != "" && !userLineRE.MatchString(l) {
			break
		}
		if l != "" {
			h.start, h.author = j, l
		}
	}
	for j := i + 1; j < len(lines) && j-i < 14; j++ {
		l := strings.TrimSpace(lines[j])
		if l == "" {
			continue
		}
		m := boardRE.FindStringSubmatch(l)
		if m == nil {
			break
		}
		h.end = j + 1
		switch strings.ToLower(m[1]) {
		case "posted":
			h.date = dayOf(m[2])
		case "subject", "post subject":
			h.subject = cmp.Or(h.subject, strings.TrimPrefix(m[2], "Re: "))
		}
	}
	return h, h.end > i+1
}
