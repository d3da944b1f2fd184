// Reading the primitives of the format: see internal/search/FORMAT.md.
// Twin: internal/search/bytes.go

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class Damaged extends Error {}

/** Reads a shard from front to back. */
export class Cursor {
  at = 0;
  private key = new Uint8Array(64); // the last front-coded text
  private keyLength = 0;

  constructor(readonly bytes: Uint8Array) {}

  get more(): boolean {
    return this.at < this.bytes.length;
  }

  uvarint(): number {
    const b = this.bytes[this.at];
    if (b < 128) {
      this.at++;
      return b;
    }
    return this.long();
  }

  private long(): number {
    let n = 0;
    for (let scale = 1; ; scale *= 128) {
      if (this.at >= this.bytes.length || scale > 2 ** 49) throw new Damaged('a number is cut off');
      const b = this.bytes[this.at++];
      n += (b & 127) * scale;
      if (b < 128) return n;
    }
  }

  /** Reads a column of numbers below a limit, in one tight loop: there are tens of thousands. */
  uvarints(out: Uint32Array, limit = 2 ** 32): Uint32Array {
    const bytes = this.bytes;
    let at = this.at;
    for (let i = 0; i < out.length; i++) {
      let n = 0, b = 128;
      for (let shift = 0; b > 127; shift += 7) {
        if (at >= bytes.length || shift > 28) throw new Damaged('a number is cut off');
        b = bytes[at++];
        n = (n | ((b & 127) << shift)) >>> 0;
      }
      if (n >= limit) throw new Damaged('a number is too large');
      out[i] = n;
    }
    this.at = at;
    return out;
  }

  take(n: number): Uint8Array {
    if (n > this.bytes.length - this.at) throw new Damaged('it ends too early');
    return this.bytes.subarray(this.at, (this.at += n));
  }

  skip(n: number): void {
    if (n > this.bytes.length - this.at) throw new Damaged('it ends too early');
    this.at += n;
  }

  text(): string {
    return decoder.decode(this.take(this.uvarint()));
  }

  texts(): string[] {
    return Array.from({ length: this.uvarint() }, () => this.text());
  }

  /** Reads a text that is written relative to the one before. */
  front(): string {
    const shared = this.uvarint(), rest = this.take(this.uvarint());
    if (shared > this.keyLength) throw new Damaged('a word is damaged');
    this.keyLength = shared + rest.length;
    if (this.keyLength > this.key.length) {
      const longer = new Uint8Array(2 * this.keyLength);
      longer.set(this.key);
      this.key = longer;
    }
    this.key.set(rest, shared);
    return decoder.decode(this.key.subarray(0, this.keyLength));
  }
}

const encoder = new TextEncoder();

/**
 * Looks for a text among front-coded ones in the order of their bytes, without
 * putting any of them together: it remembers how much of the one before agreed.
 */
export class Seeker {
  private readonly want: Uint8Array;
  private agreed = 0;

  constructor(want: string) {
    this.want = encoder.encode(want);
  }

  /** Reads the next text: below 0 it stands before the wanted one, 0 is it, above 0 it stands after it. */
  next(c: Cursor): number {
    const shared = c.uvarint(), length = c.uvarint(), from = c.at;
    c.skip(length);
    if (shared !== this.agreed) return this.agreed - shared; // it left the wanted text where the one before did, or earlier
    let i = 0;
    while (i < length && this.agreed < this.want.length && c.bytes[from + i] === this.want[this.agreed]) {
      i++;
      this.agreed++;
    }
    if (i === length) return this.agreed - this.want.length;
    return this.agreed === this.want.length ? 1 : c.bytes[from + i] - this.want[this.agreed];
  }
}
