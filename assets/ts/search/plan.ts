// From words to the lists of documents.
// Twin: internal/search/plan.go, internal/search/settle.go
import { idf } from './bm25';
import { Family } from './directory';
import { fieldCount, Files, Positions, Postings, TermRecord } from './files';
import { complete, correct } from './nearby';
import { Clause, joinedByOr, maxClauses, numbered, Query, Token } from './query';
import { stemOf } from './stem';

/** One term in one field, or one phrase in one field. */
export interface Leaf {
  field: number;
  lists: Scored[];
  docs: ArrayLike<number>; // that match
}

export interface Scored {
  postings: Postings;
  idf: number;
  boost: number;
}

/** How words that no document has are taken. */
export interface How {
  typing?: boolean; // the last word is still being typed: it stands for all words that begin so
  asIs?: boolean; // do not correct words that no document has
}

export interface Plan {
  query: Query;
  all: Leaf[][]; // of the clauses that documents must have
  numbered: boolean[]; // of all, those with a number: no match does without them
  none: Leaf[][]; // of the clauses that they must not have
  stems: Set<string>;
  apart: boolean; // words that were written as one are searched one by one
  corrected: string;
  also: string[]; // what means the same and is searched besides
}

/** Finds what means the same as the words of a query and is searched besides, for each clause: equivalents.ts. */
export type Equivalents = (files: Files, plan: Plan) => Promise<Leaf[][]>;

export async function makePlan(files: Files, query: Query, how: How, equivalents: Equivalents): Promise<Plan> {
  const plan: Plan = { query, all: [], numbered: [], none: [], stems: new Set(), apart: false, corrected: '', also: [] };
  const same = await equivalents(files, plan);
  const settled = await Promise.all(query.clauses.map((c, i) => settle(files, c, how, same[i].length > 0, joinedByOr(query, i))));
  settled.forEach(({ list, leaves }, i) => {
    const c = query.clauses[i];
    if (c.not) return void plan.none.push(...leaves);
    leaves[0].push(...same[i]);
    add(plan, c, leaves);
    plan.apart ||= list.length > 1;
    for (const { stems, tokens, others } of list) for (const s of [...stems, ...[tokens, ...others].flat().map((t) => t.stem)]) plan.stems.add(s);
  });
  plan.all.splice(maxClauses);
  const fixes = settled.flatMap((s) => s.fixes).sort((a, b) => a.start - b.start);
  if (fixes.length) plan.corrected = replaceAll(query.text, fixes);
  return plan;
}

/** Takes the leaves of clauses; those after OR go to the clause before. */
function add(plan: Plan, c: Clause, leaves: Leaf[][]): void {
  const last = plan.all.length - 1;
  if (c.or) {
    plan.all[last].push(...leaves[0]);
    plan.numbered[last] ||= numbered(c);
  } else {
    plan.all.push(...leaves);
    plan.numbered.push(...leaves.map(() => numbered(c)));
  }
}

interface Settled {
  list: Clause[];
  leaves: Leaf[][]; // of each
  fixes: Token[];
}

/**
 * Decides what a clause stands for: itself with its words known, or, when it
 * is several words written as one (load/balance) that stand so in no document,
 * the joined word, or else each of the words by itself. Words with equivalents
 * that documents have are known, and a clause beside OR is whole.
 */
async function settle(files: Files, given: Clause, how: How, equivalents: boolean, or: boolean): Promise<Settled> {
  let { list, fixes } = await reading(files, given, how, equivalents);
  if (or && list.length > 1) list = [given];
  return { list, leaves: await Promise.all(list.map((c) => leavesOf(files, c))), fixes };
}

async function reading(files: Files, given: Clause, how: How, equivalents: boolean): Promise<{ list: Clause[]; fixes: Token[] }> {
  if (given.not) return { list: [given], fixes: [] };
  const otherwise = (await Promise.all(given.others.map((t) => tokensOf(files, t)))).some(anyDocs) || equivalents;
  const { clause, fixes } = await known(files, given, otherwise ? { ...how, asIs: true } : how), whole = given.whole;
  if (otherwise || anyDocs(await leavesOf(files, clause))) return { list: [clause], fixes };
  if (whole?.stem && !how.asIs && hasDocs(await files.lookup(whole.stem))) return { list: [alone(clause, whole)], fixes: [whole] };
  const single = given.tokens.length === 1 || numbered(given) || (!whole && !given.others.length);
  return { list: single ? [clause] : apart(clause), fixes };
}

export function anyDocs(leaves: Leaf[]): boolean {
  return leaves.some((l) => l.docs.length > 0);
}

function hasDocs(record: TermRecord): boolean {
  return record.some((p) => p.docs.length > 0);
}

function alone(c: Clause, t: Token): Clause {
  return { ...c, tokens: [{ ...t, at: 0 }], stems: [], others: [] };
}

/** Makes a clause of each different word of a clause. */
function apart(c: Clause): Clause[] {
  return c.tokens.filter((t, i) => c.tokens.findIndex((x) => x.stem === t.stem) === i).map((t) => alone(c, t));
}

/** Completes or corrects the words of a clause that no document has. */
async function known(files: Files, given: Clause, how: How): Promise<{ clause: Clause; fixes: Token[] }> {
  const meanings = await Promise.all(given.tokens.map((t) => meant(files, t, given.open, how)));
  const clause: Clause = { ...given, tokens: meanings.map((m) => m.word), stems: meanings[meanings.length - 1].stems };
  return { clause, fixes: clause.tokens.filter((t, i) => t.form !== given.tokens[i].form) };
}

/** Returns the word that a word stands for: itself or the nearest; and the stems of all that begin with it when it is open. */
async function meant(files: Files, t: Token, open: boolean, how: How): Promise<{ word: Token; stems: string[] }> {
  const isKnown = hasDocs(await files.lookup(t.stem));
  if (isKnown && !(open && how.typing)) return { word: t, stems: [] };
  const stems = open ? await complete(files, t.form) : [];
  if (open && isKnown && !stems.includes(t.stem)) stems.push(t.stem);
  if (isKnown || stems.length || how.asIs) return { word: t, stems };
  const best = await correct(files, t.form);
  return { word: best ? { ...t, form: best, stem: stemOf(best) } : t, stems };
}

function replaceAll(text: string, fixes: Token[]): string {
  let out = '', last = 0;
  for (const t of fixes) {
    out += text.slice(last, t.start) + t.form;
    last = t.end;
  }
  return out + text.slice(last);
}

function scored(files: Files, field: number, postings: Postings): Scored {
  return { postings, idf: idf(files.docs, postings.docs.length, files.average[field]), boost: files.boosts[field] };
}

async function leavesOf(files: Files, c: Clause): Promise<Leaf[]> {
  const main = c.stems.length ? c.stems.map((s) => term(files, s)) : [tokensOf(files, c.tokens)];
  return (await Promise.all([...main, ...c.others.map((t) => tokensOf(files, t))])).flat();
}

/** Finds the documents with a word, or with several as a phrase. */
export function tokensOf(files: Files, tokens: Token[]): Promise<Leaf[]> {
  return tokens.length === 1 ? term(files, tokens[0].stem) : phrase(files, tokens);
}

async function term(files: Files, stem: string): Promise<Leaf[]> {
  const record = await files.lookup(stem);
  return record.map((p, f) => ({ field: f, lists: [scored(files, f, p)], docs: p.docs }));
}

/** Finds the documents in which the tokens stand at their distances. */
async function phrase(files: Files, tokens: Token[]): Promise<Leaf[]> {
  const found = await Promise.all(tokens.map(async (t) => {
    const [record] = await Promise.all([files.lookup(t.stem), files.find(Family.Positions, t.stem)]);
    return { record, at: await files.positions(t.stem, record) };
  }));
  const records = found.map((x) => x.record), at = found.map((x) => x.at);
  return Array.from({ length: fieldCount }, (_, f) => ({
    field: f,
    lists: records.map((r) => scored(files, f, r[f])),
    docs: phraseDocs(f, tokens, records, at),
  }));
}

/** Narrows the places where the phrase may begin, token by token. */
function phraseDocs(f: number, tokens: Token[], records: TermRecord[], found: Positions[][]): number[] {
  const docs: number[] = [];
  const next = tokens.map(() => 0);
  const first = records[0][f].docs;
  let starts = new Uint32Array(64), n = 0; // places in the document where the phrase may begin
  for (let i = 0; i < first.length; i++) {
    const { at, from } = found[0][f];
    n = from[i + 1] - from[i];
    if (n > starts.length) starts = new Uint32Array(2 * n);
    for (let k = 0; k < n; k++) starts[k] = at[from[i] + k];
    for (let j = 1; j < tokens.length && n; j++) {
      const list = records[j][f].docs;
      while (next[j] < list.length && list[next[j]] < first[i]) next[j]++;
      n = list[next[j]] === first[i] ? follow(starts, n, found[j][f], next[j], tokens[j].at) : 0;
    }
    if (n) docs.push(first[i]);
  }
  return docs;
}

/** Keeps of the first n starts those after which a term stands at a distance; both are in order. */
function follow(starts: Uint32Array, n: number, { at, from }: Positions, i: number, distance: number): number {
  let kept = 0;
  for (let k = 0, j = from[i]; k < n; k++) {
    while (j < from[i + 1] && at[j] < starts[k] + distance) j++;
    if (j < from[i + 1] && at[j] === starts[k] + distance) starts[kept++] = starts[k];
  }
  return kept;
}
