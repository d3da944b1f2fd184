package facts

import (
	"cmp"
	"strings"

	"hindsight"
	"hindsight/internal/prose"
)

// Speaker is the organisation that the text itself says is speaking ("At
// Example, we …"); "" when it does not. Unlike Complete it goes by no address.
func Speaker(doc *prose.Document) string { return speaker(beginning(doc).Plain()) }

// Named is the organisation that a text names as its own, or a list as that of
// its entry: by who speaks or acts in it, by an address of theirs in it or a known
// one that it is at, by a title that begins with a known name. Unlike Complete
// it makes no name of an address.
func Named(p hindsight.Postmortem, doc *prose.Document) string {
	doc = beginning(doc)
	text := doc.Plain()
	if name := speaker(text); name != "" {
		return name
	}
	if known := organisations[knownHost(ownHost(p.Source.URL))]; known != "" {
		return known
	}
	return cmp.Or(actor(text), productOwner(p.Title, text), titled(p.Title, text), onlyNamed(p.Title, text), headed(p.Title))
}

// headed is the known organisation that a title begins with, and goes on to say
// had trouble: not one whose trouble hit somebody else.
func headed(title string) string {
	words := strings.Fields(title)
	for n := min(3, len(words)-1); n > 0; n-- {
		begin := strings.Join(words[:n], " ")
		name := strings.TrimSuffix(strings.TrimSuffix(strings.Trim(begin, ":,"), "'s"), "’s")
		rest := title[min(len(title), len(begin)):]
		if known := knownName(name); known != "" && titleTroubleRE.MatchString(rest) && !hitsOthersRE.MatchString(rest) {
			return known
		}
	}
	return ""
}
