package main

import (
	"context"
	"fmt"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/content"
	"hindsight/internal/intake"
)

// maxContent is what is read of a content file to find a line of it, in bytes.
const maxContent = 8 << 20

// checkLinks names the originals that are not there any more. It is the one check
// that asks servers, and so only done when somebody asks for it.
func (a *app) checkLinks(ctx context.Context) error {
	var entries []hindsight.Entry
	if err := a.entries(func(e hindsight.Entry) error { entries = append(entries, e); return nil }); err != nil {
		return err
	}
	in := intake.New(intake.Options{Archive: a.archive, Outside: a.outside, Client: a.client(), Now: a.now})
	links := in.Links(ctx, entries)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	dead, unknown := 0, []intake.Link{}
	for _, l := range links {
		switch {
		case l.Dead:
			dead++
			fmt.Fprintln(a.out, a.deadLink(l))
		case l.Err != nil:
			unknown = append(unknown, l)
		}
	}
	if len(links) > 0 && len(unknown) == len(links) {
		a.leftOut("no server answered: nothing is known of %s", count(len(links), "original"))
		return nil
	}
	for _, l := range unknown[:min(len(unknown), maxUnknown)] {
		a.progress("note: %s: nobody knows whether its original is there: %v", l.Entry.Path, l.Err)
	}
	if dead > 0 {
		a.left = append(a.left, "dead links")
	}
	a.progress("asked for %s: %d dead, %d unknown", count(len(links), "original"), dead, len(unknown))
	return nil
}

// maxUnknown is how many originals are named of which nobody knows.
const maxUnknown = 20

// deadLink is a line on an original that is not there any more.
func (a *app) deadLink(l intake.Link) string {
	where := "no copy of it is known: look for one in a web archive, and write it into source.archive_url"
	if l.Entry.Source.ArchiveURL != "" {
		where = "its copy: " + l.Entry.Source.ArchiveURL
	}
	line := 1
	if data, err := archive.Read(a.archive, l.Entry.Path, maxContent); err == nil {
		line = content.LineOf(data, "source.url")
	}
	return oneLine(fmt.Sprintf("%s:%d: %v; %s", l.Entry.Path, line, l.Err, where))
}
