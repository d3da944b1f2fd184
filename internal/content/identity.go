package content

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
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
		ks = append(ks, "id "+hindsight.HashID+p.Source.SHA256)
	}
	if p.Source.URL != "" {
		ks = append(ks, "url "+weburl.Canonical(p.Source.URL))
	}
	return ks
}

// Pasted says that a text came without an id and an address of its own. It may
// have got an address since, from the curator.
func Pasted(s hindsight.Source) bool {
	return s.ID == "" && s.URL == "" || strings.HasPrefix(s.ID, hindsight.HashID)
}

// shortID is an id, or the hash of one that is too long to be kept.
func shortID(id string) string {
	if !longer(id, mostOf("source")) {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "urn:sha256:" + hex.EncodeToString(sum[:])
}

// worldwideRE are ids that are unique beyond the feed that gave them.
var worldwideRE = regexp.MustCompile(`^(?:https?://|tag:|urn:|sha256:|mid:)`)

// Identity is the source's id, made unique in the world: feeds may number
// their items 1, 2, 3, and that number stands for nothing on another host.
func Identity(s hindsight.Source) string {
	s.ID = shortID(s.ID)
	if s.ID == "" || worldwideRE.MatchString(s.ID) {
		return s.ID
	}
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + " " + s.ID
	}
	return s.Name + " " + s.ID
}

// Owner is who brought a text: the name of its source in sources.yaml, "" for
// one that was imported by hand.
func Owner(s hindsight.Source) string {
	if !s.IsNamed() {
		return ""
	}
	return s.Name
}

// An account is what one owner says of what a key stands for. Keys are claims
// of whoever serves a text: a guid, a link or "originally published at" can be
// anybody's. So each owner has accounts of its own, and no other's are changed.
type account struct{ owner, key string }

func (a *Archive) remember(e hindsight.Entry) {
	a.entries[e.Path] = e
	by := Owner(e.Source)
	for _, k := range keys(e.Postmortem) {
		if _, ok := a.account(k, by); ok {
			continue
		}
		a.byKey[account{by, k}] = e.Path
		if !slices.Contains(a.owners[k], by) {
			a.owners[k] = append(a.owners[k], by)
		}
	}
}

// account is the entry that an owner's key stands for.
func (a *Archive) account(key, by string) (hindsight.Entry, bool) {
	e, ok := a.entries[a.byKey[account{by, key}]]
	return e, ok && Owner(e.Source) == by
}

// Find returns the archived entry that p is a version of: of the same owner,
// or of a source that sources.yaml does not name any more, as it got another
// name there. Two postmortems of one run that differ in identity are two, even
// at one address: a page can hold several.
func (a *Archive) Find(p hindsight.Postmortem, says Settings) (hindsight.Entry, bool) {
	by := Owner(p.Source)
	ks := keys(p)
	for _, k := range ks {
		if e, ok := a.account(k, by); ok && a.version(p, e) {
			return e, true
		}
	}
	for _, k := range ks {
		for _, other := range a.owners[k] {
			if e, ok := a.account(k, other); ok && says.orphan(other) && by != "" && a.version(p, e) {
				return e, true
			}
		}
	}
	return hindsight.Entry{}, false
}

// orphan says that an owner is a source that there is no more.
func (s Settings) orphan(by string) bool { return by != "" && s.Known != nil && !s.Known(by) }

// version says that p may be another version of an entry that has one of its
// keys.
func (a *Archive) version(p hindsight.Postmortem, e hindsight.Entry) bool {
	id := Identity(p.Source)
	if Identity(e.Source) == id && id != "" {
		return true
	}
	put, ok := a.put[e.Path]
	return (!ok || put == id) && !siblings(e.Postmortem, p)
}

// another returns what another owner says of what p is about.
func (a *Archive) another(p hindsight.Postmortem) (hindsight.Entry, bool) {
	for _, k := range keys(p) {
		for _, by := range a.owners[k] {
			if e, ok := a.account(k, by); ok && by != Owner(p.Source) {
				return e, true
			}
		}
	}
	return hindsight.Entry{}, false
}

// siblings says that two postmortems at one address are two items of one feed,
// and not one item that got another id: their titles differ.
func siblings(a, b hindsight.Postmortem) bool {
	return a.Source.Name == b.Source.Name && a.Source.Importer.NumbersItems() && b.Source.Importer.NumbersItems() &&
		!Pasted(a.Source) && !Pasted(b.Source) && Identity(a.Source) != Identity(b.Source) && Slug(a.Title, 200, "") != Slug(b.Title, 200, "")
}
