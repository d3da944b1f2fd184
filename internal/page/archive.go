package page

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/weburl"

	"github.com/gofrs/flock"
)

// Statuses that Put gives.
const (
	New       = "new"
	Updated   = "updated"
	Unchanged = "unchanged"
)

// An Archive is a content folder open for writing. One process at a time has
// it open: Open takes a lock, Close gives it back.
type Archive struct {
	root    *os.Root
	lock    *flock.Flock
	entries map[string]hindsight.Entry // by path
	byKey   map[string]string          // identity → path
	put     map[string]string          // path → identity of what this run put there
	broken  []error
}

// LockName is the lock file in the archive's root.
const LockName = ".hindsight.lock"

// ErrLocked says that another process has the archive open.
var ErrLocked = errors.New("another hindsight is writing to this archive; wait until it has finished")

// ErrInTheWay says that a postmortem's place is taken by a file that cannot be
// read. It concerns that postmortem alone.
var ErrInTheWay = errors.New("a file of this name is there and cannot be read")

// Open reads the archive at dir. Files that cannot be read are in Broken and
// stay as they are: an import never overwrites what it does not understand.
func Open(dir string) (*Archive, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(dir, LockName))
	if ok, err := lock.TryLock(); err != nil || !ok {
		_ = root.Close()
		if err == nil {
			err = ErrLocked
		}
		return nil, fmt.Errorf("open archive %s: %w", dir, err)
	}
	a := &Archive{root: root, lock: lock}
	a.sweep()
	a.load()
	return a, nil
}

// View opens an archive for reading: it takes no lock and writes nothing.
func View(dir string) (*Archive, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	a := &Archive{root: root}
	a.load()
	return a, nil
}

func (a *Archive) load() {
	a.entries, a.byKey, a.put = map[string]hindsight.Entry{}, map[string]string{}, map[string]string{}
	for e, err := range Read(a.root.FS()) {
		if err != nil {
			a.broken = append(a.broken, err)
			continue
		}
		a.remember(e)
	}
}

// Close gives the lock back.
func (a *Archive) Close() error {
	if a.lock == nil {
		return a.root.Close()
	}
	return errors.Join(a.lock.Unlock(), a.root.Close())
}

// Broken lists the files that could not be read.
func (a *Archive) Broken() []error { return a.broken }

// Entries returns all entries in order of their paths.
func (a *Archive) Entries() []hindsight.Entry {
	paths := make([]string, 0, len(a.entries))
	for p := range a.entries {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	out := make([]hindsight.Entry, len(paths))
	for i, p := range paths {
		out[i] = a.entries[p]
	}
	return out
}

// keys are what an entry is recognised by, most certain first: the identity
// that its importer gave, the address of the original, and, for a dated text
// without address, organisation, title and date.
func keys(p hindsight.Postmortem) []string {
	var ks []string
	if id := Identity(p.Source); id != "" {
		ks = append(ks, "id "+id)
	}
	if p.Source.URL != "" {
		return append(ks, "url "+weburl.Canonical(p.Source.URL))
	}
	if !p.Date.IsZero() {
		ks = append(ks, "text "+Slug(p.Organisation, 64, "")+" "+Slug(p.Title, 200, "")+" "+p.Date.String())
	}
	return ks
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
	for _, k := range keys(p) {
		name, ok := a.byKey[k]
		if !ok {
			continue
		}
		if id, ok := a.put[name]; ok && id != Identity(p.Source) {
			continue
		}
		return a.entries[name], true
	}
	return hindsight.Entry{}, false
}

// Put archives an entry fresh from an importer and returns its status and the
// entry as it now stands. An entry whose imported text is the archived one
// (equal SHA256) is left alone, a changed one is updated in its place, and
// what a person curated is kept. With dry, nothing is written.
func (a *Archive) Put(e hindsight.Entry, dry bool) (status string, now hindsight.Entry, err error) {
	id := Identity(e.Source)
	old, ok := a.Find(e.Postmortem)
	switch {
	case !ok:
		status, e.Path = New, NewPath(e.Postmortem, func(p string) bool { _, ok := a.entries[p]; return ok })
		if _, err := a.root.Lstat(e.Path); err == nil {
			return status, e, fmt.Errorf("archive %s: %w; mend or remove it", e.Path, ErrInTheWay)
		}
	case old.Source.SHA256 == e.Source.SHA256 || handMade(old) || poorer(e, old):
		status, e = Unchanged, old
	default:
		status, e = Updated, merge(old, e)
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
// a link list's line about a report that is there in full. Without this rule
// two sources would take turns in overwriting each other, night after night.
func poorer(e, old hindsight.Entry) bool {
	return Identity(e.Source) != Identity(old.Source) && len(e.Body) <= len(old.Body)
}

// merge is the new version of an entry: its path, what was curated and what
// only people set come from the old one.
func merge(old, e hindsight.Entry) hindsight.Entry {
	e.Path, e.Publish, e.Curated = old.Path, old.Publish, old.Curated
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
	return e
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
	"source":       func(e *hindsight.Entry, old hindsight.Entry) { e.Source = old.Source },
	"review":       func(e *hindsight.Entry, old hindsight.Entry) { e.Review = old.Review },
	"publish":      func(e *hindsight.Entry, old hindsight.Entry) { e.Publish = old.Publish },
	"body":         func(e *hindsight.Entry, old hindsight.Entry) { e.Body = old.Body },
}

// Curable says whether key may stand in `curated:`.
func Curable(key string) bool { _, ok := keep[key]; return ok }

// Save writes the entry's file whole or not at all.
func (a *Archive) Save(e hindsight.Entry) error {
	if err := CheckPath(e.Path); err != nil {
		return err
	}
	data, err := Marshal(e)
	if err != nil {
		return err
	}
	if err := a.write(e.Path, data); err != nil {
		return fmt.Errorf("archive %s: %w", e.Path, err)
	}
	a.remember(e)
	return nil
}

const tmpPrefix = ".hindsight-"

// WriteFile replaces a file of the archive's root whole or not at all.
func (a *Archive) WriteFile(name string, data []byte) error { return a.write(name, data) }

// write replaces a file in one step: a reader, or a run after a crash, finds
// the old bytes or the new ones. The archive may come from a pull request, so
// the root refuses folders that are links to somewhere else.
func (a *Archive) write(name string, data []byte) (err error) {
	dir := path.Dir(name)
	if err := a.root.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	tmp := path.Join(dir, tmpPrefix+path.Base(name))
	f, err := a.root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = a.root.Rename(tmp, name)
	}
	if err != nil {
		_ = a.root.Remove(tmp)
	}
	return err
}

// sweep removes what a killed run left half-written.
func (a *Archive) sweep() {
	_ = fs.WalkDir(a.root.FS(), strings.TrimSuffix(hindsight.Folder, "/"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(d.Name(), tmpPrefix) {
			_ = a.root.Remove(name)
		}
		return nil
	})
}
