// Showing a result: its sentence and its hits.
import type { Hit, Result } from '../search/types';
import type { Choice } from './choice';
import { el, highlighted } from './dom';

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
export function valueName({ key, value }: Choice): string {
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

const few = 3; // hits

/** Says that so little was found that what has most of the words is worth showing. */
export function isFew(res: Result): boolean {
  return !res.partial && res.total > 0 && res.total <= few;
}
