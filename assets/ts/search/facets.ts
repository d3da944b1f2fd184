// Filtering and counting by class, organisation, year, source and lengths.
// Twin: internal/search/facets.go, internal/search/match.go, internal/search/span.go
import { fold, has, isNumeric, numbers, readSpan, years } from '../use';
import type { Facets } from './columns';
import type { Filter } from './query';
import type { Counts, Tally } from './types';

/** Takes out of want the documents that a filter does not keep. extra is the place of its key among those of front matter. */
export function narrow(want: Uint8Array, shards: Facets[], f: Filter, extra: number): void {
  const any = (...texts: string[]) => texts.some((s) => f.values.includes(fold(s)));
  for (const s of shards) {
    let keeps: (i: number) => boolean;
    if (isNumeric(f.key)) {
      const number = numbers(s, f.key);
      keeps = (i) => number(i) >= 0 && f.spans.some((span) => has(span, number(i)));
    } else {
      const [column, kept] = f.key === 'class' ? [s.set, s.sets.map((classes) => any(...classes))]
        : f.key === 'org' ? [s.organisation, s.organisations.map((o) => any(o.name, o.slug))]
        : f.key === 'source' ? [s.source, s.sources.map((name) => any(name))]
        : [s.extra[extra].set, s.extra[extra].sets.map((set) => any(...set))];
      keeps = (i) => kept[column[i]];
    }
    for (let i = 0; i < s.set.length; i++) if (keeps(i) === f.not) want[s.first + i] = 0;
  }
}

/** Steps of lengths by which a result is counted, as filters write them. */
export const steps: Record<string, string[]> = {
  lasted: ['<15m', '15m..1h', '1h..6h', '6h..1d', '1d..7d', '>7d'],
  noticed: ['<5m', '5m..15m', '15m..1h', '1h..6h', '6h..1d', '>1d'],
};

/** Counts documents, given in order, by class, organisation, year and lengths. */
export function tally(matched: Uint32Array, shards: Facets[]): Tally {
  const out: Tally = { class: counts(), organisation: counts(), year: counts(), lasted: counts(), noticed: counts() };
  let i = 0;
  shards.forEach((s) => {
    const sets = new Uint32Array(s.sets.length), organisations = new Uint32Array(s.organisations.length), yearly = new Uint32Array(years);
    const lengths = ([['lasted', out.lasted], ['noticed', out.noticed]] as const).map(([key, to]) => ({ to, number: numbers(s, key), steps: stepped[key] }));
    for (const end = s.first + s.set.length; i < matched.length && matched[i] < end; i++) {
      const d = matched[i] - s.first;
      sets[s.set[d]]++;
      organisations[s.organisation[d]]++;
      yearly[s.year[d]]++;
      for (const { to, number, steps } of lengths) {
        const n = number(d);
        if (n >= 0) for (const { text, span } of steps) if (has(span, n)) add(to, text, 1);
      }
    }
    sets.forEach((n, set) => s.sets[set].forEach((c) => add(out.class, c, n)));
    organisations.forEach((n, o) => add(out.organisation, s.organisations[o].name, n));
    yearly.forEach((n, year) => n && year && add(out.year, String(year), n));
  });
  return out;
}

const read = (list: string[]) => list.map((text) => ({ text, span: readSpan('lasted', text)! }));
const stepped = { lasted: read(steps.lasted), noticed: read(steps.noticed) };

function counts(): Counts {
  return Object.create(null) as Counts;
}

function add(to: Counts, key: string, n: number): void {
  if (n && key) to[key] = (to[key] ?? 0) + n;
}

/** Returns what the columns know of a document; of its day the year. */
export function inColumns(doc: number, shards: Facets[]): { date: null; when: string | null; organisation: string; classes: string[] } {
  const s = shards.find((x) => x && x.first <= doc && doc < x.first + x.set.length)!, d = doc - s.first;
  const year = s.year[d];
  return { date: null, when: year ? String(year).padStart(4, '0') : null, organisation: s.organisations[s.organisation[d]].name, classes: s.sets[s.set[d]] };
}
