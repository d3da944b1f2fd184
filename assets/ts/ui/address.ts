// What was asked, in the page's address: so it can be shared, and "back" works.
import { Choice, keys } from './choice';

export interface Asked {
  words: string;
  chosen: Choice[];
  sort: string;
}

export function fromAddress(): Asked {
  const params = new URLSearchParams(location.search);
  return {
    words: params.get('q') ?? '',
    chosen: keys.flatMap((key) => params.getAll(key).map((value) => ({ key, value }))),
    sort: params.get('sort') ?? 'relevance',
  };
}

/** Returns "?…", or "" when nothing was asked. */
export function toSearch({ words, chosen, sort }: Asked): string {
  const params = new URLSearchParams();
  if (words.trim()) params.set('q', words.trim());
  for (const c of chosen) params.append(c.key, c.value);
  if (sort !== 'relevance') params.set('sort', sort);
  return params.toString() ? '?' + params : '';
}

/** Shows what was asked. The entry of the history remembers whether the last word was unfinished. */
export function toAddress(asked: Asked, typing: boolean, push: boolean): void {
  const search = toSearch(asked), url = location.pathname + search + location.hash;
  if (search === location.search && typing === wasTyping()) return;
  if (push && search !== location.search) history.pushState({ typing }, '', url);
  else history.replaceState({ typing }, '', url);
}

export function wasTyping(): boolean {
  return history.state?.typing === true;
}
