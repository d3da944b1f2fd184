// Package content reads and writes content files: YAML front matter between two
// lines of "---", then the body as Markdown. Parse and Marshal are inverse.
//
// Files may come from a stranger's pull request, so Parse passes on only the
// keys it knows, refuses anchors and aliases (an alias bomb grows by powers),
// and limits sizes. What is wrong but harmless is left to Check.
//
// It is one room because whoever writes a file, fits it, names it, corrects it or
// takes it down (put.go, fit.go, set.go, refused.go, pictures.go) has to keep
// what a person wrote in it and what Parse would refuse.
package content

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/markdown"
	"hindsight/internal/yamltext"

	"github.com/goccy/go-yaml"
)

// matter is the front matter, keys in the order in which they are written.
type matter struct {
	Title        text       `yaml:"title"`
	Date         moment     `yaml:"date,omitempty"`
	Organisation text       `yaml:"organisation,omitempty"`
	Summary      text       `yaml:"summary,omitempty"`
	Lang         text       `yaml:"lang,omitempty"`
	Classes      []text     `yaml:"classes,flow"`
	Evidence     []evidence `yaml:"evidence,omitempty"`
	Agreed       []text     `yaml:"agreed,flow,omitempty"`
	Incident     *incident  `yaml:"incident,omitempty"`
	Timeline     []event    `yaml:"timeline,omitempty"`
	Extra        extra      `yaml:"extra,omitempty"`
	Source       source     `yaml:"source"`
	Publish      text       `yaml:"publish"`
	Curated      []text     `yaml:"curated,flow,omitempty"`
	Review       []text     `yaml:"review,flow,omitempty"`
	SameAs       ids        `yaml:"same-as,flow,omitempty"`
	NotSameAs    ids        `yaml:"not-same-as,flow,omitempty"`
}

type evidence struct {
	Class   text `yaml:"class"`
	Section text `yaml:"section,omitempty"`
	Quote   text `yaml:"quote"`
}

type incident struct {
	Started   moment `yaml:"started,omitempty"`
	Detected  moment `yaml:"detected,omitempty"`
	Mitigated moment `yaml:"mitigated,omitempty"`
	Resolved  moment `yaml:"resolved,omitempty"`
}

type event struct {
	At    moment `yaml:"at,omitempty"`
	Until moment `yaml:"until,omitempty"`
	Text  text   `yaml:"text"`
	Kind  text   `yaml:"kind"`
}

type source struct {
	Name       text   `yaml:"name,omitempty"`
	Importer   text   `yaml:"importer,omitempty"`
	URL        text   `yaml:"url,omitempty"`
	ArchiveURL text   `yaml:"archive_url,omitempty"`
	ID         text   `yaml:"id,omitempty"`
	Author     text   `yaml:"author,omitempty"`
	Fetched    moment `yaml:"fetched,omitempty"`
	SHA256     text   `yaml:"sha256,omitempty"`
	Licence    text   `yaml:"licence,omitempty"`
}

// Parse reads the content file at path (slash-separated, from the archive's
// root). The error names path and line.
func Parse(path string, data []byte) (hindsight.Entry, error) {
	if err := CheckPath(path); err != nil {
		return hindsight.Entry{}, err
	}
	head, body, line, err := split(data)
	if err != nil {
		return hindsight.Entry{}, fmt.Errorf("%s:%d: %w", path, line, err)
	}
	var m matter
	if err := yamltext.Unmarshal(head, yamltext.Place{File: path, Line: frontLine}, yamltext.FrontMatter, &m); err != nil {
		return hindsight.Entry{}, err
	}
	e := m.entry(path, body)
	if key, message := beyond(&e); key != "" {
		return hindsight.Entry{}, fmt.Errorf("%s:%d: %s", path, LineOf(data, key), message)
	}
	return e, nil
}

// split cuts a file into front matter and body. line is where an error lies.
func split(data []byte) (head, body []byte, line int, err error) {
	switch {
	case len(data) > maxFile:
		return nil, nil, 1, fmt.Errorf("file has %d bytes, more than %d; shorten it", len(data), maxFile)
	case !utf8.Valid(data):
		return nil, nil, 1 + bytes.Count(data[:invalidAt(data)], []byte("\n")), errors.New("not UTF-8; save the file as UTF-8")
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	fm, open, ok := markdown.ReadFrontMatter(string(data), len(data))
	switch {
	case open:
		return nil, nil, 1, errors.New(`front matter does not end; close it with a line "---"`)
	case !ok || fm.Border != "---":
		return nil, nil, 1, errors.New(`no front matter; begin the file with a line "---"`)
	}
	return []byte(fm.Block), []byte(fm.Body), 0, nil
}

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data)
}

// frontLine is the line of the file on which the front matter starts.
const frontLine = 2

func (m matter) entry(path string, body []byte) hindsight.Entry {
	e := hindsight.Entry{
		Path: path, Classes: strs(m.Classes), Agreed: strs(m.Agreed), Publish: string(m.Publish), Curated: strs(m.Curated),
		SameAs: strs(m.SameAs), NotSameAs: strs(m.NotSameAs),
		Postmortem: hindsight.Postmortem{
			Title: string(m.Title), Date: m.Date.Moment, Organisation: string(m.Organisation), Summary: string(m.Summary),
			Lang: string(m.Lang), Extra: hindsight.Extra(m.Extra), Review: strs(m.Review), Body: strings.TrimLeft(string(body), "\n"),
			Source: hindsight.Source{
				Name: string(m.Source.Name), Importer: hindsight.ImporterName(m.Source.Importer), URL: string(m.Source.URL),
				ArchiveURL: string(m.Source.ArchiveURL), ID: string(m.Source.ID), Author: string(m.Source.Author), Fetched: m.Source.Fetched.Moment,
				SHA256: string(m.Source.SHA256), Licence: string(m.Source.Licence),
			},
		},
	}
	if e.Publish == "" {
		e.Publish = hindsight.PublishFull
	}
	if i := m.Incident; i != nil {
		e.Incident = hindsight.Incident{Started: i.Started.Moment, Detected: i.Detected.Moment, Mitigated: i.Mitigated.Moment, Resolved: i.Resolved.Moment}
	}
	for _, v := range m.Evidence {
		e.Evidence = append(e.Evidence, hindsight.Evidence{Class: string(v.Class), Section: string(v.Section), Quote: string(v.Quote)})
	}
	for _, v := range m.Timeline {
		e.Timeline = append(e.Timeline, hindsight.Event{At: v.At.Moment, Until: v.Until.Moment, Text: string(v.Text), Kind: string(v.Kind)})
	}
	return e
}

// Marshal writes a content file. Equal entries give equal bytes.
func Marshal(e hindsight.Entry) ([]byte, error) {
	s := e.Source
	m := matter{
		Title: text(e.Title), Date: moment{e.Date}, Organisation: text(e.Organisation), Summary: text(e.Summary),
		Classes: texts(e.Classes), Agreed: texts(e.Agreed), Publish: text(e.Publish), Curated: texts(e.Curated), Review: texts(e.Review),
		SameAs: texts(e.SameAs), NotSameAs: texts(e.NotSameAs), Lang: text(e.Lang), Extra: extra(e.Extra),
		Source: source{text(s.Name), text(s.Importer), text(s.URL), text(s.ArchiveURL), text(s.ID), text(s.Author), moment{s.Fetched},
			text(s.SHA256), text(s.Licence)},
	}
	if m.Classes == nil {
		m.Classes = []text{}
	}
	if m.Publish == "" {
		m.Publish = hindsight.PublishFull
	}
	if i := e.Incident; !i.IsZero() {
		m.Incident = &incident{moment{i.Started}, moment{i.Detected}, moment{i.Mitigated}, moment{i.Resolved}}
	}
	for _, v := range e.Evidence {
		m.Evidence = append(m.Evidence, evidence{text(v.Class), text(v.Section), text(v.Quote)})
	}
	for _, v := range e.Timeline {
		m.Timeline = append(m.Timeline, event{moment{v.At}, moment{v.Until}, text(v.Text), text(v.Kind)})
	}
	head, err := yaml.MarshalWithOptions(m, yaml.Indent(2), yaml.IndentSequence(true))
	if err != nil {
		return nil, fmt.Errorf("%s: write front matter: %w", e.Path, err)
	}
	body := strings.Trim(e.Body, "\n")
	if body != "" {
		body = "\n" + body + "\n"
	}
	return []byte("---\n" + string(head) + "---\n" + body), nil
}

// BodyLine is the line of its content file on which the body of an entry begins.
func BodyLine(e hindsight.Entry) int {
	e.Body = ""
	head, err := Marshal(e)
	if err != nil {
		return 1
	}
	return bytes.Count(head, []byte("\n")) + 2
}
