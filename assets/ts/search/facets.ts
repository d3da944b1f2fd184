// Filtering and counting by class, organisation, year and source.
// Twin: internal/search/facets.go, internal/search/match.go
import { Facets, years } from './columns';
import { Filter } from './query';
import { fold } from './words';

export type Counts = { [value: string]: number };

/** Takes out of want the documents that a filter does not keep. */
export function narrow(want: Uint8Array, shards: Facets[], f: Filter): void {
  const has = (...texts: string[]) => texts.some((s) => f.values.includes(fold(s)));
  for (const s of shards) {
    const [column, kept] = f.key === 'class' ? [s.set, s.sets.map((classes) => has(...classes))]
      : f.key === 'org' ? [s.organisation, s.organisations.map((o) => has(o.name, o.slug))]
      : f.key === 'source' ? [s.source, s.sources.map((name) => has(name))]
      : [s.year, Array.from({ length: years }, (_, year) => year > 0 && has(String(year)))];
    for (let i = 0; i < column.length; i++) if (kept[column[i]] === f.not) want[s.first + i] = 0;
  }
}

/** Counts documents, given in order, by class, organisation and year. */
export function tally(matched: Uint32Array, shards: Facets[]): { class: Counts; organisation: Counts; year: Counts } {
  const out = { class: counts(), organisation: counts(), year: counts() };
  let i = 0;
  shards.forEach((s) => {
    const sets = new Uint32Array(s.sets.length), organisations = new Uint32Array(s.organisations.length), yearly = new Uint32Array(years);
    for (const end = s.first + s.set.length; i < matched.length && matched[i] < end; i++) {
      const d = matched[i] - s.first;
      sets[s.set[d]]++;
      organisations[s.organisation[d]]++;
      yearly[s.year[d]]++;
    }
    sets.forEach((n, set) => s.sets[set].forEach((c) => add(out.class, c, n)));
    organisations.forEach((n, o) => add(out.organisation, s.organisations[o].name, n));
    yearly.forEach((n, year) => n && year && add(out.year, String(year), n));
  });
  return out;
}

/** Returns what the columns know of a document; of its date the year. */
export function inColumns(doc: number, shards: Facets[]): { date: string | null; organisation: string; classes: string[] } {
  const s = shards.find((x) => x && x.first <= doc && doc < x.first + x.set.length)!, d = doc - s.first;
  const year = s.year[d];
  return { date: year ? String(year).padStart(4, '0') : null, organisation: s.organisations[s.organisation[d]].name, classes: s.sets[s.set[d]] };
}

function counts(): Counts {
  return Object.create(null) as Counts;
}

function add(to: Counts, key: string, n: number): void {
  if (n && key) to[key] = (to[key] ?? 0) + n;
}
