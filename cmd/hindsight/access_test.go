package main

import (
	"os"
	"path/filepath"
	"testing"

	"hindsight/internal/browsertest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// answers are the states of the search, each with what its status says, and
// what to do there first.
var answers = []struct{ page, do, says string }{
	{"search.html", "", ""},
	{"search.html?sort=longest", "document.querySelector('summary').click()", "do not say"},
	{"search.html?q=lock", "", "for “lock”"},
	{"search.html?q=lock&class=locking&class=capacity&year=2019", "document.querySelector('.facets-toggle').click()", "with Locking"},
	{"search.html?q=certifcate", "", "for “certificate”"},
	{"search.html?q=lock+walrus+zebra", "", "No postmortem has all"},
	{"search.html?q=zzzzzz", "", "Nothing found"},
	{"search.html?q=failed", "document.querySelector('.more:not([hidden])').click()", "for “failed”"},
	{"classes/locking.html?q=lock", "", "in Locking"},
	{"about.html", "const q = document.querySelector('input[name=q]'); q.focus(); q.value = 'lock'; q.dispatchEvent(new Event('input'))", ""},
	{"index.html", "document.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }))", ""},
	{"seen.html", "const t = document.querySelector('textarea'); t.value = 'the replica lags behind the primary, pg_basebackup hangs'; t.form.requestSubmit()", ""},
	{"postmortems/gitlab/2017-02-10-the-wrong-servers-data-directory-f962a1.html#mark=replica", "", "places"},
	{"organisations/index.html", "", ""}, {"classes/index.html", "", ""}, {"years/index.html", "", ""}, {"index.html", "", ""}, {"404.html", "", ""},
}

// TestEverybodyCanSearch looks at the archive that comes with the repository,
// wide and narrow, light and dark: with axe-core, whose file HINDSIGHT_AXE
// names, and without it by browsertest.Sight.
func TestEverybodyCanSearch(t *testing.T) {
	site := filepath.Join(t.TempDir(), "public")
	if status, _, errs := runVerb(t, "", "build", "--archive", filepath.Join("..", ".."), "--out", site); status != exitDone {
		t.Fatal(errs)
	}
	axe, err := os.ReadFile(os.Getenv("HINDSIGHT_AXE"))
	if err != nil {
		t.Log("NOT TESTED with axe-core: HINDSIGHT_AXE does not name an axe.min.js")
	}
	b := browsertest.Start(t)
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			browsertest.Do(t, b, chromedp.EmulateViewport(width, 800))
			if _, err := chromedp.Call(b.Context, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
				t.Fatal(err)
			}
			for _, a := range answers {
				b.Open(t, browsertest.FileURL(site)+"/"+a.page)
				browsertest.Eval[bool](t, b, `window.hindsight.ready.then(() => true)`)
				said := browsertest.Eval[string](t, b, `new Promise((done) => { let left = 200; const look = () => {
					const s = document.body.innerText;
					s.includes(`+quoted(a.says)+`) || !left-- ? done(left < 0 ? 'nowhere' : 'said') : setTimeout(look, 20) }; look() })`)
				if said != "said" {
					t.Errorf("%s does not say %q", a.page, a.says)
				}
				if a.do != "" {
					browsertest.Eval[bool](t, b, a.do+`; new Promise((ok) => setTimeout(ok, 200, true))`)
				}
				b.Clean(t, browsertest.FileURL(site))
				if found := browsertest.Sight(t, b, width < 400); found != "" {
					t.Errorf("%s (%s), %d pixels, %s:\n%s", a.page, said, width, scheme, found)
				}
				if len(axe) > 0 {
					browsertest.Do(t, b, chromedp.Evaluate[chromedp.Void](string(axe)))
					if found := browsertest.Eval[string](t, b, `axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ')).join('\n'))`); found != "" {
						t.Errorf("%s (%s), %d pixels, %s, axe-core:\n%s", a.page, said, width, scheme, found)
					}
				}
			}
		}
	}
}
