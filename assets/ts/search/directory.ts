// Directories: which shard of a family holds a key.
// Twin: internal/search/directory.go
import { Cursor, Seeker } from './bytes';

/** Families of shards, in the order of the root's directories. */
export const enum Family { Postings, Positions, Forms, Lengths, Facets, Titles, Texts, Rarity }

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const nameLength = 5; // bytes

/** Lists first keys, terms or document numbers, and shards; a key is in the last whose first key is not greater. */
export class Directory {
  readonly size: number;
  private readonly terms: Uint8Array; // front-coded as they were read: few of them are ever looked at
  private readonly docs: Uint32Array;
  private readonly names: Uint8Array;

  /** Reads a directory; its names are those of shards or, paged, of shards that hold directories. */
  constructor(c: Cursor, byTerm: boolean, readonly paged: boolean) {
    this.size = c.uvarint();
    const start = c.at;
    if (byTerm) {
      for (let i = 0; i < this.size; i++) {
        c.uvarint();
        c.skip(c.uvarint());
      }
    }
    this.terms = c.bytes.subarray(start, c.at);
    this.docs = byTerm ? new Uint32Array() : c.uvarints(new Uint32Array(Math.min(this.size, c.bytes.length)));
    for (let i = 1; i < this.docs.length; i++) this.docs[i] += this.docs[i - 1];
    this.names = c.take(nameLength * this.size);
  }

  /** Returns the place of the entry that a key belongs to, -1 when it is before the first. */
  place(key: string | number): number {
    let i = 0;
    if (typeof key === 'number') {
      while (i < this.size && this.docs[i] <= key) i++;
    } else {
      const seeker = new Seeker(key), c = new Cursor(this.terms);
      while (i < this.size && seeker.next(c) <= 0) i++;
    }
    return i - 1;
  }

  /** Returns the first document of an entry. */
  first(i: number): number {
    return this.docs[i];
  }

  /** Returns the name of an entry's shard: its five bytes as eight letters and digits. */
  name(i: number): string {
    let n = 0, out = '';
    for (const b of this.names.subarray(i * nameLength, (i + 1) * nameLength)) n = n * 256 + b;
    for (let k = 0; k < 8; k++) {
      out = alphabet[n % 32] + out;
      n = Math.floor(n / 32);
    }
    return out;
  }
}
