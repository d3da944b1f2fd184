package site

import (
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/browsertest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// nasty is a page with all that once broke one: words that do not break, a long
// author, headings that shout, several tables, marks on emphasis.
func nasty() hindsight.Entry {
	const body = "## ROOT CAUSE AND REMEDIATION\n\nThe **lock** was never released.\n\n> The queue had no limit of its own.\n\n" +
		"| a | b |\n|---|---|\n| 1 | 2 |\n\n| c |\n|---|\n| 3 |\n\n## Second part\n\nText.\n\n## Third part\n\nText.\n\n## Fourth part\n\nText.\n"
	e := entry("nasty/2026-03-30-queue-a1b2c3", "Post-mortem: The queue of 2026-01-02 stood still", "Nasty", "2026-03-30", body, "locking", "capacity")
	e.Evidence = []hindsight.Evidence{{Class: "locking", Quote: "The **lock** was never released."}, {Class: "capacity", Quote: "The queue had no limit of its own."}}
	e.Source.Author = "([@esk](https://example.org/" + strings.Repeat("a-very-long-path/", 6) + "))"
	e.Incident = hindsight.Incident{Started: at("2026-03-30T08:00:00Z"), Resolved: at("2026-03-30T11:00:00Z")}
	long := "see https://example.org/" + strings.Repeat("averylongpathwithoutanyend", 8)
	for _, t := range []string{"08:00", "08:20", "09:00", "11:00"} {
		e.Timeline = append(e.Timeline, hindsight.Event{At: at("2026-03-30T" + t + ":00Z"), Text: long, Kind: hindsight.KindEvent})
	}
	return e
}

// Defects that readers have met, by a script that says what is wrong on a page.
var defects = []struct {
	name, page, media string
	width             int64
	script            string
}{
	{"a page scrolls sideways", "nasty", "", 390, `document.documentElement.scrollWidth - innerWidth`},
	{"a count breaks over two lines", "search.html", "", 1280, `[...document.querySelectorAll('.facets .count')].filter(c => c.getClientRects().length > 1).length`},
	{"a fact leaves its box", "nasty", "", 1280, `[...document.querySelectorAll('.facts dd')].filter(d => d.getBoundingClientRect().right > d.closest('.facts').getBoundingClientRect().right).length`},
	{"a mark paints over its neighbour", "nasty", "", 1280, `[...document.querySelectorAll('.prose mark')].map(m => getComputedStyle(m)).filter(s => parseFloat(s.marginLeft) || parseFloat(s.paddingLeft) || parseFloat(s.marginRight) || parseFloat(s.paddingRight)).length`},
	{"a mark in a quote is pale", "nasty", "", 1280, `[...document.querySelectorAll('blockquote mark')].filter(m => getComputedStyle(m).color !== getComputedStyle(document.body).color).length`},
	{"two tables have one name", "nasty", "", 1280, `(() => { const l = [...document.querySelectorAll('[role=region]')].map(t => t.getAttribute('aria-label')); return l.length < 2 || l.length - new Set(l).size; })()`},
	{"nothing marks the current page", "about.html", "", 390, `(() => { const s = getComputedStyle(document.querySelector('header.site [aria-current]')); return parseFloat(s.borderBottomWidth) >= 2 && s.borderBottomColor !== 'rgba(0, 0, 0, 0)' ? '' : 'no line'; })()`},
	{"a date breaks", "nasty", "", 390, `(() => { const d = document.querySelector('h1 .nb'); return d && d.getClientRects().length === 1 ? '' : 'broken'; })()`},
	{"the column scrolls by itself", "nasty", "", 1280, `[...document.querySelectorAll('aside, aside *')].filter(n => ['auto', 'scroll'].includes(getComputedStyle(n).overflowY) && n.scrollHeight > n.clientHeight).length`},
	{"headings shout", "nasty", "", 1280, `document.querySelector('nav.contents a').textContent === 'Root cause and remediation' ? '' : 'loud'`},
	{"words for the report stand in the title", "nasty", "", 1280, `document.querySelector('h1').textContent === 'The queue of 2026-01-02 stood still' && document.querySelector('h1').title.startsWith('Post-mortem: ') ? '' : document.querySelector('h1').outerHTML`},
	{"a sheet of paper keeps the column", "nasty", "print", 1280, `document.querySelector('.prose').offsetWidth < document.querySelector('main').clientWidth * .9`},
	{"a sheet of paper has no address", "nasty", "print", 1280, `getComputedStyle(document.querySelector('.printed')).display === 'none'`},
	{"a search box on paper", "nasty", "print", 1280, `[...document.querySelectorAll(".search-box, .magnifier")].filter(n => getComputedStyle(n).display !== "none").length`},
	{"marks on paper are grey", "nasty", "print", 1280, `getComputedStyle(document.querySelector('.prose mark')).textDecorationLine === 'underline' ? '' : 'grey'`},
	{"the label of a mark leads nowhere", "nasty", "", 1280, `[...document.querySelectorAll('.prose .earned')].length === 2 && [...document.querySelectorAll('.prose .earned')].every(a => document.querySelector(a.hash)) ? '' : 'nowhere'`},
	{"the contents do not say where one is", "nasty", "", 1280, `(async () => { document.querySelector('main .prose').append(Object.assign(document.createElement('p'), {textContent: 'x\n', style: 'height: 3000px; display: block'}));
		document.getElementById('s-third-part').scrollIntoView({behavior: 'instant'}); await new Promise(d => setTimeout(d, 300)); const a = [...document.querySelectorAll('nav.contents [aria-current]')];
		return a.length === 1 && a[0].textContent === 'Third part' ? '' : a.map(n => n.textContent).join() || 'nothing'; })()`},
}

// TestDefects holds what readers once met, each in Chromium.
func TestDefects(t *testing.T) {
	dir, _ := build(t, Options{}, append(generated(450, 300), nasty()))
	b := browsertest.Start(t)
	for _, d := range defects {
		browsertest.Do(t, b, chromedp.EmulateViewport(d.width, 800))
		if _, err := chromedp.Call(b.Context, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: d.media}); err != nil {
			t.Fatal(err)
		}
		page := d.page
		if page == "nasty" {
			page = "postmortems/nasty/2026-03-30-queue-a1b2c3.html"
		}
		visit(t, b, fileURL(dir, page))
		if got := browsertest.Eval[string](t, b, `(async () => { const v = await (`+d.script+`); return v && v !== '0' ? String(v) : ''; })()`); got != "" && got != "false" {
			t.Errorf("%s, at %d pixels: %s", d.name, d.width, got)
		}
	}
}
