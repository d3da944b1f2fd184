// A text whose words are looked for, again and again, and where they stand.
// Twin: internal/search/excerpt.go
import { stemOf } from './stem';
import { fold, inText, spans, Spelling, termOf } from './words';

/** A range of a text, in UTF-16 units. */
export type Mark = [start: number, end: number];

/** Where the words of a text stand, one after the other, and those that stand for some of them in another spelling. */
interface Places {
  starts: number[];
  ends: number[];
  others: { from: number; start: number; end: number; kind: Spelling }[]; // from: the last word that it stands for
}

/** A text and where its words stand, which is found out when it is first asked for. */
export class Passage {
  private places?: Places;

  constructor(readonly text: string) {}

  get words(): Places {
    if (!this.places) {
      const starts: number[] = [], ends: number[] = [], others: Places['others'] = [];
      spans(this.text, (start, end, _, kind) => {
        if (inText(kind)) {
          starts.push(start);
          ends.push(end);
        } else {
          others.push({ from: starts.length - 1, start, end, kind });
        }
      });
      this.places = { starts, ends, others };
    }
    return this.places;
  }

  /** Returns which words have one of the stems, and which stem each has. */
  hits(wanted: Wanted): { at: number[]; stems: string[] } {
    const { starts, ends, others } = this.words, at: number[] = [], stems: string[] = [], also = new Map<number, string>();
    for (const { from, start, end, kind } of others) {
      const term = termOf(this.text, start, end, kind), stem = wanted.stem(term, 0, term.length);
      if (stem) for (let i = from; i >= 0 && ends[i] > start; i--) if (!also.has(i)) also.set(i, stem);
    }
    for (let i = 0; i < starts.length; i++) {
      const stem = wanted.stem(this.text, starts[i], ends[i]) || also.get(i);
      if (stem) {
        at.push(i);
        stems.push(stem);
      }
    }
    return { at, stems };
  }
}

/**
 * Stems to look for. A stem begins with the two letters of its word, but that
 * y may have become i (TestStemKeepsBeginning): one word in fifty needs stemming.
 */
export class Wanted {
  private readonly beginnings = new Uint8Array(128 * 128); // of two ASCII letters: 1 for a wanted one

  constructor(readonly stems: ReadonlySet<string>) {
    for (const s of stems) {
      const a = s.charCodeAt(0), b = s.charCodeAt(1);
      if (a > 127) continue;
      if (s.length === 1) this.beginnings.fill(1, a * 128, a * 128 + 128);
      else if (b < 128) this.beginnings[a * 128 + b] = 1;
      if (s[1] === 'i') this.beginnings[a * 128 + 121] = 1;
    }
  }

  /** Returns the stem of the word from start to end if it is wanted, else ''. */
  stem(text: string, start: number, end: number): string {
    if (!this.mayBe(text, start, end)) return '';
    const stem = stemOf(fold(text.slice(start, end)));
    return this.stems.has(stem) ? stem : '';
  }

  private mayBe(text: string, start: number, end: number): boolean {
    let a = text.charCodeAt(start), b = start + 1 < end ? text.charCodeAt(start + 1) : 0;
    const c = start + 2 < end ? text.charCodeAt(start + 2) : 0;
    if ((a | b | c) > 127) return true; // a mark may change the letter before it
    if (a > 64 && a < 91) a += 32;
    if (b > 64 && b < 91) b += 32;
    return this.beginnings[a * 128 + b] === 1;
  }
}

/** Returns where in a text, such as a title, words with one of the stems stand. */
export function marksOf(text: Passage, wanted: Wanted): Mark[] {
  return merged(text, text.hits(wanted).at);
}

/** Returns where words stand; those that touch (pairs of characters overlap) are one. */
export function merged(text: Passage, hits: number[]): Mark[] {
  const { starts, ends } = text.words, out: Mark[] = [];
  for (const i of hits) {
    const last = out[out.length - 1];
    if (last && starts[i] <= last[1]) last[1] = ends[i];
    else out.push([starts[i], ends[i]]);
  }
  return out;
}
