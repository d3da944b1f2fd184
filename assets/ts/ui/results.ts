// Showing a result: its sentence and its hits.
import * as say from '../say';
import type { Hit, Result } from '../search/types';
import type { Choice } from './choice';
import { type Child, el, highlighted } from './dom';

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
export function titleOf(id: string): string {
  if (Object.prototype.hasOwnProperty.call(titles, id)) return titles[id];
  const s = id.replace(/-/g, ' ');
  return s.charAt(0).toUpperCase() + s.slice(1);
}

const units: Record<string, string> = { m: say.lengthMin, h: say.lengthH, d: say.lengthD, w: say.weeks };

/** What a choice is called in its group: 15 min – 1 h, 2017 – 2019. */
export function valueName({ key, value }: Choice): string {
  if (key === 'class') return titleOf(value);
  if (key === 'org') return value;
  const lengths = key === 'year' ? value : value.replace(/(\d+)\s*([mhdw])[a-z]*/g, (_, n, unit) => `${n} ${units[unit]} `).trim();
  return lengths.replace(/\s*\.\.\s*/, ' – ').replace(/^([<>])=?(.*)/, (_, side, length) => (side === '>' ? say.over : say.under)({ length }));
}

/** What a choice is called. */
export function label(c: Choice): string {
  const name = valueName(c), of = { lasted: say.lasted, noticed: say.noticed }[c.key as string];
  return of ? of({ length: name }) : name;
}

/** A date as lists write it, as precise as the text: 1 Mar 2019, Mar 2019, 2019. */
export function day(iso: string): string {
  const [year, month, day] = iso.split(/\D/), name = say.monthsShort.split(' ')[Number(month) - 1];
  return name ? (day ? say.dateShortDay : say.dateShortMonth).replace(/2006|Jan|2/g, (w) => ({ 2006: year, Jan: name, 2: `${Number(day)}` })[w]!) : iso;
}

/** A number as the pages write it: 2,345. */
export function number(n: number): string {
  return n.toLocaleString('en');
}

/** A length in its two largest units, as lists write it: 2 h 14 min. */
function length(minutes: number): string {
  const days = Math.floor(minutes / 1440);
  const all = [[days, days > 1 ? say.lengthDays : say.lengthDay], [Math.floor(minutes / 60) % 24, say.lengthH], [minutes % 60, say.lengthMin]];
  const from = all.findIndex(([n]) => n);
  return all.slice(from, from + 2).filter(([n]) => n).map((part) => part.join(' ')).join(' ');
}

/** What a row says of a postmortem besides its title. */
type Known = Pick<Hit, 'date' | 'when' | 'organisation' | 'classes'> & Partial<Pick<Hit, 'lasted'>>;

/** Shows a postmortem as a row of a list does (layouts/_partials/row.html), with more below it. */
export function row({ date, when, organisation, classes, lasted }: Known, title: Child, ...more: Child[]): HTMLElement {
  const published = date && date !== when && when ? el('small', {}, say.crumbPublished, ' ', el('time', { datetime: date }, day(date))) : null;
  return el('li', { class: 'hit row' },
    el('span', { class: 'day' }, when ? el('time', { datetime: when }, day(when)) : el('span', { class: 'unstated' }, say.undated), published),
    el('div', { class: 'what' }, el('h3', {}, title), ' ', organisation && el('span', { class: 'org' }, organisation)),
    el('span', { class: 'long' }, lasted ? length(lasted) : ''),
    el('span', { class: 'of' }, ...classes.flatMap((c, i): Child[] => (i ? [', ', titleOf(c)] : [el('b', {}, titleOf(c))]))),
    ...more);
}

/** Shows a hit that leads to an address. One that waits for its excerpt shows the summary in its place. */
export function hitItem(h: Hit, address: string, waits: boolean): HTMLElement {
  if (h.unread && !h.url) {
    return row(h, el('span', { class: 'unstated' }, say.unreadTitle),
      el('p', { class: 'hit-excerpt' }, say.unread));
  }
  return row(h, el('a', { class: 'title', href: address }, highlighted(h.title || say.untitled, h.title ? h.titleMarks : [])),
    waits || h.excerpt || h.summary
      ? el('p', { class: waits ? 'hit-excerpt waiting' : 'hit-excerpt' }, h.excerpt ? highlighted(h.excerpt, h.marks) : h.summary)
      : null);
}

/** Puts hits that tell of one incident together, at the place of the first. */
export function folded(hits: Hit[]): Hit[][] {
  const out: Hit[][] = [];
  for (const h of hits) {
    const first = out.find(([f]) => f.same.includes(h.url));
    if (first) first.push(h);
    else out.push([h]);
  }
  return out;
}

/** Names further hits of an incident. */
export function alsoTold(hits: Hit[], address: (h: Hit) => string): HTMLElement {
  const each = hits.flatMap((h, i): Child[] =>
    [i > 0 && ', ', h.organisation && h.organisation + ': ', el('a', { href: address(h) }, h.title || say.untitled)]);
  return el('p', { class: 'hit-same' }, say.accounts, ' ', ...each);
}

/** Says in a sentence what was found; about is "for …", "in …", both or nothing. */
export function summary(res: Result, words: string, about: string): string {
  if (res.total === 0) return say.nothing({ about });
  const found = (res.total === 1 ? say.countPostmortemOne : say.countPostmortem)({ n: number(res.total) });
  const last = res.unstated ? (res.unstated === 1 ? say.unstatedOne : say.unstated({ n: number(res.unstated) })) : '';
  return (res.partial ? say.partial : say.found)({ words, found, about }) + last;
}

const few = 3; // hits

/** Says that so little was found that what has most of the words is worth showing. */
export function isFew(res: Result): boolean {
  return !res.partial && res.total > 0 && res.total <= few;
}
