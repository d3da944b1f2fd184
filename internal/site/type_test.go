package site

import (
	"testing"

	"hindsight/internal/browsertest"
)

// The colours that a reader chose hold on the next page, in the terms of the
// background that is painted; "as the system" goes back.
func TestSchemeChosen(t *testing.T) {
	dir, _ := build(t, Options{}, fixtures())
	b := browsertest.Start(t)
	for place, root := range map[string]string{"disk": fileURL(dir, "") + "/", "http": serve(t, dir, "/")} {
		background := func(page string) string {
			visit(t, b, root+page)
			return browsertest.Eval[string](t, b, `getComputedStyle(document.documentElement).backgroundColor`)
		}
		press := func(value string) {
			browsertest.Eval[bool](t, b, `document.querySelector('.scheme button[value="`+value+`"]').click() ?? true`)
		}
		system := background("about.html") // a browser under test has light
		press("dark")
		dark := background("index.html")
		press("light")
		light := background("about.html")
		press("")
		if again := background("index.html"); dark == system || light != system || again != system {
			t.Errorf("%s: system %s, dark %s, light %s, system again %s", place, system, dark, light, again)
		}
		b.Clean(t, root)
	}
}

// A line of running text holds 62 to 72 characters, in the face that the site
// brings along.
func TestMeasure(t *testing.T) {
	dir, _ := build(t, Options{}, fixtures())
	b := browsertest.Start(t)
	visit(t, b, serve(t, dir, "/")+"postmortems/northsea-ferries/2019-02-18-payments-down-a1b2c3.html")
	const script = `(async () => {
		const faces = await document.fonts.load('1em Literata');
		const prose = document.querySelector('main .prose'), p = document.createElement('p'), text = 'The servers of one region answered late and then not at all, because ';
		p.style.whiteSpace = 'nowrap'; p.style.display = 'inline-block'; p.textContent = text.repeat(20); prose.append(p);
		return faces.length + ' face, ' + Math.round(prose.clientWidth / (p.getBoundingClientRect().width / p.textContent.length)) + ' characters';
	})()`
	got := browsertest.Eval[string](t, b, script)
	if got < "1 face, 62 characters" || got > "1 face, 72 characters" {
		t.Error(got)
	}
}
