// Where terms and phrases are, field by field.
// Twin: internal/search/plan.go
import { idf } from './bm25';
import { Family } from './directory';
import { fieldCount, type Files, type Positions, type Postings, type TermRecord } from './files';
import type { Query, Token } from './query';

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

export function anyDocs(leaves: Leaf[]): boolean {
  return leaves.some((l) => l.docs.length > 0);
}

function scored(files: Files, field: number, postings: Postings): Scored {
  return { postings, idf: idf(files.docs, postings.docs.length, files.average[field]), boost: files.boosts[field] };
}

/** Finds the documents with a word, or with several as a phrase. */
export function tokensOf(files: Files, tokens: Token[]): Promise<Leaf[]> {
  return tokens.length === 1 ? term(files, tokens[0].stem) : phrase(files, tokens);
}

export async function term(files: Files, stem: string): Promise<Leaf[]> {
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
