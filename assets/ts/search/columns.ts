// The columns: what is known of every document by its number. They stay
// columns in memory, so that filtering and counting are loops over numbers.
// Twin: internal/search/facets.go
import { kept } from './bm25';
import { Cursor } from './bytes';
import { Family } from './directory';
import { once } from './once';
import { lengthKeys } from './span';

const slots = 16384; // documents in a shard of a column
export const years = 10000; // none is greater

/** A shard of facets: what its numbers stand for, and columns of them. */
export interface Facets {
  first: number; // document
  organisations: { name: string; slug: string }[];
  sets: string[][]; // each the classes of a document
  sources: string[];
  organisation: Uint32Array;
  set: Uint32Array;
  year: Uint32Array; // 0: undated
  source: Uint32Array;
  lengths: Uint32Array[]; // lengthKeys: minutes and one more, 0 where it is not known
  extra: { texts: string[]; sets: string[][]; set: Uint32Array }[]; // of each key of front matter that filters
}

export class Columns {
  private bodies = new Float64Array(); // lengths, as far as loaded
  private rows: Facets[] = []; // as far as loaded
  private loaded = new Map<string, Promise<void>>();

  /** extra is the number of keys of front matter that filter. */
  constructor(private docs: number, private extra: number, private shard: (family: Family, first: number) => Promise<Cursor>) {}

  /** Starts to load what counting needs, when it is one shard. */
  prefetch(): void {
    if (this.docs <= slots) void this.facets(null).catch(() => {}); // whoever needs a shard is told that it is missing
  }

  /** Returns the lengths of the body as scores count them, by number, of the wanted documents at least; null: of all. */
  async lengths(want: Uint8Array | null): Promise<Float64Array> {
    if (!this.bodies.length) this.bodies = new Float64Array(this.docs);
    await this.load(Family.Lengths, want, (c, first, n) => {
      const words = c.uvarints(new Uint32Array(n));
      for (let i = 0; i < n; i++) this.bodies[first + i] = kept(words[i]);
    });
    return this.bodies;
  }

  /** Returns the shards of facets that the wanted documents are in, at least; null: all. Some may be missing. */
  async facets(want: Uint8Array | null): Promise<Facets[]> {
    await this.load(Family.Facets, want, (c, first, n) => (this.rows[first / slots] = readFacets(c, first, n, this.extra)));
    return this.rows;
  }

  /** Reads the shards of a column that hold a wanted document, each once. */
  private async load(family: Family, want: Uint8Array | null, read: (c: Cursor, first: number, n: number) => void): Promise<void> {
    const jobs: Promise<void>[] = [];
    for (let first = 0; first < this.docs; first += slots) {
      const n = Math.min(slots, this.docs - first);
      if (want && !want.subarray(first, first + n).includes(1)) continue;
      jobs.push(once(this.loaded, family + ' ' + first, async () => read(await this.shard(family, first), first, n)));
    }
    await Promise.all(jobs);
  }
}

function readFacets(c: Cursor, first: number, n: number, extra: number): Facets {
  const organisations = Array.from({ length: c.uvarint() }, () => ({ name: c.text(), slug: c.text() }));
  const readSets = (texts: string[]) => Array.from({ length: c.uvarint() }, () => Array.from({ length: c.uvarint() }, () => texts[c.uvarint()]));
  const sets = readSets(c.texts()), sources = c.texts();
  const column = (known?: number) => c.uvarints(new Uint32Array(n), known);
  return {
    first, organisations, sets, sources,
    organisation: column(organisations.length), set: column(sets.length), year: column(years), source: column(sources.length),
    lengths: lengthKeys.map(() => column()),
    extra: Array.from({ length: extra }, () => {
      const texts = c.texts(), sets = readSets(texts);
      return { texts, sets, set: column(sets.length) };
    }),
  };
}

/** Returns what says the year of a document of a shard, or the minutes that something took; -1 where that is not known. */
export function numbers(s: Facets, key: string): (i: number) => number {
  if (key === 'year') return (i) => s.year[i] || -1;
  const column = s.lengths[lengthKeys.indexOf(key)];
  return (i) => column[i] - 1;
}
