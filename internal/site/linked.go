package site

import (
	"cmp"
	"encoding/json"
	"net/url"
	"strings"

	"hindsight"
	"hindsight/internal/record"
)

// ld is a node of JSON-LD in terms of schema.org.
type ld map[string]any

// linkedData is a node as a script of data, which no browser runs. What comes
// from a text cannot end it: json writes "<" as an escape.
func linkedData(node ld) string {
	node["@context"] = "https://schema.org"
	for k, v := range node {
		if v == "" || v == nil {
			delete(node, k)
		}
	}
	b, err := json.Marshal(node)
	if err != nil {
		return "" // strings and lists of them are all there is
	}
	return `<script type="application/ld+json">` + string(b) + `</script>`
}

// article says what a page is about, for those who read pages by machine.
func (p *page) article(archive string, base *url.URL) string {
	r := p.record
	node := ld{
		"@type": "Article", "headline": p.Title, "abstract": p.Params.Summary, "datePublished": r.Date.String(), "dateModified": r.Source.Fetched.String(),
		"temporalCoverage": coverage(r.Incident),
		"isBasedOn":        p.Params.Source.URL, "inLanguage": p.Params.Lang, "url": absolute(base, p.URL), "keywords": p.titles(),
		"isPartOf": ld{"@type": "Dataset", "name": archive, "url": absolute(base, "data.html")},
	}
	if a := p.Params.Source.Author; a != "" {
		node["author"] = ld{"@type": "Person", "name": a}
	} else if o := p.Params.Organisation; o != "" {
		node["author"] = ld{"@type": "Organization", "name": o}
	}
	if o := p.Params.Organisation; o != "" {
		node["about"] = ld{"@type": "Organization", "name": o}
	}
	if l, ok := record.Open(r.Source.Licence); ok {
		node["license"] = l.URL
	}
	return linkedData(node)
}

// titles are the names of the page's classes, parted by commas.
func (p *page) titles() string {
	var out []string
	for _, l := range p.Params.Labels {
		out = append(out, l.Title)
	}
	return strings.Join(out, ", ")
}

// coverage is the time of an incident as ISO 8601 has it: "start/end", either
// of them "..", or one moment.
func coverage(i record.Incident) string {
	end := i.Resolved
	if end.IsZero() {
		end = i.Mitigated
	}
	from := i.Started
	if from.IsZero() {
		from = i.Detected
	}
	return interval(from, end)
}

func interval(from, to hindsight.Moment) string {
	switch {
	case from.IsZero() && to.IsZero():
		return ""
	case from == to:
		return from.String()
	}
	open := func(m hindsight.Moment) string {
		if m.IsZero() {
			return ".."
		}
		return m.String()
	}
	return open(from) + "/" + open(to)
}

// linked says what the data set is.
func (d *dataset) linked() string {
	var files []ld
	for _, r := range d.set.Resources {
		files = append(files, ld{
			"@type": "DataDownload", "name": r.Title, "contentUrl": cmp.Or(absolute(d.base, r.Path), r.Path), "encodingFormat": r.MediaType, "sha256": r.SHA256,
		})
	}
	var measured []string
	for _, f := range record.Columns() {
		measured = append(measured, f.Name)
	}
	node := ld{
		"@type": "Dataset", "name": d.set.Title, "description": d.set.Description, "version": d.set.Version, "url": absolute(d.base, "data.html"),
		"keywords": strings.Join(d.set.Classes, ", "), "distribution": files, "variableMeasured": measured, "isAccessibleForFree": true,
		"dateModified": d.set.Released.String(), "temporalCoverage": d.covered(), "creator": ld{"@type": "Organization", "name": d.set.Title},
	}
	if l, ok := record.Open(d.set.Licence); ok {
		node["license"] = l.URL
	}
	return linkedData(node)
}

// covered is the time from the first incident to the last.
func (d *dataset) covered() string {
	var from, to hindsight.Moment
	for _, p := range d.pages {
		if m := p.record.When; !m.IsZero() && (from.IsZero() || m.Compare(from) < 0) {
			from = m
		}
		if m := p.record.When; m.Compare(to) > 0 {
			to = m
		}
	}
	return interval(from, to)
}

// absolute is the address of a file of the site; "" where nobody knows that of
// the site.
func absolute(base *url.URL, path string) string {
	if base == nil {
		return ""
	}
	return base.String() + (&url.URL{Path: strings.TrimPrefix(path, "/")}).String()
}
