package main

import (
	"cmp"
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
	"hindsight/internal/clean"
	"hindsight/internal/facts"
	"hindsight/internal/tidy"
	"hindsight/internal/triage"
)

// The kinds of input beside those of importers/dump, as --as and sources.yaml
// name them. "statuspage" stands for JSON and for pasted text.
const (
	kindFeed = "feed"
	kindPage = "page"
	kindList = "list"
	kindJSON = "statuspage"
	kindOPML = "opml" // in sources.yaml alone: it holds sources
)

func kinds() []string {
	all := append([]string{kindFeed, kindPage, kindList, kindJSON}, dump.Kinds()...)
	slices.Sort(all)
	return slices.Compact(all)
}

// kindNamed returns the kind that a user means: "dump/forum" is "forum", and
// "html" is what most call a page. "dump" alone leaves the kind to the content.
func kindNamed(name string) (string, bool) {
	switch kind := strings.TrimPrefix(name, "dump/"); kind {
	case "", "dump":
		return "", true
	case "html":
		return kindPage, true
	default:
		return kind, slices.Contains(kinds(), kind)
	}
}

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

// refuses says why a document is not to be archived; "" when it is.
func (p *pipeline) refuses(d document) string {
	switch {
	case p.wants != nil && !p.wants(d.entry.Title, d.entry.Source.URL):
		return "left out by match or exclude of the source"
	case d.verdict.Is || p.as != "" || p.everything:
		return ""
	}
	return "no postmortem: " + strings.Join(d.verdict.Reasons, "; ")
}

// importer recognises an input by its content, unless the user knows better.
func (p *pipeline) importer(in hindsight.Input) (hindsight.Importer, error) {
	kind, _ := kindNamed(cmp.Or(p.as, p.kind))
	if kind == "" {
		kind = recognise(in)
	}
	switch {
	case kind == kindFeed:
		return feed.New(in, feed.Options{Fetch: p.fetch, Missed: p.missed}), nil
	case kind == kindJSON && statuspage.Recognise(in):
		return statuspage.New(in), nil
	case kind == kindList:
		return list.New(in), nil
	case kind == kindPage:
		return webpage.New(in), nil
	case slices.Contains(dump.Kinds(), kind):
		return dump.New(in, kind), nil
	}
	if _, err := clean.Text(in.Data, in.MediaType); err != nil {
		return nil, fmt.Errorf("%s: %w; give the postmortem's text, a feed or a page", in.Name, err)
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
		return kindJSON
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
	d.entry = tag(hindsight.Entry{Postmortem: pm, Publish: cmp.Or(p.publish, hindsight.PublishFull)}, d.findings)
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
