// Cutting an excerpt and saying where in it the hits are, as
// internal/search/excerpt.go does.
import { analyse, Stem } from './stem';

const space = /\p{White_Space}/u;
const excerptWords = 40; // shown
const clusterWords = 24; // in which as many of the query's words as possible shall stand

/** A range of a text, in UTF-16 units. */
export type Mark = [start: number, end: number];

/** Cuts an excerpt from a text, which all are the analysed words of. */
export function excerpt(text: string, all: Stem[], stems: Set<string>): { excerpt: string; marks: Mark[] } {
  const e = new Writer();
  if (all.length === 0) return { excerpt: '', marks: [] };
  const [first, last] = bestCluster(all, stems);
  let from = Math.max(0, first - Math.trunc((excerptWords - (last - first + 1)) / 3));
  const to = Math.min(all.length, from + excerptWords);
  from = Math.max(0, Math.min(from, to - excerptWords));
  if (from > 0) e.write('…');
  let at = all[from].start;
  for (const [start, end] of marked(all.slice(from, to), stems)) {
    e.write(text.slice(at, start));
    e.mark(text.slice(start, end));
    at = end;
  }
  const stop = all[to - 1].end;
  e.write(text.slice(at, stop));
  e.write(to < all.length ? '…' : ending(text.slice(stop)));
  return { excerpt: e.text, marks: e.marks };
}

/** Returns where in a text, such as a title, words with one of the stems stand. */
export function marksOf(text: string, stems: Set<string>): Mark[] {
  return marked(analyse(text), stems);
}

function marked(list: Stem[], stems: Set<string>): Mark[] {
  const spans: Mark[] = [];
  for (const s of list) {
    if (!s.stem || !stems.has(s.stem)) continue;
    const last = spans[spans.length - 1];
    if (last && s.start <= last[1]) last[1] = s.end;
    else spans.push([s.start, s.end]);
  }
  return spans;
}

/** Returns the words between which the most different stems stand, then the most, then the first. */
function bestCluster(all: Stem[], stems: Set<string>): [first: number, last: number] {
  const hits: number[] = [];
  all.forEach((s, i) => s.stem && stems.has(s.stem) && hits.push(i));
  const seen = new Map<string, number>();
  let best = 0, j = 0, first = 0, last = 0;
  hits.forEach((h, i) => {
    for (; j < hits.length && hits[j] < h + clusterWords; j++) {
      const s = all[hits[j]].stem;
      seen.set(s, (seen.get(s) ?? 0) + 1);
    }
    const worth = seen.size * 65536 + (j - i);
    if (worth > best) [best, first, last] = [worth, h, hits[j - 1]];
    const s = all[h].stem, n = seen.get(s)! - 1;
    if (n) seen.set(s, n);
    else seen.delete(s);
  });
  return [first, last];
}

function ending(s: string): string {
  const end = [...s].slice(0, 3);
  const stop = end.findIndex((c) => space.test(c));
  return (stop < 0 ? end : end.slice(0, stop)).join('');
}

/** Joins pieces of text with white space as single spaces. */
class Writer {
  text = '';
  marks: Mark[] = [];
  private space = false;

  write(s: string): void {
    for (const c of s) {
      if (space.test(c)) this.space = true;
      else {
        this.gap();
        this.text += c;
      }
    }
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
