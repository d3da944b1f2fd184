package content

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/weburl"
	"hindsight/internal/yamltext"

	"github.com/goccy/go-yaml"
)

// RefusedName is the list of postmortems that a person has said no to, in the
// archive's root. Imports pass over what it names. Only a list can tell: a file
// that is merely missing may have been lost, and comes back.
const RefusedName = "content/refused.yaml"

// A Refusal names a postmortem by what it would be recognised by.
type Refusal struct {
	ID     string // Identity of its source
	URL    string // canonical; "" when others of the archive have the same address
	SHA256 string // of the last text, where ID is only the hash of the first
	Source string // where others brought accounts of the same: the one that is refused
	Page   string // id of the entry, whose page says from now on that it was removed; "" of older refusals
	Title  string // for people
	Reason string // why it is not wanted
}

// refusal is how a Refusal is written.
type refusal struct {
	ID     text `yaml:"id,omitempty"`
	URL    text `yaml:"url,omitempty"`
	SHA256 text `yaml:"sha256,omitempty"`
	Source text `yaml:"source,omitempty"`
	Page   text `yaml:"page,omitempty"`
	Title  text `yaml:"title"`
	Reason text `yaml:"reason"`
}

const refusedHead = `# Postmortems that are not to come back: "hindsight refuse" adds them, imports
# pass them over. To take one after all, delete its lines here and import again.
`

func (r Refusal) keys() []string {
	var ks []string
	if r.ID != "" {
		ks = append(ks, "id "+r.ID)
	}
	if r.SHA256 != "" {
		ks = append(ks, "id "+hindsight.HashID+r.SHA256)
	}
	if r.URL != "" {
		ks = append(ks, "url "+weburl.Canonical(r.URL))
	}
	for i, k := range ks {
		ks[i] = refusedKey(r.Source, k)
	}
	return ks
}

// refusedKey is a key that stands for the account of one source alone, or with
// "" for everybody's.
func refusedKey(source, key string) string { return source + "\x00" + key }

// refusedKeys are those that would refuse a postmortem.
func refusedKeys(p hindsight.Postmortem) []string {
	var ks []string
	for _, k := range keys(p) {
		ks = append(ks, refusedKey("", k), refusedKey(p.Source.Name, k))
	}
	if strings.HasPrefix(p.Source.ID, "mid:") { // as lists of refusals had it while a mail's id was one of its source
		ks = append(ks, refusedKey("", "id "+p.Source.Name+" "+p.Source.ID))
	}
	return ks
}

// ReadRefused reads the list of an archive; one without a list refuses nothing.
func ReadRefused(fsys fs.FS) ([]Refusal, error) {
	data, err := fs.ReadFile(fsys, RefusedName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list []refusal
	switch {
	case err != nil:
		return nil, err
	}
	at := yamltext.Place{File: RefusedName}
	root, err := yamltext.Parse(data, at, yamltext.Settings)
	if err != nil || root == nil {
		return nil, err
	}
	if err := yamltext.Decode(root, at, &list); err != nil {
		return nil, err
	}
	if unknown := unknownKeys(root, list); len(unknown) > 0 {
		return nil, fmt.Errorf("%s:%d: %s", RefusedName, unknown[0].line, unknown[0].message)
	}
	var all []Refusal
	for n, r := range list {
		if r.ID == "" && r.URL == "" && r.SHA256 == "" {
			return nil, fmt.Errorf("%s:1: number %d of the list (%q) has neither id nor url; give it the id or url of the postmortem's source",
				RefusedName, n+1, r.Title)
		}
		if r.Page != "" && CheckPath(hindsight.Folder+string(r.Page)+".md") != nil {
			return nil, fmt.Errorf("%s:1: number %d of the list: page %.200q is no id of a postmortem; want <organisation>/<file name without .md>",
				RefusedName, n+1, r.Page)
		}
		all = append(all, Refusal{string(r.ID), string(r.URL), string(r.SHA256), string(r.Source), string(r.Page), string(r.Title), string(r.Reason)})
	}
	return all, nil
}

// Refused says whether a person has said no to this postmortem.
func (a *Archive) Refused(p hindsight.Postmortem) (Refusal, bool) {
	for _, k := range refusedKeys(p) {
		if r, ok := a.refused[k]; ok {
			return r, true
		}
	}
	return Refusal{}, false
}

// Refuse takes an entry out of the archive for good. The list is written
// first: a run that is killed in between leaves a file that Check names.
func (a *Archive) Refuse(e hindsight.Entry, reason string) error {
	r := Refusal{ID: Identity(e.Source), URL: e.Source.URL, Page: e.ID(), Title: e.Title, Reason: reason}
	if Pasted(e.Source) {
		r.SHA256 = e.Source.SHA256
	}
	for _, o := range a.entries {
		if o.Path != e.Path && o.Source.URL != "" && weburl.Canonical(o.Source.URL) == weburl.Canonical(r.URL) {
			r.URL = ""
		}
		if o.Path != e.Path && r.ID != "" && Identity(o.Source) == r.ID {
			r.Source = e.Source.Name
		}
	}
	if r.ID == "" && r.URL == "" && r.SHA256 == "" {
		return fmt.Errorf("%s: its source has neither id nor url, so that no import could bring it back; delete the file", e.Path)
	}
	all, err := ReadRefused(a.folder)
	if err != nil {
		return err
	}
	if err := a.writeRefused(append(all, r)); err != nil {
		return fmt.Errorf("archive %s: %w", RefusedName, err)
	}
	if err := a.folder.Remove(e.Path); err != nil {
		return fmt.Errorf("archive %s: %w", e.Path, err)
	}
	_ = a.folder.Remove(path.Dir(e.Path)) // when it was the last
	gone := e
	gone.Body = ""
	if err := a.dropPictures(gone); err != nil {
		return err
	}
	delete(a.entries, e.Path)
	maps.DeleteFunc(a.byKey, func(_ account, p string) bool { return p == e.Path })
	for _, k := range r.keys() {
		a.refused[k] = r
	}
	return nil
}

func (a *Archive) writeRefused(all []Refusal) error {
	slices.SortFunc(all, func(x, y Refusal) int {
		return cmp.Or(cmp.Compare(x.ID, y.ID), cmp.Compare(x.URL, y.URL), cmp.Compare(x.Source, y.Source), cmp.Compare(x.Title, y.Title))
	})
	var list []refusal
	for _, r := range slices.CompactFunc(all, func(x, y Refusal) bool { return x.ID == y.ID && x.URL == y.URL && x.Source == y.Source }) {
		list = append(list, refusal{text(r.ID), text(r.URL), text(r.SHA256), text(r.Source), text(r.Page), text(r.Title), text(r.Reason)})
	}
	var b bytes.Buffer
	b.WriteString(refusedHead)
	data, err := yaml.MarshalWithOptions(list, yaml.Indent(2))
	if err != nil {
		return err
	}
	b.Write(data)
	return a.write(RefusedName, b.Bytes())
}

// Removed are the ids of the postmortems that were refused and have not come
// back: the addresses that readers may still have.
func Removed(all []Refusal, entries []hindsight.Entry) []string {
	there := map[string]bool{}
	for _, e := range entries {
		there[e.ID()] = true
	}
	var ids []string
	for _, r := range all {
		if r.Page != "" && !there[r.Page] {
			ids = append(ids, r.Page)
			there[r.Page] = true
		}
	}
	slices.Sort(ids)
	return ids
}

// CheckRefused names what stands in the archive although it is refused.
func CheckRefused(all []Refusal, entries []hindsight.Entry) []error {
	byKey := map[string]bool{}
	for _, r := range all {
		for _, k := range r.keys() {
			byKey[k] = true
		}
	}
	var problems []error
	for _, e := range entries {
		if slices.ContainsFunc(refusedKeys(e.Postmortem), func(k string) bool { return byKey[k] }) {
			problems = append(problems, fmt.Errorf("%s:1: %s refuses this postmortem; delete the file, or take it off the list", e.Path, RefusedName))
		}
	}
	return problems
}
