// One document that has all the words by chance hides those that are meant. So
// a query with few answers is tried with a word less, and below its hits stand
// those with most of its words.
import { Hit, Options, Result, Search } from '../search/search';
import { el } from './dom';
import { linkButton } from './notes';
import { withoutOne } from './query';
import { number } from './results';

const most = 4; // offers
const few = 3; // hits

/** Says that so little was found that what has most of the words is worth showing. */
export function isFew(res: Result): boolean {
  return !res.partial && res.total > 0 && res.total <= few;
}

/** Returns the sentence that offers the queries which find more than total, or nothing. */
export async function fewerWords(
	engine: Search, words: string, total: number, query: (words: string) => string, pick: (words: string) => void,
): Promise<(Node | string)[]> {
  const tried = await Promise.all(withoutOne(words).map(async (w) => ({ ...w, found: await engine.search(query(w.rest), { limit: 0 }) })));
  const better = tried.filter(({ found }) => !found.partial && !found.corrected && found.total > total);
  better.sort((a, b) => a.found.total - b.found.total);
  const offers = better.slice(0, most).map(({ word, rest, found }) => [linkButton(`without “${word}”`, () => pick(rest)), ` (${number(found.total)})`]);
  return offers.length ? ['Fewer words find more: ', ...offers.flatMap((o, i) => (i ? [', ', ...o] : o)), '.'] : [];
}

/** Returns a heading and a list of the hits with most of the words, or nothing. */
export async function almost(engine: Search, query: string, options: Options, item: (h: Hit) => HTMLElement): Promise<Node[]> {
  const res = await engine.search(query, { ...options, almost: true });
  if (res.hits.length === 0) return [];
  return [el('h2', {}, 'With most of the words'), el('ol', { class: 'hits' }, ...res.hits.map(item))];
}
