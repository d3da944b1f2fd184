// What a person narrows a search to, with a button or as a filter among the words.
import { has, readSpan } from '../search/span';

export const keys = ['class', 'org', 'year', 'lasted', 'noticed'] as const;

export interface Choice {
  key: (typeof keys)[number];
  value: string;
}

/** A choice as the query language writes it. */
export function written(c: Choice): string {
  return `${c.key}:${/[\s"]/.test(c.value) ? `"${c.value}"` : c.value}`;
}

/** Says that two choices are one: org:"Acme Inc" and org:acme-inc. */
export function same(a: Choice, b: Choice): boolean {
  const plain = (s: string) => s.toLowerCase().replace(/[\s_-]+/g, '-');
  return a.key === b.key && plain(a.value) === plain(b.value);
}

/** Says that a choice of years, such as 2017..2019, has a year in it. */
export function hasYear(c: Choice, year: number): boolean {
  const span = c.key === 'year' && readSpan('year', c.value);
  return !!span && has(span, year);
}

/** Returns what the years are once a year is pressed: none, it alone, or from the one that was pressed before to it. */
export function pressYear(now: Choice[], year: string): Choice[] {
  const [first] = now, one = now.length === 1 && /^\d+$/.test(first.value);
  if (one && first.value === year) return [];
  const [from, to] = [Number(year), one ? Number(first.value) : Number(year)].sort((a, b) => a - b);
  return [{ key: 'year', value: from < to ? `${from}..${to}` : year }];
}
