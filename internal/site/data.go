package site

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/record"
	"hindsight/internal/site/theme"
	"hindsight/internal/wording"
)

// The files of the data set, in the root of the site.
const (
	linesName   = "postmortems.jsonl"
	tableName   = "postmortems.csv"
	packageName = "datapackage.json"
	citeName    = "CITATION.cff"
)

// A dataset is the archive as data. Its files are written before Hugo runs,
// since a page tells their sizes, and moved into the site after it.
type dataset struct {
	dir   string  // where the files wait
	pages []*page // in the order of their addresses: a new postmortem changes one place of a file
	set   record.Set
	base  *url.URL
}

// maxCite bounds a citation, in bytes. Titles and names have their own bounds in
// a content file; an address may be long.
const maxCite = 10_000

// newDataset writes the files of the data set.
func newDataset(dir string, pages []*page, t *theme.Theme, base *url.URL) (*dataset, error) {
	d := &dataset{dir: dir, pages: slices.Clone(pages), base: base}
	slices.SortFunc(d.pages, func(a, b *page) int { return strings.Compare(a.URL, b.URL) })
	lines, err := d.write(record.NewResource(
		linesName, t.Texts.Say("data-lines"), "application/jsonl", record.Fields()), record.WriteLines)
	if err != nil {
		return nil, err
	}
	table, err := d.write(record.NewResource(
		tableName, t.Texts.Say("data-table"), "text/csv", record.Columns()), record.WriteTable)
	if err != nil {
		return nil, err
	}
	s := t.Settings
	d.set = record.NewSet(d.records(), []record.Resource{lines, table})
	d.set.Title, d.set.Description, d.set.Licence, d.set.Home = s.Title, s.Description, s.Licence, absolute(base, "")
	d.set.Classes, d.set.Licences = named(pages)
	described, err := d.set.Package()
	if err != nil {
		return nil, err
	}
	return d, errors.Join(writeFile(filepath.Join(dir, packageName), described), writeFile(filepath.Join(dir, citeName), d.set.CFF()))
}

// describe gives each page its place in the data set and how to cite it.
func describe(pages []*page, archive string, base *url.URL) {
	for _, p := range pages {
		c := record.Cite(p.record, archive, absolute(base, p.URL))
		p.Params.Cite = record.Citation{Plain: oneLine(c.Plain, maxCite), BibTeX: clip(printable(c.BibTeX), maxCite)}
		p.Params.Record = "/" + strings.TrimSuffix(p.record.Page, ".html") + ".json"
	}
}

// named lists the classes and the licences of the pages, each once, in order.
func named(pages []*page) (classes, licences []string) {
	for _, p := range pages {
		classes = append(classes, p.Classes...)
		licences = append(licences, cmp.Or(p.Params.Source.Licence, hindsight.LicenceUnknown))
	}
	slices.Sort(classes)
	slices.Sort(licences)
	return slices.Compact(classes), slices.Compact(licences)
}

func (d *dataset) records() iter.Seq2[record.Record, error] { return recordsOf(d.pages) }

// write writes one file and says what it is. It is never in memory as a whole:
// 10,000 postmortems are some 100 MB.
func (d *dataset) write(r record.Resource, write func(io.Writer, iter.Seq2[record.Record, error]) error) (record.Resource, error) {
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		return r, err
	}
	f, err := os.Create(filepath.Join(d.dir, r.Path))
	if err != nil {
		return r, err
	}
	sum, size, buffer := sha256.New(), counter(0), bufio.NewWriterSize(f, 1<<20)
	err = errors.Join(write(io.MultiWriter(buffer, sum, &size), d.records()), buffer.Flush(), f.Close())
	r.Bytes, r.SHA256 = int(size), hex.EncodeToString(sum.Sum(nil))
	return r, err
}

// A counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// publish moves the files into the site, and writes beside each page its line
// of the data set.
func (d *dataset) publish(out *output) error {
	f, err := os.Open(filepath.Join(d.dir, linesName))
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewReaderSize(f, 1<<20)
	for _, p := range d.pages {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return err
		}
		if err := out.put(strings.TrimPrefix(p.Params.Record, "/"), line); err != nil {
			return err
		}
	}
	for _, name := range []string{linesName, tableName, packageName, citeName} {
		err = errors.Join(err, out.move(filepath.Join(d.dir, name), name))
	}
	return err
}

// dataPage is the page about the data set.
func (d *dataset) dataPage(say wording.Texts) fixed {
	type file struct {
		Path  string `json:"path"`
		Title string `json:"title"`
		Size  string `json:"size"`
	}
	var files []file
	for _, r := range d.set.Resources {
		files = append(files, file{r.Path, r.Title, megabytes(r.Bytes)})
	}
	return fixed{Title: say.Say("data"), Layout: "data", URL: "/data.html", Params: map[string]any{
		"files": files, "columns": record.Columns(), "fields": record.Fields(), "version": d.set.Version, "licences": d.licences(),
		"cite": d.set.Cite(),
	}}
}

// licences counts the texts under each licence, the most frequent first.
func (d *dataset) licences() []counted {
	n := map[string]int{}
	for _, p := range d.pages {
		n[cmp.Or(p.Params.Source.Licence, hindsight.LicenceUnknown)]++
	}
	var out []counted
	for name, k := range n {
		known, _ := record.Open(name)
		out = append(out, counted{name, known.URL, k})
	}
	slices.SortFunc(out, func(a, b counted) int { return cmp.Or(b.N-a.N, strings.Compare(a.Name, b.Name)) })
	return out
}

// A counted is something with how many postmortems it has.
type counted struct {
	Name string `json:"name"`
	URL  string `json:"url"`
	N    int    `json:"n"`
}

// megabytes is a size for people.
func megabytes(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
