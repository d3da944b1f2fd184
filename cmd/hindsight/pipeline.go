package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hindsight"
	"hindsight/importers/dump"
	"hindsight/importers/feed"
	"hindsight/importers/list"
	"hindsight/importers/statuspage"
	"hindsight/importers/webpage"
	"hindsight/internal/classify"
	"hindsight/internal/facts"
	"hindsight/internal/triage"
)

// The kinds of input beside those of importers/dump, as --as names them.
const (
	kindFeed       = "feed"
	kindStatuspage = "statuspage-json"
	kindList       = "list"
	kindPage       = "html"
)

func kinds() []string {
	return append([]string{kindFeed, kindStatuspage, kindList, kindPage}, dump.Kinds()...)
}

// pipeline turns inputs into entries: importer, facts, triage, classify.
type pipeline struct {
	classifier *classify.Classifier
	as         string               // kind forced by --as; what it reads is not turned away
	everything bool                 // import what is no postmortem too
	fill       hindsight.Postmortem // --organisation, --url, --date: used where the text says nothing
	source     hindsight.Source     // name and licence of the source
	now        hindsight.Moment
	fetch      func(ctx context.Context, url string) (hindsight.Input, error)
}

// A document is what the pipeline makes of one postmortem.
type document struct {
	entry    hindsight.Entry
	findings []hindsight.Finding
	verdict  triage.Verdict
}

// accepted says that the document is to be archived.
func (p *pipeline) accepted(d document) bool { return d.verdict.Is || p.as != "" || p.everything }

// importer recognises an input by its content.
func (p *pipeline) importer(in hindsight.Input) (hindsight.Importer, error) {
	kind := p.as
	if kind == "" {
		kind = recognise(in)
	}
	switch {
	case kind == kindFeed:
		return feed.New(in, feed.Options{Fetch: p.fetch}), nil
	case kind == kindStatuspage:
		return statuspage.New(in), nil
	case kind == kindList:
		return list.New(in), nil
	case kind == kindPage:
		return webpage.New(in), nil
	case slices.Contains(dump.Kinds(), kind):
		return dump.New(in, kind), nil
	}
	return nil, fmt.Errorf("%s: not recognised as a feed, a page or a text; if it is one, say so with --as (%s)", in.Name, strings.Join(kinds(), ", "))
}

func recognise(in hindsight.Input) string {
	switch {
	case len(in.Data) == 0:
		return dump.Article // its importer says that the input is empty
	case feed.Recognise(in):
		return kindFeed
	case statuspage.Recognise(in):
		return kindStatuspage
	case list.Recognise(in):
		return kindList
	case webpage.Recognise(in):
		return kindPage
	}
	return dump.Recognise(in)
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
		pm.Organisation = p.fill.Organisation
	}
	if pm.Source.URL == "" {
		pm.Source.URL = p.fill.Source.URL
	}
	if pm.Date.IsZero() {
		pm.Date = p.fill.Date
	}
	pm.Source = p.identify(pm)
	pm = facts.Complete(pm)
	d.verdict = triage.Judge(pm)
	x := p.classifier.Explain(pm)
	d.findings = x.Findings
	d.entry = tag(hindsight.Entry{Postmortem: pm, Publish: hindsight.PublishFull}, d.findings)
	if d.verdict.Doubtful() || !d.verdict.Is {
		flag(&d.entry, hindsight.ReviewMaybeNot)
	}
	if x.NoCause {
		flag(&d.entry, hindsight.ReviewNoCause)
	}
	if !pm.Date.IsZero() && pm.Date.Compare(p.now) > 0 {
		flag(&d.entry, hindsight.ReviewFutureDate)
	}
	return d, nil
}

// identify completes the source: who it is, and how it is known again.
func (p *pipeline) identify(pm hindsight.Postmortem) hindsight.Source {
	s := pm.Source
	if s.Name = p.source.Name; s.Name == "" {
		s.Name = s.Importer
	}
	if s.Licence == "" {
		s.Licence = p.source.Licence
	}
	if s.Licence == "" {
		s.Licence = "unknown"
	}
	if s.SHA256 == "" {
		sum := sha256.Sum256([]byte(pm.Title + "\n" + pm.Body))
		s.SHA256 = hex.EncodeToString(sum[:])
	}
	if s.ID == "" {
		if s.ID = s.URL; s.ID == "" {
			s.ID = "sha256:" + s.SHA256
		}
	}
	s.Fetched = p.now
	return s
}

// tag writes findings into an entry.
func tag(e hindsight.Entry, findings []hindsight.Finding) hindsight.Entry {
	e.Classes, e.Evidence = nil, nil
	for _, f := range findings {
		e.Classes = append(e.Classes, f.Class)
		for _, v := range f.Evidence {
			e.Evidence = append(e.Evidence, hindsight.Evidence{Class: f.Class, Section: v.Section, Quote: v.Quote})
		}
	}
	return e
}

func flag(e *hindsight.Entry, review string) {
	if !slices.Contains(e.Review, review) {
		e.Review = append(e.Review, review)
	}
}

// maxInput bounds what is read of one file or of standard input. The longest
// real text dump seen has 0.5 MB, the longest feed 0.9 MB.
const maxInput = 15 << 20

// readInput reads a file without following it past the limit.
func readInput(path string) (hindsight.Input, error) {
	info, err := os.Stat(path)
	if err != nil {
		return hindsight.Input{}, err
	}
	if !info.Mode().IsRegular() {
		return hindsight.Input{}, fmt.Errorf("%s: not a file", path)
	}
	if info.Size() > maxInput {
		return hindsight.Input{}, fmt.Errorf("%s: %d MB, more than the %d MB that are read; split it", path, info.Size()>>20, maxInput>>20)
	}
	data, err := os.ReadFile(path)
	return hindsight.Input{Name: path, Data: data}, err
}

// walk lists the files below dir in order of their names, hidden ones left out.
func walk(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != dir && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.Type().IsRegular():
			files = append(files, path)
		}
		return nil
	})
	return files, err
}
