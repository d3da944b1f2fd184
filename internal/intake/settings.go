package intake

import (
	"cmp"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/fetch"
)

// settings are what the user and sources.yaml say of one input. They are made
// once and do not change.
type settings struct {
	content.Settings                              // what holds for all texts of its source
	kind             string                       // as the user or sources.yaml names it; "": its content tells
	everything       bool                         // import what is no postmortem too
	wants            func(title, url string) bool // what match and exclude let through
	url              string                       // of the original, where the text has none
	date             hindsight.Moment             // of publication, where the text has none
}

// settings are those for the inputs of a source; nil stands for an argument.
func (n *Intake) settings(s *fetch.Source) settings {
	g := n.Given
	out := settings{
		Settings: content.Settings{Organisation: g.Organisation},
		kind:     g.As, everything: g.As != "", url: g.URL, date: g.Date,
		wants: func(string, string) bool { return true },
	}
	if s != nil {
		out.Settings = content.Settings{Source: s.Name, Organisation: cmp.Or(g.Organisation, s.Organisation), Publish: s.Publish, Licence: s.Licence}
		out.kind, out.everything, out.wants = cmp.Or(g.As, s.Kind), out.everything || s.Everything, s.Wants
	}
	return out
}
