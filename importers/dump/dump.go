// Package dump reads postmortems from text that somebody saved: a pasted
// status page, a forum thread, an article, a Markdown file.
package dump

import (
	"context"
	"iter"

	"hindsight"
)

// Kinds of dumps; Source.Importer is "dump/" followed by one of them.
const (
	Statuspage = "statuspage" // an incident page pasted as text, with its updates
	Forum      = "forum"      // a thread: the first post is the postmortem
	Markdown   = "markdown"   // Markdown, with or without front matter, and its relatives
	Article    = "article"    // any other prose
)

// Kinds lists the names that New and `--as` accept.
func Kinds() []string { return []string{Statuspage, Forum, Markdown, Article} }

// Recognise tells from the content alone which kind of dump the input is.
// It returns "" for what holds no prose: binaries, data, nothing.
func Recognise(in hindsight.Input) string { return "" }

// New returns an importer that reads in as the given kind; "" stands for
// what Recognise says.
func New(in hindsight.Input, kind string) hindsight.Importer { return importer{in, kind} }

type importer struct {
	in   hindsight.Input
	kind string
}

func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {}
}
