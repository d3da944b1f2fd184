// What is offered where nothing was found: words that begin alike, the classes,
// the newest postmortems.
import { Hit, Search } from '../search/search';
import { el } from './dom';
import { linkButton } from './notes';
import { number, title } from './results';

const newest = 5;

/** Returns what to show. pick is called with a query in which a word is another. */
export async function instead(engine: Search, words: string, site: string, item: (h: Hit) => HTMLElement, pick: (words: string) => void): Promise<Node[]> {
  const plain = words.split(/\s+/).filter((w) => /^[\p{L}\p{N}]{3,}$/u.test(w)).slice(0, 4);
  const [all, ...near] = await Promise.all([
    engine.search('', { all: true, limit: newest, sort: 'newest', excerpts: false }),
    ...plain.map(async (w) => (await engine.alike(w)).map((other) => linkButton(other, () => pick(words.replace(w, () => other))))),
  ]);
  const offers = near.flat(), classes = Object.entries(all.facets.class).sort((a, b) => b[1] - a[1]);
  return [
    ...(offers.length ? [el('p', {}, 'Words that are there: ', ...offers.flatMap((o, i) => (i ? [', ', o] : [o])), '.')] : []),
    el('h2', {}, 'By what failed'),
    el('ul', { class: 'tags' }, ...classes.map(([id, n]) =>
      el('li', {}, el('a', { class: 'tag', href: `${site}classes/${id}.html` }, `${title(id)} ${number(n)}`)))),
    el('h2', {}, 'The newest'),
    el('ol', { class: 'hits' }, ...all.hits.map(item)),
  ];
}
