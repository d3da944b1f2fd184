package intake

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
	"hindsight/importers/feed"
	"hindsight/internal/classify"
	"hindsight/internal/facts"
	"hindsight/internal/tagging"
	"hindsight/internal/tidy"
	"hindsight/internal/triage"
)

// A Document is what the stages make of one postmortem.
type Document struct {
	Entry    hindsight.Entry
	Findings []hindsight.Finding
	Verdict  triage.Verdict
}

// documents yields what an input holds, an error for each item that cannot be
// read.
func (n *Intake) documents(ctx context.Context, in recognised, s settings, opt feed.Options) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		im, err := in.importer(opt)
		if err != nil {
			yield(Document{}, err)
			return
		}
		for pm, err := range im.Import(ctx) {
			var d Document
			if err == nil {
				d, err = n.carry(pm, in.Name, s)
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// carry carries one postmortem through the stages. A panic in a stage is an
// error of this document alone.
func (n *Intake) carry(pm hindsight.Postmortem, name string, s settings) (d Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %q: cannot be processed: %v", name, pm.Title, r)
		}
	}()
	pm = n.complete(pm, name, s)
	verdict := triage.Judge(pm)
	x := n.Classifier.Explain(pm)
	return n.document(pm, s, verdict, x), nil
}

// complete fills in what the user and sources.yaml say, who the text is, and
// what it tells.
func (n *Intake) complete(pm hindsight.Postmortem, name string, s settings) hindsight.Postmortem {
	if pm.Organisation == "" {
		pm.Organisation = organisation(pm, s.Organisation)
	}
	if pm.Source.URL == "" {
		pm.Source.URL = s.url
	}
	if pm.Date.IsZero() {
		pm.Date = s.date
	}
	pm.Title, pm.Organisation = cut(pm.Title, 300), cut(pm.Organisation, 100)
	pm.Source = identify(pm, s)
	pm.Source.Fetched = hindsight.At(n.Now, hindsight.Instant)
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
	return pm
}

// document is the entry of a postmortem as it was judged and classified.
func (n *Intake) document(pm hindsight.Postmortem, s settings, verdict triage.Verdict, x classify.Explanation) Document {
	d := Document{Findings: x.Findings, Verdict: verdict}
	d.Entry = tagging.Tag(hindsight.Entry{Postmortem: pm, Publish: cmp.Or(s.Publish, hindsight.PublishFull)}, d.Findings)
	if d.Verdict.Doubtful() || !d.Verdict.Is {
		tagging.Flag(&d.Entry, hindsight.ReviewMaybeNot)
	}
	if x.NoCause {
		tagging.Flag(&d.Entry, hindsight.ReviewNoCause)
	}
	if !pm.Date.IsZero() && pm.Date.Compare(hindsight.At(n.Now, hindsight.Instant)) > 0 {
		tagging.Flag(&d.Entry, hindsight.ReviewFutureDate)
	}
	return d
}

// organisation is the one that the user or sources.yaml gives, unless the text
// names another and not this one: "At Example, we …". What an address lets guess
// counts less than what a person says; facts.Complete looks there where nobody
// says anything.
func organisation(pm hindsight.Postmortem, given string) string {
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

// identify completes the source: who it is, and how it is known again.
func identify(pm hindsight.Postmortem, says settings) hindsight.Source {
	s := pm.Source
	s.Name = cmp.Or(says.Source, s.Importer)
	if s.Licence == "" || s.Licence == licenceUnknown {
		s.Licence = cmp.Or(says.Licence, licenceUnknown)
	}
	if s.SHA256 == "" {
		sum := sha256.Sum256([]byte(pm.Title + "\n" + pm.Body))
		s.SHA256 = hex.EncodeToString(sum[:])
	}
	s.ID = cmp.Or(s.ID, s.URL, "sha256:"+s.SHA256)
	return s
}

// licenceUnknown stands where nobody stated a licence.
const licenceUnknown = "unknown"
