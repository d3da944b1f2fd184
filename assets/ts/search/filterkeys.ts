// The names of filters, with those that people also use, as internal/search/filterkeys.go has them.
// Twin: internal/search/filterkeys.go
import { edits } from './edits';

const names: Record<string, string> = {
  class: 'class classes category categories cause tag tags',
  org: 'org orgs organisation organisations organization organizations company vendor',
  year: 'year years',
  source: 'source sources feed',
};
const keys = new Map(Object.entries(names).flatMap(([key, list]) => list.split(' ').map((name) => [name, key])));
const guessable = ['class', 'category', 'organisation', 'organization', 'company', 'source', 'year']; // known even when mistyped
const space = /\p{White_Space}/u;

/** Returns the key if a filter with a value begins at i, and where its value begins. */
export function filterKey(s: string, i: number): [key: string, value: number] {
  const m = /^([A-Za-z]{3,16}):(?=.)/su.exec(s.slice(i, i + 20));
  if (!m || space.test(s[i + m[0].length])) return ['', 0];
  const name = m[1].toLowerCase(), near = (known: string) => known[0] === name[0] && edits([...name], [...known], 1) <= 1;
  return [keys.get(name) ?? keys.get(guessable.find(near) ?? '') ?? '', i + m[0].length];
}
