// What a word is. The same rules stand in internal/search/words.go.

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

function kind(c: string): Kind {
  const code = c.charCodeAt(0);
  if (code < 128) {
    return (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 64 && code < 91) ? Kind.Letter : Kind.Gap;
  }
  return !wordly.test(c) ? Kind.Gap : pairly.test(c) ? Kind.Pair : Kind.Letter;
}

/** Says that a character belongs to a script without spaces between words. */
export function isPair(c: string): boolean {
  return c !== '' && kind(c) === Kind.Pair;
}

function charAt(s: string, i: number): string {
  const code = s.codePointAt(i)!;
  return code < 0x10000 ? s[i] : String.fromCodePoint(code);
}

export function words(text: string): Word[] {
  const out: Word[] = [];
  let pos = 0;
  const emit = (start: number, end: number) => {
    pos++;
    const s = text.slice(start, end);
    if (s.length <= maxWord || [...s].length <= maxWord) out.push({ term: fold(s), start, end, pos });
  };
  for (let i = 0; i < text.length; ) {
    const c = charAt(text, i);
    const k = kind(c);
    if (k === Kind.Letter && !mark.test(c)) {
      const end = runEnd(text, i + c.length);
      emit(i, end);
      i = end;
    } else if (k === Kind.Pair) {
      i = pairs(text, i, emit);
    } else {
      i += c.length;
    }
  }
  return out;
}

function runEnd(text: string, i: number): number {
  while (i < text.length) {
    const c = charAt(text, i);
    if (apostrophe(c) && i + 1 < text.length) {
      const next = charAt(text, i + 1);
      if (kind(next) !== Kind.Letter || mark.test(next)) return i;
    } else if (kind(c) !== Kind.Letter) {
      return i;
    }
    i += c.length;
  }
  return i;
}

function pairs(text: string, i: number, emit: (start: number, end: number) => void): number {
  let before = i, at = i + charAt(text, i).length, count = 0;
  while (at < text.length) {
    const c = charAt(text, at);
    if (kind(c) !== Kind.Pair) break;
    count++;
    emit(before, at + c.length);
    before = at;
    at += c.length;
  }
  if (count === 0) emit(i, at);
  return at;
}

function apostrophe(c: string): boolean {
  return c === "'" || c === '’' || c === '＇';
}

/** Brings a word to the form in which it is compared. */
export function fold(s: string): string {
  if (/^[a-z0-9']*$/.test(s)) return s;
  let out = '';
  for (const c of s.normalize('NFKC')) {
    const lower = String.fromCodePoint(c.toLowerCase().codePointAt(0)!);
    out += apostrophe(c) ? "'" : lower === 'ς' ? 'σ' : lower;
  }
  return out;
}
