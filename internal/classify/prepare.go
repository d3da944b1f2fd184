package classify

import (
	"strings"

	"hindsight"
	"hindsight/internal/markdown"
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
	if fm, ok := markdown.CutFrontMatter(text); ok && fm.Fields()["title"] != "" {
		return fm.Fields()["title"]
	}
	for _, s := range prose.Parse("", text).Sections {
		if s.Level == 1 {
			return s.Heading
		}
	}
	return ""
}
