// Cutting an excerpt and saying where in it the hits are, as
// internal/search/excerpt.go does.
// Twin: internal/search/excerpt.go
import { fold, marksOf, merged, Passage, stemOf, Wanted } from '../use';
import type { Mark } from './passage';

const space = /\p{White_Space}/u;
const lower = /^\p{Ll}/u;
const excerptWords = 40; // shown at most
const clusterWords = 24; // in which as many of the query's words as possible shall stand
const tailWords = 16; // of an excerpt that may be left out to end with a sentence
const attached = 3; // characters before the first word and after the last that belong to them

const enders = '.,;:!?…)]}»”。！？、，；：'; // belong to the word before them

const headingSign = '\u2029'; // before a line of a text that is a heading
const longestHeading = 60; // that is worth showing

/** Returns the heading of the section that an excerpt is from, '' where it is from none or has the heading itself. */
export function section({ text, words: { starts } }: Passage, from: number): string {
  const at = text.lastIndexOf(headingSign, starts[from]), end = text.indexOf('\n', at);
  return at < 0 || end > starts[from] || end - at > longestHeading ? '' : text.slice(at + 1, end).replace(/:$/, '');
}

/** Cuts an excerpt from a text around the place where most of the stems stand together; from is its first word. */
export function excerpt(text: Passage, wanted: Wanted): { excerpt: string; marks: Mark[]; from: number } {
  const { starts, ends } = text.words, hits = text.hits(wanted);
  if (starts.length === 0) return { excerpt: '', marks: [], from: 0 };
  const cuts = new Cuts(text);
  const [from, to] = cuts.around(...bestCluster(hits.at, hits.stems));
  const e = new Writer();
  if (!cuts.sentence(from)) e.write('…');
  let at = starts[from] - opening(cuts.between(from)).length;
  for (const [start, end] of merged(text, hits.at.filter((i) => i >= from && i < to))) {
    e.write(text.text.slice(at, start));
    e.mark(text.text.slice(start, end));
    at = end;
  }
  const stop = ends[to - 1];
  e.write(text.text.slice(at, stop));
  e.write(cuts.sentence(to) ? closing(cuts.between(to)) : '…');
  return { excerpt: e.text, marks: e.marks, from };
}

/** Returns what says where in a text the words, or words with these stems, stand. */
export function marker(words: string[]): (text: string) => Mark[] {
  const wanted = new Wanted(new Set(words.flatMap((w) => [w, stemOf(fold(w))]).filter((s) => s)));
  return (text) => marksOf(new Passage(text), wanted);
}

/** Returns the words between which the most different stems stand, then the most, then the first. */
function bestCluster(hits: number[], stems: string[]): [first: number, last: number] {
  const seen = new Map<string, number>();
  let best = 0, j = 0, first = 0, last = 0;
  for (let i = 0; i < hits.length; i++) {
    for (; j < hits.length && hits[j] < hits[i] + clusterWords; j++) seen.set(stems[j], (seen.get(stems[j]) ?? 0) + 1);
    const worth = seen.size * 65536 + (j - i);
    if (worth > best) [best, first, last] = [worth, hits[i], hits[j - 1]];
    const n = seen.get(stems[i])! - 1;
    if (n) seen.set(stems[i], n);
    else seen.delete(stems[i]);
  }
  return [first, last];
}

/** Says where between its words a text may be cut. */
class Cuts {
  constructor(private text: Passage) {}

  /** Returns the words of an excerpt that shows those from first to last. */
  around(first: number, last: number): [from: number, to: number] {
    const n = this.text.words.starts.length;
    if (n <= excerptWords) return [0, n];
    const least = Math.max(0, last + 1 - excerptWords);
    let from = this.latest(least, first, (i) => this.sentence(i));
    if (from < 0) {
      from = this.near(least, Math.max(least, first - Math.trunc((excerptWords - (last - first + 1)) / 3)), first);
    }
    if (from + excerptWords > n) { // the text ends: show more of what stands before
      const i = this.earliest(n - excerptWords, from);
      if (i >= 0) from = i;
    }
    let to = Math.min(n, from + excerptWords);
    const end = this.latest(Math.max(last + 1, to - tailWords), to, (i) => this.sentence(i) && !this.announces(i));
    if (end >= 0) return [from, end];
    while (to > last + 1 && !this.gap(to)) to--;
    return [from, to];
  }

  /** Returns the first word from i to most that may begin an excerpt, else the last before i, from least on, that may. */
  private near(least: number, i: number, most: number): number {
    for (let k = i; k <= most; k++) if (this.gap(k)) return k;
    for (let k = i; k > least; k--) if (this.gap(k)) return k;
    return i;
  }

  private latest(least: number, most: number, is: (i: number) => boolean): number {
    while (most >= least && !is(most)) most--;
    return most >= least ? most : -1;
  }

  private earliest(least: number, most: number): number {
    while (least <= most && !this.sentence(least)) least++;
    return least <= most ? least : -1;
  }

  /** Returns what stands between word i and the one before. */
  between(i: number): string {
    const { starts, ends } = this.text.words;
    return this.text.text.slice(i && ends[i - 1], starts[i]);
  }

  /** Says that a sentence begins with word i, or that the text ends before it. */
  sentence(i: number): boolean {
    const { starts, ends } = this.text.words, s = this.text.text;
    if (i === 0 || i === starts.length) return true;
    const gap = this.between(i);
    if (/[\n。！？]/.test(gap)) return true;
    const stop = /^[^\p{White_Space}]*/u.exec(gap)![0];
    if (stop.length === gap.length || !/[.!?…]/.test(stop) || lower.test(s.slice(starts[i], starts[i] + 2))) return false;
    return ends[i - 1] - starts[i - 1] > 1; // not after "e.g." or "J."
  }

  /** Says that the words before word i are a heading or lead to a list. */
  private announces(i: number): boolean {
    return i < this.text.words.starts.length && this.between(i).startsWith(':');
  }

  /** Says that something stands between word i and the one before that no word or address has inside. */
  private gap(i: number): boolean {
    const { starts, ends } = this.text.words;
    return i === 0 || starts[i] < ends[i - 1] || /[\p{White_Space}\u0080-\u{10ffff}]/u.test(this.between(i));
  }
}

/** Returns the quotes and brackets before a word. */
function opening(s: string): string {
  const chars = [...s];
  let i = chars.length;
  while (i > 0 && chars.length - i < attached && !space.test(chars[i - 1]) && !enders.includes(chars[i - 1])) i--;
  return chars.slice(i).join('');
}

/** Returns the punctuation after a word. */
function closing(s: string): string {
  const chars = [...s].slice(0, attached), stop = chars.findIndex((c) => space.test(c));
  return (stop < 0 ? chars : chars.slice(0, stop)).join('');
}

/** Joins pieces of text with white space as single spaces. */
class Writer {
  text = '';
  marks: Mark[] = [];
  private space = false;

  write(s: string): void {
    s.split(/\p{White_Space}+/u).forEach((part, i) => {
      if (i > 0) this.space = true;
      if (part === '') return;
      this.gap();
      this.text += part;
    });
  }

  private gap(): void {
    if (this.space && this.text) this.text += ' ';
    this.space = false;
  }

  mark(s: string): void {
    this.gap();
    const start = this.text.length;
    this.write(s);
    this.marks.push([start, this.text.length]);
  }
}
