// Which documents most resemble a text, as internal/search/like.go finds them;
// the reasons for its numbers stand there.
// Twin: internal/search/like.go
import { fold, isWhole, kept, once, spans, stemOf } from '../use';
import type { Files, TermRecord } from './files';
import { Rarity } from './rarity';

const maxTelling = 26; // words of a text that are looked up
const maxLonely = 4; // of them, that one document alone has, as long as there are others
const maxLike = 256 << 10; // bytes of a text that are read
const maxShared = 12; // words that explain a hit
const enough = 2; // telling words that a document must have
const k1 = 1.2, b = 0.9;
const boosts = [0.5, 0, 0, 0, 1]; // of the fields

/** A document that resembles a text. */
export interface Alike {
  url: string; // relative to the site's root
  title: string;
  score: number;
  date: string | null; // of the publication
  when: string | null; // of the incident, as far as that is known
  organisation: string;
  classes: string[];
  words: { word: string; weight: number }[]; // what counts most for it, the weightiest first
}

export interface Likeness {
  hits: Alike[];
  classes: Record<string, number>; // failure classes of the hits, and how many of them have each
}

interface Telling {
  stem: string;
  form: string;
  weight: number; // root of its number in the text
  rank: number; // the weight times how rare the word is, before it is looked up
  lonely: boolean; // one document alone has it
  record?: TermRecord;
}

const tables = new Map<Files, Promise<Rarity>>();

export async function like(files: Files, text: string, limit: number): Promise<Likeness> {
  const out: Likeness = { hits: [], classes: {} };
  if (files.docs === 0) return out;
  const words = await telling(files, text), lengths = await lengthsOf(files, words);
  const scores = new Float64Array(files.docs), shared = new Uint16Array(files.docs), last = new Uint16Array(files.docs);
  words.forEach((w, i) => parts(files, w, lengths, (d, part) => {
    scores[d] += part;
    if (last[d] === i + 1) return;
    last[d] = i + 1;
    shared[d]++;
  }));
  const docs: number[] = [], least = Math.max(1, Math.min(enough, words.length));
  shared.forEach((n, d) => n >= least && docs.push(d));
  docs.sort((a, b) => Math.fround(scores[b]) - Math.fround(scores[a]) || b - a);
  out.hits = await Promise.all(docs.slice(0, limit).map(async (d) => {
    const { url, title, date, when, organisation, classes } = await files.title(d);
    return { url, title: title.text, score: shown(scores[d]), date, when, organisation, classes, words: sharedWords(files, words, lengths, d) };
  }));
  for (const h of out.hits) for (const c of h.classes) out.classes[c] = (out.classes[c] ?? 0) + 1;
  return out;
}

/** Chooses the words of a text to look up, and looks them up. */
async function telling(files: Files, text: string): Promise<Telling[]> {
  const table = await once(tables, files, async () => new Rarity(await files.rarity()));
  const list: Telling[] = [];
  for (const w of countWords(text)) {
    const docs = table.documents(w.stem);
    if (docs) list.push({ ...w, rank: w.weight * rare(files.docs, docs), lonely: docs === 1 });
  }
  const bytes = new Map(list.map((w) => [w, [...w.stem]]));
  list.sort((x, y) => y.rank - x.rank || byPoints(bytes.get(x)!, bytes.get(y)!));
  let lonely = 0, spare = list.length - maxTelling;
  const chosen = list.filter((w) => !w.lonely || spare <= 0 || ++lonely <= maxLonely || spare-- < 0).slice(0, maxTelling);
  await Promise.all(chosen.map(async (w) => (w.record = await files.lookup(w.stem))));
  return chosen;
}

/** Orders as the bytes of UTF-8 do. */
function byPoints(x: string[], y: string[]): number {
  for (let i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i].codePointAt(0)! - y[i].codePointAt(0)!;
  return x.length - y.length;
}

function rare(all: number, docs: number): number {
  return Math.log(1 + Math.max(0, all - docs + 0.5) / (docs + 0.5));
}

const notes = [
  /\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2})?|\b[0-9]{1,2}\/[0-9]{1,2}\/[0-9]{2,4}\b/g,
  /\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?\b/g,
  /[A-Za-z0-9._+-]*@[A-Za-z0-9._-]+/g,
];
const nothing = /^(?:.|\.?[0-9]{1,2}|(?:19|20)[0-9]{2})$/u;
const calendar = new Set(
  ('january february march april may june july august september october november december jan feb mar apr jun jul aug sep ' +
    'sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun utc gmt cet ' +
    'cest est edt cst cdt mst mdt pst pdt bst ist jst am pm').split(' ').map(stemOf));

/** Returns the different words of a text that may tell something, in the order in which they first come. */
function countWords(text: string): Telling[] {
  let plain = cut(text.toWellFormed?.() ?? text);
  for (const re of notes) plain = plain.replace(re, (s) => ' '.repeat(s.length));
  const found = new Map<string, Telling>();
  spans(plain, (start, end, _, kind) => {
    if (!isWhole(kind)) return;
    const form = plain.slice(start, end), term = fold(form), stem = nothing.test(term) ? '' : stemOf(term);
    if (!stem || calendar.has(stem)) return;
    const w = found.get(stem);
    if (w) w.weight++;
    else found.set(stem, { stem, form, weight: 1, rank: 0, lonely: false });
  });
  for (const w of found.values()) w.weight = Math.sqrt(w.weight);
  return [...found.values()];
}

/** Cuts a text to so many bytes of UTF-8. */
function cut(text: string): string {
  if (text.length * 3 <= maxLike) return text;
  const bytes = new TextEncoder().encode(text);
  let n = Math.min(bytes.length, maxLike);
  while (n < bytes.length && (bytes[n] & 0xc0) === 0x80) n--;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, n));
}

/** Loads the lengths of the bodies, as far as they do not stand beside the postings. */
async function lengthsOf(files: Files, words: Telling[]): Promise<Float64Array> {
  const need = new Uint8Array(files.docs);
  for (const { record } of words) for (const p of record ?? []) if (!p.lengths) for (let i = 0; i < p.docs.length; i++) need[p.docs[i]] = 1;
  return need.includes(1) ? files.columns.lengths(need) : new Float64Array();
}

/** Calls add with what a word adds to the score of each document. */
function parts(files: Files, w: Telling, lengths: Float64Array, add: (doc: number, part: number) => void): void {
  w.record?.forEach((p, f) => {
    const average = files.average[f];
    if (!boosts[f] || !average) return;
    const idf = rare(files.docs, p.docs.length);
    for (let i = 0; i < p.docs.length; i++) {
      const d = p.docs[i], tf = Math.sqrt(p.freqs[i]), long = (p.lengths ? kept(p.lengths[i]) : lengths[d]) / average;
      add(d, (w.weight * idf * boosts[f] * (tf * (k1 + 1))) / (tf + k1 * (1 - b + b * long)));
    }
  });
}

function sharedWords(files: Files, words: Telling[], lengths: Float64Array, doc: number): Alike['words'] {
  const out: Alike['words'] = [];
  for (const w of words) {
    let sum = 0;
    parts(files, w, lengths, (d, part) => d === doc && (sum += part));
    if (sum > 0) out.push({ word: w.form, weight: shown(sum) });
  }
  return out.sort((x, y) => y.weight - x.weight).slice(0, maxShared);
}

/** Rounds to what is worth showing, the same in both languages. */
function shown(score: number): number {
  return Number(Math.fround(score).toExponential(5));
}
