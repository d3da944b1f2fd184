// One document that has all the words by chance hides those that are meant. So
// a query with few answers is tried with a word less, and below its hits stand
// those with most of its words.
import * as say from '../say';
import { el, linkButton, number } from '../use';
import type { Words } from './dom';
import type { View } from './view';

const most = 4; // offers
const shown = 10; // hits, with those that have all the words

/** Returns the sentence that offers the queries which find more than total, or nothing. */
export async function fewerWords(view: View, total: number): Promise<Words> {
  const tried = await Promise.all(withoutOne(view.input.value).map(async (w) =>
    ({ ...w, found: await view.engine.search(view.query(w.rest), { limit: 0 }) })));
  const better = tried.filter(({ found }) => !found.partial && !found.corrected && found.total > total);
  better.sort((a, b) => a.found.total - b.found.total);
  const offers = better.slice(0, most).map(({ word, rest, found }) =>
    [linkButton(say.without({ word }), () => view.ask(rest, true)), ` (${number(found.total)})`]);
  return offers.length ? say.fewer({ offers: offers.flatMap((o, i) => (i ? [', ', ...o] : o)) }) : [];
}

/** Returns a heading and a list of the hits with most of the words, or nothing. */
export async function almost(view: View, total: number): Promise<Node[]> {
  const res = await view.engine.search(view.query(), { ...view.options({ typing: view.typing }), limit: shown - total, excerpts: true, almost: true });
  if (res.hits.length === 0) return [];
  return [el('h2', {}, say.mostWords), el('ol', { class: 'hits' }, ...res.hits.map((h) => view.item(h)))];
}

/** Returns the plain words of a query, each with the query without it; none if it has fewer than three. */
function withoutOne(query: string): { word: string; rest: string }[] {
  const parts = query.match(/-?(\w+:)?"[^"]*"?|\S+/g) ?? [];
  const plain = parts.map((p, i) => ({ p, i })).filter(({ p }) => /^[^"':-][^":]*$/.test(p));
  if (plain.length < 3 || plain.length > 8) return [];
  return plain.map(({ p, i }) => ({ word: p, rest: parts.filter((_, k) => k !== i).join(' ') }));
}
