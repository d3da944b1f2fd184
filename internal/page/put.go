package page

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hindsight"
)

// Statuses that Put gives.
const (
	New       = "new"
	Updated   = "updated"
	Unchanged = "unchanged"
)

// ErrInTheWay says that a postmortem's place is taken by a file that cannot be
// read. It concerns that postmortem alone.
var ErrInTheWay = errors.New("a file of this name is there and cannot be read")

// Put archives an entry fresh from an importer and returns its status and the
// entry as it now stands. A changed text is updated in its place; what a person
// curated is kept. Where the text is the archived one (equal SHA256) only that
// changes which was missing, or which the source now says of its texts. With
// dry, nothing is written.
func (a *Archive) Put(e hindsight.Entry, says Settings, dry bool) (status string, now hindsight.Entry, err error) {
	id := Identity(e.Source)
	old, ok := a.Find(e.Postmortem)
	switch {
	case !ok:
		status, e.Path = New, NewPath(e.Postmortem, func(p string) bool { _, ok := a.entries[p]; return ok })
		if _, err := a.root.Lstat(e.Path); err == nil {
			return status, e, fmt.Errorf("archive %s: %w; mend or remove it", e.Path, ErrInTheWay)
		}
		e.Publish = cmp.Or(says.Publish, e.Publish, hindsight.PublishFull)
	case old.Source.SHA256 == e.Source.SHA256:
		status, e = says.again(old, e)
	case handMade(old) || poorer(e, old, says):
		status, e = Unchanged, old
	default:
		status, e = Updated, merge(old, e)
		says.on(&e)
	}
	if status != Unchanged && !dry {
		if err := a.Save(e); err != nil {
			return status, e, err
		}
	}
	a.remember(e)
	a.put[e.Path] = id
	return status, e, nil
}

// handMade says that a person wrote the whole text: no import replaces it.
func handMade(e hindsight.Entry) bool { return e.Source.Importer == "hand" || e.IsCurated("body") }

// poorer says that e is another source's shorter account of what is archived:
// a link list's line about a report that is there in full, or the same item in
// another feed of the same blog. Without this rule two sources would take turns
// in overwriting each other, night after night.
func poorer(e, old hindsight.Entry, says Settings) bool {
	return (Identity(e.Source) != Identity(old.Source) || says.another(e.Source, old.Source)) && len(e.Body) <= len(old.Body)
}

// another says that two texts come from two sources, both still there.
func (s Settings) another(now, old hindsight.Source) bool {
	return now.Name != old.Name && !ownName(now) && !ownName(old) && (s.Known == nil || s.Known(old.Name))
}

// merge is the new version of an entry. Its path, what was curated, what only
// people set, and what the new text does not say come from the old one.
func merge(old, e hindsight.Entry) hindsight.Entry {
	e.Path, e.Publish, e.Curated = old.Path, old.Publish, old.Curated
	e.Organisation = cmp.Or(e.Organisation, old.Organisation)
	if e.Date.IsZero() {
		e.Date = old.Date
	}
	e.Source = inherit(e.Source, old.Source)
	for _, r := range old.Review {
		if strings.HasPrefix(r, hindsight.ReviewDuplicateOf) && !slices.Contains(e.Review, r) {
			e.Review = append(e.Review, r)
		}
	}
	for _, key := range old.Curated {
		if f, ok := keep[key]; ok {
			f(&e, old)
		}
	}
	answer(&e)
	return e
}

// inherit is the source s with what only the old one knows. A text that has no
// id but its hash keeps the first one, whatever is edited.
func inherit(s, old hindsight.Source) hindsight.Source {
	s.URL, s.ArchiveURL, s.Author = cmp.Or(s.URL, old.URL), cmp.Or(s.ArchiveURL, old.ArchiveURL), cmp.Or(s.Author, old.Author)
	if !licensed(s) && licensed(old) {
		s.Licence = old.Licence
	}
	if strings.HasPrefix(s.ID, hashed) && old.ID != "" {
		s.ID = old.ID
	}
	if ownName(s) && !ownName(old) {
		s.Name = old.Name
	}
	return s
}

// ownName says that the text was not imported by a source of sources.yaml.
func ownName(s hindsight.Source) bool { return s.Name == "" || s.Name == s.Importer }

// answer takes the flags away that ask for what is there by now.
func answer(e *hindsight.Entry) {
	if e.IsCurated("review") {
		return
	}
	answered := map[string]bool{
		hindsight.ReviewUndated:        !e.Date.IsZero(),
		hindsight.ReviewNoOrganisation: e.Organisation != "",
		hindsight.ReviewNoTitle:        e.Title != "",
		hindsight.ReviewNoCause:        e.IsCurated("classes") && len(e.Classes) > 0,
		hindsight.ReviewNoZone:         e.IsCurated("incident") || e.IsCurated("timeline"),
	}
	e.Review = slices.DeleteFunc(slices.Clone(e.Review), func(r string) bool { return answered[r] })
}

// keep says for each front-matter key how a curated value is carried over.
var keep = map[string]func(e *hindsight.Entry, old hindsight.Entry){
	"title":        func(e *hindsight.Entry, old hindsight.Entry) { e.Title = old.Title },
	"date":         func(e *hindsight.Entry, old hindsight.Entry) { e.Date = old.Date },
	"organisation": func(e *hindsight.Entry, old hindsight.Entry) { e.Organisation = old.Organisation },
	"summary":      func(e *hindsight.Entry, old hindsight.Entry) { e.Summary = old.Summary },
	"classes":      func(e *hindsight.Entry, old hindsight.Entry) { e.Classes, e.Evidence = old.Classes, old.Evidence },
	"evidence":     func(e *hindsight.Entry, old hindsight.Entry) { e.Evidence = old.Evidence },
	"incident":     func(e *hindsight.Entry, old hindsight.Entry) { e.Incident = old.Incident },
	"timeline":     func(e *hindsight.Entry, old hindsight.Entry) { e.Timeline = old.Timeline },
	"source":       keepSource,
	"review":       func(e *hindsight.Entry, old hindsight.Entry) { e.Review = old.Review },
	"publish":      func(e *hindsight.Entry, old hindsight.Entry) { e.Publish = old.Publish },
	"body":         func(e *hindsight.Entry, old hindsight.Entry) { e.Body = old.Body },
}

// keepSource keeps all but what says which version of the text is there.
func keepSource(e *hindsight.Entry, old hindsight.Entry) {
	fetched, sum := e.Source.Fetched, e.Source.SHA256
	e.Source = old.Source
	e.Source.Fetched, e.Source.SHA256 = fetched, sum
}

// Curable says whether key may stand in `curated:`.
func Curable(key string) bool { _, ok := keep[key]; return ok }
