// What is offered where nothing was found: words that begin alike, the classes,
// the newest postmortems.
import * as say from '../say';
import { el, linkButton, number, titleOf } from '../use';
import type { Words } from './dom';
import type { View } from './view';

const newest = 5;

/** Returns what to show. */
export async function instead(view: View): Promise<Node[]> {
  const { engine, site } = view, words = view.input.value;
  const plain = words.split(/\s+/).filter((w) => /^[\p{L}\p{N}]{3,}$/u.test(w)).slice(0, 4);
  const [all, ...near] = await Promise.all([
    engine.search('', { all: true, limit: newest, sort: 'newest', excerpts: false }),
    ...plain.map(async (w) => (await engine.alike(w)).map((other) => linkButton(other, () => view.ask(words.replace(w, () => other), true)))),
  ]);
  const offers = near.flat(), classes = Object.entries(all.facets.class).sort((a, b) => b[1] - a[1]);
  return [
    ...(offers.length ? [el('p', {}, ...say.nearby({ words: offers.flatMap((o, i): Words => (i ? [', ', o] : [o])) }))] : []),
    el('h2', {}, say.byFailure),
    el('ul', { class: 'tags' }, ...classes.map(([id, n]) =>
      el('li', {}, el('a', { class: 'tag', href: `${site}classes/${id}.html` }, `${titleOf(id)} ${number(n)}`)))),
    el('h2', {}, say.theNewest),
    el('ol', { class: 'hits' }, ...all.hits.map((h) => view.item(h))),
  ];
}
