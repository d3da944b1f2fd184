package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/duplicate"
	"hindsight/internal/fetch"
	"hindsight/internal/page"
	"hindsight/internal/tagging"
)

// importRun imports inputs into an archive and keeps the count.
type importRun struct {
	*app
	archive  *page.Archive
	twins    *duplicate.Index
	editions *editions
	dry      bool
	json     *json.Encoder // nil: say it in words
	counts   map[string]int
	turned   []outcome          // what was turned away
	reached  bool               // a server has answered in this run
	waiting  []func(fetch.Lock) // failures to record once one has
	full     *fullTexts         // the pages behind the summaries of the feed at hand
	last     error              // what was reported by fail last
}

// input imports all documents of one input. If the user named this very input,
// turning it away is a problem; if it lies in a folder among others, it is none.
func (r *importRun) input(ctx context.Context, p *pipeline, in hindsight.Input, j job) error {
	accepted, turned, missing := 0, []outcome(nil), ""
	for d, err := range p.documents(ctx, in) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if notice := hindsight.Notice(""); errors.As(err, &notice) {
			r.progress("note      %v", err)
			continue
		}
		if j.among && noText(err) {
			turned = append(turned, outcome{Status: statusRejected, Source: in.Name, Reason: noTextIn})
			continue
		}
		if err != nil {
			r.fail(in.Name, err)
			continue
		}
		o := outcome{Title: d.entry.Title, Source: in.Name}
		o.Reason = r.refuses(p, d)
		r.full.judged(d.entry.Source.URL, o.Reason == "")
		if o.Reason != "" {
			o.Status = statusRejected
			turned = append(turned, o)
			continue
		}
		accepted++
		var e hindsight.Entry
		if o.Status, e, err = r.put(d.entry, p.says()); errors.Is(err, page.ErrInTheWay) {
			r.fail(in.Name, err)
			continue
		} else if err != nil {
			return hinted{err, "is the disk full, or the folder read-only? What was imported before is safe; run it again"}
		}
		o.Path, o.Title = e.Path, e.Title
		r.say(o)
		if o.Status == page.New {
			missing = lacking(e)
		}
	}
	if j.alone && accepted == 1 && missing != "" && r.json == nil {
		r.progress("note      %s", missing)
	}
	r.turnAway(turned, j.alone && accepted == 0)
	return nil
}

// noTextIn is the reason of files that could not hold a report.
const noTextIn = "no text in it"

// noText says that an input failed because it is empty, or an image, a program
// and so on. A document of a word processor may hold a report, and stays an
// error: a person has to save it as text.
func noText(err error) bool {
	return errors.Is(err, clean.ErrEmpty) || errors.Is(err, clean.ErrBinary) && !errors.Is(err, clean.ErrDocument)
}

// refuses says why a document is not to be archived; "" when it is.
func (r *importRun) refuses(p *pipeline, d document) string {
	if no, ok := r.archive.Refused(d.entry.Postmortem); ok {
		return fmt.Sprintf("%s: %s", refusedBefore, no.Reason)
	}
	return p.refuses(d)
}

// put archives an entry. One that tells in nearly the same words what another
// one tells is flagged for a person, not dropped.
func (r *importRun) put(e hindsight.Entry, says page.Settings) (string, hindsight.Entry, error) {
	old, ok := r.archive.Find(e.Postmortem)
	if !ok {
		if old, ok = r.editions.of(e); ok {
			e.Source.ID = old.Source.ID
		}
	}
	if ok && r.full.keeps(old, e) {
		return page.Unchanged, old, nil
	}
	if twin := r.twins.Find(e, old.ID()); twin != "" {
		tagging.Flag(&e, hindsight.ReviewDuplicateOf+twin)
	}
	status, now, err := r.archive.Put(e, says, r.dry)
	if err == nil {
		r.editions.taken[now.Path] = true
		if status == page.New {
			r.twins.Add(now)
		}
	}
	return status, now, err
}

// known is a function that says whether a name is that of a source, or of a
// feed of a source that is a list of them. Where sources.yaml cannot be read
// whole, every name may be one.
func (a *app) known() func(name string) bool {
	sources, err := a.sources()
	return func(name string) bool {
		return err != nil || slices.ContainsFunc(sources, func(s fetch.Source) bool {
			return s.Name == name || strings.HasPrefix(name, s.Name+"-") && a.isList(s)
		})
	}
}

// follow brings what sources.yaml says of the sources of jobs to the texts that
// they brought long ago, before any server is asked: who keeps a text back
// need not wait for its server.
func (r *importRun) follow(jobs []job) error {
	done := map[string]bool{}
	for _, j := range jobs {
		if j.source == nil || done[j.source.Name] {
			continue
		}
		done[j.source.Name] = true
		s := j.source
		changed, err := r.archive.Follow(page.Settings{Source: s.Name, Organisation: s.Organisation, Publish: s.Publish, Licence: s.Licence}, r.dry)
		for _, e := range changed {
			r.say(outcome{Status: page.Updated, Path: e.Path, Title: e.Title, Source: s.Name, Reason: "as " + sourcesFile + " says of its source"})
		}
		if err != nil {
			return hinted{err, "is the disk full, or the folder read-only? What was done before is safe; run it again"}
		}
	}
	return nil
}
