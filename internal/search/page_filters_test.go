package search

import (
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/browsertest"
)

// filterState is what stands around the hits: the status, the filters in use,
// the offers, and where the focus is.
const filterState = `(() => {
	const t = (e) => e.textContent.replace(/\s+/g, ' ').trim();
	const part = (n) => document.querySelector('[data-part=' + n + ']');
	const f = document.activeElement;
	return ['status: ' + t(part('status')), 'note: ' + t(part('note')), 'chips: ' + [...part('chips').children].map(t).join(' | '),
		'more: ' + (part('more').hidden ? '' : t(part('more'))), 'sort: ' + (part('tools').hidden ? 'hidden' : 'shown'),
		'groups: ' + [...document.querySelectorAll('.facet h3')].map(t).join(', '),
		'pressed: ' + [...document.querySelectorAll('.facet [aria-pressed=true]')].map((e) => e.ariaLabel ?? t(e)).join(', '),
		'buttons: ' + [...document.querySelectorAll('.facet button')].map((e) => e.ariaLabel ?? t(e)).join(', '),
		'focus: ' + (f.dataset.choice || f.name || t(f).slice(0, 40)),
		'address: ' + location.search, ''].join('\n');
})()`

// waited waits until filterState has all that is wanted, line by line.
func waited(t *testing.T, b *browsertest.Browser, want ...string) {
	t.Helper()
	state, missing := "", ""
	for range 100 {
		state, missing = browsertest.Eval[string](t, b, filterState), ""
		for _, w := range want {
			if !strings.Contains(state, w+"\n") {
				missing = w
			}
		}
		if missing == "" {
			return
		}
		browsertest.Eval[bool](t, b, `new Promise((ok) => setTimeout(ok, 30, true))`)
	}
	t.Errorf("the page never showed %q:\n%s", missing, state)
}

// Filters: what is chosen is shown above the results and taken back there;
// values of one group add up, and their counts say what each would add; the
// focus stays where a person put it.
var filterSteps = []struct {
	do   string
	want []string
}{
	{``, []string{"status: ", "sort: hidden"}},
	{`type('lock'); enter()`, []string{"status: 2 postmortems for “lock”.", "sort: shown", "chips: ", "buttons: Locking 2, Capacity 1, Acme 1, Nimbus 1, 2020: 2"}},
	{`hold('Capacity')`, []string{"status: 1 postmortem for “lock” with Capacity.", "chips: Capacity×", "pressed: Capacity 1", "focus: class:capacity", "address: ?q=lock&class=capacity"}},
	{``, []string{"buttons: Locking 2, Capacity 1, Nimbus 1, 2020: 1"}}, // what each class would add, in the chosen class's company
	{`hold('Locking')`, []string{"status: 2 postmortems for “lock” with Capacity, Locking.", "chips: Capacity× | Locking× | Remove all filters", "focus: class:locking"}},
	{`chip(0)`, []string{"chips: Locking×", "focus: class:locking", "address: ?q=lock&class=locking"}},
	{`chip(0)`, []string{"chips: ", "focus: q", "address: ?q=lock"}},
	{`history.back()`, []string{"chips: Locking×", "pressed: Locking 2"}},
	{`type('zebra'); enter()`, []string{"status: Nothing found for “zebra” with Locking.", "chips: Locking×", "sort: shown"}},
	{`chip(0)`, []string{"status: Nothing found for “zebra”.", "sort: hidden"}},
	{`type('overl')`, []string{"status: 23 postmortems for “overl”.", "more: Show 10 more of 23"}},
	{`document.querySelector('.more').click()`, []string{"more: Show 3 more of 23"}}, // of the unfinished word, too
	{`choose('oldest')`, []string{"status: 23 postmortems for “overl”.", "address: ?q=overl&sort=oldest"}},
	{`choose('relevance'); type('lock class:capacity'); enter()`, []string{"status: 1 postmortem for “lock” with Capacity.", "chips: Capacity×", "pressed: Capacity 1", "address: ?q=lock+class%3Acapacity"}},
	{`hold('Locking')`, []string{"status: 2 postmortems for “lock” with Locking, Capacity.", "pressed: Locking 2, Capacity 1", "address: ?q=lock+class%3Acapacity&class=locking"}},
	{`hold('Capacity')`, []string{"status: 2 postmortems for “lock” with Locking.", "address: ?q=lock&class=locking"}}, // out of the words
	{`chip(0)`, []string{"chips: ", "address: ?q=lock"}},
	{`type('lock org:acme'); enter()`, []string{"pressed: Acme 1", "chips: acme×"}},
	{`type('certificate OR overload'); enter()`, []string{"status: 25 postmortems for “certificate OR overload”.", "buttons: Capacity 24, Expired certificate 1, Locking 1, Nimbus 24, Acme 1, 2019: 1, 2020: 1, 2021: 23"}},
	{`hold('2019')`, []string{"pressed: 2019: 1", "chips: 2019×", "status: 1 postmortem for “certificate OR overload” with 2019."}},
	{`hold('2020')`, []string{"pressed: 2019: 1, 2020: 1", "chips: 2019 – 2020×", "address: ?q=certificate+OR+overload&year=2019..2020", "focus: year:2020"}},
	{`hold('2021')`, []string{"pressed: 2021: 23", "chips: 2021×"}},
	{`hold('2021')`, []string{"pressed: ", "chips: "}},
	{`type('queue year:2020..'); enter()`, []string{"pressed: 2021: 23", "chips: 2020 – ×"}},
}

const filterHelpers = helpers + `
	function hold(name) { const b = [...document.querySelectorAll('.facet button')].find((b) => (b.ariaLabel ?? b.textContent).startsWith(name) || b.textContent.startsWith('✓ ' + name)); b.focus(); b.click(); }
	function chip(i) { const b = document.querySelectorAll('.chip')[i]; b.focus(); b.click(); }`

func TestFilters(t *testing.T) {
	b := browsertest.Start(t)
	base := browsertest.FileURL(writeSite(t, reports())) + "/"
	b.Open(t, base+"search.html")
	browsertest.Eval[bool](t, b, filterHelpers+"; true")
	for _, s := range filterSteps {
		browsertest.Eval[bool](t, b, s.do+"; true")
		waited(t, b, s.want...)
	}
	// Back and a shared address find what an unfinished word found.
	for _, address := range []string{"search.html?q=overl", "search.html?q=routine+overl"} {
		b.Open(t, base+address)
		settled(t, b, "status: 23 postmortems for")
	}
	// A page with a filter of its own offers the way out, and no group for that filter.
	b.Open(t, base+"classes/locking.html?q=certificate")
	waited(t, b, "status: 1 postmortem for “certificate”.", "note: Search all postmortems.", "groups: Organisation, Year")
	if got := browsertest.Eval[string](t, b, `document.querySelector('.search-note a').href`); got != base+"search.html?q=certificate" {
		t.Errorf("the whole archive is searched at %s", got)
	}
	b.Clean(t, base)
}

// One report that has all the words by chance hides the one that is meant: a
// word less is offered, with what it finds.
func TestFewerWords(t *testing.T) {
	b := browsertest.Start(t)
	entries := append(reports(), hindsight.Entry{Path: hindsight.Folder + "acme/odd.md", Publish: hindsight.PublishFull,
		Postmortem: hindsight.Postmortem{Title: "Odd", Organisation: "Acme", Body: "Queue overload by a walrus."}})
	base := browsertest.FileURL(writeSite(t, entries)) + "/"
	b.Open(t, base+"search.html")
	browsertest.Eval[bool](t, b, filterHelpers+"; true")
	browsertest.Eval[bool](t, b, `type('queue overload walrus'); enter(); true`)
	waited(t, b, "status: 1 postmortem for “queue overload walrus”.", "note: Fewer words find more: without “walrus” (24).")
	browsertest.Eval[bool](t, b, `document.querySelector('.search-note .link').click(); true`)
	waited(t, b, "status: 24 postmortems for “queue overload”.", "focus: q", "address: ?q=queue+overload")
	b.Clean(t, base)
}

// TestSlash: one "/" leads to the box of the page, from anywhere but a field.
func TestSlash(t *testing.T) {
	b := browsertest.Start(t)
	base := browsertest.FileURL(writeSite(t, reports())) + "/"
	b.Open(t, base+"search.html?q=lock")
	settled(t, b, "hits: 2")
	press := func(on, extra string) string {
		return browsertest.Eval[string](t, b, on+`.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true`+extra+` })); document.activeElement.name || document.activeElement.tagName`)
	}
	browsertest.Eval[bool](t, b, `document.activeElement.blur(); true`)
	for _, c := range []struct{ on, extra, want string }{{"document.body", ", ctrlKey: true", "BODY"}, {"document.querySelector('select')", "", "BODY"}, {"document.body", "", "q"}} {
		if got := press(c.on, c.extra); got != c.want {
			t.Errorf("“/”%s on %s: focus on %s, want %s", c.extra, c.on, got, c.want)
		}
	}
}
