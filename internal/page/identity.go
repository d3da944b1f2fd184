package page

import (
	"net/url"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/weburl"
)

// keys are what an entry is recognised by, most certain first: the identity
// that its importer gave, the hash of a pasted text, and the address of the
// original. (Who edits a pasted text changes its hash: internal/duplicate
// recognises that one by its words.)
func keys(p hindsight.Postmortem) []string {
	var ks []string
	if id := Identity(p.Source); id != "" {
		ks = append(ks, "id "+id)
	}
	if Pasted(p.Source) && p.Source.SHA256 != "" {
		ks = append(ks, "id "+hashed+p.Source.SHA256)
	}
	if p.Source.URL != "" {
		ks = append(ks, "url "+weburl.Canonical(p.Source.URL))
	}
	return ks
}

// hashed begins the id of a text that has none but its own hash.
const hashed = "sha256:"

// Pasted says that a text came without an id and an address of its own. It may
// have got an address since, from the curator.
func Pasted(s hindsight.Source) bool {
	return s.ID == "" && s.URL == "" || strings.HasPrefix(s.ID, hashed)
}

// reWorldwide are ids that are unique beyond the feed that gave them.
var reWorldwide = regexp.MustCompile(`^(?:https?://|tag:|urn:|sha256:)`)

// Identity is the source's id, made unique in the world: feeds may number
// their items 1, 2, 3, and that number stands for nothing on another host.
func Identity(s hindsight.Source) string {
	if s.ID == "" || reWorldwide.MatchString(s.ID) {
		return s.ID
	}
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + " " + s.ID
	}
	return s.Name + " " + s.ID
}

func (a *Archive) remember(e hindsight.Entry) {
	a.entries[e.Path] = e
	for _, k := range keys(e.Postmortem) {
		if _, ok := a.byKey[k]; !ok {
			a.byKey[k] = e.Path
		}
	}
}

// Find returns the archived entry of the same postmortem. Two postmortems of
// one run that differ in identity are two, even at one address: a page can
// hold several.
func (a *Archive) Find(p hindsight.Postmortem) (hindsight.Entry, bool) {
	id := Identity(p.Source)
	for _, k := range keys(p) {
		name, ok := a.byKey[k]
		if !ok {
			continue
		}
		e := a.entries[name]
		if Identity(e.Source) == id && id != "" {
			return e, true
		}
		if put, ok := a.put[name]; ok && put != id || siblings(e.Postmortem, p) {
			continue
		}
		return e, true
	}
	return hindsight.Entry{}, false
}

// siblings says that two postmortems at one address are two items of one feed,
// and not one item that got another id: their titles differ.
func siblings(a, b hindsight.Postmortem) bool {
	return a.Source.Name == b.Source.Name && a.Source.Importer == "feed" && b.Source.Importer == "feed" &&
		!Pasted(a.Source) && !Pasted(b.Source) && Identity(a.Source) != Identity(b.Source) && Slug(a.Title, 200, "") != Slug(b.Title, 200, "")
}
