// From words to the lists of documents, as internal/search/plan.go does.
import { Family } from './directory';
import { fieldCount, Files, Positions, Postings, Record } from './files';
import { complete, correct } from './nearby';
import { Clause, Query, Token } from './query';
import { idf } from './score';
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

export interface Plan {
  query: Query;
  all: Leaf[][]; // of the clauses that documents must have
  none: Leaf[][]; // of those that they must not have
  stems: Set<string>;
  corrected: string;
}

export async function makePlan(files: Files, query: Query, typing: boolean, asIs: boolean): Promise<Plan> {
  const plan: Plan = { query, all: [], none: [], stems: new Set(), corrected: '' };
  const fixes: Token[] = [];
  const settled = await Promise.all(query.clauses.map(async (given) => {
    const clause = await settle(files, given, typing, asIs, fixes);
    return { clause, leaves: await leavesOf(files, clause) };
  }));
  for (const { clause, leaves } of settled) {
    (clause.not ? plan.none : plan.all).push(leaves);
    if (!clause.not) for (const s of [...clause.stems, ...clause.tokens.map((t) => t.stem)]) plan.stems.add(s);
  }
  fixes.sort((a, b) => a.start - b.start);
  if (fixes.length) plan.corrected = replaceAll(query.text, fixes);
  return plan;
}

/** Decides what the words of a clause stand for. */
async function settle(files: Files, given: Clause, typing: boolean, asIs: boolean, fixes: Token[]): Promise<Clause> {
  const clause = { ...given, tokens: given.tokens.map((t) => ({ ...t })) };
  if (clause.not) return clause;
  await Promise.all(clause.tokens.map(async (t) => {
    const known = (await files.find(Family.Postings, t.stem)) !== null;
    if (known && !(clause.open && typing)) return;
    if (clause.open) {
      clause.stems = await complete(files, t.form);
      if (known && !clause.stems.includes(t.stem)) clause.stems.push(t.stem);
    }
    if (known || clause.stems.length || asIs) return;
    const best = await correct(files, t.form);
    if (!best) return;
    t.form = best;
    t.stem = stemOf(best);
    fixes.push(t);
  }));
  return clause;
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
  return { postings, idf: idf(files, field, postings.docs.length), boost: files.boosts[field] };
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
function phraseDocs(f: number, tokens: Token[], records: Record[], found: Positions[][]): number[] {
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
