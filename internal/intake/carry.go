package intake

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/importers/feed"
	"hindsight/internal/classify"
	"hindsight/internal/document"
	"hindsight/internal/facts"
	"hindsight/internal/language"
	"hindsight/internal/prose"
	"hindsight/internal/secret"
	"hindsight/internal/tagging"
	"hindsight/internal/triage"
	"hindsight/internal/watch"
	"hindsight/internal/weburl"
)

// A Document is what the stages make of one postmortem.
type Document struct {
	Entry    hindsight.Entry
	Findings []hindsight.Finding
	Verdict  triage.Verdict
	Sections []prose.Section // of its body
}

// Bounds on one input. A text of 4 MB takes two to five seconds in all its stages.
const (
	patience     = 30 * time.Second // for recognising it, for the next document in it, and for the stages of one
	maxDocuments = 5000             // a year of a big provider's incidents has some hundreds
)

var errTooMany = fmt.Errorf("more than the %d documents that are read of one file: those behind them are left out; cut it into several", maxDocuments)

// documents yields what an input holds, in its order, an error for each item that
// cannot be read. No text ends the run or holds it up: what panics or takes too long
// is an error of its document, or of its input when that is what the importer does.
// While spare takes a token a document is carried beside the others; nil: one after
// the other.
func (n *Intake) documents(ctx context.Context, in recognised, s settings, opt feed.Options, spare chan struct{}) iter.Seq2[Document, error] {
	type carried struct {
		doc Document
		err error
	}
	return func(yield func(Document, error) bool) {
		w := watch.New(n.patience)
		im, err := n.importer(in, watched(w, opt))
		if err != nil {
			yield(Document{}, err)
			return
		}
		var ahead []chan carried
		told := func(most int) bool { // until no more than that are on their way
			for len(ahead) > most {
				c := <-ahead[0]
				if ahead = ahead[1:]; !yield(c.doc, c.err) {
					return false
				}
			}
			return true
		}
		most := min(maxAhead, maxAhead*cap(spare))
		done := 0
		for pm, err := range watch.Each(ctx, w, im.Import) {
			c := make(chan carried, 1)
			ahead = append(ahead, c)
			carry := func() {
				d, err := n.carry(ctx, pm, in.Name, s)
				c <- carried{d, err}
			}
			switch {
			case done == maxDocuments:
				c <- carried{err: fmt.Errorf("%s: %w", in.Name, errTooMany)}
				told(0)
				return
			case unnamed(err):
				c <- carried{err: fmt.Errorf("%s: %w", in.Name, err)}
			case err != nil:
				c <- carried{err: err}
			default:
				done++
				select {
				case spare <- struct{}{}:
					go func() {
						carry()
						<-spare
					}()
				default:
					carry()
				}
			}
			if !told(most) {
				return
			}
		}
		told(0)
	}
}

// maxAhead is how many documents wait at most for one before them that takes longer.
const maxAhead = 16

// unnamed says that an error comes from the watch, which knows no input.
func unnamed(err error) bool {
	switch err.(type) {
	case watch.TooLongError, watch.PanicError:
		return true
	}
	return false
}

// watched are options whose calls are none of the importer's time.
func watched(w *watch.Watch, opt feed.Options) feed.Options {
	if get := opt.Fetch; get != nil {
		opt.Fetch = func(ctx context.Context, url string) (in hindsight.Input, err error) {
			err = feed.ErrSkip // when the watch is over
			w.Outside(func() { in, err = get(ctx, url) })
			return in, err
		}
	}
	if missed := opt.Missed; missed != nil {
		opt.Missed = func(url string, err error) { w.Outside(func() { missed(url, err) }) }
	}
	return opt
}

// recognise says what an input is to be read as. A document that another program can
// read is made a text first.
func (n *Intake) recognise(ctx context.Context, in hindsight.Input, wanted string) (recognised, error) {
	in, err := document.Text(ctx, n.Tools, in)
	if err != nil {
		return recognised{}, err
	}
	out, err := watch.Do(ctx, n.patience, func(context.Context) (recognised, error) { return recognise(in, wanted), nil })
	if err != nil {
		err = fmt.Errorf("%s: %w", in.Name, err)
	}
	return out, err
}

// discover is the address of the feed that a page names, "" when it names none.
func (n *Intake) discover(ctx context.Context, in hindsight.Input) string {
	address, _ := watch.Do(ctx, n.patience, func(context.Context) (string, error) { return feed.Discover(in), nil })
	return address
}

// carry carries one postmortem through the stages.
func (n *Intake) carry(ctx context.Context, pm hindsight.Postmortem, name string, s settings) (Document, error) {
	d, err := watch.Do(ctx, n.patience, func(ctx context.Context) (Document, error) {
		text := prose.Parse(cut(pm.Title, maxTitle), pm.Body) // once, for all stages
		pm, err := n.complete(ctx, pm, text, name, s)
		if err != nil {
			return Document{}, err
		}
		verdict, err := triage.Judge(ctx, pm, text)
		if err != nil {
			return Document{}, err
		}
		var x classify.Explanation
		if pm.Lang = language.Of(pm.Body); pm.Lang == "" { // the cues and the model are English
			x, err = n.Classifier.ExplainDocument(ctx, pm, text)
		}
		d := n.document(pm, s, verdict, x)
		d.Sections = text.Sections
		return d, err
	})
	if err != nil && ctx.Err() == nil {
		err = fmt.Errorf("%s: %q: %w", name, pm.Title, err)
	}
	return d, err
}

// maxTitle is how many characters of a title are kept.
const maxTitle = 300

// complete fills in what the user and sources.yaml say, who the text is, and
// what it tells.
func (n *Intake) complete(ctx context.Context, pm hindsight.Postmortem, text *prose.Document, name string, s settings) (hindsight.Postmortem, error) {
	if pm.Source.URL == "" {
		pm.Source.URL = s.url
	}
	if pm.Organisation == "" {
		pm.Organisation = cmp.Or(n.Names.Of(pm.Source.URL), organisation(pm, text, s))
	}
	if pm.Date.IsZero() {
		pm.Date = s.date
	}
	pm.Title, pm.Organisation = cut(pm.Title, maxTitle), cut(pm.Organisation, 100)
	pm.Source = identify(pm, s)
	pm.Source.Fetched = hindsight.At(n.Now, hindsight.Instant)
	pm, err := facts.Complete(ctx, pm, text)
	if err != nil {
		return pm, err
	}
	if folder := filepath.Base(filepath.Dir(name)); pm.Organisation == "" {
		if pm.Organisation = cmp.Or(n.Names.In(text), facts.FromFolder(folder, text)); pm.Organisation != "" {
			pm.Review = slices.DeleteFunc(pm.Review, func(r string) bool { return r == hindsight.ReviewNoOrganisation })
		}
	}
	if pm.Title == "" {
		if pm.Title = hindsight.MadeTitle(pm.Organisation, pm.Date); pm.Title != "" {
			pm.Review = slices.DeleteFunc(pm.Review, func(r string) bool { return r == hindsight.ReviewNoTitle })
		}
	}
	return pm, nil
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
	look(&d.Entry)
	if !pm.Date.IsZero() && pm.Date.Compare(hindsight.At(n.Now, hindsight.Instant)) > 0 {
		tagging.Flag(&d.Entry, hindsight.ReviewFutureDate)
	}
	return d
}

// look flags what should not be published by accident. A secret in the title goes
// at once, for it would be in the name of the file.
func look(e *hindsight.Entry) {
	if len(secret.Find(e.Title)) > 0 {
		title := hindsight.Entry{Postmortem: hindsight.Postmortem{Title: e.Title}}
		title, _ = secret.Redact(title, secret.All)
		e.Title = title.Title
		tagging.Flag(e, hindsight.ReviewSecret)
	}
	if secret.HasSecret(*e) {
		tagging.Flag(e, hindsight.ReviewSecret)
	}
	if len(secret.Personal(e.Title+"\n"+e.Body)) > 0 {
		tagging.Flag(e, hindsight.ReviewPersonal)
	}
}

// organisation is the one that the user or sources.yaml gives, unless the text
// names another and not this one. What sources.yaml says of a whole source gives
// way only to a text that says who speaks ("At Example, we …"); what is said of
// anything that one run imports, to each name that the text gives itself. What an
// address lets guess counts less than either; facts.Complete looks there where
// nobody says anything.
func organisation(pm hindsight.Postmortem, text *prose.Document, s settings) string {
	given := s.Organisation
	switch {
	case given == "" || strings.Contains(strings.ToLower(pm.Title+"\n"+pm.Body), strings.ToLower(given)):
		return given
	case s.Source != "":
		return cmp.Or(facts.Speaker(text), given)
	}
	return cmp.Or(facts.Named(pm, text), given)
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
	s.URL, s.ArchiveURL = weburl.Open(s.URL), weburl.Open(s.ArchiveURL)
	s.Name = cmp.Or(says.Source, string(s.Importer))
	if !s.Licensed() {
		s.Licence = cmp.Or(says.Licence, hindsight.LicenceUnknown)
	}
	if s.SHA256 == "" {
		s.SHA256 = hindsight.TextHash(hindsight.HashLines, pm.Title, pm.Body)
	}
	s.ID = cmp.Or(s.ID, s.URL, hindsight.HashID+s.SHA256)
	return s
}
