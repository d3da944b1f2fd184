package search

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hindsight"
	"hindsight/internal/browsertest"
)

// TestNothingMoves: hits stand where they stand when their excerpts come, be
// these short or long, and where the counts of the filters come; excerpts come
// for what is in view alone.
func TestNothingMoves(t *testing.T) {
	var entries []hindsight.Entry
	for i := range 30 {
		e := hindsight.Entry{Path: fmt.Sprintf("%sacme/%02d.md", hindsight.Folder, i), Publish: hindsight.PublishFull, Classes: []string{"capacity"}}
		e.Title, e.Organisation = fmt.Sprintf("Pool drained %d", i), "Acme"
		e.Summary = strings.Repeat("A summary that runs on. ", i%4)
		e.Body = "The pool drained." + strings.Repeat(" Connections waited incomprehensibly long for one another and nobody answered.", i%5)
		entries = append(entries, e)
	}
	site, b := writeSite(t, entries), browsertest.Start(t)
	for _, width := range []int64{1280, 390} {
		browsertest.Do(t, b, chromedp.EmulateViewport(width, 700))
		b.Open(t, browsertest.FileURL(site)+"/search.html")
		browsertest.Eval[bool](t, b, helpers+`
			var places = () => [...document.querySelectorAll('.hit')].map((h) => Math.round(h.getBoundingClientRect().top)).join();
			var before = '', waited = 0;
			new MutationObserver(() => { if (!before && document.querySelector('.hit')) { before = places(); waited = document.querySelectorAll('.waiting').length; } })
				.observe(document.querySelector('.hits'), { childList: true });
			type('pool drained'); enter(); true`)
		settled(t, b, "facet: Capacity 30")
		got := browsertest.Eval[string](t, b, `new Promise((ok) => setTimeout(ok, 300)).then(() => [before === places(), waited,
			document.querySelectorAll('.hit-excerpt mark').length > 0, document.querySelectorAll('.hit:first-child .waiting').length, document.querySelectorAll('.waiting').length > 0].join())`)
		if got != "true,10,true,0,true" {
			t.Errorf("%d pixels: nothing moves, excerpts waited for, some came, the first waits still, others wait still: %s", width, got)
		}
		browsertest.Eval[bool](t, b, `document.querySelector('.hit:last-child').scrollIntoView(); true`)
		if got := browsertest.Eval[int](t, b, `new Promise((ok) => setTimeout(ok, 400)).then(() => document.querySelectorAll('.hit:last-child .waiting').length)`); got != 0 {
			t.Errorf("%d pixels: the last hit has no excerpt though it is in view", width)
		}
	}
}

// TestSections: an excerpt from the middle of a section says which it is; one
// that has the heading itself does not say it twice. What looks like a heading
// in a text is none.
func TestSections(t *testing.T) {
	filler := strings.Repeat("Nothing of note went on in that hour. ", 12)
	entry := hindsight.Entry{Path: hindsight.Folder + "acme/a.md", Publish: hindsight.PublishFull, Postmortem: hindsight.Postmortem{Title: "Long tale", Organisation: "Acme",
		Body: filler + "An early walrus.\n\n## Root cause\n\nThe zebra bit first. " + filler + "Then a giraffe fell over.\n\nThe steps were:\n\n" + filler + "A last lemming.\n"}}
	b := browsertest.Start(t)
	base := browsertest.FileURL(writeSite(t, append(reports(), entry))) + "/"
	for _, c := range []struct{ query, want string }{{"walrus", ""}, {"cause+zebra", ""}, {"zebra", "Root cause: "}, {"giraffe", "Root cause: "}, {"lemming", "Root cause: "}} {
		b.Open(t, base+"search.html?q="+c.query)
		const shown = `document.querySelector('.hit-excerpt:not(.waiting)') ? document.querySelector('.hit-section')?.textContent ?? '' : 'nothing yet'`
		if got := becomes(t, b, shown, c.want); got != c.want {
			t.Errorf("%s: section %q, want %q", c.query, got, c.want)
		}
	}
	b.Clean(t, base)
}

func TestMarkHeadings(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"", ""},
		{"Text alone.", "Text alone.\n"},
		{"## Root cause\n\nIt broke.\n\n## What **now**?\n\nLater.", "\u2029Root cause:\nIt broke.\n\u2029What now?\nLater.\n"},
		{"A\u2029B", "A B\n"},
	} {
		e := hindsight.Entry{Publish: hindsight.PublishFull, Postmortem: hindsight.Postmortem{Body: c.body}}
		if got := textOf(e)[inBody]; got != c.want {
			t.Errorf("%q: %q, want %q", c.body, got, c.want)
		}
	}
}
