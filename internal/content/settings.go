package content

import (
	"cmp"

	"hindsight"
)

// Settings are what sources.yaml, or the command line, says of all texts of a
// source. They hold for texts imported long ago too: who tightens publish
// means all of them. Only what a person curated is out of their reach.
type Settings struct {
	Source       string // its name in sources.yaml; "" for texts given on the command line
	Organisation string // of texts that name none
	Publish      string // "" says nothing: each text stays as it is
	Licence      string // "" says nothing

	// Known says whether a name is that of a source. The texts of one that was
	// renamed go over to the source that brings them now. nil: all are.
	Known func(name string) bool
}

// fromList says that a text is what a link list says of a report.
func fromList(s hindsight.Source) bool { return s.Importer == hindsight.ImporterList }

// Follow applies settings to all archived texts of their source, whether or
// not its server still has them, and returns those that changed. With dry,
// nothing is written.
func (a *Archive) Follow(s Settings, dry bool) (changed []hindsight.Entry, err error) {
	for _, e := range a.Entries() {
		if !s.on(&e) {
			continue
		}
		if changed = append(changed, e); dry {
			a.remember(e)
		} else if err := a.Save(e); err != nil {
			return changed, err
		}
	}
	return changed, nil
}

// on applies the settings to an entry of their source and says whether that
// changed anything. A licence that the text itself states stays: dumps and
// lists can hold one, other importers never read any.
func (s Settings) on(e *hindsight.Entry) (changed bool) {
	if s.Source == "" || e.Source.Name != s.Source {
		return false
	}
	set := func(field *string, value string) {
		if value != "" && *field != value {
			*field, changed = value, true
		}
	}
	if !e.IsCurated("publish") {
		set(&e.Publish, published(s.Publish, e.Body))
	}
	stated := e.Source.Licensed() && e.Source.Importer.StatesLicence()
	if !e.IsCurated("source") && !stated {
		set(&e.Source.Licence, s.Licence)
	}
	if e.Organisation == "" && !e.IsCurated("organisation") {
		set(&e.Organisation, s.Organisation)
	}
	if changed {
		answer(e)
	}
	return changed
}

// again is an archived entry after the same text was imported once more as e:
// with what was missing, and what the settings now say.
func (s Settings) again(old, e hindsight.Entry) (status string, now hindsight.Entry) {
	now = old
	if src := &now.Source; !old.IsCurated("source") {
		src.URL = cmp.Or(src.URL, e.Source.URL)
		if (!src.IsNamed() || s.Known != nil && !s.Known(src.Name)) && e.Source.IsNamed() {
			src.Name = e.Source.Name
		}
		if e.Source.Licensed() && (!src.Licensed() || src.Name == s.Source) {
			src.Licence = e.Source.Licence
		}
	}
	given := s.Organisation != "" && e.Organisation == s.Organisation && (s.Source == "" || s.Source == now.Source.Name)
	if !old.IsCurated("organisation") && e.Organisation != "" && (old.Organisation == "" || given) {
		now.Organisation = e.Organisation
	}
	if old.Date.IsZero() && !old.IsCurated("date") {
		now.Date = e.Date
	}
	filled := now.Source != old.Source || now.Organisation != old.Organisation || now.Date != old.Date
	if !s.on(&now) && !filled {
		return Unchanged, old
	}
	answer(&now)
	return Updated, now
}
