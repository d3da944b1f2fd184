// From words to the lists of documents.
// Twin: internal/search/plan.go, internal/search/settle.go
import { idf } from './bm25';
import { Family } from './directory';
import { fieldCount, Files, Positions, Postings, TermRecord } from './files';
import { complete, correct, letterDigitRuns } from './nearby';
import { Clause, maxClauses, Query, Token } from './query';
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
  none: Leaf[][]; // of those that they must not have
  stems: Set<string>;
  apart: boolean; // words that were written as one are searched one by one
  corrected: string;
}

export async function makePlan(files: Files, query: Query, how: How): Promise<Plan> {
  const plan: Plan = { query, all: [], none: [], stems: new Set(), apart: false, corrected: '' };
  const settled = await Promise.all(query.clauses.map((c) => settle(files, c, how)));
  settled.forEach(({ list, leaves }, i) => {
    if (query.clauses[i].not) {
      plan.none.push(...leaves);
      return;
    }
    plan.apart ||= list.length > 1;
    plan.all.push(...leaves);
    for (const c of list) for (const s of [...c.stems, ...c.tokens.map((t) => t.stem)]) plan.stems.add(s);
  });
  plan.all.splice(maxClauses);
  const fixes = settled.flatMap((s) => s.fixes).sort((a, b) => a.start - b.start);
  if (fixes.length) plan.corrected = replaceAll(query.text, fixes);
  return plan;
}

interface Settled {
  list: Clause[];
  leaves: Leaf[][]; // of each
  fixes: Token[];
}

/**
 * Decides what a clause stands for: itself with its words known, or, when it
 * is several words written as one (us-east-1) that stand so in no document,
 * the joined word, or else each of the words by itself.
 */
async function settle(files: Files, given: Clause, how: How): Promise<Settled> {
  const { list, fixes } = await reading(files, given, how);
  return { list, leaves: await Promise.all(list.map((c) => leavesOf(files, c))), fixes };
}

async function reading(files: Files, given: Clause, how: How): Promise<{ list: Clause[]; fixes: Token[] }> {
  if (given.not) return { list: [given], fixes: [] };
  const { clause, fixes } = await known(files, given, how), whole = given.whole;
  if (!whole || anyDocs(await leavesOf(files, clause))) return { list: [clause], fixes };
  if (whole.stem && !how.asIs && (await files.find(Family.Postings, whole.stem))) return { list: [alone(clause, whole)], fixes: [whole] };
  return { list: apart(clause), fixes };
}

function anyDocs(leaves: Leaf[]): boolean {
  return leaves.some((l) => l.docs.length > 0);
}

function alone(c: Clause, t: Token): Clause {
  return { ...c, tokens: [{ ...t, at: 0 }], stems: [] };
}

/** Makes a clause of each different word of a clause. */
function apart(c: Clause): Clause[] {
  return c.tokens.filter((t, i) => c.tokens.findIndex((x) => x.stem === t.stem) === i).map((t) => alone(c, t));
}

/** Completes or corrects the words of a clause that no document has. */
async function known(files: Files, given: Clause, how: How): Promise<{ clause: Clause; fixes: Token[] }> {
  const clause: Clause = { ...given, tokens: [] }, fixes: Token[] = [];
  const meanings = await Promise.all(given.tokens.map((t) => meant(files, t, given.open, how)));
  let further = 0;
  meanings.forEach(({ words, stems }, i) => {
    const t = given.tokens[i];
    clause.tokens.push(...words.map((w) => ({ ...w, at: w.at + further })));
    clause.stems = stems;
    further += words.length - 1;
    if (words[0].form !== t.form) fixes.push({ ...t, form: words.map((w) => w.form).join('-') });
  });
  return { clause, fixes };
}

/** Returns the words that a word stands for: itself, its parts (tls1 as tls-1) or the nearest; and the stems of all that begin with it when it is open. */
async function meant(files: Files, t: Token, open: boolean, how: How): Promise<{ words: Token[]; stems: string[] }> {
  const isKnown = (await files.find(Family.Postings, t.stem)) !== null;
  if (isKnown && !(open && how.typing)) return { words: [t], stems: [] };
  const stems = open ? await complete(files, t.form) : [];
  if (open && isKnown && !stems.includes(t.stem)) stems.push(t.stem);
  if (isKnown || stems.length || how.asIs) return { words: [t], stems };
  const words = await parts(files, t);
  if (words.length) return { words, stems };
  const best = await correct(files, t.form);
  return { words: [best ? { ...t, form: best, stem: stemOf(best) } : t], stems };
}

const maxParts = 4; // keeps a hash that no document has from being looked up digit by digit

/** Divides a word between letters and digits, if some document has the parts one after the other: "http2" finds "HTTP/2". */
async function parts(files: Files, t: Token): Promise<Token[]> {
  const forms = letterDigitRuns(t.form);
  if (forms.length < 2 || forms.length > maxParts) return [];
  const words = forms.map((form, at) => ({ ...t, form, stem: stemOf(form), at }));
  if (words.some((w) => !w.stem) || !anyDocs(await phrase(files, words))) return [];
  return words.map((w) => ({ ...w, at: t.at + w.at }));
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
  if (c.tokens.length > 1) return phrase(files, c.tokens);
  const records = await Promise.all((c.stems.length ? c.stems : [c.tokens[0].stem]).map((s) => files.lookup(s)));
  return records.flatMap((r) => r.map((p, f) => ({ field: f, lists: [scored(files, f, p)], docs: p.docs })));
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
