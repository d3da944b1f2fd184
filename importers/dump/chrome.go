package dump

import (
	"regexp"
	"strings"

	"hindsight/internal/markdown"
)

// What pages show around a text: menus, buttons, banners, footers.
var (
	chromeLineRE = regexp.MustCompile(`(?i)^(?:[\s*•←→‹›«»↑|-]*)(?:skip to (?:main )?content|menu|home|search|sign (?:in|up)(?: for free)?|log ?in` +
		`|subscribe(?: to updates)?|share(?: (?:this|on \w+))?(?: post| article)?:?|tweet|follow(?: us)?(?: on \w+)?|print|copy link|listen|save` +
		`|bookmark|back to (?:blog|top|all posts|home)|all posts|blog|read more|(?:open|toggle) (?:menu|navigation)|table of contents|contents` +
		`|on this page|current status|powered by .{2,40}|get (?:email|webhook|sms) notifications.{0,80}|(?:this (?:web)?site|we) uses? cookies.*` +
		`|accept(?: all)?(?: cookies)?|reject(?: all)?|cookie (?:settings|preferences|policy)|manage preferences|privacy(?: policy)?` +
		`|terms(?: of (?:service|use))?|(?:©|\(c\)|copyright).{0,80}|all rights reserved\.?|\d{1,3} min(?:ute)?s? read|advertisement|send feedback` +
		`|previous(?: post)?|next(?: post)?|loading…?|javascript is (?:disabled|required).*)(?:[\s→›»↓|]*)$`)
	commentsAtRE = regexp.MustCompile(`(?i)^#{0,6} ?\*{0,2}(?:(?:\d+ |no )?(?:comments?|responses|replies|thoughts on .{1,80})(?: \(\d+\))?` +
		`|leave a (?:reply|comment)|join the (?:discussion|conversation)|related (?:posts|articles|stories)|you may also like|recent posts` +
		`|about the author)\*{0,2}:?$`)
)

// pageLineRE is what stands at the edge of each page of a printed document.
var pageLineRE = regexp.MustCompile(`(?im)^[^\n]{0,60}\bpage \d{1,4} (?:of|/) \d{1,4}[^\n]{0,40}\n?`)

// isChrome says that a line belongs to the page, not to the text.
func isChrome(line string) bool {
	return len(line) < 200 && chromeLineRE.MatchString(line) || markdown.Aside(line)
}

// dropChrome removes such lines where the text has not begun or has ended,
// and everything from the readers' comments on.
func dropChrome(text string) string {
	if strings.Contains(strings.ToLower(text), "page ") && len(pageLineRE.FindAllStringIndex(text, 2)) > 1 {
		text = pageLineRE.ReplaceAllString(text, "")
	}
	lines := strings.Split(text, "\n")
	words, end := 0, len(lines)
	for i, l := range lines {
		if words > 100 && commentsAtRE.MatchString(strings.TrimSpace(l)) {
			end = i
			break
		}
		words += len(strings.Fields(l))
	}
	start := 0
	for start < end && (strings.TrimSpace(lines[start]) == "" || isChrome(strings.TrimSpace(lines[start]))) {
		start++
	}
	for end > start && (strings.TrimSpace(lines[end-1]) == "" || isChrome(strings.TrimSpace(lines[end-1]))) {
		end--
	}
	return strings.Join(lines[start:end], "\n")
}
