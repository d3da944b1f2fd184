package intake

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/importers/dump"
	"hindsight/importers/feed"
	"hindsight/importers/incident"
	"hindsight/importers/issue"
	"hindsight/importers/list"
	"hindsight/importers/statuspage"
	"hindsight/importers/webpage"
	"hindsight/internal/clean"
)

// The kinds of input beside those of importers/dump, as --as and sources.yaml
// name them. "statuspage" stands for JSON and for pasted text.
const (
	kindFeed  = string(hindsight.ImporterFeed)
	kindPage  = string(hindsight.ImporterPage)
	kindList  = string(hindsight.ImporterList)
	kindJSON  = string(hindsight.ImporterStatuspage)
	kindIssue = string(hindsight.ImporterIssue)
	kindTool  = string(hindsight.ImporterIncident)
	kindOPML  = "opml" // in sources.yaml alone: it holds sources
)

// Kinds are the kinds that --as may name.
func Kinds() []string {
	all := append([]string{kindFeed, kindPage, kindList, kindJSON, kindIssue, kindTool}, dump.Kinds()...)
	slices.Sort(all)
	return slices.Compact(all)
}

// KindNamed returns the kind that a user means: "dump/forum" is "forum", and
// "html" is what most call a page. "dump" alone leaves the kind to the content.
func KindNamed(name string) (string, bool) {
	switch kind := hindsight.ImporterName(name).Kind(); kind {
	case "", "dump":
		return "", true
	case "html":
		return kindPage, true
	default:
		return kind, slices.Contains(Kinds(), kind)
	}
}

// A recognised input is one of which it is known what it is to be read as.
type recognised struct {
	hindsight.Input
	kind  string             // "" when nobody knows it
	plain string             // kind, where the content leaves no doubt; "" for pages and texts, which anything may look like
	by    hindsight.Importer // that recognised it, with what it read to do so; nil where that is next to nothing
}

// recognise says what an input is to be read as: the kind that is wanted, or
// if that is none, what its content looks like. Its bytes are decoded once.
func recognise(in hindsight.Input, wanted string) recognised {
	kind, _ := KindNamed(wanted)
	if (kind == "" || kind == kindFeed) && feed.Recognise(in) {
		return recognised{in, kindFeed, kindFeed, nil}
	}
	if kind == "" || kind == kindTool { // before others: what it knows by name, they know by what it resembles
		if by, ok := incident.Recognise(in); ok {
			return recognised{in, kindTool, kindTool, by}
		}
	}
	if kind == "" || kind == kindJSON {
		if by, ok := statuspage.Recognise(in); ok {
			return recognised{in, kindJSON, kindJSON, by}
		}
	}
	if kind == "" || kind == kindIssue {
		if by, ok := issue.Recognise(in); ok {
			return recognised{in, kindIssue, kindIssue, by}
		}
	}
	if kind != "" {
		return recognised{Input: in, kind: kind}
	}
	if len(in.Data) == 0 {
		return recognised{Input: in, kind: dump.Article} // its importer says that the input is empty
	}
	in = clean.Decoded(in)
	if by, ok := list.Recognise(in); ok {
		return recognised{Input: in, kind: kindList, by: by}
	}
	if webpage.Recognise(in) {
		if by, ok := dump.Collection(in); ok {
			return recognised{Input: in, kind: dump.Markdown, by: by}
		}
		return recognised{Input: in, kind: kindPage}
	}
	by, kind := dump.Recognise(in)
	return recognised{Input: in, kind: kind, by: by}
}

// importer is the one that reads the input; an error says what an input is that
// none reads.
func (in recognised) importer(opt feed.Options) (hindsight.Importer, error) {
	switch {
	case in.kind == kindFeed:
		return feed.New(in.Input, opt), nil
	case in.kind == kindList && opt.Fetch != nil:
		return newBehindLinks(cmp.Or(in.by, list.New(in.Input)), opt), nil
	case in.kind != "" && in.by != nil:
		return in.by, nil
	case in.kind == kindTool:
		return incident.New(in.Input), nil
	case in.kind == kindIssue:
		return issue.New(in.Input), nil
	case in.kind == kindList:
		return list.New(in.Input), nil
	case in.kind == kindPage:
		return webpage.New(in.Input), nil
	case slices.Contains(dump.Kinds(), in.kind):
		return dump.New(in.Input, in.kind), nil
	}
	if _, err := clean.InputText(in.Input); errors.Is(err, clean.ErrDocument) {
		return nil, fmt.Errorf("%s: %w", in.Name, err) // says what to do
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w; give the postmortem's text, a feed or a page", in.Name, err)
	}
	return nil, fmt.Errorf("%s: %w (%s)", in.Name, errData, strings.Join(Kinds(), ", "))
}

// errData is for what is text and no prose: a table, a program's settings.
var errData = errors.New("not recognised as a feed, a page or a text; if it is one, say so with --as")
