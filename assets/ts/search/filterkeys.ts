// The names of filters, with those that people also use, as internal/search/filterkeys.go has them.
// Twin: internal/search/filterkeys.go
import { edits } from './edits';
import { fold } from './words';

const names: Record<string, string> = {
  class: 'class classes category categories cause tag tags',
  org: 'org orgs organisation organisations organization organizations company vendor',
  year: 'year years',
  source: 'source sources feed',
  lasted: 'lasted duration length',
  noticed: 'noticed detected',
  mitigated: 'mitigated',
};
const keys = new Map(Object.entries(names).flatMap(([key, list]) => list.split(' ').map((name) => [name, key])));
const guessable = 'class category organisation organization company source year lasted noticed mitigated'.split(' '); // known even when mistyped
const longestKey = 160;
const space = /\p{White_Space}/u;

/** Returns the key if a filter with a value begins at i, and where its value begins. extra are keys of front matter; the names above go before them. */
export function filterKey(s: string, i: number, extra: string[]): [key: string, value: number] {
  const colon = s.indexOf(':', i);
  if (colon <= i || colon - i > longestKey || colon + 1 === s.length || space.test(s[colon + 1])) return ['', 0];
  const name = fold(s.slice(i, colon)), near = (known: string) => known[0] === name[0] && edits([...name], [...known], 1) <= 1;
  return [keys.get(name) ?? (extra.includes(name) ? name : keys.get(guessable.find(near) ?? '') ?? ''), colon + 1];
}
