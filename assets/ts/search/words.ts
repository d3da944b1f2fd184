// What a word is. The same rules stand in internal/search/words.go.
// Twin: internal/search/words.go

import { stopWords } from './stop';

/**
 * Which spelling of a text a word belongs to. Plain and Part are the words of the text one after the other; the others
 * stand beside them for those who spell it otherwise: Glued http3, of which http and 3 are the parts, Shorter the
 * tls of TLSv1, Joined the failover of fail-over.
 */
export const enum Spelling { Plain, Part, Glued, Shorter, Joined }

/** A piece of text that can be looked up. Offsets are UTF-16 units. */
export interface Word {
  term: string;
  start: number;
  end: number;
  pos: number; // counted from 1
  kind: Spelling;
}

/** Says that a word is a whole run, not a part of one. */
export function isWhole(kind: Spelling): boolean {
  return kind === Spelling.Plain || kind === Spelling.Glued;
}

/** Says that the words of this kind make up the text. */
export function inText(kind: Spelling): boolean {
  return kind <= Spelling.Part;
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
  spans(text, (start, end, pos, kind) => out.push({ term: termOf(text, start, end, kind), start, end, pos, kind }));
  return out;
}

const hyphen = /[-\u2010\u2011\u00ad]/;

/** Returns the word that stands at a place, as it is looked up. */
export function termOf(text: string, start: number, end: number, kind: Spelling): string {
  const s = text.slice(start, end);
  return fold(kind === Spelling.Joined ? s.replace(hyphen, '') : s);
}

type Emit = (start: number, end: number, pos: number, kind: Spelling) => void;

/** Calls emit with the place of each word, in order. */
export function spans(text: string, emit: Emit): void {
  const cutter = new Cutter(text, emit);
  for (let i = 0; i < text.length; ) {
    const c = text.codePointAt(i)!, k = kind(c);
    if (k === Kind.Letter && !isMark(c)) {
      const end = withSigns(text, i, runEnd(text, i + units(c)));
      cutter.run(i, end);
      i = end;
    } else if (k === Kind.Pair) {
      i = pairs(text, i, (start, end) => cutter.plain(start, end));
    } else {
      i += units(c);
    }
  }
}

/** Cuts runs of letters and numbers into words, and remembers the run before. */
class Cutter {
  private pos = 0;
  private start = 0;
  private end = 0;
  private letters = false; // the run before is of letters alone

  constructor(private text: string, private emit: Emit) {}

  plain(start: number, end: number): void {
    this.emit(start, end, ++this.pos, Spelling.Plain);
  }

  run(start: number, end: number): void {
    const { text, emit } = this, s = text.slice(start, end);
    this.pos++;
    if (tooLong(s)) {
      this.start = this.end = 0;
      this.letters = false;
      return;
    }
    const letters = !number.test(s), border = letters ? 0 : divided(s);
    const head = this.afterPoint(start, border ? start + border : end) ? start - 1 : start;
    if (border) this.glued(head, start, start + border, end);
    else emit(head, end, this.pos, Spelling.Plain);
    if (letters && this.letters && start - this.end === 1 && hyphen.test(text[this.end]) && !tooLong(text.slice(this.start, end))) {
      emit(this.start, end, this.pos, Spelling.Joined);
    }
    this.start = start;
    this.end = end;
    this.letters = letters;
  }

  private glued(head: number, start: number, border: number, end: number): void {
    this.emit(head, border, this.pos, Spelling.Part);
    if (border - start > 1 && /[vV]/.test(this.text[border - 1])) this.emit(head, border - 1, this.pos, Spelling.Shorter);
    this.pos++;
    this.emit(border, end, this.pos, Spelling.Part);
    this.emit(start, end, this.pos, Spelling.Glued);
  }

  /** Says that a number goes on with the one that the run before ended with: 4 in 12.4. Longer ones are years and builds. */
  private afterPoint(start: number, end: number): boolean {
    const { text, end: before } = this;
    return before > 0 && before + 1 === start && text[before] === '.' && /[0-9]/.test(text[before - 1]) && /^[0-9]{1,3}$/.test(text.slice(start, end));
  }
}

const number = /\p{N}/u;
const once = /^(?:(\p{N}+)(?=\P{M})\P{N}+|(\P{N}+)\p{N}+)$/u;

function tooLong(s: string): boolean {
  return s.length > maxWord && [...s].length > maxWord;
}

/** Returns where letters meet a number in a run, when they do so once; else 0. A letter that is a stop word stays with its number. */
function divided(s: string): number {
  const m = /['’＇]/.test(s) ? null : once.exec(s), border = m ? (m[1] ?? m[2]).length : 0;
  return border && !stopWords.has(fold(s.slice(0, border))) && !stopWords.has(fold(s.slice(border))) ? border : 0;
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
