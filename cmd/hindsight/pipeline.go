package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/facts"
	"hindsight/internal/page"
	"hindsight/internal/tagging"
	"hindsight/internal/tidy"
	"hindsight/internal/triage"
)

// pipeline turns inputs into entries: importer, facts, triage, classify.
type pipeline struct {
	classifier *classify.Classifier
	as         string                       // kind forced by --as; what it reads is not turned away
	kind       string                       // kind that sources.yaml gives
	publish    string                       // how much of the source's texts the site shows; "" for full
	wants      func(title, url string) bool // nil: everything
	everything bool                         // import what is no postmortem too
	fill       hindsight.Postmortem         // --organisation, --url, --date: used where the text says nothing
	source     hindsight.Source             // name and licence of the source
	known      func(name string) bool       // says whether sources.yaml has a source of this name
	now        hindsight.Moment
	fetch      func(ctx context.Context, url string) (hindsight.Input, error)
	missed     func(url string, err error) // told of pages that gave no full text
}

// A document is what the pipeline makes of one postmortem.
type document struct {
	entry    hindsight.Entry
	findings []hindsight.Finding
	verdict  triage.Verdict
}

const noPostmortem = "no postmortem: "

// refuses says why a document is not to be archived; "" when it is.
func (p *pipeline) refuses(d document) string {
	switch {
	case p.wants != nil && !p.wants(d.entry.Title, d.entry.Source.URL):
		return "left out by match or exclude of the source"
	case d.verdict.Is || p.as != "" || p.everything:
		return ""
	}
	return noPostmortem + strings.Join(d.verdict.Sentences(), "; ")
}

// says is what holds for every text that p imports.
func (p *pipeline) says() page.Settings {
	return page.Settings{Source: p.source.Name, Organisation: p.fill.Organisation, Publish: p.publish, Licence: p.source.Licence, Known: p.known}
}

// documents yields what in holds, an error for each item that cannot be read.
func (p *pipeline) documents(ctx context.Context, in hindsight.Input) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		im, err := p.importer(in)
		if err != nil {
			yield(document{}, err)
			return
		}
		for pm, err := range im.Import(ctx) {
			var d document
			if err == nil {
				d, err = p.document(pm, in.Name)
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// document carries one postmortem through the stages. A panic in a stage is
// an error of this document alone.
func (p *pipeline) document(pm hindsight.Postmortem, name string) (d document, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %q: cannot be processed: %v", name, pm.Title, r)
		}
	}()
	if pm.Organisation == "" {
		pm.Organisation = p.organisation(pm)
	}
	if pm.Source.URL == "" {
		pm.Source.URL = p.fill.Source.URL
	}
	if pm.Date.IsZero() {
		pm.Date = p.fill.Date
	}
	pm.Title, pm.Organisation = cut(pm.Title, 300), cut(pm.Organisation, 100)
	pm.Source = p.identify(pm)
	pm = facts.Complete(pm)
	if folder := filepath.Base(filepath.Dir(name)); pm.Organisation == "" {
		if pm.Organisation = facts.FromFolder(folder, pm); pm.Organisation != "" {
			pm.Review = slices.DeleteFunc(pm.Review, func(r string) bool { return r == hindsight.ReviewNoOrganisation })
		}
	}
	if pm.Title == "" {
		if pm.Title = tidy.MadeTitle(pm.Organisation, pm.Date); pm.Title != "" {
			pm.Review = slices.DeleteFunc(pm.Review, func(r string) bool { return r == hindsight.ReviewNoTitle })
		}
	}
	d.verdict = triage.Judge(pm)
	x := p.classifier.Explain(pm)
	d.findings = x.Findings
	d.entry = tagging.Tag(hindsight.Entry{Postmortem: pm, Publish: cmp.Or(p.publish, hindsight.PublishFull)}, d.findings)
	if d.verdict.Doubtful() || !d.verdict.Is {
		tagging.Flag(&d.entry, hindsight.ReviewMaybeNot)
	}
	if x.NoCause {
		tagging.Flag(&d.entry, hindsight.ReviewNoCause)
	}
	if !pm.Date.IsZero() && pm.Date.Compare(p.now) > 0 {
		tagging.Flag(&d.entry, hindsight.ReviewFutureDate)
	}
	return d, nil
}

// organisation is the one that the user or sources.yaml gives, unless the text
// names another and not this one: "At Example, we …". What an address lets guess
// counts less than what a person says; facts.Complete looks there where nobody
// says anything.
func (p *pipeline) organisation(pm hindsight.Postmortem) string {
	given := p.fill.Organisation
	if given == "" || strings.Contains(strings.ToLower(pm.Title+"\n"+pm.Body), strings.ToLower(given)) {
		return given
	}
	return cmp.Or(facts.Speaker(pm), given)
}

// cut shortens a line that is no title or name any more.
func cut(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit-1]) + "…"
	}
	return s
}

// licenceUnknown stands where nobody stated a licence.
const licenceUnknown = "unknown"

// identify completes the source: who it is, and how it is known again.
func (p *pipeline) identify(pm hindsight.Postmortem) hindsight.Source {
	s := pm.Source
	s.Name = cmp.Or(p.source.Name, s.Importer)
	if s.Licence == "" || s.Licence == licenceUnknown {
		s.Licence = cmp.Or(p.source.Licence, licenceUnknown)
	}
	if s.SHA256 == "" {
		sum := sha256.Sum256([]byte(pm.Title + "\n" + pm.Body))
		s.SHA256 = hex.EncodeToString(sum[:])
	}
	s.ID = cmp.Or(s.ID, s.URL, "sha256:"+s.SHA256)
	s.Fetched = p.now
	return s
}
