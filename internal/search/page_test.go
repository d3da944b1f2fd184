package search

import (
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/browsertest"
)

// reports are four documents whose answers can be read off.
func reports() []hindsight.Entry {
	e := func(path, title, date, org, body string, classes ...string) hindsight.Entry {
		x := hindsight.Entry{Path: hindsight.Folder + path, Classes: classes, Publish: hindsight.PublishFull}
		x.Title, x.Organisation, x.Body = title, org, body
		x.Date, _ = hindsight.ParseMoment(date)
		return x
	}
	list := []hindsight.Entry{
		e("acme/a.md", "Certificate expired on the login page", "2019-03-01", "Acme", "## Cause\n\nThe TLS certificate expires every year and nobody renewed it. A pager stayed silent.", "expired-certificate"),
		e("acme/b.md", "Deadlock in the billing worker", "2020-05-04", "Acme", "Two workers took the same locks in opposite order.\n\n```\n<img src=x onerror=alert(1)>\n```\n", "locking"),
		e("nimbus/c.md", "Slow uploads", "2020-07-09", "Nimbus", "A lock was held while the certificate store was read; uploads waited.", "locking", "capacity"),
		e("nimbus/d.md", "", "", "Nimbus", "Nobody wrote a title. The dead letter queue filled up.", "capacity"),
	}
	for i := range 23 { // enough for "more"
		list = append(list, e("nimbus/many-"+string(rune('a'+i))+".md", "Routine overload", "2021-01-01", "Nimbus", "Queue overload again.", "capacity"))
	}
	return list
}

// page returns the state of the search page as text, one thing a line.
const pageState = `(() => {
	const t = (e) => e.textContent.replace(/\s+/g, ' ').trim();
	const out = document.querySelector('.search-results');
	const part = (n) => out.querySelector('[data-part=' + n + ']');
	if (part('body').hidden) return 'hidden ' + t(part('status'));
	return ['status: ' + t(part('status')), 'note: ' + t(part('note')),
		...[...out.querySelectorAll('.hit')].slice(0, 3).map((h) => 'hit: ' + t(h.querySelector('h3')) + ' | ' + [h.querySelector('.org'), h.querySelector('.day > *'), h.querySelector('.of')].filter((e) => e).map(t).join(' · ') + ' | ' +
			[...h.querySelectorAll('mark')].map(t).join(',') + ' | ' + (h.querySelector('a')?.getAttribute('href') ?? 'no link').replace(/.*postmortems/, 'postmortems')),
		...[...out.querySelectorAll('.facet button')].slice(0, 4).map((b) => 'facet: ' + t(b) + (b.ariaPressed === 'true' ? ' *' : '')),
		'hits: ' + out.querySelectorAll('.hit').length + (part('more').hidden ? '' : ' and more'), 'address: ' + location.search, ''].join('\n');
})()`

// settled waits until the page shows what is wanted and returns what it shows.
func settled(t *testing.T, b *browsertest.Browser, want string) string {
	t.Helper()
	state := ""
	for range 100 {
		if state = browsertest.Eval[string](t, b, pageState); strings.Contains(state, want) {
			return state
		}
		browsertest.Eval[bool](t, b, `new Promise((ok) => setTimeout(ok, 30, true))`)
	}
	t.Errorf("the page never showed %q:\n%s", want, state)
	return state
}

// Steps of a person on the search page, and what the page then says.
var steps = []struct{ do, want string }{
	{`type('certif')`, "status: 2 postmortems for “certif”."},
	{`type('certificate')`, "hit: Certificate expired on the login page | Acme · 1 Mar 2019 · Expired certificate | Certificate,certificate | postmortems/acme/a.html"},
	{``, "address: ?q=certificate"},
	{`type('certificate expire'); enter()`, "hit: Certificate expired on the login page | Acme · 1 Mar 2019 · Expired certificate | Certificate,expired,certificate,expires |"},
	{`type('certifcate'); enter()`, "note: Showing results for certificate. Search instead for certifcate."},
	{`document.querySelector('.search-note .link').click()`, "status: Nothing found for “certifcate”."},
	{`type('certificate overload'); enter()`, "status: No postmortem has all of “certificate overload”; 25 postmortems with most of it."},
	{`type('certificate store pager'); enter()`, "status: No postmortem has all of “certificate store pager”; 2 postmortems with most of it."},
	{`type('lock certificate'); enter()`, "hit: Slow uploads | Nimbus · 9 Jul 2020 · Locking, Capacity | lock,certificate | postmortems/nimbus/c.html#mark=lock+certif\nhit: Certificate expired on the login page"},
	{`type('class:lokcing'); enter()`, "note: No postmortem has the failure class “lokcing”. Did you mean Locking?"},
	{`document.querySelector('.search-note .link').click()`, "address: ?q=class%3Alocking\n"},
	{`type('slow org:nimbsu'); enter()`, "note: No postmortem is of the organisation “nimbsu”. Did you mean Nimbus?"},
	{`type('\u{1F525}'); enter()`, "status: “🔥” has no word to look for."},
	{`type('img src'); enter()`, "hit: Deadlock in the billing worker"},
	{`type('title'); enter()`, "hit: Untitled postmortem | Nimbus · undated · Capacity | title |"},
	{`type('overload'); enter()`, "hits: 10 and more"},
	{`document.querySelector('.more').click()`, "hits: 20 and more"},
	{`document.querySelector('.more').click()`, "hits: 23\n"},
	{`type('lock'); enter()`, "facet: Locking 2"},
	{`press('Capacity')`, "facet: Capacity 1 *"},
	{``, "address: ?q=lock&class=capacity"},
	{`history.back()`, "address: ?q=lock\n"},
	{``, "status: 2 postmortems for “lock”."},
	{`choose('oldest')`, "address: ?q=lock&sort=oldest"},
	{`choose('relevance'); type('the of'); enter()`, "status: “the of” has only words that are in nearly every text. Add a more telling one."},
	{`type('overload'); enter()`, "hits: 10 and more"},
	{`type('deadl')`, "address: ?q=deadl\n"},
	{`type('deadlock')`, "address: ?q=deadlock\n"},
	{`history.back()`, "address: ?q=overload\n"},
	{``, "hits: 10 and more"},
	{`type('')`, "hidden"},
}

const helpers = `
	var box = document.querySelector('input[name=q]');
	function type(s) { box.focus(); box.value = s; box.dispatchEvent(new Event('input', { bubbles: true })); }
	function enter() { box.form.requestSubmit(); }
	function press(name) { [...document.querySelectorAll('.facet button')].find((b) => b.textContent.startsWith(name)).click(); }
	function choose(v) { const s = document.querySelector('select'); s.value = v; s.dispatchEvent(new Event('change')); }`

func TestPage(t *testing.T) {
	site, b := writeSite(t, reports()), browsertest.Start(t)
	for place, base := range browsertest.Places(t, site) {
		t.Run(place, func(t *testing.T) {
			b.Open(t, base+"search.html")
			browsertest.Eval[bool](t, b, helpers+"; true")
			for _, s := range steps {
				browsertest.Eval[bool](t, b, s.do+"; true")
				settled(t, b, s.want)
			}
			b.Open(t, base+"search.html?q=deadlock") // a shared address
			settled(t, b, "hit: Deadlock in the billing worker")
			b.Open(t, base+"classes/locking.html") // a filter of the page itself
			browsertest.Eval[bool](t, b, helpers+"; type('certificate'); true")
			settled(t, b, "hit: Slow uploads")
			b.Clean(t, base)
		})
	}
}
