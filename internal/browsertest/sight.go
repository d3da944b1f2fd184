package browsertest

import "testing"

// sight finds by plain arithmetic what axe-core finds too: text whose
// contrast with what is behind it is under 4.5 to 1 (3 to 1 where it is
// large), pages wider than the window, headings that leave out a level, two
// landmarks with one name, and, with fingers, targets under 44 pixels.
const sight = `((fingers) => {
	const problems = new Set(), seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0 && e.getBoundingClientRect().width > 1;
	const name = (e) => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '') + ' “' + e.textContent.trim().slice(0, 30) + '”';
	const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
	const rgba = (css) => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = css; paint.fillRect(0, 0, 1, 1); return [...paint.getImageData(0, 0, 1, 1).data].map((v) => v / 255); };
	const over = (top, below, alpha) => top.map((v, i) => v * alpha + below[i] * (1 - alpha)).slice(0, 3);
	const light = (c) => c.map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	const behind = (e) => { if (!e) return rgba('Canvas').slice(0, 3); const c = rgba(getComputedStyle(e).backgroundColor); return c[3] === 1 ? c.slice(0, 3) : over(c, behind(e.parentElement), c[3]); };
	const opacity = (e) => e ? Number(getComputedStyle(e).opacity) * opacity(e.parentElement) : 1;
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const e = walk.currentNode.parentElement, style = getComputedStyle(e);
		if (!walk.currentNode.data.trim() || !seen(e) || /^(SCRIPT|STYLE|NOSCRIPT|OPTION)$/.test(e.tagName) || e.disabled) continue;
		const back = behind(e), color = rgba(style.color), front = over(color, back, color[3] * opacity(e));
		const [a, b] = [light(front), light(back)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
		const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
		if (ratio < (large ? 3 : 4.5)) problems.add('contrast ' + ratio.toFixed(2) + ' of ' + name(e));
	}
	if (document.documentElement.scrollWidth > innerWidth) problems.add('wider than the window: ' + document.documentElement.scrollWidth);
	let level = 0;
	for (const h of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
		if (!h.checkVisibility()) continue;
		if (Number(h.tagName[1]) > level + 1) problems.add('after h' + level + ' comes ' + name(h));
		level = Number(h.tagName[1]);
	}
	const landmarks = [...document.querySelectorAll('nav, [role=search], section[aria-label], aside')].filter((e) => e.checkVisibility()).map((e) => (e.role || e.tagName) + ' ' + (e.ariaLabel || ''));
	for (const l of landmarks) if (landmarks.indexOf(l) !== landmarks.lastIndexOf(l)) problems.add('two landmarks ' + l);
	if (fingers) for (const e of document.querySelectorAll('button, select, input, header a, nav.pager a, .chip, .names a, .bars a, .classes a, .tags a'))
		if (seen(e) && e.getBoundingClientRect().height < 43.5) problems.add('only ' + e.getBoundingClientRect().height.toFixed(1) + ' pixels high: ' + name(e));
	return [...problems].join('\n');
})`

// Sight says, a line each, what people with weak eyes, with a screen reader
// or, on a narrow page, with fingers would stumble over.
func Sight(tb testing.TB, b *Browser, fingers bool) string {
	tb.Helper()
	if fingers {
		return Eval[string](tb, b, sight+"(true)")
	}
	return Eval[string](tb, b, sight+"(false)")
}
