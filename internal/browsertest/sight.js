// What axe-core finds too, found by plain arithmetic: text whose contrast with
// what is behind it is under 4.5 to 1 (3 to 1 where it is large), pages wider
// than the window, headings that leave out a level, two landmarks with one
// name, and, with fingers, targets under 44 pixels. Returns a line for each.
((fingers) => {
	const problems = new Set();
	const seen = (e) =>
		e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0 && e.getBoundingClientRect().width > 1;
	const name = (e) =>
		e.tagName.toLowerCase() + (e.className ? '.' + e.className : '') + ' “' + e.textContent.trim().slice(0, 30) + '”';

	const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
	const rgba = (css) => {
		paint.clearRect(0, 0, 1, 1);
		paint.fillStyle = css;
		paint.fillRect(0, 0, 1, 1);
		return [...paint.getImageData(0, 0, 1, 1).data].map((v) => v / 255);
	};
	const over = (top, below, alpha) => top.map((v, i) => v * alpha + below[i] * (1 - alpha)).slice(0, 3);
	const behind = (e) => {
		if (!e) return rgba('Canvas').slice(0, 3);
		const c = rgba(getComputedStyle(e).backgroundColor);
		return c[3] === 1 ? c.slice(0, 3) : over(c, behind(e.parentElement), c[3]);
	};
	const opacity = (e) => e ? Number(getComputedStyle(e).opacity) * opacity(e.parentElement) : 1;
	const linear = (v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
	const light = (c) => c.map(linear).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);

	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const e = walk.currentNode.parentElement, style = getComputedStyle(e);
		if (!walk.currentNode.data.trim() || !seen(e) || /^(SCRIPT|STYLE|NOSCRIPT|OPTION)$/.test(e.tagName) || e.disabled) continue;
		const back = behind(e), color = rgba(style.color), front = over(color, back, color[3] * opacity(e));
		const [a, b] = [light(front), light(back)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
		const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
		if (ratio < (large ? 3 : 4.5)) problems.add('contrast ' + ratio.toFixed(2) + ' of ' + name(e));
	}

	const width = document.documentElement.scrollWidth;
	if (width > innerWidth) problems.add('wider than the window: ' + width);

	let level = 0;
	for (const h of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
		if (!h.checkVisibility()) continue;
		if (Number(h.tagName[1]) > level + 1) problems.add('after h' + level + ' comes ' + name(h));
		level = Number(h.tagName[1]);
	}

	const landmarks = [...document.querySelectorAll('nav, [role=search], section[aria-label], aside')]
		.filter((e) => e.checkVisibility())
		.map((e) => (e.role || e.tagName) + ' ' + (e.ariaLabel || ''));
	for (const l of landmarks) {
		if (landmarks.indexOf(l) !== landmarks.lastIndexOf(l)) problems.add('two landmarks ' + l);
	}

	const targets = 'button, select, input, header a, nav.pager a, .chip, .names a, .bars a, .classes a, .tags a';
	for (const e of fingers ? document.querySelectorAll(targets) : []) {
		const height = e.getBoundingClientRect().height;
		if (seen(e) && height < 43.5) problems.add('only ' + height.toFixed(1) + ' pixels high: ' + name(e));
	}
	return [...problems].join('\n');
})
