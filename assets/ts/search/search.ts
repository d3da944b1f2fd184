// A search client for sites without a server.
//
// Goals: exact totals, facets and order, the same as bleve's; works from
// file:// and under a Content-Security-Policy of script-src 'self'; loads a
// few small shards per query; no dependency; one page of format
// (internal/search/FORMAT.md) that a second client can be written from.
//
// Non-goals: indexing in the browser, ranking that can be configured, other
// stemmers than English, workers (40,000 documents rank in milliseconds),
// browsers without DecompressionStream.
// Twin: internal/search/match.go
import { Files } from './files';
import { later } from './later';
import type { Likeness } from './like';
import type { Leaf, Plan } from './leaves';
import { type Mark, marksOf, Wanted } from './passage';
import { makePlan } from './plan';
import { parse } from './query';
import { scores } from './score';
import { lengthKeys } from './span';
import { explain, isForReader, Shards } from './shards';
import { type Hit, noCounts, type Options, type Quote, type Result, type Unknown } from './types';
import { words } from './words';

/** Says what a query lacks in which nothing can be looked up: words, or, when it has only stop words, telling ones. */
export function nothingIn(text: string): '' | 'words' | 'telling words' {
  const q = parse(text, []);
  return q.clauses.length + q.filters.length ? '' : words(text).length ? 'telling words' : 'words';
}

type Like = (files: Files, text: string, limit: number) => Promise<Likeness>;

/** What the excerpt of a hit is cut from, and around which words. */
interface Source {
  doc: number;
  wanted: Wanted;
}

export class Search {
  private files: Files;
  private sources = new WeakMap<Hit, Source>();

  /** Searches the index in a folder; its address ends in a slash. */
  constructor(folder: string) {
    this.files = new Files(new Shards(folder));
  }

  /** Loads what every query needs. */
  async prepare(): Promise<void> {
    await this.files.open();
  }

  /** Says how many documents there are. */
  async size(): Promise<number> {
    await this.files.open();
    return this.files.docs;
  }

  /**
   * Answers a query. Of a damaged index the answer is right or there is none: the promise is
   * rejected with a SearchError unless total, order and facets are known. A hit one of whose own
   * shards is missing or damaged stands in its place and says so in unread.
   */
  async search(text: string, options: Options = {}): Promise<Result> {
    try {
      await this.files.open();
      return await this.answer(String(text ?? ''), options);
    } catch (e) {
      throw explain(e);
    }
  }

  /** Cuts the excerpt of a hit that this object gave; it loads the shard of its text. An error of reading is told in unread. */
  async excerpt(hit: Hit): Promise<Quote> {
    const source = this.sources.get(hit);
    return source && hit.url ? quote(this.files, source) : { excerpt: hit.excerpt, marks: hit.marks, unread: hit.unread };
  }

  /** Returns the heading of the section that the excerpt of a hit is from, '' where there is none or the excerpt has it itself. */
  async section(hit: Hit): Promise<string> {
    const source = this.sources.get(hit), text = source && (await this.files.text(source.doc).catch(() => null));
    if (!text) return '';
    const { excerpt, section } = await later();
    return section(text, excerpt(text, source.wanted).from);
  }

  /** Returns the commonest words that begin as a word does that no document has, those with the longest beginning first. */
  async alike(word: string): Promise<string[]> {
    return (await later()).alike(this.files, word);
  }

  /** Returns the stems of the words that a hit of this object was found by. */
  stems(hit: Hit): ReadonlySet<string> {
    return this.sources.get(hit)?.wanted.stems ?? new Set();
  }

  /** Returns what says where in a text the words, or words with these stems, stand. */
  async marker(words: string[]): Promise<(text: string) => Mark[]> {
    return (await later()).marker(words);
  }

  /** Finds the documents that most resemble a text of any length, which stays in this browser. Errors are those of search. */
  async like(text: string, limit = 10): Promise<Likeness> {
    try {
      await this.files.open();
      return await (await window.hindsight.script<{ like: Like }>('seen')).like(this.files, String(text ?? ''), limit);
    } catch (e) {
      throw explain(e);
    }
  }

  private async answer(text: string, o: Options): Promise<Result> {
    const files = this.files;
    const res: Result = { total: 0, partial: false, corrected: '', hits: [], facets: noCounts() };
    const query = parse(text, files.extraKeys);
    if (files.docs === 0 || (query.clauses.length + query.filters.length === 0 && !(o.all && text.trim() === ''))) return res;
    const limit = o.limit ?? 10, offset = Math.max(0, o.offset ?? 0);
    files.prefetch(limit > 0, o);
    const plan = await makePlan(files, query, o);
    const { want, strange } = await allowed(files, plan);
    const matches = match(files.docs, plan.all, want, !!o.almost), { found, matched } = matches;
    if (strange.length) res.unknown = strange;
    if (plan.also.length) res.also = plan.also;
    res.corrected = plan.corrected;
    if (matched.length === 0) return res;
    res.partial = plan.apart || found < plan.all.length;
    res.total = matched.length;
    want.fill(0);
    for (let i = 0; i < matched.length; i++) want[matched[i]] = 1;
    const counted = o.facets === false ? null : Promise.all([files.columns.facets(want), later()]);
    const [facets, list] = await Promise.all([counted, this.hits(plan, matches, want, o, offset, limit)]);
    if (facets) res.facets = facets[1].tally(matched, facets[0]);
    const unstated = list.length ? await this.unstated(matched, want, o.sort) : 0;
    if (unstated) res.unstated = unstated;
    res.hits = list;
    return res;
  }

  private async unstated(matched: Uint32Array, want: Uint8Array, order: Options['sort']): Promise<number> {
    const lengths = await lengthsFor(this.files, want, order);
    return lengths ? matched.reduce((n, d) => n + (lengths[d] ? 0 : 1), 0) : 0;
  }

  /** Returns limit hits from offset on. want marks the matched documents. */
  private async hits(plan: Plan, matches: Matches, want: Uint8Array, o: Options, offset: number, limit: number): Promise<Hit[]> {
    if (limit <= 0 || offset >= matches.matched.length) return [];
    const files = this.files, { scores, first } = await rank(files, plan, matches, want, o.sort, offset + limit);
    const wanted = new Wanted(plan.stems);
    return Promise.all(first.slice(offset).map(async (doc) => {
      const score = Number(scores[doc].toExponential(5)), source = { doc, wanted };
      const text = o.excerpts === false ? { excerpt: '', marks: [] } : quote(files, source);
      const hit = await titled(files, source, score).catch(async (e) => unreadHit(e, score, (await later()).inColumns(doc, await files.columns.facets(want))));
      if (hit.url) Object.assign(hit, await text);
      this.sources.set(hit, source);
      return hit;
    }));
  }
}

/** Says which documents the filters, the forbidden clauses and the numbers of the query leave, and which values of filters no document has. */
async function allowed(files: Files, plan: Plan): Promise<{ want: Uint8Array; strange: Unknown[] }> {
  const want = new Uint8Array(files.docs).fill(1);
  for (const c of plan.none) for (const l of c) for (let i = 0; i < l.docs.length; i++) want[l.docs[i]] = 0;
  plan.all.forEach((c, i) => plan.numbered[i] && only(want, c));
  if (plan.query.filters.length === 0) return { want, strange: [] };
  const [facets, { narrow, unknownValues }] = await Promise.all([files.columns.facets(null), later()]);
  for (const f of plan.query.filters) narrow(want, facets, f, files.extraKeys.indexOf(f.key));
  return { want, strange: unknownValues(plan.query.filters, facets, files.extraKeys) };
}

/** Leaves of the documents those that have one of the leaves. */
function only(want: Uint8Array, leaves: Leaf[]): void {
  const has = new Uint8Array(want.length);
  for (const { docs } of leaves) for (let i = 0; i < docs.length; i++) has[docs[i]] = 1;
  for (let d = 0; d < want.length; d++) want[d] &= has[d];
}

interface Matches {
  found: number; // clauses that each of them has
  matched: Uint32Array; // numbers of documents, in order
}

/** Returns the allowed documents that have all the clauses or else (or when almost says so) the most of them, and how many that is. */
function match(docs: number, clauses: Leaf[][], want: Uint8Array, almost: boolean): Matches {
  const has = new Uint8Array(docs), last = new Uint8Array(docs), matched = new Uint32Array(docs);
  let found = 0, n = 0;
  clauses.forEach((c, i) => {
    for (const { docs } of c) for (let k = 0; k < docs.length; k++) {
      const d = docs[k];
      if (!want[d] || last[d] === i + 1) continue;
      last[d] = i + 1;
      has[d]++;
    }
  });
  for (let d = 0; d < docs; d++) if (has[d] > found && (has[d] < clauses.length || !almost)) found = has[d];
  if (found || (clauses.length === 0 && !almost)) for (let d = 0; d < docs; d++) if (has[d] === found && want[d]) matched[n++] = d;
  return { found, matched: matched.subarray(0, n) };
}

/** Returns the lengths that an order goes by, of the wanted documents, as minutes and one more; null when it goes by none. */
async function lengthsFor(files: Files, want: Uint8Array, order: Options['sort']): Promise<Uint32Array | null> {
  if (order !== 'longest' && order !== 'slowest') return null;
  const out = new Uint32Array(files.docs);
  for (const s of await files.columns.facets(want)) if (s) out.set(s.lengths[lengthKeys.indexOf(order === 'longest' ? 'lasted' : 'noticed')], s.first);
  return out;
}

/** Scores the matched documents and returns the first n of them in order. */
async function rank(
	files: Files, plan: Plan, { found, matched }: Matches, want: Uint8Array, order: Options['sort'], n: number,
): Promise<{ scores: Float32Array; first: number[] }> {
  const rounded = new Float32Array(files.docs).fill(1);
  if (plan.all.length) {
    const inline = plan.all.every((c) => c.every((l) => l.lists.every((s) => s.postings.lengths)));
    const lengths = inline ? new Float64Array() : await files.columns.lengths(want);
    scores(files, plan.all, matched, want, lengths, found / plan.all.length, rounded);
  }
  const lengths = await lengthsFor(files, want, order);
  const late = (d: number) => (d < files.undated ? 1 : 0);
  // documents are numbered from the oldest to the newest, undated ones first
  const first = leading(matched, n,
    order === 'newest' ? (a, b) => b - a
      : order === 'oldest' ? (a, b) => late(a) - late(b) || a - b
      : lengths ? (a, b) => lengths[b] - lengths[a] || b - a
      : (a, b) => rounded[b] - rounded[a] || b - a,
  );
  return { scores: rounded, first };
}

/** Returns the first n of a list in order, without sorting a long list for a few. */
function leading(list: Uint32Array, n: number, compare: (a: number, b: number) => number): number[] {
  if (n > 100 || list.length < 4 * n) return [...list.slice().sort(compare).subarray(0, n)];
  const first: number[] = [];
  for (let k = 0; k < list.length; k++) {
    const x = list[k];
    if (first.length === n && compare(x, first[n - 1]) > 0) continue;
    let i = first.length;
    while (i > 0 && compare(x, first[i - 1]) < 0) i--;
    first.splice(i, 0, x);
    if (first.length > n) first.pop();
  }
  return first;
}

/** Cuts an excerpt. It is never rejected: why the text cannot be read stands in unread. */
async function quote(files: Files, { doc, wanted }: Source): Promise<Quote> {
  try {
    const [text, { excerpt }] = await Promise.all([files.text(doc), later()]), { excerpt: words, marks } = excerpt(text, wanted);
    return { excerpt: words, marks };
  } catch (e) {
    return { excerpt: '', marks: [], unread: trouble(e) };
  }
}

async function titled(files: Files, { doc, wanted }: Source, score: number): Promise<Hit> {
  const { title, ...known } = await files.title(doc);
  return { ...known, title: title.text, titleMarks: marksOf(title, wanted), score, excerpt: '', marks: [] };
}

/** Says why a shard cannot be read; any other error is thrown on. */
function trouble(e: unknown): string {
  const why = explain(e);
  if (!isForReader(why)) throw why;
  return why.message;
}

/** Returns what is left of a hit whose title cannot be read. */
function unreadHit(e: unknown, score: number, known: Pick<Hit, 'date' | 'when' | 'organisation' | 'classes'>): Hit {
  const unread = trouble(e);
  return { url: '', title: '', titleMarks: [], score, ...known, summary: '', lasted: null, same: [], excerpt: '', marks: [], unread };
}
