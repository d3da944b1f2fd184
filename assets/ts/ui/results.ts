// Showing a result: status, filters with counts, hits.
import { Counts, Hit, Result } from '../search/search';
import { el, highlighted } from './dom';

const facetsShown = 8;

/** What the person chose beside the words. */
export interface Choice {
  key: 'class' | 'org' | 'year';
  value: string;
}

let titles: Record<string, string> = {};

/** Takes the titles of the classes from the page: JSON, id to title. */
export function useTitles(json: string | undefined): void {
  try {
    titles = JSON.parse(json || '{}');
  } catch {
    titles = {};
  }
}

/** The title of a class; made from its id where the page gives none. */
export function title(id: string): string {
  if (Object.prototype.hasOwnProperty.call(titles, id)) return titles[id];
  const s = id.replace(/-/g, ' ');
  return s.charAt(0).toUpperCase() + s.slice(1);
}

export function hitItem(h: Hit, site: string): HTMLElement {
  const about: (Node | string)[] = [];
  const add = (e: Node | null) => e && about.push(...(about.length ? [' · ', e] : [e]));
  add(h.organisation ? el('span', { class: 'hit-org' }, h.organisation) : null);
  add(h.date ? el('time', { datetime: h.date }, h.date.slice(0, 10)) : null);
  for (const c of h.classes) add(el('span', { class: 'hit-class' }, title(c)));
  return el('li', { class: 'hit' },
    el('h3', {}, el('a', { href: site + h.url }, highlighted(h.title || 'Untitled', h.title ? h.titleMarks : []))),
    el('p', { class: 'hit-about' }, ...about),
    h.excerpt ? el('p', { class: 'hit-excerpt' }, highlighted(h.excerpt, h.marks)) : null);
}

/** Says in a sentence what was found. */
export function summary(res: Result, words: string): string {
  if (res.total === 0) return `Nothing found for ${words}.`;
  const n = res.total === 1 ? '1 postmortem' : `${res.total} postmortems`;
  return res.partial ? `No postmortem has all of ${words}; ${n} with most of it.` : `${n} for ${words}.`;
}

/** Lists a facet's values with their counts, as buttons that narrow the result. */
export function facetGroup(name: string, key: Choice['key'], counts: Counts, chosen: Choice[], toggle: (c: Choice) => void): HTMLElement | null {
  const order = key === 'year' ? (a: string, b: string) => Number(b) - Number(a) : (a: string, b: string) => counts[b] - counts[a] || (a < b ? -1 : 1);
  const values = Object.keys(counts).sort(order);
  const on = (v: string) => chosen.some((c) => c.key === key && c.value === v);
  for (const c of chosen) if (c.key === key && !values.includes(c.value)) values.unshift(c.value);
  if (values.length === 0) return null;
  const list = el('ul');
  values.forEach((v, i) => {
    const button = el('button', { type: 'button', 'aria-pressed': String(on(v)) },
      key === 'class' ? title(v) : v, ' ', el('span', { class: 'count' }, String(counts[v] ?? 0)));
    button.addEventListener('click', () => toggle({ key, value: v }));
    const item = el('li', {}, button);
    item.hidden = i >= facetsShown && !on(v);
    list.append(item);
  });
  const group = el('section', { class: 'facet' }, el('h3', {}, name), list);
  if (values.length > facetsShown) {
    const all = el('button', { type: 'button', class: 'facet-all' }, `All ${values.length}`);
    all.addEventListener('click', () => {
      for (const item of list.children) (item as HTMLElement).hidden = false;
      all.remove();
    });
    group.append(all);
  }
  return group;
}
