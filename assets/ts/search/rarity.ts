// How rare each term is, to a power of two, as internal/search/rarity.go writes it.
// Twin: internal/search/rarity.go
import { Damaged } from '../use';
import type { Cursor } from './bytes';

const encoder = new TextEncoder();

export class Rarity {
  private readonly slots: number;
  private readonly at: Uint32Array; // slots that are taken, in order
  private readonly common: Uint8Array; // of each, the bits of the number of documents

  constructor(c: Cursor) {
    c.uvarint(); // a term that is not in the table is in fewer documents than this
    this.slots = c.uvarint();
    const n = c.uvarint();
    if (n > c.bytes.length || this.slots === 0) throw new Damaged('the table of rarity is damaged');
    this.at = c.uvarints(new Uint32Array(n));
    for (let i = 1; i < n; i++) this.at[i] += this.at[i - 1];
    this.common = c.take(n);
  }

  /** Returns about how many documents have a term, a power of two that is not greater; 0 where it is not in the table. */
  documents(term: string): number {
    const slot = slotOf(term, this.slots);
    let low = 0, high = this.at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at[middle] < slot) low = middle + 1;
      else high = middle;
    }
    return this.at[low] === slot ? 2 ** Math.max(0, this.common[low] - 1) : 0;
  }
}

/** FNV-1a of a term's bytes, finished as MurmurHash3 does. */
function slotOf(term: string, slots: number): number {
  let h = 2166136261;
  for (const b of encoder.encode(term)) h = Math.imul(h ^ b, 16777619);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) % slots;
}
