package main

import (
	"cmp"
	"context"
	"fmt"

	"hindsight"
	"hindsight/importers/feed"
	"hindsight/importers/statuspage"
	"hindsight/internal/fetch"
	"hindsight/internal/page"
)

// job imports one input that was read, and records what became of it.
func (r *importRun) job(ctx context.Context, p *pipeline, j job, got reading) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	fail := func(err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.fail(j.name, err)
		return r.remember(j, fetch.Reading{}, err)
	}
	if got.err != nil {
		return fail(got.err)
	}
	r.reached = r.reached || j.fetched != nil
	if j.fetched != nil && j.fetched.NotModified {
		read := fetch.Reading{}
		if len(j.fetched.Input.Data) > 0 { // the very bytes that were read before
			read.Kind = j.known.Kind
		}
		return r.remember(j, read, nil)
	}
	p = p.forSource(j.source)
	in, err := r.behind(ctx, p, j, got.in)
	if err != nil {
		return fail(err)
	}
	kind := p.plainKind(in)
	if err := turned(p, j, kind); err != nil {
		return fail(err)
	}
	r.full = newFullTexts(r, j)
	if j.source != nil && j.source.FetchFull {
		p.fetch, p.missed = r.full.get, r.full.missed
	}
	before := r.tally()
	if err := r.input(ctx, p, in, j); err != nil {
		return err
	}
	now := r.tally()
	failed := now.failed > before.failed+r.full.said
	switch {
	case now.kept == before.kept && now.rejected == before.rejected && failed:
		return r.remember(j, fetch.Reading{}, r.last)
	case now.kept == before.kept && kind == "" && (j.fetched != nil || webAddress(j.name)):
		if address := feed.Discover(in); address != "" {
			r.hint("the page names a feed: %s; give that address, or kind: feed for this one", address)
		}
	}
	return r.remember(j, fetch.Reading{Kind: kind, Partial: failed, Missing: r.full.without}, nil)
}

// A tally counts documents: those that were archived or found there, those
// turned away, and what could not be read.
type tally struct{ kept, rejected, failed int }

func (r *importRun) tally() tally {
	return tally{r.counts[page.New] + r.counts[page.Updated] + r.counts[page.Unchanged], r.counts[statusRejected], r.counts[statusError]}
}

// plainKind is what an input is to be read as, where its content leaves no
// doubt about that; "" for pages and texts, which anything may look like.
func (p *pipeline) plainKind(in hindsight.Input) string {
	kind, _ := kindNamed(cmp.Or(p.as, p.kind))
	switch {
	case (kind == "" || kind == kindFeed) && feed.Recognise(in):
		return kindFeed
	case (kind == "" || kind == kindJSON) && statuspage.Recognise(in):
		return kindJSON
	}
	return ""
}

// turned is an error when a source that was a feed the last time now answers
// with a page or a text: a login, a parked domain. Its entry may say otherwise.
func turned(p *pipeline, j job, kind string) error {
	if j.known == nil || j.known.Kind == "" || j.known.Kind == kind || p.as != "" || p.kind != "" {
		return nil
	}
	return fmt.Errorf("source %s: %s was a %s and answers with something else now: what was imported stays; if the change is meant, give its kind in %s:%d",
		j.source.Name, j.fetched.Input.Name, j.known.Kind, sourcesFile, j.source.Line)
}

// behind is the feed that a page names, when a feed is wanted and a page came;
// else in. It is asked for once, and may be private no more than a redirect.
func (r *importRun) behind(ctx context.Context, p *pipeline, j job, in hindsight.Input) (hindsight.Input, error) {
	if kind, _ := kindNamed(cmp.Or(p.as, p.kind)); kind != kindFeed || feed.Recognise(in) {
		return in, nil
	}
	address := feed.Discover(in)
	if address == "" {
		return in, nil // its importer says that this is no feed
	}
	r.progress("note      %s is a page; the feed that it names is read: %s", j.name, address)
	ask, private := address, false
	if j.source != nil {
		ask, private = j.source.Signed(address), j.source.Private(address)
	}
	got, err := r.http().Get(ctx, ask, fetch.Validators{}, private)
	if err != nil {
		return in, fmt.Errorf("%s is a page, and the feed that it names cannot be read: %w", in.Name, err)
	}
	if j.fetched != nil {
		got.Moved = cmp.Or(got.Moved, ask)
		*j.fetched = got
	}
	return got.Input, nil
}
