package dump

import (
	"cmp"
	"strings"

	"hindsight"
	"hindsight/internal/byline"
	"hindsight/internal/clean"
	"hindsight/internal/frontmatter"
	"hindsight/internal/mailbox"
	"hindsight/internal/markdown"
	"hindsight/internal/weburl"
	"hindsight/internal/when"
)

// A source is the text of one report and what is known of it from outside.
type source struct {
	text  string           // the whole report
	meta  frontmatter.Meta // nil without
	extra hindsight.Extra  // what the front matter says besides
	body  string           // the text after the front matter
	file  string           // last part of the path, without endings; "" when it names several reports
	url   string           // where it came from; base of relative links
	owner string           // whose the page is that it stands on
	part  bool             // it is one of several at that address
	among bool             // … in a text that calls itself a collection of incidents

	converted *conversion // of body, where there was cause to make one

	letter *mailbox.Letter // the mail that it is; nil for other texts, and for a mail that was pasted
}

func newSource(in hindsight.Input, text string, several bool) source {
	s := source{text: text, url: in.URL}
	s.meta, s.extra, s.body = frontmatter.Read(text)
	s.body = withoutLeaders(s.body)
	if !several {
		s.file = fileStem(in.Name)
	}
	return s
}

// inherit takes what the front matter of a whole file says for all its parts.
func (s *source) inherit(whole frontmatter.Meta) {
	for _, key := range []string{"organisation", "organization", "company", "author", "authors", "licence", "license"} {
		if whole[key] != "" && s.meta[key] == "" {
			if s.meta == nil {
				s.meta = frontmatter.Meta{}
			}
			s.meta[key] = whole[key]
		}
	}
}

// A draft is what a reader makes of a source. What it leaves zero is looked
// for in the same way for every kind, by postmortem.
type draft struct {
	kind         string
	titles       []string // candidates, best first
	date         hindsight.Moment
	organisation string
	author       string
	incident     hindsight.Incident
	timeline     []hindsight.Event
	body         string // Markdown
}

// cutByline takes author and date off the lines before the text begins.
func (d *draft) cutByline(text string) string {
	b, rest := byline.Cut(text, isChrome)
	d.author = cmp.Or(d.author, b.Author)
	d.organisation = cmp.Or(d.organisation, b.Organisation)
	if d.date.IsZero() {
		d.date = inOrder(b.Date, firstLines(text, headLines), text)
	}
	return rest
}

func (d draft) postmortem(s source) hindsight.Postmortem {
	p := hindsight.Postmortem{
		Organisation: d.organisation,
		Incident:     d.incident,
		Timeline:     d.timeline,
		Date:         d.date,
		Body:         d.body,
		Collected:    s.among,
	}
	if p.Organisation == "" {
		p.Organisation = clean.Title(s.meta.First("organisation", "organization", "company", "organisation.name", "organization.name",
			"publisher", "publisher.name"))
	}
	if p.Organisation == "" {
		p.Organisation = clean.Title(headOrganisation(s.body))
	}
	p.Organisation = cmp.Or(p.Organisation, s.owner)
	p.Title = bestTitle(d.titles, p.Organisation, s)
	if p.Date.IsZero() {
		p.Date = s.date()
	}
	if p.Date.IsZero() {
		p.Date = titleDate(p.Title)
	}
	stated := p.Title
	if p.Title == "" {
		p.Title = hindsight.MadeTitle(p.Organisation, p.Date)
	}
	if p.Title == "" {
		stated = paperTitle(d.titles)
		p.Title = stated
	}
	p.Body = markdown.Relevel(dropTitle(d.body, stated))
	p.Extra = withSeverity(s.extra, p.Body)
	p.Source = hindsight.Source{
		Importer: hindsight.Dump(d.kind),
		URL:      s.link(),
		Author:   d.author,
		SHA256:   hindsight.TextHash(hindsight.HashRaw, "", s.text),
		Licence:  s.meta.First("licence", "license", "source.licence"),
	}
	s.stated(&p)
	if p.Source.Author == "" {
		p.Source.Author = s.author()
	}
	if p.Source.Licence == "" {
		p.Source.Licence = hindsight.LicenceUnknown
	}
	switch p.Source.ID = cmp.Or(p.Source.URL, s.id()); {
	case p.Source.ID == "":
		p.Source.ID = hindsight.HashID + p.Source.SHA256
	case s.part:
		p.Source.ID += "#" + strings.Join(headWordRE.FindAllString(strings.ToLower(p.Title), 12), "-") + p.Date.String()
	}
	return p
}

// link returns the address of the original, as the front matter or the
// caller states it.
func (s source) link() string {
	if s.url != "" {
		return s.url
	}
	for _, key := range []string{"canonical_url", "canonicalurl", "canonical", "original_url", "source_url", "source.url", "url", "source", "link"} {
		if v := s.meta[key]; strings.HasPrefix(v, "https://") || strings.HasPrefix(v, "http://") {
			return strings.Fields(v)[0]
		}
	}
	return ""
}

// stated fills in what the front matter says of the incident, as catalogues
// and the archive's own files do.
func (s source) stated(p *hindsight.Postmortem) {
	original, archive := weburl.Unwrap(p.Source.URL)
	if archive != "" {
		p.Source.URL = weburl.Clean(original)
	}
	p.Source.ArchiveURL = cmp.Or(weburl.Clean(archive), weburl.Clean(s.meta.First("archive_url", "source.archive_url")))
	for _, f := range []struct {
		at   *hindsight.Moment
		keys []string
	}{
		{&p.Incident.Started, []string{"incident.started", "start_time", "started_at", "incident_start"}},
		{&p.Incident.Detected, []string{"incident.detected", "detected_at"}},
		{&p.Incident.Mitigated, []string{"incident.mitigated", "mitigated_at"}},
		{&p.Incident.Resolved, []string{"incident.resolved", "end_time", "resolved_at", "incident_end"}},
	} {
		if f.at.IsZero() {
			*f.at, _ = when.Parse(s.meta.First(f.keys...))
		}
	}
}

func (s source) author() string {
	if named := s.meta.First("author", "authors", "author.name", "by", "source.author"); named != "" {
		return clean.Title(named)
	}
	return clean.Title(headAuthor(s.body))
}
