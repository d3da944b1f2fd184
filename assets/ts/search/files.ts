// What is in the files: the directories, and records of each family.
// internal/search/FORMAT.md describes them.
import { compare, Cursor, Damaged } from './bytes';
import { Shards } from './shards';
import { Stem } from './stem';

export const fieldCount = 5; // title, organisation, class, headings, body
const columnSlots = 16384;
const smallArchive = 4096; // documents; rare words need no lengths, so those of a larger one wait

/** Families of shards, in the order of the root's directories. */
export const enum Family { Postings, Positions, Forms, Lengths, Facets, Documents }

/** What is known of one field of one term. */
export interface Postings {
  docs: Uint32Array;
  freqs: Uint32Array;
  lengths: Uint32Array | null; // null: in the column of lengths
}
export type Record = Postings[];

/** A directory says which shard holds a key: the last whose first key is not greater. */
interface Directory {
  paged: boolean; // it names pages, which are directories again
  keys: (string | number)[];
  names: string[];
}

/** What the numbers in a shard of facets stand for. */
interface Names {
  organisations: Row['organisation'][];
  sets: string[][]; // each a document's classes
  sources: string[];
}

/** One document's row of facets. */
export interface Row {
  organisation: { name: string; slug: string };
  classes: string[];
  year: number; // 0: undated
  source: string;
}

export interface Document {
  url: string;
  title: string;
  date: string | null;
  organisation: string;
  classes: string[];
  text: string;
  stems?: Stem[]; // of the text, once an excerpt was cut from it
}

const none: Postings = { docs: new Uint32Array(), freqs: new Uint32Array(), lengths: new Uint32Array() };
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

export class Files {
  docs = 0;
  undated = 0;
  average: number[] = [];
  boosts: number[] = [];
  private dirs: Directory[] = [];
  private opened?: Promise<void>;
  private found = new Map<string, Promise<Uint8Array | null>>();
  private records = new Map<string, Promise<Record>>();
  private documents = new Map<number, Promise<Document>>();
  private rows: Row[] = []; // as far as loaded
  private bodies = new Uint32Array(); // lengths, as far as loaded
  private loaded = new Map<string, Promise<void>>(); // parts of these columns

  constructor(private shards: Shards) {}

  /** Reads the root, once. */
  open(): Promise<void> {
    return (this.opened ??= this.readRoot().catch((e) => {
      this.opened = undefined;
      throw e;
    }));
  }

  private async readRoot(): Promise<void> {
    const c = new Cursor(await this.shards.root());
    this.docs = c.uvarint();
    this.undated = c.uvarint();
    for (let f = 0; f < fieldCount; f++) {
      const tokens = c.uvarint();
      this.average[f] = this.docs && Math.ceil(tokens / this.docs);
      this.boosts[f] = c.uvarint() / 1000;
    }
    for (let f = 0; f <= Family.Documents; f++) this.dirs[f] = readDirectory(c, f, c.uvarint() === 1);
  }

  /** Yields the shards that may hold keys from the given one on, in order. */
  private async *from(family: Family, key: string | number, dir = this.dirs[family]): AsyncGenerator<{ first: string | number; bytes: Uint8Array }> {
    for (let i = Math.max(0, place(dir, key)); i < dir.names.length; i++) {
      const bytes = await this.shards.shard(dir.names[i]);
      if (dir.paged) yield* this.from(family, key, readDirectory(new Cursor(bytes), family, false));
      else yield { first: dir.keys[i], bytes };
    }
  }

  /** Returns the record of a term, null when no document has it. */
  find(family: Family, term: string): Promise<Uint8Array | null> {
    const id = family + term;
    let p = this.found.get(id);
    if (!p) keep(this.found, id, (p = this.findNow(family, term)));
    return p;
  }

  private async findNow(family: Family, term: string): Promise<Uint8Array | null> {
    const dir = this.dirs[family];
    if (dir.keys.length === 0 || compare(dir.keys[0] as string, term) > 0) return null;
    const want = new TextEncoder().encode(term);
    for await (const { bytes } of this.from(family, term)) {
      const c = new Cursor(bytes);
      while (c.more) {
        const key = c.front();
        const record = c.take(c.uvarint());
        if (key.length === want.length && key.every((b, i) => b === want[i])) return record;
      }
      break;
    }
    return null;
  }

  lookup(term: string): Promise<Record> {
    let p = this.records.get(term);
    if (!p) keep(this.records, term, (p = this.lookupNow(term)));
    return p;
  }

  private async lookupNow(term: string): Promise<Record> {
    const out = Array<Postings>(fieldCount).fill(none);
    const bytes = await this.find(Family.Postings, term);
    if (!bytes) return out;
    const c = new Cursor(bytes);
    const mask = c.uvarint();
    return out.map((p, f) => ((mask >> f) & 1 ? this.readPostings(c) : p));
  }

  private readPostings(c: Cursor): Postings {
    const head = c.uvarint();
    const n = Math.floor(head / 2);
    if (n > this.docs) throw new Damaged('too many documents');
    const docs = new Uint32Array(n), freqs = new Uint32Array(n);
    const lengths = head % 2 ? new Uint32Array(n) : null;
    for (let i = 0, doc = 0; i < n; i++) {
      const gap = c.uvarint();
      doc += Math.floor(gap / 2);
      if (doc >= this.docs) throw new Damaged('no such document');
      docs[i] = doc;
      freqs[i] = gap % 2 ? 1 : c.uvarint();
      if (lengths) lengths[i] = c.uvarint();
    }
    return { docs, freqs, lengths };
  }

  /** Returns where a term stands: for each field the positions in each document of its record. */
  async positions(term: string, record: Record): Promise<Uint32Array[][]> {
    const c = new Cursor((await this.find(Family.Positions, term)) ?? new Uint8Array());
    return record.map((p) => Array.from(p.freqs, (freq) => {
      const at = new Uint32Array(freq);
      for (let i = 0, pos = 0; i < freq; i++) at[i] = pos += c.uvarint();
      return at;
    }));
  }

  /** Calls f for every word, as written, that begins with prefix. */
  async forms(prefix: string, f: (form: string, magnitude: number) => void): Promise<void> {
    for await (const { bytes } of this.from(Family.Forms, prefix)) {
      const c = new Cursor(bytes);
      while (c.more) {
        const form = c.frontText();
        const magnitude = c.uvarint();
        if (form.startsWith(prefix)) f(form, magnitude);
        else if (compare(form, prefix) > 0) return;
      }
    }
  }

  /** Starts to load, beside the postings, what nearly every query needs after them, when it is one shard. */
  prefetch(hits: boolean): void {
    const all = new Uint8Array(this.docs).fill(1), later = () => {}; // whoever needs a shard is told that it is missing
    if (this.docs <= columnSlots) void this.facets(all).catch(later);
    if (hits && this.docs <= smallArchive) void this.lengths(all).catch(later);
    const dir = this.dirs[Family.Documents];
    if (hits && dir.paged && dir.names.length === 1) void this.shards.shard(dir.names[0]).catch(later);
  }

  /** Returns the lengths of the body, by number, of the wanted documents at least. */
  async lengths(want: Uint8Array): Promise<Uint32Array> {
    if (!this.bodies.length) this.bodies = new Uint32Array(this.docs);
    await this.columns(Family.Lengths, want, (first, n, c) => {
      for (let i = 0; i < n; i++) this.bodies[first + i] = c.uvarint();
    });
    return this.bodies;
  }

  /** Returns the rows, by number, of the wanted documents at least; null: of all. */
  async facets(want: Uint8Array | null): Promise<Row[]> {
    await this.columns(Family.Facets, want, (first, n, c) => {
      const names = readNames(c);
      const column = () => Array.from({ length: n }, () => c.uvarint());
      const org = column(), set = column(), year = column(), source = column();
      for (let i = 0; i < n; i++) {
        const organisation = names.organisations[org[i]], classes = names.sets[set[i]];
        if (!organisation || !classes) throw new Damaged('it names what it does not list');
        this.rows[first + i] = { organisation, classes, year: year[i], source: names.sources[source[i]] };
      }
    });
    return this.rows;
  }

  /** Reads the shards of a column that hold a wanted document, each once. */
  private async columns(family: Family, want: Uint8Array | null, read: (first: number, n: number, c: Cursor) => void): Promise<void> {
    const jobs: Promise<void>[] = [];
    for (let first = 0; first < this.docs; first += columnSlots) {
      const n = Math.min(columnSlots, this.docs - first);
      if (want && !want.subarray(first, first + n).includes(1)) continue;
      const id = family + ' ' + first;
      let p = this.loaded.get(id);
      if (!p) keep(this.loaded, id, (p = this.column(family, first, (c) => read(first, n, c))));
      jobs.push(p);
    }
    await Promise.all(jobs);
  }

  private async column(family: Family, first: number, read: (c: Cursor) => void): Promise<void> {
    for await (const { bytes } of this.from(family, first)) return read(new Cursor(bytes));
    throw new Damaged('a column is missing');
  }

  document(doc: number): Promise<Document> {
    let p = this.documents.get(doc);
    if (!p) keep(this.documents, doc, (p = this.documentNow(doc)));
    return p;
  }

  private async documentNow(doc: number): Promise<Document> {
    for await (const { first, bytes } of this.from(Family.Documents, doc)) {
      const c = new Cursor(bytes);
      for (let d = first as number; d < doc; d++) readDocument(c);
      return readDocument(c);
    }
    throw new Damaged('no such document');
  }
}

const kept = 500; // answers remembered of each kind

/** Remembers an answer unless it fails. */
function keep<K, V>(map: Map<K, Promise<V>>, key: K, p: Promise<V>): void {
  if (map.size >= kept) map.clear();
  map.set(key, p);
  p.catch(() => map.delete(key));
}

function readNames(c: Cursor): Names {
  const organisations = Array.from({ length: c.uvarint() }, () => ({ name: c.text(), slug: c.text() }));
  const classes = c.texts();
  const sets = Array.from({ length: c.uvarint() }, () => Array.from({ length: c.uvarint() }, () => classes[c.uvarint()]));
  return { organisations, sets, sources: c.texts() };
}

function readDocument(c: Cursor): Document {
  const url = c.text(), title = c.text(), date = c.text() || null;
  return { url, title, date, organisation: c.text(), classes: c.texts(), text: c.text() };
}

function readDirectory(c: Cursor, family: Family, paged: boolean): Directory {
  const byTerm = family <= Family.Forms;
  const n = c.uvarint();
  let last = 0;
  const keys = Array.from({ length: n }, () => (byTerm ? c.frontText() : (last += c.uvarint())));
  const names = Array.from({ length: n }, () => base32(c.take(5)));
  return { paged, keys, names };
}

function place(dir: Directory, key: string | number): number {
  let lo = 0, hi = dir.keys.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1, k = dir.keys[mid];
    if ((typeof k === 'string' ? compare(k, key as string) : k - (key as number)) > 0) hi = mid;
    else lo = mid + 1;
  }
  return lo - 1;
}

/** Writes five bytes as eight letters and digits. */
function base32(bytes: Uint8Array): string {
  let n = 0, out = '';
  for (const b of bytes) n = n * 256 + b;
  for (let i = 0; i < 8; i++) {
    out = alphabet[n % 32] + out;
    n = Math.floor(n / 32);
  }
  return out;
}
