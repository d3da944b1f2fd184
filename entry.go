package hindsight

import "strings"

// An Entry is one content file: a postmortem, its classes, and what a person
// has decided about it. internal/content reads and writes it.
type Entry struct {
	Postmortem
	Path     string     // slash-separated, from the archive's root: content/postmortems/<org>/<name>.md
	Classes  []string   // class ids; the first is primary; empty means unclassified
	Evidence []Evidence // Class, Section and Quote of each
	Agreed   []string   // those of Classes that a second reader gave as well, see package assistant
	Publish  string     // see the Publish constants
	Curated  []string   // front-matter keys that a person fixed: imports and re-tagging leave them alone
	// Ids of other entries that a person said are, or are not, accounts of the
	// same incident; see Accounts.
	SameAs, NotSameAs []string

	// Pictures come with what an importer brings, on their way into the archive;
	// an entry that was read has none: see Shows.
	Pictures []Picture

	when Moment // of the whole entry, in what Published returns
}

// How much of a text the site shows.
const (
	PublishFull    = "full"
	PublishExcerpt = "excerpt"
	PublishLink    = "link"
)

// Folder is where the content files lie in an archive.
const Folder = "content/postmortems/"

// ID is the entry's stable name: its path without folder and ending,
// "<organisation-slug>/<date>-<slug>-<hash6>".
func (e Entry) ID() string {
	return strings.TrimSuffix(strings.TrimPrefix(e.Path, Folder), ".md")
}

// URL is the address of the entry's page, relative to the site's root.
func (e Entry) URL() string { return "postmortems/" + e.ID() + ".html" }

// Primary returns the first class, or "" for an unclassified entry.
func (e Entry) Primary() string {
	if len(e.Classes) == 0 {
		return ""
	}
	return e.Classes[0]
}

// IsCurated says that a person fixed the front-matter key.
func (e Entry) IsCurated(key string) bool {
	for _, k := range e.Curated {
		if k == key {
			return true
		}
	}
	return false
}
