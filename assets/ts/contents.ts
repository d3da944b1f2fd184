// Marks in the contents which section is in view, where a reader sees both: the
// last one whose heading has come near the top of the window.

const nav = document.querySelector<HTMLElement>('nav.contents');
const links = [...(nav?.querySelectorAll<HTMLAnchorElement>('a[href^="#"]') ?? [])];
const headings = links.map((a) => document.getElementById(decodeURIComponent(a.hash.slice(1))));

function show(): void {
  const line = innerHeight * 0.15;
  let at = -1;
  headings.forEach((h, i) => {
    if (h && h.getBoundingClientRect().top <= line) at = i;
  });
  const text = document.querySelector('main .prose')?.getBoundingClientRect();
  if (text && text.bottom < line) at = -1; // below the text is none of its sections
  links.forEach((a, i) => {
    if (i === at) a.setAttribute('aria-current', 'true');
    else a.removeAttribute('aria-current');
  });
}

if (nav && links.length && 'IntersectionObserver' in window) {
  // Told only when a heading passes the line, however far a jump leads: nothing is computed while a reader scrolls between two.
  const passed = new IntersectionObserver(show, { rootMargin: '10000000px 0px -85% 0px' });
  for (const h of headings) if (h) passed.observe(h);
  const ended = new IntersectionObserver(show, { rootMargin: '0px 0px -85% 0px' });
  const prose = document.querySelector('main .prose');
  if (prose) ended.observe(prose);
  show();
}
