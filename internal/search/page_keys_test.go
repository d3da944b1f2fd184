package search

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"hindsight/internal/browsertest"
)

// focused is what has the focus, and what is asked.
const focused = `(document.activeElement.textContent || document.activeElement.name || '').trim().slice(0, 30).split('\n')[0] + (document.querySelector('dialog') ? ' dialog' : '') + ' ' + location.search`

// becomes waits until an expression is what it shall be and returns what it is.
func becomes(t *testing.T, b *browsertest.Browser, expression, want string) (got string) {
	t.Helper()
	for range 100 {
		if got = browsertest.Eval[string](t, b, expression); got == want {
			break
		}
		browsertest.Eval[bool](t, b, `new Promise((ok) => setTimeout(ok, 30, true))`)
	}
	return got
}

// arrived waits until an expression is what it shall be, also while pages come
// and go and nothing can be asked.
func arrived(b *browsertest.Browser, expression, want string) {
	for range 100 {
		if got, err := chromedp.Run(b.Context, chromedp.Evaluate[string](expression)); err == nil && got == want {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// TestKeyboard: keys lead from the box into the results, out of both, and lose
// nothing on the way.
func TestKeyboard(t *testing.T) {
	b := browsertest.Start(t)
	base := browsertest.FileURL(writeSite(t, reports())) + "/"
	b.Open(t, base+"search.html?q=slow")
	browsertest.Eval[bool](t, b, helpers+"; type('lock'); enter(); true")
	settled(t, b, "hits: 2")
	settled(t, b, "facet: Locking 2")
	const first, second, lock = "Deadlock in the billing worker", "Slow uploads", " ?q=lock"
	blur := func() { browsertest.Eval[bool](t, b, `document.activeElement.blur(); true`) }
	facet := func() { browsertest.Eval[bool](t, b, `document.querySelector('.facet button').focus(); true`) }
	sort := func() { browsertest.Eval[bool](t, b, `document.querySelector('select').focus(); true`) }
	for i, s := range []struct {
		before func()
		key    string
		held   []chromedp.Modifier
		want   string
	}{
		{blur, "/", nil, "q" + lock},
		{nil, kb.ArrowDown, nil, first + lock},
		{nil, kb.ArrowDown, nil, second + lock},
		{nil, kb.ArrowDown, nil, second + lock},
		{nil, kb.ArrowUp, nil, first + lock},
		{nil, kb.ArrowUp, nil, "q" + lock},
		{blur, kb.ArrowDown, nil, first + lock}, // from nowhere, as after Enter on a phone
		{facet, kb.ArrowDown, nil, first + lock},
		{nil, kb.Escape, nil, "q" + lock},
		{sort, "k", []chromedp.Modifier{chromedp.ModifierCtrl}, "q" + lock},
		{nil, "k", []chromedp.Modifier{chromedp.ModifierMeta}, "q" + lock},
		{blur, "?", nil, "Close dialog" + lock},
		{nil, kb.ArrowDown, nil, "Close dialog" + lock}, // the page below does not move
		{nil, kb.Escape, nil, lock[1:]},
		{func() { browsertest.Eval[bool](t, b, `box.focus(); true`) }, kb.Escape, nil, lock[1:]}, // out of the box, which stays as it is
	} {
		if s.before != nil {
			s.before()
		}
		browsertest.Press(t, b, s.key, s.held...)
		if got := becomes(t, b, `document.activeElement === document.body && !document.querySelector('dialog') ? location.search : `+focused, s.want); got != s.want {
			t.Errorf("step %d, %q: %q, want %q", i, s.key, got, s.want)
		}
	}
	settled(t, b, "hits: 2")
	if got := browsertest.Eval[string](t, b, `box.value`); got != "lock" {
		t.Errorf("Escape left %q in the box", got)
	}
	browsertest.Press(t, b, kb.Escape)
	settled(t, b, "hidden")
	browsertest.Eval[bool](t, b, `setTimeout(() => history.back(), 20); true`)
	settled(t, b, "hits: 2")
	if got := browsertest.Eval[string](t, b, `box.value`); got != "lock" {
		t.Errorf("“back” after Escape brings %q", got)
	}
	b.Clean(t, base)
}

// A select has arrows of its own, and text that somebody selects is no reason
// to empty the box.
func TestKeysLeftAlone(t *testing.T) {
	b := browsertest.Start(t)
	b.Open(t, browsertest.FileURL(writeSite(t, reports()))+"/search.html?q=lock")
	settled(t, b, "hits: 2")
	browsertest.Eval[bool](t, b, `document.querySelector('select').focus(); true`)
	browsertest.Press(t, b, kb.ArrowDown)
	settled(t, b, "address: ?q=lock&sort=newest")
	browsertest.Eval[bool](t, b, `document.activeElement.blur(); getSelection().selectAllChildren(document.querySelector('.hit')); true`)
	browsertest.Press(t, b, kb.Escape)
	settled(t, b, "address: ?q=lock&sort=newest")
}

// TestBack: whoever comes back to the results finds them as they were: query,
// filters, as many hits, the place on the page, and the focus.
func TestBack(t *testing.T) {
	site, b := writeSite(t, reports()), browsertest.Start(t)
	for place, base := range browsertest.Places(t, site) {
		t.Run(place, func(t *testing.T) {
			b.Open(t, base+"search.html")
			browsertest.Eval[bool](t, b, helpers+"; type('overload'); enter(); true")
			settled(t, b, "hits: 10 and more")
			settled(t, b, "facet: Capacity 23")
			browsertest.Eval[bool](t, b, `press('Capacity'); true`)
			settled(t, b, "address: ?q=overload&class=capacity")
			browsertest.Eval[bool](t, b, `document.querySelector('.more').click(); true`)
			settled(t, b, "hits: 20 and more")
			const where = `Math.round(scrollY) + ' ' + [...document.querySelectorAll('.hit a')].indexOf(document.activeElement)`
			browsertest.Eval[bool](t, b, `document.querySelectorAll('.hit a')[16].focus(); scrollBy(0, 37); new Promise((ok) => setTimeout(ok, 400, true))`)
			left := browsertest.Eval[string](t, b, where)
			browsertest.Eval[bool](t, b, `setTimeout(() => { location.href = 'classes/locking.html' }, 20); true`)
			const at = `document.readyState === 'complete' ? location.pathname.replace(/.*[/]/, '') : 'loading'`
			arrived(b, at, "locking.html")
			browsertest.Eval[bool](t, b, `setTimeout(() => history.back(), 20); true`)
			arrived(b, at, "search.html")
			settled(t, b, "hits: 20 and more")
			settled(t, b, "facet: Capacity 23 *")
			arrived(b, where, left) // the focus comes behind the counts
			if got := browsertest.Eval[string](t, b, where); got != left || left == "0 -1" {
				t.Errorf("left at %s, back at %s", left, got)
			}
			b.Clean(t, base)
		})
	}
}
