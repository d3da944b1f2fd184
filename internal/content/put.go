package content

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

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
// changes which was missing, or which the source now says of its texts. What
// another owner brought is never changed: an account of the same becomes a file
// of its own, flagged for a person. Pictures that came with the text go to
// content/files. With dry, nothing is written.
func (a *Archive) Put(e hindsight.Entry, says Settings, dry bool) (status string, now hindsight.Entry, err error) {
	status, now, finish, err := a.Begin(e, says, dry)
	if err == nil && finish != nil {
		err = finish()
	}
	return status, now, err
}

// Begin is Put that need not wait for the disk. What it returns holds for what is
// put next; the file is in its place once finish, which is to be called in the
// order of the entries, has returned. It is nil when nothing is written.
func (a *Archive) Begin(e hindsight.Entry, says Settings, dry bool) (status string, now hindsight.Entry, finish func() error, err error) {
	brought := e.Pictures
	if e, _, err = Fit(e); err != nil {
		return "", e, nil, err
	}
	id := Identity(e.Source)
	old, ok := a.Find(e.Postmortem, says)
	if !ok {
		if other, there := a.another(e.Postmortem); there && (handMade(other) || saysNoMore(e, other)) {
			return Unchanged, other, nil, nil
		} else if there {
			flag(&e, hindsight.ReviewDuplicateOf+other.ID())
		}
	}
	switch {
	case !ok:
		status, e.Path = New, NewPath(e.Postmortem, func(p string) bool { _, ok := a.entries[p]; return ok })
		if _, err := a.folder.Stat(e.Path); !errors.Is(err, fs.ErrNotExist) {
			return status, e, nil, fmt.Errorf("archive %s: %w; mend or remove it", e.Path, ErrInTheWay)
		}
		e.Publish = published(cmp.Or(says.Publish, e.Publish, hindsight.PublishFull), e.Body)
	case old.Source.SHA256 == e.Source.SHA256:
		status, e = says.again(old, e)
	case handMade(old) || Identity(e.Source) != Identity(old.Source) && len(e.Body) <= len(old.Body):
		status, e = Unchanged, old
	default:
		status, e = Updated, merge(old, e)
		says.on(&e)
	}
	before := e.Body
	e, files := pictured(e, brought)
	if files = a.missing(e, files); status == Unchanged && (e.Body != before || len(files) > 0) {
		status = Updated
	}
	if status != Unchanged && !dry {
		if err = a.savePictures(e, files); err != nil {
			return status, e, nil, err
		}
		finish = a.begin(e)
	}
	a.remember(e)
	a.put[e.Path] = id
	return status, e, finish, nil
}

// flag adds a review flag, once.
func flag(e *hindsight.Entry, review string) {
	if !slices.Contains(e.Review, review) {
		e.Review = append(slices.Clone(e.Review), review)
	}
}

// handMade says that a person wrote the whole text: no import replaces it.
func handMade(e hindsight.Entry) bool {
	return e.Source.Importer == hindsight.ImporterHand || e.IsCurated("body")
}

// aLine is how long a text is, in bytes, that only points to what it is about.
const aLine = 100

// saysNoMore says that another owner's account need not be archived beside what
// is there: it is the same text, a line of a link list, or the beginning of the
// text as another feed of the same blog gives it. A text that is merely shorter
// says something else: who comes first with a long one is not to keep the
// author's away.
func saysNoMore(e, other hindsight.Entry) bool {
	if e.Source.SHA256 == other.Source.SHA256 {
		return true
	}
	if len(e.Body) > len(other.Body) {
		return false
	}
	return len(e.Body) <= aLine || fromList(e.Source) || strings.Contains(plain(other.Body, 0), plain(e.Body, trailer))
}

// trailer is how many words at the end of a summary may not be the text's:
// "The post … appeared first on …", "read more".
const trailer = 12

// plain is the words of a text, without the last few.
func plain(text string, less int) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words[:max(0, len(words)-less)], " ")
}

// merge is the new version of an entry. Its path, what was curated, what only
// people set, and what the new text does not say come from the old one.
func merge(old, e hindsight.Entry) hindsight.Entry {
	e.Path, e.Publish, e.Curated, e.SameAs, e.NotSameAs = old.Path, old.Publish, old.Curated, old.SameAs, old.NotSameAs
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
	if !s.Licensed() && old.Licensed() {
		s.Licence = old.Licence
	}
	if strings.HasPrefix(s.ID, hindsight.HashID) && old.ID != "" {
		s.ID = old.ID
	}
	return s
}

// answer takes the flags away that ask for what is there by now.
func answer(e *hindsight.Entry) {
	if e.IsCurated("review") {
		return
	}
	answered := map[string]bool{
		hindsight.ReviewUndated:        !e.When().IsZero(),
		hindsight.ReviewNoOrganisation: e.Organisation != "",
		hindsight.ReviewNoTitle:        e.Title != "",
		hindsight.ReviewNoCause:        e.IsCurated("classes") && len(e.Classes) > 0,
		hindsight.ReviewDisputed:       e.IsCurated("classes"),
		hindsight.ReviewEarlyDate:      e.IsCurated("date") || e.IsCurated("incident"),
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
	"classes": func(e *hindsight.Entry, old hindsight.Entry) {
		e.Classes, e.Evidence, e.Agreed = old.Classes, old.Evidence, old.Agreed
	},
	"evidence": func(e *hindsight.Entry, old hindsight.Entry) { e.Evidence = old.Evidence },
	"incident": func(e *hindsight.Entry, old hindsight.Entry) { e.Incident = old.Incident },
	"timeline": func(e *hindsight.Entry, old hindsight.Entry) { e.Timeline = old.Timeline },
	"lang":     func(e *hindsight.Entry, old hindsight.Entry) { e.Lang = old.Lang },
	"extra":    func(e *hindsight.Entry, old hindsight.Entry) { e.Extra = old.Extra },
	"source":   keepSource,
	"review":   func(e *hindsight.Entry, old hindsight.Entry) { e.Review = old.Review },
	"publish":  func(e *hindsight.Entry, old hindsight.Entry) { e.Publish = old.Publish },
	"body":     func(e *hindsight.Entry, old hindsight.Entry) { e.Body = old.Body },
}

// keepSource keeps all but what says which version of the text is there.
func keepSource(e *hindsight.Entry, old hindsight.Entry) {
	fetched, sum := e.Source.Fetched, e.Source.SHA256
	e.Source = old.Source
	e.Source.Fetched, e.Source.SHA256 = fetched, sum
}

// Curable says whether key may stand in `curated:`.
func Curable(key string) bool { _, ok := keep[key]; return ok }
