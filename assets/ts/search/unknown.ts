// Values of filters that no document has, as internal/search/unknown.go finds them.
// Twin: internal/search/unknown.go
import { edits, fold, forgiven, has, isNumeric, numbers, readSpan } from '../use';
import type { Facets } from './columns';
import type { Filter } from './query';
import type { Span } from './span';
import type { Unknown } from './types';

const nearest = 3; // values offered

/** A value under all names that a filter accepts, folded. */
interface Named {
  value: string;
  also: string[];
}

export function unknownValues(filters: Filter[], shards: Facets[], extra: string[]): Unknown[] {
  return filters.flatMap((f) => {
    const known = valuesOf(f.key, shards, extra.indexOf(f.key));
    return f.values.map((value, i) => ({ text: f.typed[i], key: f.key, value }))
      .filter(({ value }) => {
        const span = isNumeric(f.key) ? readSpan(f.key, value) : null;
        return span ? !shards.some((s) => within(s, f.key, span)) : !known.some((k) => k.also.includes(value));
      })
      .map((u) => ({ ...u, near: near(u.key, u.value, known) }));
  });
}

/** Says that some document of a shard is in a span. */
function within(s: Facets, key: string, span: Span): boolean {
  const number = numbers(s, key);
  return s.set.some((_, i) => number(i) >= 0 && has(span, number(i)));
}

function valuesOf(key: string, shards: Facets[], extra: number): Named[] {
  const plain = (s: string) => ({ value: s, also: [fold(s)] });
  const texts = (s: Facets) => (key === 'class' ? s.sets.flat() : key === 'source' ? s.sources : extra >= 0 ? s.extra[extra].texts : []);
  const list = key === 'org' ? shards.flatMap((s) => s.organisations.map((o) => ({ value: o.name, also: [fold(o.name), fold(o.slug)] })))
    : key === 'year' ? [...new Set(shards.flatMap((s) => [...new Set(s.year)]))].filter((y) => y > 0).map((y) => plain(String(y)))
    : [...new Set(shards.flatMap(texts))].map(plain);
  return list.sort((a, b) => byPoints(a.value, b.value));
}

/** Orders as the bytes of UTF-8 do. */
function byPoints(a: string, b: string): number {
  const x = [...a], y = [...b];
  for (let i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i].codePointAt(0)! - y[i].codePointAt(0)!;
  return x.length - y.length;
}

function near(key: string, value: string, known: Named[]): string[] {
  const list = known.filter((k) => k.value)
    .map((k) => ({
      value: k.value,
      rank: Math.min(...k.also.map((name) => (key === 'year' ? yearsApart(value, name) : likeness(spaced(value), spaced(name))))),
    }))
    .filter((r) => r.rank < Infinity).sort((a, b) => a.rank - b.rank);
  return [...new Set(list.map((r) => r.value))].slice(0, nearest);
}

/** Says how unlike a name is: 0 begins so, 1 holds it, 1 + edits. */
function likeness(value: string, name: string): number {
  const letters = [...value], limit = forgiven(letters.length);
  if (letters.length > 1 && name.startsWith(value)) return 0;
  if (letters.length > 1 && name.includes(value)) return 1;
  const best = Math.min(...[...name.split(' '), name].map((word) => edits(letters, [...word], limit)));
  return best > limit ? Infinity : 1 + best;
}

function spaced(s: string): string {
  return s.replace(/[-_]/g, ' ');
}

/** Understands 21 as 2021. */
function yearsApart(value: string, year: string): number {
  if (!/^\d{1,4}$/.test(value)) return Infinity;
  const v = Number(value);
  return Math.abs((v < 100 ? 2000 + v : v) - Number(year));
}
