// Years as columns: one press chooses a year, a second one all from the first to it.
import * as say from '../say';
import { el, hasYear } from '../use';
import type { Counts } from '../search/types';
import type { Choice } from './choice';

const svg = 'http://www.w3.org/2000/svg';
const most = 100; // columns: a year mistyped as 2 would make two thousand

/** Shows a column for each year from the first to the last. One of them is in the order of the Tab key, arrows lead to the others. */
export function yearColumns(counts: Counts, chosen: Choice[]): HTMLElement | null {
  const known = Object.keys(counts).map(Number).sort((a, b) => a - b), top = Math.max(...Object.values(counts));
  if (known.length === 0) return null;
  const last = known[known.length - 1], from = Math.max(known[0], last - most + 1), pressed = (y: number) => chosen.some((c) => hasYear(c, y));
  const list = el('ul', { class: 'years' });
  for (let y = from; y <= last; y++) {
    const n = counts[y] ?? 0, name = `${y}: ${n}`;
    const props = { type: 'button', 'data-choice': `year:${y}`, 'aria-pressed': String(pressed(y)), 'aria-label': name, title: name };
    const button = el('button', props, column(n / top));
    button.tabIndex = -1;
    list.append(el('li', {}, button));
  }
  const buttons = [...list.querySelectorAll('button')];
  (buttons.find((b) => b.ariaPressed === 'true') ?? buttons[buttons.length - 1]).tabIndex = 0;
  list.addEventListener('keydown', (e) => {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0, at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!by || !buttons[at + by]) return;
    e.preventDefault();
    buttons[at].tabIndex = -1;
    buttons[at + by].tabIndex = 0;
    buttons[at + by].focus();
  });
  return el('div', { class: 'facet' }, el('h3', {}, say.numbersYear), list,
    el('p', { class: 'ends' }, el('span', {}, String(from)), el('span', {}, String(last))));
}

function column(share: number): SVGElement {
  const picture = document.createElementNS(svg, 'svg'), bar = document.createElementNS(svg, 'rect'), height = Math.ceil(100 * share);
  for (const [name, value] of Object.entries({ viewBox: '0 0 1 100', preserveAspectRatio: 'none', 'aria-hidden': 'true' })) picture.setAttribute(name, value);
  for (const [name, value] of Object.entries({ width: 1, height, y: 100 - height })) bar.setAttribute(name, String(value));
  picture.append(bar);
  return picture;
}
