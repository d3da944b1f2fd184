package document

import (
	"strings"

	"hindsight/internal/markdown"
)

// maxTitle is how many words the first line of a document has at most where it is its
// title.
const maxTitle = 20

// titled makes a heading of the title of a document whose reader gives it as any other
// line: the first paragraph, where that is a line of a few words and no sentence.
func titled(md string) string {
	first, rest, _ := strings.Cut(strings.TrimLeft(md, "\n"), "\n\n")
	title := strings.TrimSpace(strings.Trim(strings.TrimSpace(first), "*"))
	words := len(strings.Fields(title))
	if strings.Contains(first, "\n") || words == 0 || words > maxTitle || !markdown.OpensParagraph(title) || strings.ContainsAny(title, "|:") ||
		strings.ContainsAny(title[len(title)-1:], ".,;!?") {
		return md
	}
	return "# " + title + "\n\n" + rest
}
