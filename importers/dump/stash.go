package dump

import (
	"regexp"
	"strconv"
	"strings"

	"hindsight/internal/tidy"
)

// A stash keeps code out of the way while the text around it is read. What
// stands for it holds a sign that no text holds any more.
type stash []string

var stashed = regexp.MustCompile("\x00(\\d{1,6})\x00")

// block keeps code in lines and returns what stands for it, on a line of its own.
func (s *stash) block(lang, code string) string {
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	if !codeLang.MatchString(lang) {
		lang = ""
	}
	return "\n\n" + s.put(fence+lang+"\n"+strings.Trim(code, "\n")+"\n"+fence) + "\n\n"
}

var codeLang = regexp.MustCompile(`^[\w+#.-]{1,20}$`)

// span keeps code in a line.
func (s *stash) span(code string) string {
	if strings.Contains(code, "`") {
		return s.put("`` " + code + " ``")
	}
	return s.put("`" + code + "`")
}

func (s *stash) put(text string) string {
	*s = append(*s, text)
	return "\x00" + strconv.Itoa(len(*s)-1) + "\x00"
}

// restore puts everything back, also what was kept within something kept.
func (s stash) restore(text string) string {
	for range 2 {
		text = stashed.ReplaceAllStringFunc(text, func(m string) string {
			if n, err := strconv.Atoi(strings.Trim(m, "\x00")); err == nil && n < len(s) {
				return s[n]
			}
			return ""
		})
	}
	return text
}

// finish makes a draft of a text that a reader turned into Markdown: its title
// is a heading of the first level, or the first line.
func (d draft) finish(md string, s source) draft {
	if len(topHeadings(md)) == 0 && len(d.titles) == 0 {
		title, rest := cutTitle(md)
		if title != "" && !strings.HasPrefix(title, "#") && !strings.HasPrefix(title, "**") && !strings.HasPrefix(title, "|") && !strings.HasPrefix(title, "```") {
			d.titles, md = append(d.titles, title), rest
		}
	}
	d.titles = append(d.titles, topHeadings(md)...)
	md = d.cutByline(md)
	d.body = tidy.Markdown(md, s.url)
	return d
}
