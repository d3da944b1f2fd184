package classify

import (
	"strings"

	"hindsight"
	"hindsight/internal/prose"
)

// Prepare makes a postmortem of a raw text as `classify --jsonl` is given it:
// plain text or Markdown, with front matter or without. The text is kept byte
// for byte, so that every quote is verbatim in it. Without a title, that of
// the front matter or the first heading of level one is taken.
func Prepare(title, text string) hindsight.Postmortem {
	p := hindsight.Postmortem{Title: strings.TrimSpace(title), Body: text}
	if p.Title == "" {
		p.Title = ownTitle(text)
	}
	return p
}

func ownTitle(text string) string {
	if t := frontMatterTitle(text); t != "" {
		return t
	}
	for _, s := range prose.Parse("", text).Sections {
		if s.Level == 1 {
			return s.Heading
		}
	}
	return ""
}

// frontMatterTitle reads `title: …` or `title = …` from the header lines.
func frontMatterTitle(text string) string {
	mark, rest, _ := strings.Cut(text, "\n")
	if mark = strings.TrimSpace(mark); mark != "---" && mark != "+++" {
		return ""
	}
	for range 50 {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if line = strings.TrimSpace(line); line == mark || rest == "" {
			return ""
		}
		if value, ok := strings.CutPrefix(line, "title"); ok {
			value = strings.TrimSpace(value)
			if value != "" && (value[0] == ':' || value[0] == '=') {
				return strings.Trim(strings.TrimSpace(value[1:]), `"'`)
			}
		}
	}
	return ""
}
