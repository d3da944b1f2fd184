// One document that has all the words by chance hides those that are meant. So
// a query with few answers is tried with a word less.
import { Search } from '../search/search';
import { el } from './dom';
import { withoutOne } from './query';
import { number } from './results';

const most = 4; // offers

/** Returns the sentence that offers the queries which find more than total, or nothing. */
export async function fewerWords(engine: Search, words: string, total: number, query: (words: string) => string, pick: (words: string) => void): Promise<(Node | string)[]> {
  const tried = await Promise.all(withoutOne(words).map(async (w) => ({ ...w, found: await engine.search(query(w.rest), { limit: 0 }) })));
  const better = tried.filter(({ found }) => !found.partial && !found.corrected && found.total > total);
  better.sort((a, b) => a.found.total - b.found.total);
  const offers = better.slice(0, most).map(({ word, rest, found }) => {
    const button = el('button', { type: 'button', class: 'link' }, `without “${word}”`);
    button.addEventListener('click', () => pick(rest));
    return [button, ` (${number(found.total)})`];
  });
  return offers.length ? ['Fewer words find more: ', ...offers.flatMap((o, i) => (i ? [', ', ...o] : o)), '.'] : [];
}
