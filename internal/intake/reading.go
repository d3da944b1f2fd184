package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/fetch"
	"hindsight/internal/page"
	"hindsight/internal/tagging"
)

// A reading is one input on its way into the archive.
type reading struct {
	*run
	job      Job
	settings settings
	result   fetch.Result
	full     *fullTexts
	count    Count
	rejected []Outcome // told when the others are
	last     error     // what was reported by fail last
	unnamed  int       // failures behind those that were reported
}

// source imports what a source or another input gave, and records what became
// of it.
func (r *run) source(ctx context.Context, j Job, got answer) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	d := &reading{run: r, job: j, settings: r.settings(j.source), result: got.Result}
	d.full = newFullTexts(d)
	read, err := d.input(ctx, got.err)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if write := (WriteError{}); errors.As(err, &write) {
		return err
	}
	d.healthy(err)
	return r.remember(j, d.result, read, err)
}

// input imports one input that was read, and says for sources.lock what was
// read of it, or why nothing was.
func (d *reading) input(ctx context.Context, err error) (fetch.Reading, error) {
	if err != nil {
		return fetch.Reading{}, d.failed(ctx, err)
	}
	d.reached = d.reached || d.job.asks
	if d.job.asks && d.result.NotModified {
		read := fetch.Reading{}
		if len(d.result.Input.Data) > 0 { // the very bytes that were read before
			read.Kind = d.job.before.Kind
		}
		return read, nil
	}
	in, err := d.recognise(ctx, d.result.Input, d.settings.kind)
	if err == nil {
		in, err = d.behind(ctx, in)
	}
	if err == nil {
		err = d.changedKind(in)
	}
	if err != nil {
		return fetch.Reading{}, d.failed(ctx, err)
	}
	if err := d.all(ctx, in); err != nil {
		return fetch.Reading{}, err
	}
	failed := d.count.Failed > d.full.said
	switch {
	case d.count.Kept() == 0 && d.count.Rejected == 0 && failed:
		return fetch.Reading{}, d.last
	case d.count.Kept() == 0 && in.plain == "" && (d.job.asks || IsAddress(d.job.name)):
		if address := d.discover(ctx, in.Input); address != "" {
			d.Tell(PageNamesFeed{address})
		}
	}
	return fetch.Reading{Kind: in.plain, Partial: failed, Missing: d.full.without}, nil
}

// failed reports why nothing of an input could be read, unless that is only
// because the run was ended.
func (d *reading) failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	d.fail(d.job.name, err)
	return err
}

// maxNamed is how many failures of one input are named; a feed of a million
// nulls has no more to say than one of twenty.
const maxNamed = 20

func (d *reading) fail(name string, err error) {
	d.last = err
	if d.count.Failed++; d.count.Failed > maxNamed {
		d.unnamed++
		return
	}
	d.run.fail(name, err)
}

// rest says how many failures were not named.
func (d *reading) rest() {
	if d.unnamed > 0 {
		d.run.fail(d.job.name, fmt.Errorf("%s: and %d more that could not be read", d.job.name, d.unnamed))
	}
}

// healthy adds up how the source of the input does.
func (d *reading) healthy(err error) {
	if d.job.source == nil {
		return
	}
	h := d.health(d.job)
	h.Asked = h.Asked || d.job.asks
	h.News = h.News || err == nil && !d.result.NotModified
	h.Count.sum(d.count)
	h.Missing = append(h.Missing, d.full.without...)
	if d.last != nil {
		h.Err = d.last
	}
}

// all imports all documents of one input.
func (d *reading) all(ctx context.Context, in recognised) error {
	first := len(d.report.Documents)
	for doc, err := range d.documents(ctx, in, d.settings, d.full.options()) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := d.one(doc, in.Name, err); err != nil {
			return err
		}
	}
	d.rest()
	for _, o := range d.rejected {
		d.count.add(o.Status)
		d.tell(o)
	}
	d.Tell(Finished{d.job.named, d.report.Documents[first:]})
	return nil
}

// one files one document, or reports why it is not filed. Its error ends the run.
func (d *reading) one(doc Document, name string, err error) error {
	if notice := hindsight.Notice(""); errors.As(err, &notice) {
		d.Tell(Notice{err})
		return nil
	}
	if d.job.among && noText(err) {
		d.rejected = append(d.rejected, Outcome{Status: Rejected, Input: name, Reason: Reason{Kind: NoText}})
		return nil
	}
	if err != nil {
		d.fail(name, err)
		return nil
	}
	reason := d.refuses(doc)
	d.full.judged(doc.Entry.Source.URL, reason.Kind == NoReason)
	if reason.Kind != NoReason {
		o := outcome(Rejected, name, doc.Entry)
		o.Reason = reason
		d.rejected = append(d.rejected, o)
		return nil
	}
	fit, cuts, err := page.Fit(doc.Entry)
	if err != nil {
		d.fail(name, fmt.Errorf("%s: %.100q: %w", name, doc.Entry.Title, err))
		return nil
	}
	if len(cuts) > 0 {
		d.Tell(Notice{fmt.Errorf("%s: %.100q: %s", name, doc.Entry.Title, strings.Join(cuts, "; "))})
	}
	status, e, err := d.put(fit)
	if errors.Is(err, page.ErrInTheWay) {
		d.fail(name, err)
		return nil
	} else if err != nil {
		return WriteError{err}
	}
	o := outcome(status, name, e)
	o.Path = e.Path
	d.count.add(status)
	d.tell(o)
	return nil
}

func outcome(status, input string, e hindsight.Entry) Outcome {
	return Outcome{Status: status, Input: input, Title: e.Title, Date: e.Date, Organisation: e.Organisation, Classes: e.Classes, Review: e.Review}
}

// noText says that an input failed because it is empty, or an image, a program
// and so on. A document of a word processor may hold a report, and stays an
// error: a person has to save it as text.
func noText(err error) bool {
	return errors.Is(err, clean.ErrEmpty) || errors.Is(err, clean.ErrBinary) && !errors.Is(err, clean.ErrDocument)
}

// refuses says why a document is not to be archived, if it is not.
func (d *reading) refuses(doc Document) Reason {
	refusal, refused := d.archive.Refused(doc.Entry.Postmortem)
	switch {
	case refused:
		return Reason{Kind: RefusedBefore, Refusal: refusal}
	case !d.settings.wants(doc.Entry.Title, doc.Entry.Source.URL):
		return Reason{Kind: LeftOut}
	case doc.Verdict.Is || d.settings.everything:
		return Reason{}
	}
	return Reason{Kind: NoPostmortem, Verdict: doc.Verdict}
}

// put archives an entry. One that tells in nearly the same words what another
// one tells is flagged for a person, not dropped.
func (d *reading) put(e hindsight.Entry) (string, hindsight.Entry, error) {
	says := d.settings.Settings
	says.Known = d.isSource
	old, ok := d.archive.Find(e.Postmortem, says)
	if !ok {
		if old, ok = d.editions.of(e); ok {
			e.Source.ID = old.Source.ID
		}
	}
	if ok && d.full.keeps(old, e) {
		return page.Unchanged, old, nil
	}
	if twin := d.twins.Find(e, old.ID()); twin != "" {
		tagging.Flag(&e, hindsight.ReviewDuplicateOf+twin)
	}
	status, now, err := d.archive.Put(e, says, d.DryRun)
	if err == nil {
		d.editions.taken[now.Path] = true
		if status == page.New {
			d.twins.Add(now)
		}
	}
	return status, now, err
}

// changedKind is an error when a source that was a feed the last time now
// answers with a page or a text: a login, a parked domain. Its entry, or the
// user, may say otherwise.
func (d *reading) changedKind(in recognised) error {
	was := d.job.before.Kind
	if was == "" || was == in.plain || d.settings.kind != "" {
		return nil
	}
	return fmt.Errorf("source %s: %s was a %s and answers with something else now: what was imported stays; if the change is meant, give its kind in %s:%d",
		d.job.source.Name, d.result.Input.Name, was, SourcesFile, d.job.source.Line)
}

// behind is the feed that a page names, when a feed is wanted and a page came;
// else in. It is asked for once, and may be private no more than a redirect.
func (d *reading) behind(ctx context.Context, in recognised) (recognised, error) {
	if in.kind != kindFeed || in.plain == kindFeed {
		return in, nil
	}
	address := d.discover(ctx, in.Input)
	if address == "" {
		return in, nil // its importer says that this is no feed
	}
	d.Tell(FeedBehindPage{d.job.name, address})
	ask, private := address, false
	if s := d.job.source; s != nil {
		ask, private = s.Signed(address), s.Private(address)
	}
	got, err := d.Client.Get(ctx, ask, fetch.Validators{}, private)
	if err != nil {
		return in, fmt.Errorf("%s is a page, and the feed that it names cannot be read: %w", in.Name, err)
	}
	if d.job.asks {
		got.Moved = cmp.Or(got.Moved, ask)
		d.result = got
	}
	return d.recognise(ctx, got.Input, d.settings.kind)
}
