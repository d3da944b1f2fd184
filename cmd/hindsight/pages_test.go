package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"hindsight/internal/browsertest"
)

// starterSite builds the site of the archive that comes with the repository.
func starterSite(t *testing.T) string {
	t.Helper()
	site := filepath.Join(t.TempDir(), "public")
	if status, _, errs := runVerb(t, "", "build", "--archive", filepath.Join("..", ".."), "--out", site); status != exitDone {
		t.Fatal(errs)
	}
	return site
}

// A pageStep is what a person does on a page, in JavaScript, and what the page
// then says: an expression that becomes want.
type pageStep struct{ do, says, want string }

// walk takes the steps; each has three seconds to come true, also while pages
// come and go and nothing can be asked.
func walk(t *testing.T, b *browsertest.Browser, steps []pageStep) {
	t.Helper()
	for _, s := range steps {
		if s.do != "" {
			browsertest.Eval[bool](t, b, s.do+"; true")
		}
		got := ""
		for left := 1000; left > 0 && got != s.want; left-- {
			said, err := chromedp.Run(b.Context, chromedp.Evaluate[string]("String("+s.says+")"))
			if got = said; err != nil {
				got = err.Error()
			}
			if got != s.want {
				time.Sleep(30 * time.Millisecond)
			}
		}
		if got != s.want {
			t.Errorf("%s\n %s\n got %q\nwant %q", s.do, s.says, got, s.want)
		}
	}
}

const seenHelpers = `
	var text = document.querySelector('textarea');
	var part = (n) => document.querySelector('[data-part=' + n + ']');
	function paste(s) { text.value = s; text.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true })); }
	function drop(name, ...bytes) { const d = new DataTransfer(); d.items.add(new File(bytes, name)); text.dispatchEvent(new DragEvent('drop', { dataTransfer: d, bubbles: true, cancelable: true })); }
	function choose(name, ...bytes) { const d = new DataTransfer(); d.items.add(new File(bytes, name)); part('file').files = d.files; part('file').dispatchEvent(new Event('change')); }
	function first() { return document.querySelector('.seen-results [hidden]') ? 'hidden' : document.querySelector('.hit h3').textContent; }
	function utf16(s) { return new Uint8Array([0xff, 0xfe, ...[...s].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])]); }`

// A text that tells of GitLab's lost database in words of a chat.
const gitlabChat = `the replica lags 4 GB behind the primary, I wiped the data directory and pg_basebackup hangs; it was the primary's directory`

// TestSeenBefore: a text is compared after a paste, as a file, by the button;
// it leaves the page for nobody, and what is no text is said.
func TestSeenBefore(t *testing.T) {
	site, b := starterSite(t), browsertest.Start(t)
	for place, base := range browsertest.Places(t, site) {
		t.Run(place, func(t *testing.T) {
			b.Open(t, base+"seen.html")
			browsertest.Eval[bool](t, b, seenHelpers+"; true")
			walk(t, b, []pageStep{
				{`paste(` + quoted(gitlabChat) + `)`, `first()`, "The wrong server's data directory"},
				{``, `part('status').textContent`, "9 postmortems resemble it, the most alike first."},
				{``, `/^Shares .*replica/.test(document.querySelector('.hit-words').textContent)`, "true"},
				{``, `[...part('classes').querySelectorAll('a')].map((a) => a.textContent).includes('Datastore')`, "true"},
				{``, `/classes.[a-z-]+\.html$/.test(part('classes').querySelector('a').href)`, "true"},
				{`part('clear').click()`, `first() + part('status').textContent + document.activeElement.id`, "hiddenseen-text"},
				{`paste('too short')`, `first() + part('status').textContent`, "hidden"},
				{`document.querySelector('form.seen').requestSubmit()`, `part('status').textContent`, "Put in more: a few lines, or a whole text."},
				{`drop('chat.txt', ` + quoted(gitlabChat) + `)`, `first()`, "The wrong server's data directory"},
				{`drop('core', new Uint8Array(5000))`, `part('status').textContent`, "“core” is no text."},
				{`choose('app.log', utf16(` + quoted(gitlabChat) + `))`, `first()`, "The wrong server's data directory"},
				{`choose('big.log', (` + quoted(gitlabChat) + ` + '\n').repeat(5000))`, `part('status').textContent.includes('The first 256 KB of “big.log” were read.')`, "true"},
				{`paste('qwxz yvvk zzqq 12:30 2024-05-06')`, `part('status').textContent`, "Nothing in the archive shares two telling words with it. More of the text may help."},
				{`paste(` + quoted(gitlabChat) + `)`, `location.search + location.hash`, ""},
			})
			for _, r := range b.Requests() {
				if strings.Contains(r, "replica") || strings.Contains(r, "basebackup") {
					t.Errorf("the text is in a request: %s", r)
				}
			}
			b.Clean(t, base)
		})
	}
}

const landingHelpers = `
	var found = () => [...document.querySelectorAll('mark.found')].map((m) => m.textContent.toLowerCase());
	var bar = () => document.querySelector('.mark-bar')?.textContent ?? 'no bar';
	function press(name) { [...document.querySelectorAll('.mark-bar button')].find((b) => b.textContent === name).click(); }
	function inView() { const r = document.querySelector('mark.now').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }
	var whole = document.querySelector('article').textContent;`

// TestLanding: the page that a hit leads to marks its words, leads from one to
// the next, and forgets them when asked; text, anchors and a selection stay.
func TestLanding(t *testing.T) {
	site, b := starterSite(t), browsertest.Start(t)
	for place, base := range browsertest.Places(t, site) {
		t.Run(place, func(t *testing.T) {
			b.Open(t, base+"search.html?q=wiped+replica+org:gitlab")
			walk(t, b, []pageStep{{``, `document.querySelector('.hit a')?.href.replace(/.*#/, '')`, "mark=wipe+replica"}})
			b.Open(t, browsertest.Eval[string](t, b, `document.querySelector('.hit a').href`))
			browsertest.Eval[bool](t, b, landingHelpers+"; true")
			walk(t, b, []pageStep{
				{``, `found().length > 2 && found().every((w) => /^(wip|replica)/.test(w)) && found().includes('wiped')`, "true"},
				{``, `inView()`, "true"},
				{``, `/^\d+ of \d+ placesPreviousNextClear$/.test(bar())`, "true"},
				{``, `getComputedStyle(document.querySelector('mark.found')).backgroundColor !== getComputedStyle(document.querySelector('.text mark:not(.found)')).backgroundColor`, "true"},
				{`for (let i = 0; i < found().length; i++) press('Next')`, `inView()`, "true"},
				{`press('Previous')`, `document.querySelectorAll('mark.now').length`, "1"},
				{``, `document.querySelector('article').textContent === whole`, "true"},
				{`location.hash = '#main'`, `found().length > 2`, "true"}, // an anchor of the page
				{`history.back()`, `location.hash`, "#mark=wipe+replica"},
				{`getSelection().selectAllChildren(document.querySelector('h1'))`, `getSelection().toString().replace(/\s+/g, ' ')`, "The wrong server's data directory"},
				{`press('Clear')`, `found().length + bar() + location.hash`, "0no bar"},
				{``, `getSelection().toString().replace(/\s+/g, ' ')`, "The wrong server's data directory"},
				{``, `document.querySelector('article').textContent === whole && [...document.querySelectorAll('article *')].every((e) => [...e.childNodes].every((n, i, all) => !i || n.nodeType !== 3 || all[i - 1].nodeType !== 3))`, "true"},
				{`location.hash = '#mark=tired%20nobodyhasit'`, `bar()`, "no bar"}, // two words in one: neither
				{`location.hash = '#mark=tired'`, `bar()`, "1 placeClear"},
				{`location.hash = '#mark=%E0%A4%A'`, `bar()`, "1 placeClear"}, // cut off: nothing to mark anew
			})
			b.Clean(t, base)
		})
	}
}

const suggestHelpers = `
	var box = document.querySelector('input[name=q]'), list = () => document.querySelector('[role=listbox]');
	var options = () => [...list().children].map((o) => o.firstChild.textContent);
	var chosen = () => document.getElementById(box.getAttribute('aria-activedescendant'))?.firstChild.textContent ?? 'none';
	var state = () => box.getAttribute('aria-expanded') + ' ' + list().hidden;
	function type(s) { box.focus(); box.value = s; box.dispatchEvent(new Event('input', { bubbles: true })); }
	var height = document.body.scrollHeight;`

// TestSuggestions: a box that leads to the search page names titles, classes
// and an organisation while one types; the arrows choose, Enter opens, and
// Enter without a choice searches.
func TestSuggestions(t *testing.T) {
	site, b := starterSite(t), browsertest.Start(t)
	browsertest.Do(t, b, chromedp.EmulateViewport(1280, 800)) // a narrow page has no box in its header
	for place, base := range browsertest.Places(t, site) {
		t.Run(place, func(t *testing.T) {
			b.Open(t, base+"about.html")
			walk(t, b, []pageStep{{``, `document.querySelector('input[name=q]').getAttribute('role')`, "combobox"}})
			browsertest.Eval[bool](t, b, suggestHelpers+"; true")
			walk(t, b, []pageStep{
				{`type('certif')`, `options().length + ' ' + options()[5] + ', ' + options()[6] + ', ' + options()[7]?.slice(0, 3)`, "8 in Certificates, in Operations, at "},
				{``, `document.body.scrollHeight - height`, "0"},
				{``, `state() + ' ' + chosen() + ' ' + document.querySelector('form [role=status]').textContent`, "true false none 8 suggestions"},
			})
			press := func(key, says, want string) {
				browsertest.Press(t, b, key)
				walk(t, b, []pageStep{{``, says, want}})
			}
			press(kb.ArrowDown, `chosen() === options()[0] && document.activeElement === box`, "true")
			press(kb.ArrowUp, `chosen()`, "none")
			press(kb.ArrowUp, `chosen() === options()[7]`, "true")
			press(kb.Escape, `state() + ' ' + box.value + ' ' + (document.activeElement === box)`, "false true certif true")
			press(kb.Escape, `box.value + ' ' + (document.activeElement === document.body)`, "certif true")
			browsertest.Eval[bool](t, b, `type('certif'); true`)
			walk(t, b, []pageStep{{``, `state()`, "true false"}})
			press(kb.ArrowDown, `chosen() === options()[0]`, "true")
			press(kb.Enter, `location.pathname.includes('/postmortems/') && location.hash.includes('certif')`, "true")
			b.Open(t, base+"about.html")
			walk(t, b, []pageStep{{``, `document.querySelector('input[name=q]').getAttribute('role')`, "combobox"}})
			browsertest.Eval[bool](t, b, suggestHelpers+"type('<i>'); true")
			walk(t, b, []pageStep{{`type('retry')`, `state()`, "true false"}})
			press(kb.Enter, `location.pathname.replace(/.*[/]/, '') + location.search`, "search.html?q=retry")
			walk(t, b, []pageStep{{``, `document.querySelectorAll('.hit').length > 1`, "true"}})
			b.Clean(t, base)
		})
	}
}

const searchHelpers = `
	var box = document.querySelector('input[name=q]');
	var part = (n) => document.querySelector('[data-part=' + n + ']');
	var says = () => part('status').textContent;
	var hits = () => part('hits').children.length + (part('more').hidden ? '' : ' and more');
	var groups = () => [...document.querySelectorAll('.facet h3')].map((h) => h.textContent).join();
	var pressed = () => [...document.querySelectorAll('.facets [aria-pressed=true]')].map((b) => b.ariaLabel ?? b.textContent).join();
	function ask(s) { box.value = s; box.form.requestSubmit(); }
	function press(choice) { document.querySelector('.facet [data-choice="' + choice + '"]').click(); }`

// TestSearchPage: it opens with filters and the newest postmortems, without an
// index; every state is an address; where nothing is found something is offered.
func TestSearchPage(t *testing.T) {
	site, b := starterSite(t), browsertest.Start(t)
	for place, base := range browsertest.Places(t, site) {
		t.Run(place, func(t *testing.T) {
			b.Open(t, base+"search.html")
			walk(t, b, []pageStep{{``, `document.querySelector('.more').hidden`, "false"}})
			for _, r := range b.Requests() {
				if strings.Contains(r, "/search/") && !strings.HasSuffix(r, "/root.js") {
					t.Errorf("the page needs %s before a word", r)
				}
			}
			browsertest.Eval[bool](t, b, searchHelpers+"; true")
			walk(t, b, []pageStep{
				{``, `says() + ' ' + hits() + ' ' + groups()`, "57 postmortems, the newest first. 20 and more Failure class,Organisation,Year"},
				{`part('more').click()`, `hits()`, "30 and more"},
				{``, `new Set([...document.querySelectorAll('.hit a')].map((a) => a.href.replace(/#.*/, ''))).size`, "30"},
				{`press('class:network')`, `says() + ' ' + location.search`, "11 postmortems with Network. ?class=network"},
				{``, `groups() + ' ' + pressed()`, "Failure class,Organisation,Year,Lasted Network 11"},
				{`history.back()`, `says() + ' ' + hits()`, "57 postmortems, the newest first. 20 and more"},
				{`part('sort').value = 'longest'; part('sort').dispatchEvent(new Event('change'))`, `/^57 postmortems. \d+ do not say, and stand last.$/.test(says()) + location.search`, "true?sort=longest"},
				{`part('sort').value = 'relevance'; ask('lasted:>1d class:network')`, `pressed() + ' ' + [...part('chips').children].map((c) => c.textContent).join()`, "Network 1,over 1 d lasted over 1 d×,Network×,Remove all filters"},
				{`ask('k8s')`, `part('note').textContent.startsWith('Also searched: kubernetes')`, "true"},
				{`ask('"k8s"')`, `part('note').textContent.includes('Also searched')`, "false"},
				{`ask('certwxyz')`, `says() + part('almost').querySelectorAll('.hit').length + part('almost').querySelectorAll('.tag').length`, "Nothing found for “certwxyz”.516"},
				{`part('almost').querySelector('.link').click()`, `/^\?q=cert/.test(location.search) && part('hits').children.length > 1`, "true"},
			})
			b.Open(t, base+"search.html?year=2019..2020&lasted=1h..6h&sort=slowest")
			browsertest.Eval[bool](t, b, searchHelpers+"; true")
			walk(t, b, []pageStep{{``, `[...part('chips').children].map((c) => c.textContent).join() + ' ' + part('sort').value`, "2019 – 2020×,lasted 1 h – 6 h×,Remove all filters slowest"}})
			b.Clean(t, base)
		})
	}
}
