package incident

import (
	"cmp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/incidentpage"
	"hindsight/internal/markdown"
	"hindsight/internal/when"
)

// postmortem is what the shape's rules find in the object; without a body where
// nothing is said of the incident.
func (f found) postmortem() hindsight.Postmortem {
	var p hindsight.Postmortem
	var parts []string
	var fields []hindsight.Field
	var updates []incidentpage.Update
	id := ""
	link := f.address()
	moments := map[string]*hindsight.Moment{"started": &p.Incident.Started, "detected": &p.Incident.Detected, "mitigated": &p.Incident.Mitigated,
		"resolved": &p.Incident.Resolved, "published": &p.Date}
	for _, r := range f.shape.rules {
		switch r.name {
		case "title":
			p.Title = clean.Title(r.first(f.object))
		case "tail":
			p.Title = strings.TrimSpace(strings.TrimSuffix(p.Title, r.heading))
		case "id":
			id = r.first(f.object)
		case "owner":
			p.Organisation = clean.Title(r.first(f.object))
		case "extra":
			fields = append(fields, hindsight.Field{Key: r.heading, Values: r.all(f.object)})
		case "section":
			parts = append(parts, section(r.heading, strings.Join(r.all(f.object), "\n\n"), link))
		case "text":
			parts = append(parts, markdown.Relevel(body.From(r.first(f.object), link)))
		case "list":
			parts = append(parts, r.items(f.object))
		case "ask":
			for _, q := range r.list.members(f.object) {
				parts = append(parts, section(clean.Title(r.paths[0].text(q)), r.paths[1].text(q), link))
			}
		case "update":
			updates = append(updates, r.updates(f.object, link)...)
		default:
			if at, ok := moments[r.name]; ok {
				*at, _ = when.Parse(r.first(f.object))
			}
		}
	}
	slices.SortStableFunc(updates, func(a, b incidentpage.Update) int { return a.At.Compare(b.At) })
	p.Timeline = incidentpage.Events(updates)
	p.Body = body.Join(body.Join(parts...), incidentpage.Section(updates))
	p.Extra, _ = hindsight.NewExtra(fields)
	sum := hindsight.TextHash(hindsight.HashLines, p.Title, p.Body)
	p.Source = hindsight.Source{Importer: hindsight.ImporterIncident, URL: link, SHA256: sum, Licence: hindsight.LicenceUnknown}
	tool, _, _ := strings.Cut(f.shape.name, "-")
	switch {
	case link != "":
		p.Source.ID = link
	case id != "":
		p.Source.ID = "urn:" + tool + ":" + id
	default:
		p.Source.ID = hindsight.HashID + sum
	}
	return p
}

// address is where people read the incident in the tool.
func (f found) address() string {
	for _, r := range f.shape.rules {
		if r.name != "address" {
			continue
		}
		for _, s := range r.paths {
			if u := s.text(f.object); strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://") {
				return u
			}
		}
	}
	return ""
}

// all are the texts of the first path that leads to some.
func (r rule) all(o any) []string {
	for _, p := range r.paths {
		if all := p.texts(o); len(all) > 0 {
			return all
		}
	}
	return nil
}

// first is the first of them.
func (r rule) first(o any) string {
	if all := r.all(o); len(all) > 0 {
		return all[0]
	}
	return ""
}

// section is a text below a heading; headings of its own go below that one.
func section(heading, text, link string) string {
	md := strings.TrimSpace(body.From(text, link))
	if md == "" {
		return ""
	}
	lines := strings.Split(markdown.Relevel(md), "\n")
	var code markdown.Code
	for i, l := range lines {
		if level, text, ok := markdown.Heading(l); !code.Takes(l) && ok && markdown.Indent(l) == 0 {
			lines[i] = strings.Repeat("#", min(6, level+1)) + " " + text
		}
	}
	md = strings.Join(lines, "\n")
	if heading == "" {
		return md
	}
	return "## " + heading + "\n\n" + md
}

// items are the members of a list that say something, as a section.
func (r rule) items(o any) string {
	var b strings.Builder
	for _, m := range r.list.members(o) {
		text := textOf(m)
		for _, p := range r.paths {
			text = cmp.Or(text, p.text(m))
		}
		if text = body.Paragraph(body.From(text, "")); text != "" {
			b.WriteString("- " + body.EscapeHTML(text) + "\n")
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "## " + r.heading + "\n\n" + b.String()
}

// updates are the members of a timeline that have a time and say something.
func (r rule) updates(o any, link string) (all []incidentpage.Update) {
	for _, m := range r.list.members(o) {
		at, ok := when.Parse(r.paths[0].text(m))
		text := ""
		for _, p := range r.paths[1:] {
			text = cmp.Or(text, p.text(m))
		}
		if text = strings.TrimSpace(body.From(text, link)); !ok || text == "" {
			continue
		}
		kind := hindsight.KindUpdate
		if r.state != nil {
			kind = cmp.Or(incidentpage.State(r.state.text(m)), kind)
		}
		all = append(all, incidentpage.Update{At: at, Kind: kind, Text: text})
	}
	return all
}
