package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"hindsight"
)

// A Set is the data set as a whole: what a datapackage.json and a CITATION.cff
// say of it.
type Set struct {
	Title, Description string
	Home               string // address of the site; "" when nobody knows
	Licence            string // of the archive's own work, as its settings state it; "" for none
	Classes            []string
	Licences           []string // those of the texts, in order
	Released           hindsight.Moment
	Version            string
	Resources          []Resource
}

// A Resource is a file of the data set.
type Resource struct {
	Name, Path, Title, Format, MediaType string
	Fields                               []Field
	Bytes                                int
	SHA256                               string
}

// NewResource is a file of the data set by its path, such as
// "postmortems.csv"; size and hash are the caller's to fill in.
func NewResource(path, title, mediaType string, fields []Field) Resource {
	name, format, _ := strings.Cut(path, ".")
	return Resource{Name: name + "-" + format, Path: path, Title: title, Format: format, MediaType: mediaType, Fields: fields}
}

// NewSet sums records up. Released is the day on which the newest text was
// fetched, and the version is that day and a hash of the content: semantic
// versioning orders them, and the same archive has the same.
func NewSet(records iter.Seq2[Record, error], resources []Resource) Set {
	s := Set{Resources: resources}
	for r := range records {
		if m := r.Source.Fetched; m.Compare(s.Released) > 0 {
			s.Released = m
		}
	}
	sum := sha256.New()
	for _, r := range resources {
		fmt.Fprintln(sum, r.Path, r.SHA256)
	}
	day := "0.0.0"
	if !s.Released.IsZero() {
		day = s.Released.Time().Format("2006.1.2")
	}
	s.Version = day + "+" + hex.EncodeToString(sum.Sum(nil))[:8]
	return s
}

type packageJSON struct {
	Profile     string         `json:"profile"`
	Name        string         `json:"name"`
	ID          string         `json:"id,omitempty"`
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	Homepage    string         `json:"homepage,omitempty"`
	Version     string         `json:"version"`
	Created     string         `json:"created,omitempty"`
	Keywords    []string       `json:"keywords,omitempty"`
	Licenses    []licenceJSON  `json:"licenses,omitempty"`
	Resources   []resourceJSON `json:"resources"`
}

type licenceJSON struct {
	Name  string `json:"name,omitempty"`
	Path  string `json:"path,omitempty"`
	Title string `json:"title,omitempty"`
}

type resourceJSON struct {
	Profile   string     `json:"profile"`
	Name      string     `json:"name"`
	Path      string     `json:"path"`
	Title     string     `json:"title"`
	Format    string     `json:"format"`
	MediaType string     `json:"mediatype"`
	Encoding  string     `json:"encoding"`
	Bytes     int        `json:"bytes"`
	Hash      string     `json:"hash"`
	Schema    schemaJSON `json:"schema"`
}

type schemaJSON struct {
	Fields        []Field  `json:"fields"`
	MissingValues []string `json:"missingValues"`
	PrimaryKey    string   `json:"primaryKey"`
}

// Package is the datapackage.json of the set (specs.frictionlessdata.io).
func (s Set) Package() ([]byte, error) {
	p := packageJSON{Profile: "data-package", Name: "postmortems", ID: s.Home, Title: s.Title, Description: s.Description, Homepage: s.Home,
		Version: s.Version, Keywords: s.Classes, Licenses: s.licences()}
	if !s.Released.IsZero() {
		p.Created = s.Released.Time().Format("2006-01-02T15:04:05Z")
	}
	for _, r := range s.Resources {
		profile := "data-resource"
		if r.Format == "csv" {
			profile = "tabular-data-resource"
		}
		p.Resources = append(p.Resources, resourceJSON{profile, r.Name, r.Path, r.Title, r.Format, r.MediaType, "utf-8", r.Bytes, "sha256:" + r.SHA256,
			schemaJSON{r.Fields, []string{""}, "id"}})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(p)
	return b.Bytes(), err
}

// licences are those that the texts are under; the column of that name says
// which text has which.
func (s Set) licences() []licenceJSON {
	var out []licenceJSON
	for _, l := range slices.Compact(append([]string{s.Licence}, s.Licences...)) {
		known, ok := Open(l)
		switch {
		case l == "" || l == hindsight.LicenceUnknown:
		case ok:
			out = append(out, licenceJSON{Name: known.ID, Path: known.URL, Title: l})
		default:
			out = append(out, licenceJSON{Name: "other", Title: l})
		}
	}
	return out
}
