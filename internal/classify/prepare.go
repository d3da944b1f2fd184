package classify

import "hindsight"

// Prepare makes a postmortem of a raw text as `classify --jsonl` is given it:
// plain text or Markdown, with front matter or without. The text is kept byte
// for byte, so that every quote is verbatim in it.
func Prepare(title, text string) hindsight.Postmortem {
	return hindsight.Postmortem{Title: title, Body: text}
}
