package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/importers/dump"
	"hindsight/importers/feed"
	"hindsight/importers/list"
	"hindsight/importers/statuspage"
	"hindsight/importers/webpage"
	"hindsight/internal/clean"
)

// The kinds of input beside those of importers/dump, as --as and sources.yaml
// name them. "statuspage" stands for JSON and for pasted text.
const (
	kindFeed = "feed"
	kindPage = "page"
	kindList = "list"
	kindJSON = "statuspage"
	kindOPML = "opml" // in sources.yaml alone: it holds sources
)

func kinds() []string {
	all := append([]string{kindFeed, kindPage, kindList, kindJSON}, dump.Kinds()...)
	slices.Sort(all)
	return slices.Compact(all)
}

// kindNamed returns the kind that a user means: "dump/forum" is "forum", and
// "html" is what most call a page. "dump" alone leaves the kind to the content.
func kindNamed(name string) (string, bool) {
	switch kind := strings.TrimPrefix(name, "dump/"); kind {
	case "", "dump":
		return "", true
	case "html":
		return kindPage, true
	default:
		return kind, slices.Contains(kinds(), kind)
	}
}

// importer recognises an input by its content, unless the user knows better.
func (p *pipeline) importer(in hindsight.Input) (hindsight.Importer, error) {
	kind, _ := kindNamed(cmp.Or(p.as, p.kind))
	if kind == "" {
		kind = recognise(in)
	}
	switch {
	case kind == kindFeed:
		return feed.New(in, feed.Options{Fetch: p.fetch, Missed: p.missed}), nil
	case kind == kindJSON && statuspage.Recognise(in):
		return statuspage.New(in), nil
	case kind == kindList:
		return list.New(in), nil
	case kind == kindPage:
		return webpage.New(in), nil
	case slices.Contains(dump.Kinds(), kind):
		return dump.New(in, kind), nil
	}
	if _, err := clean.Text(in.Data, in.MediaType); errors.Is(err, clean.ErrDocument) {
		return nil, fmt.Errorf("%s: %w", in.Name, err) // says what to do
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w; give the postmortem's text, a feed or a page", in.Name, err)
	}
	return nil, fmt.Errorf("%s: not recognised as a feed, a page or a text; if it is one, say so with --as (%s)", in.Name, strings.Join(kinds(), ", "))
}

func recognise(in hindsight.Input) string {
	switch {
	case len(in.Data) == 0:
		return dump.Article // its importer says that the input is empty
	case feed.Recognise(in):
		return kindFeed
	case statuspage.Recognise(in):
		return kindJSON
	case list.Recognise(in):
		return kindList
	case webpage.Recognise(in):
		return kindPage
	}
	return dump.Recognise(in)
}
