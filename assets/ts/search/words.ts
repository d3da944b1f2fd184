// What a word is. The same rules stand in internal/search/words.go.
// Twin: internal/search/words.go

/** A piece of text that can be looked up. Offsets are UTF-16 units. */
export interface Word {
  term: string;
  start: number;
  end: number;
  pos: number; // counted from 1
}

const maxWord = 64; // characters
const enum Kind { Gap, Letter, Pair }

const wordly = /[\p{L}\p{M}\p{N}]/u;
const mark = /\p{M}/u;
const pairly = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ーｰ]/u;

const ascii = Uint8Array.from({ length: 128 }, (_, c) => (/\w/.test(String.fromCharCode(c)) && c !== 95 ? Kind.Letter : Kind.Gap));
const kinds = new Map<number, Kind>(); // of the characters beyond ASCII seen so far

/** Returns the kind of a code point. */
function kind(c: number): Kind {
  if (c < 128) return ascii[c];
  let k = kinds.get(c);
  if (k === undefined) {
    const s = String.fromCodePoint(c);
    k = !wordly.test(s) ? Kind.Gap : pairly.test(s) ? Kind.Pair : Kind.Letter;
    kinds.set(c, k);
  }
  return k;
}

function isMark(c: number): boolean {
  return c > 127 && mark.test(String.fromCodePoint(c));
}

/** The number of UTF-16 units of a code point. */
function units(c: number): number {
  return c < 0x10000 ? 1 : 2;
}

/** Says that a character belongs to a script without spaces between words. */
export function isPair(c: string): boolean {
  return c !== '' && kind(c.codePointAt(0)!) === Kind.Pair;
}

export function words(text: string): Word[] {
  const out: Word[] = [];
  spans(text, (start, end, pos) => out.push({ term: fold(text.slice(start, end)), start, end, pos }));
  return out;
}

/** Calls emit with the place of each word, in order. */
export function spans(text: string, emit: (start: number, end: number, pos: number) => void): void {
  let pos = 0;
  const found = (start: number, end: number) => {
    pos++;
    if (end - start <= maxWord || [...text.slice(start, end)].length <= maxWord) emit(start, end, pos);
  };
  for (let i = 0; i < text.length; ) {
    const c = text.codePointAt(i)!, k = kind(c);
    if (k === Kind.Letter && !isMark(c)) {
      const end = withSigns(text, i, runEnd(text, i + units(c)));
      found(i, end);
      i = end;
    } else if (k === Kind.Pair) {
      i = pairs(text, i, found);
    } else {
      i += units(c);
    }
  }
}

function runEnd(text: string, i: number): number {
  for (;;) {
    while (ascii[text.charCodeAt(i)] === Kind.Letter) i++;
    if (i >= text.length) return i;
    const c = text.codePointAt(i)!;
    if (isApostrophe(c) && i + 1 < text.length) {
      const next = text.codePointAt(i + 1)!;
      if (kind(next) !== Kind.Letter || isMark(next)) return i;
    } else if (kind(c) !== Kind.Letter) {
      return i;
    }
    i += units(c);
  }
}

/** Adds the signs of C++ and C# to a word of one letter. */
function withSigns(text: string, start: number, end: number): number {
  if (end - start !== 1 || !/[A-Za-z]/.test(text[start])) return end;
  if (text.startsWith('++', end)) return end + 2;
  return text[end] === '#' && (end + 1 === text.length || kind(text.codePointAt(end + 1)!) === Kind.Gap) ? end + 1 : end;
}

function pairs(text: string, i: number, found: (start: number, end: number) => void): number {
  let before = i, at = i + units(text.codePointAt(i)!), count = 0;
  while (at < text.length) {
    const c = text.codePointAt(at)!;
    if (kind(c) !== Kind.Pair) break;
    count++;
    found(before, at + units(c));
    before = at;
    at += units(c);
  }
  if (count === 0) found(i, at);
  return at;
}

function isApostrophe(c: number): boolean {
  return c === 0x27 || c === 0x2019 || c === 0xff07;
}

const accents = /([\p{sc=Latin}\p{sc=Greek}])[\u0300-\u036f]+/gu; // other scripts' marks make other letters

/** Brings a word to the form in which it is compared. */
export function fold(s: string): string {
  if (/^[a-z0-9']*$/.test(s)) return s;
  if (/^[A-Za-z0-9']*$/.test(s)) return s.toLowerCase();
  let out = '';
  for (const c of s.normalize('NFKD').replace(accents, '$1').normalize('NFKC')) {
    const lower = String.fromCodePoint(c.toLowerCase().codePointAt(0)!);
    out += isApostrophe(c.codePointAt(0)!) ? "'" : lower === 'ς' ? 'σ' : lower;
  }
  return out;
}
