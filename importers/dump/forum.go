package dump

import (
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/byline"
)

// A pasted thread shows itself by what stands between its posts: counters
// ("22 Likes"), the heads of posts (forum_head.go), and what the forum's
// software writes below a thread.
var (
	counterRE = regexp.MustCompile(`(?i)^(?:❤️?|♥️?|👍)?\s*\d{1,6}\s+(?:likes?|upvotes?|reactions?|points?|kudos)$`)
	buttonsRE = regexp.MustCompile(`(?i)^(?:reply|reply to topic|share|save|hide|like|quote|report|edit|flag|solved|top|profile|pm|1 reply|\d+ replies` +
		`|last edited .{1,60}|\d+ months? later|\d+ years? later|r/\w{2,30}|[\s│|·•]+)$`)

	// afterThreadRE begins what is below the posts.
	afterThreadRE = regexp.MustCompile(`(?i)^(?:this topic (?:was|is|has been) (?:automatically )?(?:closed|archived|locked)\b.*` +
		`|new replies are no longer allowed\.?|(?:related|suggested|similar) (?:topics|threads)|topic\s+(?:list\b.*|replies\s+views\b.*)` +
		`|powered by (?:discourse|phpbb|vbulletin|xenforo|nodebb|flarum|simple machines)\b.*|solved by \S+.*|last reply\b.*` +
		`|there are \d+ more replies.*|want to read more\?.*|top\s+profile|\d+ comments?|\d{1,3}% upvoted)$`)
	// pageStatRE is a line of the box with the thread's numbers.
	pageStatRE = regexp.MustCompile(`(?i)^(?:(?:[\d.,]+k?\s+)?(?:replies|views?|users?|links?|participants?|comments?)|created|last reply|[\d.,]+k?)$`)
	fieldRE    = regexp.MustCompile(`(?i)^(?:category|tags?|categories|topic|forum|board|re):\s`)
)

// isForum wants two signs of a thread: counters, heads of posts, what stands
// below one; or one counter with a reply behind it.
func isForum(text string) bool {
	lines := strings.Split(text, "\n")
	counters, below, after := 0, 0, 0
	for _, line := range lines {
		line = strings.TrimSpace(line)
		switch {
		case counterRE.MatchString(line):
			counters++
		case len(line) < 100 && afterThreadRE.MatchString(line):
			below++
		case counters > 0:
			after += len(line)
		}
	}
	heads := len(postHeads(lines))
	return counters > 1 || heads > 1 || heads == 1 && counters+below > 0 || counters == 1 && after > 0
}

// readForum keeps the first post. A reply that stands before the first
// counter and has no head cannot be told from the post.
func readForum(s source) draft {
	var d draft
	lines, title := issue(strings.Split(s.body, "\n"))
	heads := postHeads(lines)
	start, end := 0, len(lines)
	if len(heads) > 0 {
		h := heads[0]
		before := lines[:h.start]
		if isThreadHead(before) {
			d.titles, start = threadTitles(before), h.end
		}
		d.titles = append([]string{h.subject, title}, d.titles...)
		d.author, d.date = h.author, h.date
		for i := h.start; start == 0 && i < h.end; i++ {
			lines[i] = "" // between the text before it and its own
		}
		if len(heads) > 1 {
			end = heads[1].start
		}
	}
	text := strings.Join(firstPost(lines[start:end]), "\n")
	if start == 0 || strings.Join(d.titles, "") == "" {
		var first string
		first, text = cutTitle(text)
		d.titles = append(d.titles, first)
	}
	if d.date == (hindsight.Moment{}) {
		text = d.cutByline(text)
	}
	d.body = body.From(text, s.url)
	return d
}

var (
	issueTitleRE = regexp.MustCompile(`^(\S.{4,200}) #\d{1,7}$`)
	issueStateRE = regexp.MustCompile(`^(?:Open|Closed|Merged|Draft)$`)
	issueNoiseRE = regexp.MustCompile(`^(?:@[\w-]{1,39}|Member|Collaborator|Contributor|Author|Owner|Issue body actions|edited` +
		`|(?:@[\w-]{1,39} ?)?[\w-]{1,39} (?:added|removed|changed|closed|reopened|self-assigned|mentioned|linked|pinned|referenced) .{1,120}` +
		`|No description provided\.|\p{So}\s?\d+|\x{1f44d}\s?\d+)$`)
)

// issue cuts the page of an issue of GitHub or the like: what stands above its
// title, and the lines between comments. Other threads come back as they are.
func issue(lines []string) (rest []string, title string) {
	for i, line := range lines[:min(len(lines), 60)] {
		m := issueTitleRE.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || i+1 == len(lines) || !issueStateRE.MatchString(strings.TrimSpace(strings.Join(lines[i+1:min(len(lines), i+3)], ""))) &&
			!issueStateRE.MatchString(strings.TrimSpace(lines[i+1])) {
			continue
		}
		for _, l := range lines[i+2:] {
			if bare := strings.TrimSpace(l); !issueNoiseRE.MatchString(bare) && !openedLineRE.MatchString(bare) {
				rest = append(rest, l)
			}
		}
		return rest, m[1]
	}
	return lines, ""
}

// openedLineRE is the line below an issue's title, and the heading of its comments.
var openedLineRE = regexp.MustCompile(`^(?:[\w-]{1,39} opened this issue .{1,80}|Comments)$`)

// firstPost is the text up to a counter, a signature, or the thread's end;
// buttons and the number of likes on its last lines go.
func firstPost(lines []string) []string {
	var post []string
	for i, line := range lines {
		bare := strings.TrimSpace(line)
		if counterRE.MatchString(bare) || afterThreadRE.MatchString(bare) || isPageStat(lines[i:]) || strings.HasPrefix(bare, "_____") && len(post) > 0 {
			break
		}
		if bare == "" || !buttonsRE.MatchString(bare) {
			post = append(post, strings.TrimRight(line, " \t"))
		}
	}
	for n := len(post); n > 0; n-- {
		if l := strings.TrimSpace(post[n-1]); l != "" && !pageStatRE.MatchString(l) {
			break
		}
		post = post[:n-1]
	}
	return post
}

// isPageStat says that the box with the thread's numbers begins here.
func isPageStat(lines []string) bool {
	n := 0
	for i := 0; i < len(lines) && i < 8; i++ {
		if l := strings.TrimSpace(lines[i]); l != "" && !pageStatRE.MatchString(l) && byline.Month(l).IsZero() && !afterThreadRE.MatchString(l) {
			break
		} else if l != "" {
			n++
		}
	}
	return n > 2 && strings.TrimSpace(lines[0]) != ""
}

// isThreadHead says that what stands before the first post is no text of it:
// few short lines.
func isThreadHead(lines []string) bool {
	n := 0
	for _, l := range lines {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if n++; n > 16 || len(l) > 200 || strings.HasSuffix(l, ".") && len(strings.Fields(l)) > 8 {
			return false
		}
	}
	return n > 0
}

// threadTitles are the lines before the first post that may be its title;
// categories, tags and the names of the site have a word or two.
func threadTitles(lines []string) []string {
	var long, short []string
	for _, l := range lines {
		l = strings.TrimSpace(l)
		for _, crumb := range []string{" » ", " › ", " > "} {
			l = l[strings.LastIndex(l, crumb)+1:]
			l = strings.TrimSpace(strings.TrimLeft(l, "»›> "))
		}
		switch {
		case l == "" || isChrome(l) || buttonsRE.MatchString(l) || fieldRE.MatchString(l) || strings.HasPrefix(l, "Page "):
		case len(strings.Fields(l)) > 2 && !siteNameRE.MatchString(l):
			long = append(long, l)
		default:
			short = append(short, l)
		}
	}
	return slices.Concat(long, short)
}
