package labelled

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// library finds the documents of the corpus that labels speak of:
//
//	docs/<id>                 a row of docs/INDEX.tsv
//	statuspage/<id>           a row of statuspage/INDEX.tsv, JSON
//	lists/icco/<beginning>    a digest, by its file name up to the first "-"
//	lists/danluu/<n>          the n-th line of that list that begins with "["
//	lists/kubernetes/<n>      the n-th item of that list, with its sub-items
type library struct {
	corpus fs.FS
	files  map[string]string // id → file
	lines  map[string]string // id → text of an entry in a list
	repos  map[string]string // id → repository that the document is from, as the index has it
}

func newLibrary(corpus fs.FS) (library, error) {
	l := library{corpus, map[string]string{}, map[string]string{}, map[string]string{}}
	if err := l.index("docs"); err != nil {
		return l, err
	}
	if err := l.index("statuspage"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return l, err
	}
	digests, err := fs.Glob(corpus, "lists/icco/*.md")
	for _, p := range digests {
		id, _, _ := strings.Cut(path.Base(p), "-")
		l.files["lists/icco/"+id] = p
	}
	l.list("danluu", "lists/danluu-post-mortems-README.md", "[")
	l.list("kubernetes", "lists/kubernetes-failure-stories-README.md", "* ")
	return l, err
}

// index takes in the rows of folder/INDEX.tsv: the id first, the file last.
func (l library) index(folder string) error {
	index, err := fs.ReadFile(l.corpus, path.Join(folder, "INDEX.tsv"))
	repo := -1 // the column of that name
	for i, line := range strings.Split(string(index), "\n") {
		f := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if i == 0 {
			repo = slices.Index(f, "repo")
		}
		if len(f) > 1 {
			l.files[folder+"/"+f[0]] = path.Join(folder, f[len(f)-1])
			if repo >= 0 && repo < len(f) {
				l.repos[folder+"/"+f[0]] = f[repo]
			}
		}
	}
	return err
}

var linkRE = regexp.MustCompile(`\[([^][]*)\]\([^()\s]*\)`)

// list takes in the entries of a list: the lines that begin with mark, each
// with the indented lines behind it. Links are their text.
func (l library) list(name, file, mark string) {
	text, err := fs.ReadFile(l.corpus, file)
	if err != nil {
		return // a corpus without this list; labels that need it are named
	}
	id, n := "", 0
	for _, line := range strings.Split(string(text), "\n") {
		switch {
		case strings.HasPrefix(line, mark):
			n++
			id = fmt.Sprintf("lists/%s/%d", name, n)
		case id == "" || !strings.HasPrefix(line, " "):
			id = ""
			continue
		}
		l.lines[id] += linkRE.ReplaceAllString(line, "$1") + "\n"
	}
}

// source returns the repository that a document is from, or the list.
func (l library) source(id string) string {
	return cmp.Or(l.repos[id], path.Dir(id))
}

// read returns title and text of a document; most texts hold their title.
func (l library) read(id string) (title, text string, err error) {
	if text, ok := l.lines[id]; ok {
		return "", text, nil
	}
	data, err := fs.ReadFile(l.corpus, l.files[id])
	if err != nil {
		return "", "", errors.New("no such document in the corpus")
	}
	if path.Ext(l.files[id]) == ".json" {
		return statusIncident(data)
	}
	return "", string(data), nil
}

var tagRE = regexp.MustCompile(`<[^<>]*>`)

// statusIncident returns title and updates, the oldest first, of an incident
// as status pages keep it in JSON.
func statusIncident(data []byte) (title, text string, err error) {
	type update struct {
		Body, Content string
		Date          string `json:"date"`
		Created       string `json:"created_at"`
	}
	var in struct {
		Name, Title, Report string
		Updates             []update
		IncidentUpdates     []update `json:"incident_updates"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return "", "", err
	}
	updates := append(in.Updates, in.IncidentUpdates...)
	slices.SortStableFunc(updates, func(a, b update) int {
		return strings.Compare(a.Date+a.Created, b.Date+b.Created)
	})
	var b strings.Builder
	for _, u := range updates {
		b.WriteString(cmp.Or(u.Body, u.Content) + "\n\n")
	}
	b.WriteString(html.UnescapeString(tagRE.ReplaceAllString(in.Report, "\n")))
	return cmp.Or(in.Name, in.Title), b.String(), nil
}
