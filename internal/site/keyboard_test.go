package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"hindsight/internal/browsertest"
)

// stops gives each thing on a page that the Tab key is to reach its place in the
// order of the document, as its name, and returns the names.
const stops = `(() => {
	const may = 'a[href], button, input, select, textarea, summary, [tabindex]';
	const all = [...document.querySelectorAll(may)].filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }));
	all.forEach((e, i) => (e.dataset.stop = i + 1));
	return all.map((e) => (e.tabIndex > 0 ? 'out of order ' : '') + e.localName + ' ' + (e.ariaLabel || e.textContent || e.id).trim().slice(0, 40));
})()`

// stopped says where the focus is: the place of the thing that has it, and what
// is wrong with how it shows that.
const stopped = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return '0';
	const s = getComputedStyle(e), r = e.getBoundingClientRect(), out = [e.dataset.stop ?? e.outerHTML.slice(0, 80)];
	if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) out.push('has no ring');
	if (r.width < 1 || r.height < 1) out.push('has no size');
	if (r.bottom < 0 || r.top > innerHeight || r.right < 0 || r.left > innerWidth) out.push('is out of sight');
	const x = Math.max(0, Math.min(innerWidth - 1, r.left + Math.min(r.width, 20) / 2)), y = Math.max(0, Math.min(innerHeight - 1, r.top + r.height / 2));
	const top = document.elementFromPoint(x, y), box = e.getClientRects().length > 1;
	if (!box && top && top !== e && !e.contains(top) && !top.contains(e)) out.push('is covered by ' + top.outerHTML.slice(0, 80));
	return out.join(' ');
})()`

// TestTabKey: the Tab key reaches each thing of each kind of page once, in the
// order of the document, shows where it is, and gets out again at both ends.
func TestTabKey(t *testing.T) {
	dir, _ := build(t, Options{}, append(fixtures(), measured(generated(12, 60))...))
	b := browsertest.Start(t)
	for _, look := range []struct {
		name  string
		width int64
		most  int // stops that are looked at: the order is the same at any width
	}{{"still", 1280, 200}, {"forced", 390, 12}} {
		browsertest.Do(t, b, chromedp.EmulateViewport(look.width, 800))
		if _, err := chromedp.Call(b.Context, emulation.SetEmulatedMedia, looks(look.name)); err != nil {
			t.Fatal(err)
		}
		for _, name := range onePage {
			if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				continue // too few for that list
			}
			b.Open(t, fileURL(dir, name))
			browsertest.Eval[bool](t, b, `document.activeElement.blur(), (location.hash = '#top'), true`) // the search page begins in its box
			want := browsertest.Eval[[]string](t, b, stops)
			if len(want) < 8 || !strings.HasPrefix(want[0], "a Skip") {
				t.Errorf("%s: %d stops, the first is %q", name, len(want), want[:1])
			}
			want = want[:min(len(want), look.most)]
			if !tabbed(t, b, want, fmt.Sprintf("%s, %s, %d pixels", name, look.name, look.width)) || len(want) == look.most {
				continue
			}
			if browsertest.Press(t, b, kb.Tab); browsertest.Eval[string](t, b, stopped) != "0" {
				t.Errorf("%s: Tab does not lead out at the end", name)
			}
			browsertest.Press(t, b, kb.Tab)
			if browsertest.Press(t, b, kb.Tab, chromedp.ModifierShift); browsertest.Eval[string](t, b, stopped) != "0" {
				t.Errorf("%s: Shift and Tab do not lead out at the beginning", name)
			}
		}
	}
}

// tabbed presses the Tab key for each stop, and says whether it came to each.
func tabbed(t *testing.T, b *browsertest.Browser, want []string, where string) bool {
	for i, stop := range want {
		if strings.HasPrefix(stop, "out of order") {
			t.Errorf("%s: %s", where, stop)
		}
		browsertest.Press(t, b, kb.Tab)
		if got := browsertest.Eval[string](t, b, stopped); got != fmt.Sprint(i+1) {
			t.Errorf("%s: stop %d is to be %q, but %s", where, i+1, stop, got)
			return false
		}
	}
	return true
}

// TestKeys: what one can press with a finger works with the keyboard: the way to
// the content, what is folded, and the choice of colours, which stays.
func TestKeys(t *testing.T) {
	dir, _ := build(t, Options{}, append(fixtures(), measured(generated(60, 60))...))
	b := browsertest.Start(t)
	root := serve(t, dir, "/")
	for _, c := range []struct{ page, focus, key, then, want string }{
		{"numbers.html", `.skip`, kb.Enter, `document.activeElement.id + ' ' + location.hash`, "main #main"},
		{"numbers.html", `.numbers-table summary`, kb.Enter, `String(document.querySelector('.numbers-table').open)`, "true"},
		{"numbers.html", `.numbers-table summary`, " ", `String(document.querySelector('.numbers-table').open)`, "true"},
		{"classes/dns.html", `.counted summary`, " ", `String(document.querySelector('.counted').open)`, "true"},
		{"about.html", `.scheme [value=dark]`, " ", `document.documentElement.className + ' ' + document.activeElement.ariaPressed`, "dark true"},
		{"data.html", `body`, "", `document.documentElement.className + ' ' + document.querySelector('.scheme [aria-pressed=true]').value`, "dark dark"},
		{"data.html", `.scheme [value=light]`, kb.Enter, `document.documentElement.className`, "light"},
		{"data.html", `.scheme [value=""]`, kb.Enter, `document.documentElement.className + '|' + document.activeElement.ariaPressed`, "|true"},
		{"about.html", `body`, "/", `document.activeElement.name`, "q"},
	} {
		visit(t, b, root+c.page)
		browsertest.Eval[bool](t, b, `document.querySelector('`+c.focus+`').focus(), true`)
		if c.key != "" {
			browsertest.Press(t, b, c.key)
		}
		got := browsertest.Eval[string](t, b, `(async () => { for (let n = 0, v; n < 200; n++, await new Promise((r) => setTimeout(r, 100))) if ((v = `+c.then+`) === '`+c.want+`') return v; return `+c.then+`; })()`)
		if got != c.want {
			t.Errorf("%s: %q on %s: %q, want %q", c.page, c.key, c.focus, got, c.want)
		}
	}
}

// On paper a page is dark on light whatever its reader likes, and nothing of it
// is there that only a screen has a use for; with a reader's own colours a
// drawing is drawn in them; who wants no motion gets none.
func TestLooks(t *testing.T) {
	dir, _ := build(t, Options{}, append(fixtures(), measured(generated(60, 60))...))
	b := browsertest.Start(t)
	root := serve(t, dir, "/")
	browsertest.Do(t, b, chromedp.EmulateViewport(1280, 800))
	for i, name := range onePage {
		if name == "search.html" { // whose script looks for an index
			continue
		}
		b.Open(t, root+name)
		if i == 0 {
			browsertest.Eval[bool](t, b, `document.querySelector('.scheme [value=dark]').click() ?? true`)
		}
		for _, c := range lookTests {
			if _, err := chromedp.Call(b.Context, emulation.SetEmulatedMedia, looks(c.look)); err != nil {
				t.Fatal(err)
			}
			if got := browsertest.Eval[string](t, b, `(() => { const seen = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
				const of = (e) => e ? e.outerHTML.slice(0, 120) : '';
				return `+c.script+`; })()`); got != c.want {
				t.Errorf("%s, %s: %q, want %q", name, c.look, got, c.want)
			}
		}
	}
}

// lookTests are scripts that say what is wrong with a page that looks so.
var lookTests = []struct{ look, script, want string }{
	{"print", `[getComputedStyle(document.documentElement).getPropertyValue('--bg'), getComputedStyle(document.body).color].join()`, "#fff,rgb(0, 0, 0)"},
	{"print", `of(seen('nav, form, button, .skip, footer.site, details:not([open]) > summary')[0])`, ""},
	{"print", `of(seen('svg').find((e) => e.getBoundingClientRect().width > innerWidth))`, ""},
	{"forced", `of(seen('.column, .dense, .dot, .counts rect, .spark path, .chart .dots').find((e) => [getComputedStyle(e).fill, getComputedStyle(e).stroke]
		.some((c) => !['none', getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor].includes(c))))`, ""},
	{"still", `of([...document.querySelectorAll('*')].find((e) => { const s = getComputedStyle(e);
		return s.scrollBehavior === 'smooth' || parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none'; }))`, ""},
}
