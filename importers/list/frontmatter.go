package list

import (
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/frontmatter"
	"hindsight/internal/markdown"
	"hindsight/internal/weburl"
	"hindsight/internal/when"
	"hindsight/internal/yamltext"
)

// An entry of a catalogue is a file with front matter and a retelling:
//
//	---
//	url: https://…
//	company: Example
//	start_time: 2019-08-29T10:00:00+05:30
//	summary: …
//	---
//	text
type catalogued struct {
	URL, Title, Company, Organisation, Organization, Product, Summary, Licence, License string

	ArchiveURL  string `yaml:"archive_url"`
	Start       string `yaml:"start_time"`
	End         string `yaml:"end_time"`
	PublishedAt string `yaml:"source_published_at"`
	Published   string
	Date        string

	Author, Authors, Layout any // only documents have them
}

// maxRetelling is how many words a catalogue's retelling has at most; the
// longest known has 415. What is longer, or has headings, is the report itself.
const maxRetelling = 600

// frontMatterEntry reads such a file: front matter with an absolute address
// and a company. One that names an author, and one whose text is a report with
// headings, is no entry of a list but a document.
func frontMatterEntry(text string) (entry, bool) {
	fm, ok := markdown.CutFrontMatter(strings.TrimLeft(text, "\n "))
	if !ok || fm.Border != "---" {
		return entry{}, false
	}
	var c catalogued
	if err := yamltext.Unmarshal([]byte(fm.Block), yamltext.Place{}, yamltext.Foreign, &c); err != nil {
		return entry{}, false
	}
	original, archive := weburl.Unwrap(c.URL)
	e := entry{
		line:         1,
		url:          weburl.Clean(original),
		archive:      weburl.Clean(or(archive, c.ArchiveURL)),
		title:        c.Title,
		organisation: or(c.Company, c.Organisation, c.Organization),
		summary:      strings.TrimSpace(c.Summary),
		text:         strings.TrimSpace(fm.Body),
		licence:      or(c.Licence, c.License),
	}
	if e.url == "" || e.organisation == "" || c.Author != nil || c.Authors != nil || c.Layout != nil || isReport(e.text) {
		return entry{}, false
	}
	if fields, err := frontmatter.Fields(fm); err == nil {
		e.extra = frontmatter.Extra(fields)
	}
	e.date = moment(or(c.PublishedAt, c.Published, c.Date))
	e.incident = hindsight.Incident{Started: moment(c.Start), Resolved: moment(c.End)}
	if e.text == "" {
		e.text = e.summary
	}
	if e.summary != "" {
		e.summary = sentences(body.Paragraph(e.summary), 3)
	}
	return e, true
}

// isReport says that a text is more than a retelling.
func isReport(text string) bool {
	return len(strings.Fields(text)) > maxRetelling || len(markdown.Headings(text, 6)) > 0
}

func moment(s string) hindsight.Moment {
	at, _ := when.Parse(s)
	return at
}

func or(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}
