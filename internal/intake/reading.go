package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/content"
	"hindsight/internal/fetch"
	"hindsight/internal/secret"
	"hindsight/internal/tagging"
)

// A reading is one input on its way into the archive.
type reading struct {
	*run
	job      Job
	settings settings
	got      *gathered
	said     int              // pages without a text that were reported
	dead     map[string]error // pages that are gone, until it is known whether their item is a postmortem at all
	count    Count
	rejected []Outcome // told when the others are
	last     error     // what was reported by fail last
}

// source imports what a source or another input gave, and records what became
// of it.
func (r *run) source(ctx context.Context, j Job, got *gathered) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	d := &reading{run: r, job: j, settings: r.settings(j.source), got: got, dead: map[string]error{}}
	for _, e := range got.events {
		d.Tell(e)
	}
	if errors.Is(got.err, fetch.ErrBudget) {
		d.leave(0, got.err)
		d.healthy(nil)
		return nil
	}
	read, err := d.input(ctx)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if write := (WriteError{}); errors.As(err, &write) {
		return err
	}
	d.healthy(err)
	if j.asks { // its documents are on disk before sources.lock says so
		if err := r.settle(ctx, 0); err != nil {
			return err
		}
	}
	return r.remember(j, got.result, read, err)
}

// input imports one input that was read, and says for sources.lock what was
// read of it, or why nothing was.
func (d *reading) input(ctx context.Context) (fetch.Reading, error) {
	in := d.got.in
	if asked := d.job.asks || IsAddress(d.job.name); asked && (d.got.err == nil || len(d.got.result.Input.Data) > 0 || isStatus(d.got.err)) {
		d.answered()
	}
	if d.got.err != nil {
		return fetch.Reading{}, d.failed(ctx, d.got.err)
	}
	if d.job.kept && d.got.result.NotModified {
		read := fetch.Reading{}
		if len(d.got.result.Input.Data) > 0 { // the very bytes that were read before
			read.Kind = d.job.before.Kind
		}
		return read, nil
	}
	if err := d.all(ctx); err != nil {
		return fetch.Reading{}, err
	}
	if p := d.got.pages; p.left > 0 {
		d.leave(p.left, p.over)
	}
	failed := d.count.Failed > d.said
	switch {
	case d.count.Kept() == 0 && d.count.Rejected == 0 && failed:
		return fetch.Reading{}, d.last
	case d.job.repository:
		// what is broken in a commit stays so: it is read once, and named once
		return fetch.Reading{}, nil
	case d.count.Kept() == 0 && in.plain == "" && (d.job.asks || IsAddress(d.job.name)):
		if address := d.discover(ctx, in.Input); address != "" {
			d.Tell(PageNamesFeed{redacted(address)})
		}
	}
	return fetch.Reading{Kind: in.plain, Partial: failed || d.got.pages.left > 0, Missing: d.got.pages.without}, nil
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

func (d *reading) fail(name string, err error) {
	d.last = err
	d.count.Failed++
	d.run.fail(name, err)
}

// healthy adds up how the source of the input does.
func (d *reading) healthy(err error) {
	if d.job.source == nil {
		return
	}
	h := d.health(d.job)
	h.Asked = h.Asked || d.job.asks
	h.News = h.News || err == nil && d.got.err == nil && !d.got.result.NotModified
	h.Count.sum(d.count)
	h.Missing = append(h.Missing, d.got.pages.without...)
	if d.last != nil {
		h.Err = d.last
	}
}

// all imports all documents of one input.
func (d *reading) all(ctx context.Context) error {
	var first int
	d.after(func() { first = len(d.report.Documents) })
	for _, f := range d.got.finds {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if f.page != "" {
			d.pageMissed(f)
		} else if err := d.one(ctx, f); err != nil {
			return err
		}
	}
	if n := d.got.unnamed; n > 0 {
		d.count.Failed += n
		d.run.fail(d.job.name, fmt.Errorf("%s: and %d more that could not be read", d.job.name, n))
	}
	for _, o := range d.rejected {
		d.count.add(o.Status)
		d.tell(o)
	}
	d.after(func() { d.say(Finished{d.job.named, d.report.Documents[first:]}) })
	return nil
}

// one files one document, or reports why it is not filed. Its error ends the run.
func (d *reading) one(ctx context.Context, f find) error {
	doc, name, err := f.doc, f.name, f.err
	if notice := hindsight.Notice(""); errors.As(err, &notice) {
		d.Tell(Notice{err})
		return nil
	}
	if d.job.among && noText(err) || d.job.repository && errors.Is(err, errData) {
		d.rejected = append(d.rejected, Outcome{Status: Rejected, Input: name, Reason: Reason{Kind: NoText}})
		return nil
	}
	if err != nil {
		d.fail(name, err)
		return nil
	}
	reason := d.refuses(doc, name)
	d.judged(doc.Entry.Source.URL, reason.Kind == NoReason)
	if reason.Kind != NoReason {
		o := outcome(Rejected, name, doc.Entry)
		o.Reason = reason
		d.rejected = append(d.rejected, o)
		return nil
	}
	fit, cuts, err := content.Fit(doc.Entry)
	if err != nil {
		d.fail(name, fmt.Errorf("%s: %.100q: %w", name, doc.Entry.Title, err))
		return nil
	}
	if len(cuts) > 0 {
		d.Tell(Notice{fmt.Errorf("%s: %.100q: %s", name, doc.Entry.Title, strings.Join(cuts, "; "))})
	}
	if fit.Publish == hindsight.PublishFull {
		var notices []error
		fit.Pictures, notices = cmp.Or(f.beside, d.job.beside).pictures(fit.Body)
		for _, n := range notices {
			d.Tell(Notice{fmt.Errorf("%s: %.100q: %w", name, fit.Title, n)})
		}
	}
	status, e, finish, err := d.put(ctx, fit)
	if errors.Is(err, content.ErrInTheWay) {
		d.fail(name, err)
		return nil
	} else if err != nil {
		return WriteError{err}
	}
	o := outcome(status, name, e)
	o.Path = e.Path
	if status != content.Unchanged {
		o.Sensitive = Sensitive(e)
	}
	d.count.add(status)
	d.due = append(d.due, due{finish, func() { d.record(o) }})
	return d.settle(ctx, inFlight)
}

// pageMissed reports a page that gave no text. One that is gone waits until its
// item is judged.
func (d *reading) pageMissed(f find) {
	if isGone(f.err) {
		d.dead[f.page] = f.err
		return
	}
	d.said++
	d.fail(d.job.name, f.err)
}

// judged hears that the item of a page was archived or turned away. A dead
// link is a failure in the first case alone: nobody misses the rest of a job
// advert. Anything else that kept a page away has been reported already, for
// a summary alone may have been turned away wrongly.
func (d *reading) judged(url string, archived bool) {
	if err := d.dead[url]; err != nil && archived {
		d.said++
		d.fail(d.job.name, err)
	}
	delete(d.dead, url)
}

// leave reports what there was no time for: pages of the input, or all of it.
func (d *reading) leave(pages int, err error) {
	l := Left{d.job.name, pages, err}
	d.after(func() {
		d.report.Left = append(d.report.Left, l)
		d.say(l)
	})
}

// Sensitive is what of an entry should not be published by accident, with the
// lines of its content file: secrets, then personal data, as far as they are
// flagged.
func Sensitive(e hindsight.Entry) []secret.Finding {
	var all []secret.Finding
	if slices.Contains(e.Review, hindsight.ReviewSecret) {
		all = append(all, secret.Find(e.Body)...)
	}
	if slices.Contains(e.Review, hindsight.ReviewPersonal) {
		all = append(all, secret.Personal(e.Body)...)
	}
	if len(all) == 0 {
		return nil
	}
	below := content.BodyLine(e) - 1 // writes the head: a twentieth of the time of an import, if done for each
	for i := range all {
		all[i].Line += below
	}
	return all
}

func outcome(status, input string, e hindsight.Entry) Outcome {
	return Outcome{Status: status, Input: input, Title: e.Title, Date: e.Date, When: e.When(), Organisation: e.Organisation,
		Classes: e.Classes, Review: e.Review}
}

// noText says that an input failed because it is empty, or an image, a program
// and so on. A document of a word processor may hold a report, and stays an
// error: a person has to save it as text.
func noText(err error) bool {
	return errors.Is(err, clean.ErrEmpty) || errors.Is(err, clean.ErrBinary) && !errors.Is(err, clean.ErrDocument)
}

// refuses says why a document is not to be archived, if it is not.
func (d *reading) refuses(doc *Document, name string) Reason {
	address := doc.Entry.Source.URL
	if d.job.repository {
		address = cmp.Or(address, name)
	}
	refusal, refused := d.archive.Refused(doc.Entry.Postmortem)
	switch {
	case refused:
		return Reason{Kind: RefusedBefore, Refusal: refusal}
	case !d.settings.wants(doc.Entry.Title, address):
		return Reason{Kind: LeftOut}
	case doc.Verdict.Is || d.settings.everything:
		return Reason{}
	}
	return Reason{Kind: NoPostmortem, Verdict: doc.Verdict}
}

// put archives an entry. One that tells in nearly the same words what another
// one tells is flagged for a person, not dropped.
func (d *reading) put(ctx context.Context, e hindsight.Entry) (status string, now hindsight.Entry, finish func() error, err error) {
	says := d.settings.Settings
	says.Known = d.isSource
	old, ok := d.archive.Find(e.Postmortem, says)
	if !ok {
		if old, ok = d.editions.of(e); ok {
			e.Source.ID = old.Source.ID
		}
	}
	if kinds := secret.Kinds(old); len(kinds) > 0 { // what a person had written over stays so in each version
		e, _ = secret.Redact(e, func(kind string) bool { return kinds[kind] })
	}
	if ok && d.got.pages.keeps(old, e) {
		return content.Unchanged, old, nil, nil
	}
	if news := !ok || old.Source.SHA256 != e.Source.SHA256 && !old.IsCurated("classes"); news && d.Second != nil {
		e = tagging.Second(e, d.Second(ctx, e))
	}
	if twin := d.twins.Find(e, old.ID()); twin != "" {
		tagging.Flag(&e, hindsight.ReviewDuplicateOf+twin)
	}
	status, now, finish, err = d.archive.Begin(e, says, d.DryRun)
	if err == nil {
		d.editions.taken[now.Path] = true
		if status == content.New {
			d.twins.Add(now)
		}
	}
	return status, now, finish, err
}
