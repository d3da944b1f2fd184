// What is in the files: the root, and the records of each family of shards.
// internal/search/FORMAT.md describes them.
// Twin: internal/search/open.go, internal/search/lookup.go
import { Cursor, Damaged, Seeker } from './bytes';
import { Columns } from './columns';
import { Directory, Family } from './directory';
import { once } from './once';
import { Shards } from './shards';
import { Passage } from './passage';

export const fieldCount = 5; // title, organisation, class, headings, body

/** What is known of one field of one term. */
export interface Postings {
  docs: Uint32Array;
  freqs: Uint32Array;
  lengths: Uint32Array | null; // null: in the column of lengths
}

/** What is known of a term, field by field. */
export type TermRecord = Postings[];

/** A word or phrase with what means the same. */
export interface Meaning {
  text: string;
  others: string[];
}

/** Where a term stands in the documents of its postings: in the i-th at[from[i]] … at[from[i+1]-1]. */
export interface Positions {
  at: Uint32Array;
  from: Uint32Array;
}

/** What a hit shows before its text is there. */
export interface Title {
  url: string;
  title: Passage;
  date: string | null; // of the publication
  when: string | null; // of the incident, as far as that is known
  organisation: string;
  classes: string[];
  summary: string;
  lasted: number | null; // minutes
  same: string[]; // addresses of others that tell of the same incident
}

const none: Postings = { docs: new Uint32Array(), freqs: new Uint32Array(), lengths: new Uint32Array() };

export class Files {
  docs = 0;
  undated = 0;
  average: number[] = [];
  boosts: number[] = [];
  extraKeys: string[] = []; // of front matter, that filter
  columns!: Columns;
  private dirs: Directory[] = [];
  private opened?: Promise<void>;
  private found = new Map<string, Promise<Uint8Array | null>>();
  private records = new Map<string, Promise<TermRecord>>();
  private same = new Map<string, Meaning[]>();
  private titles = new Map<number, Promise<Title>>();
  private texts = new Map<number, Promise<Passage>>();

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
    for (let f = 0; f <= Family.Rarity; f++) this.dirs[f] = this.directory(c, f, c.uvarint() === 1);
    this.extraKeys = c.texts();
    this.columns = new Columns(this.docs, this.extraKeys.length, (family, first) => this.holding(family, first).then((s) => new Cursor(s.bytes)));
  }

  private directory(c: Cursor, family: Family, paged: boolean): Directory {
    return new Directory(c, family <= Family.Forms, paged);
  }

  /** Returns the shard that holds a key. */
  private async holding(family: Family, key: string | number): Promise<{ first: number; bytes: Uint8Array }> {
    let dir = this.dirs[family];
    for (;;) {
      const i = dir.place(key);
      if (i < 0) throw new Damaged('nothing holds this key');
      const bytes = await this.shards.shard(dir.name(i));
      if (!dir.paged) return { first: dir.first(i), bytes };
      dir = this.directory(new Cursor(bytes), family, false);
    }
  }

  /** Yields the shards that may hold keys from the given one on, in order. */
  private async *from(family: Family, key: string, dir = this.dirs[family]): AsyncGenerator<Uint8Array> {
    for (let i = Math.max(0, dir.place(key)); i < dir.size; i++) {
      const bytes = await this.shards.shard(dir.name(i));
      if (dir.paged) yield* this.from(family, key, this.directory(new Cursor(bytes), family, false));
      else yield bytes;
    }
  }

  /** Returns the record of a term, null when no document has it. */
  find(family: Family, term: string): Promise<Uint8Array | null> {
    return once(this.found, family + term, () => this.findNow(family, term));
  }

  private async findNow(family: Family, term: string): Promise<Uint8Array | null> {
    if (this.dirs[family].place(term) < 0) return null;
    const { bytes } = await this.holding(family, term);
    const c = new Cursor(bytes), seeker = new Seeker(term);
    for (let order = -1; c.more && order <= 0; ) {
      order = seeker.next(c);
      const length = c.uvarint();
      if (order === 0) return c.take(length);
      c.skip(length);
    }
    return null;
  }

  lookup(term: string): Promise<TermRecord> {
    return once(this.records, term, () => this.lookupNow(term));
  }

  private async lookupNow(term: string): Promise<TermRecord> {
    const out = Array<Postings>(fieldCount).fill(none);
    const bytes = await this.find(Family.Postings, term);
    if (!bytes) return out;
    const c = new Cursor(bytes), mask = c.uvarint();
    const record = out.map((p, f) => ((mask >> f) & 1 ? this.readPostings(c) : p));
    if ((mask >> fieldCount) & 1) this.same.set(term, Array.from({ length: c.uvarint() }, () => ({ text: c.text(), others: c.texts() })));
    return record;
  }

  /** Returns what means the same as the words and phrases that a term is the last of. */
  async meanings(term: string): Promise<Meaning[]> {
    await this.lookup(term);
    return this.same.get(term) ?? [];
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

  /** Returns where a term stands, in each field. */
  async positions(term: string, record: TermRecord): Promise<Positions[]> {
    const c = new Cursor((await this.find(Family.Positions, term)) ?? new Uint8Array());
    return record.map(({ freqs }) => {
      const from = new Uint32Array(freqs.length + 1);
      freqs.forEach((freq, i) => (from[i + 1] = from[i] + freq));
      const at = c.uvarints(new Uint32Array(from[freqs.length]));
      for (let i = 0; i < freqs.length; i++) for (let k = from[i] + 1; k < from[i + 1]; k++) at[k] += at[k - 1];
      return { at, from };
    });
  }

  /** Calls f for every word, as written, that begins with prefix. */
  async forms(prefix: string, f: (form: string, magnitude: number) => void): Promise<void> {
    for await (const bytes of this.from(Family.Forms, prefix)) {
      const c = new Cursor(bytes), seeker = new Seeker(prefix);
      while (c.more) {
        const start = c.at, order = seeker.next(c);
        c.at = start;
        const form = c.front();
        const magnitude = c.uvarint();
        if (form.startsWith(prefix)) f(form, magnitude);
        else if (order > 0) return;
      }
    }
  }

  /** Starts to load, beside the postings, what nearly every query needs after them, when it is one shard. */
  prefetch(hits: boolean, { excerpts = true, facets = true }): void {
    if (facets) this.columns.prefetch();
    for (const family of [Family.Titles, ...(excerpts ? [Family.Texts] : [])]) {
      const dir = this.dirs[family];
      if (hits && dir.paged && dir.size === 1) void this.shards.shard(dir.name(0)).catch(() => {}); // whoever needs it is told
    }
  }

  title(doc: number): Promise<Title> {
    return once(this.titles, doc, async () => {
      const c = await this.record(Family.Titles, doc, skipTitle);
      const url = c.text(), title = new Passage(c.text()), date = c.text() || null, when = c.text() || null;
      return { url, title, date, when, organisation: c.text(), classes: c.texts(), summary: c.text(), lasted: minutes(c), same: c.texts() };
    });
  }

  text(doc: number): Promise<Passage> {
    return once(this.texts, doc, async () => new Passage((await this.record(Family.Texts, doc, (c) => c.skip(c.uvarint()))).text()));
  }

  /** Returns the record of a document in a family that is ordered by document. */
  private async record(family: Family, doc: number, skip: (c: Cursor) => void): Promise<Cursor> {
    const { first, bytes } = await this.holding(family, doc);
    const c = new Cursor(bytes);
    for (let d = first; d < doc; d++) skip(c);
    return c;
  }

  /** Returns the table of how rare each term is, which like.ts reads. */
  async rarity(): Promise<Cursor> {
    return new Cursor((await this.holding(Family.Rarity, 0)).bytes);
  }
}

function skipTitle(c: Cursor): void {
  for (let i = 0; i < 5; i++) c.skip(c.uvarint()); // address, title, date, when, organisation
  for (let n = c.uvarint(); n >= 0; n--) c.skip(c.uvarint()); // classes and summary
  c.uvarint(); // how long it lasted
  for (let n = c.uvarint(); n > 0; n--) c.skip(c.uvarint()); // others of the same incident
}

function minutes(c: Cursor): number | null {
  const n = c.uvarint();
  return n ? n - 1 : null;
}
