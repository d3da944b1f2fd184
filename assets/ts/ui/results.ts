// Showing a result: status, filters with counts, hits.
import { steps } from '../search/span';
import { Counts, Hit, Result } from '../search/search';
import { el, highlighted } from './dom';
import { Choice, same } from './choice';

const facetsShown = 8;

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

const units: Record<string, string> = { m: 'min', h: 'h', d: 'd', w: 'weeks' };

/** What a choice is called in its group: 15 min – 1 h, 2017 – 2019. */
function valueName({ key, value }: Choice): string {
  if (key === 'class') return title(value);
  if (key === 'org') return value;
  const lengths = key === 'year' ? value : value.replace(/(\d+)\s*([mhdw])[a-z]*/g, (_, n, unit) => `${n} ${units[unit]} `).trim();
  return lengths.replace(/\s*\.\.\s*/, ' – ').replace(/^>=?/, 'over ').replace(/^<=?/, 'under ');
}

/** What a choice is called. */
export function label(c: Choice): string {
  const before = { class: '', org: '', year: '', lasted: 'lasted ', noticed: 'noticed after ' }[c.key];
  return before + valueName(c);
}

/** A date as the pages write it, as precise as the text: 1 March 2019, March 2019, 2019. */
export function day(iso: string): string {
  const date = new Date(iso), month = iso.length > 4 ? 'long' : undefined, day = iso.length > 7 ? 'numeric' : undefined;
  return isNaN(date.getTime()) ? iso : date.toLocaleDateString('en-GB', { timeZone: 'UTC', year: 'numeric', month, day });
}

/** A number as the pages write it: 2,345. */
export function number(n: number): string {
  return n.toLocaleString('en');
}

/** Says whose incident a postmortem tells, of when and of what classes. */
export function about({ organisation, when, classes }: Pick<Hit, 'organisation' | 'when' | 'classes'>): (Node | string)[] {
  const parts = [
    ...(organisation ? [el('span', { class: 'hit-org' }, organisation)] : []),
    when ? el('time', { datetime: when }, day(when)) : el('span', { class: 'unstated' }, 'undated'),
    ...classes.map((c) => el('span', { class: 'hit-class' }, title(c))),
  ];
  return parts.flatMap((p, i) => (i ? [' · ', p] : [p]));
}

/** Shows a hit that leads to an address. One that waits for its excerpt shows the summary in its place. */
export function hitItem(h: Hit, address: string, waits: boolean): HTMLElement {
  if (h.unread && !h.url) {
    return el('li', { class: 'hit unread' }, el('h3', { class: 'unstated' }, 'Postmortem that could not be read'),
      el('p', { class: 'hit-about' }, ...about(h)),
      el('p', { class: 'hit-excerpt' }, 'It matches, but the part of the search index with its title and address is missing or damaged.'));
  }
  return el('li', { class: 'hit' },
    el('h3', {}, el('a', { href: address }, highlighted(h.title || 'Untitled postmortem', h.title ? h.titleMarks : []))),
    el('p', { class: 'hit-about' }, ...about(h)),
    waits || h.excerpt || h.summary
      ? el('p', { class: waits ? 'hit-excerpt waiting' : 'hit-excerpt' }, h.excerpt ? highlighted(h.excerpt, h.marks) : h.summary)
      : null);
}

/** Says in a sentence what was found; about is "for …", "in …", both or nothing. */
export function summary(res: Result, words: string, about: string): string {
  if (res.total === 0) return `Nothing found${about}.`;
  const n = res.total === 1 ? '1 postmortem' : `${number(res.total)} postmortems`;
  const last = !res.unstated ? '' : res.unstated === 1 ? ' One does not say, and stands last.' : ` ${number(res.unstated)} do not say, and stand last.`;
  return (res.partial ? `No postmortem has all of ${words}; ${n} with most of it.` : `${n}${about}.`) + last;
}

/** A button that stands for a choice, found again by its data-choice. */
function choiceButton(c: Choice, props: { [name: string]: string }, ...children: (Node | string)[]): HTMLButtonElement {
  return el('button', { type: 'button', 'data-choice': `${c.key}:${c.value}`, ...props }, ...children);
}

/** What a group of filters shows and does. */
export interface Facet {
  name: string;
  key: Choice['key'];
  counts: Counts;
  chosen: Choice[];
  open: Set<string>; // keys of the groups that are shown in full
}

/** Lists a facet's values with their counts, as buttons that narrow the result. */
export function facetGroup({ name, key, counts, chosen, open }: Facet): HTMLElement | null {
  const values = Object.keys(counts).sort((a, b) => counts[b] - counts[a] || (a < b ? -1 : 1));
  if (steps[key] && values.length) values.splice(0, values.length, ...steps[key]);
  const on = (value: string) => chosen.some((c) => same(c, { key, value }));
  for (const c of chosen) if (c.key === key && !values.some((value) => same(c, { key, value }))) values.unshift(c.value);
  if (values.length === 0) return null;
  const list = el('ul'), all = open.has(key) || values.length <= facetsShown + 1;
  values.forEach((value, i) => {
    const c = { key, value };
    const button = choiceButton(c, { 'aria-pressed': String(on(value)) },
      el('span', { class: 'value' }, valueName(c)), ...(steps[key]?.includes(value) === false ? [] // a range of one's own
        : [' ', el('span', { class: 'count' }, number(counts[value] ?? 0))]));
    const item = el('li', {}, button);
    item.hidden = !all && i >= facetsShown && !on(value);
    list.append(item);
  });
  const group = el('div', { class: 'facet' }, el('h3', {}, name), list);
  if (!all) group.append(showAll(list, values.length, () => open.add(key)));
  return group;
}

function showAll(list: HTMLElement, n: number, opened: () => void): HTMLElement {
  const button = el('button', { type: 'button', class: 'facet-all' }, `Show all ${n}`);
  button.addEventListener('click', () => {
    opened();
    const hidden = [...list.children].filter((item) => (item as HTMLElement).hidden) as HTMLElement[];
    for (const item of hidden) item.hidden = false;
    button.remove();
    hidden[0]?.querySelector('button')?.focus();
  });
  return button;
}

const names = { class: 'Failure class', org: 'Organisation', year: 'Year', lasted: 'Lasted', noticed: 'Noticed after' };

/** Lists what is chosen, each with a way to take it back. */
export function chips(chosen: Choice[], clear: () => void): HTMLElement[] {
  const out = chosen.map((c) => {
    const button = choiceButton(c, { class: 'chip', 'aria-label': `Remove the filter ${names[c.key]}: ${label(c)}` },
      label(c), el('span', { class: 'cross', 'aria-hidden': 'true' }, '×'));
    return el('li', {}, button);
  });
  if (chosen.length > 1) {
    const all = el('button', { type: 'button', class: 'link' }, 'Remove all filters');
    all.addEventListener('click', clear);
    out.push(el('li', {}, all));
  }
  return out;
}

/** The groups of filters: key, name and where the result counts them. */
export const groups = [
  { key: 'class', name: names.class, field: 'class' },
  { key: 'org', name: names.org, field: 'organisation' },
  { key: 'year', name: names.year, field: 'year' },
  { key: 'lasted', name: names.lasted, field: 'lasted' },
  { key: 'noticed', name: names.noticed, field: 'noticed' },
] as const;
