// Reading the primitives of the format: see internal/search/FORMAT.md.

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
    let n = 0;
    for (let scale = 1; ; scale *= 128) {
      if (this.at >= this.bytes.length || scale > 2 ** 49) throw new Damaged('a number is cut off');
      const b = this.bytes[this.at++];
      n += (b & 127) * scale;
      if (b < 128) return n;
    }
  }

  take(n: number): Uint8Array {
    if (n > this.bytes.length - this.at) throw new Damaged('it ends too early');
    return this.bytes.subarray(this.at, (this.at += n));
  }

  text(): string {
    return decoder.decode(this.take(this.uvarint()));
  }

  texts(): string[] {
    return Array.from({ length: this.uvarint() }, () => this.text());
  }

  /** Reads a text that is written relative to the one before, as bytes. */
  front(): Uint8Array {
    const shared = this.uvarint();
    const rest = this.take(this.uvarint());
    if (shared > this.keyLength) throw new Damaged('a word is damaged');
    this.keyLength = shared + rest.length;
    if (this.keyLength > this.key.length) {
      const longer = new Uint8Array(2 * this.keyLength);
      longer.set(this.key);
      this.key = longer;
    }
    this.key.set(rest, shared);
    return this.key.subarray(0, this.keyLength);
  }

  frontText(): string {
    return decoder.decode(this.front());
  }
}

/** Orders texts as their UTF-8 bytes: by code point, not by UTF-16 unit. */
export function compare(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i), y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
