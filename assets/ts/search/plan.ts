// From words to the lists of documents.
// Twin: internal/search/plan.go, internal/search/settle.go, internal/search/nearby.go
import type { Files, TermRecord } from './files';
import { later } from './later';
import { anyDocs, type Leaf, type Plan, term, tokensOf } from './leaves';
import { type Clause, joinedByOr, maxClauses, numbered, type Query, type Token } from './query';
import { stemOf } from './stem';
import type { How } from './types';
import { isPair } from './words';

export async function makePlan(files: Files, query: Query, how: How): Promise<Plan> {
  const plan: Plan = { query, all: [], numbered: [], none: [], stems: new Set(), apart: false, corrected: '', also: [] };
  const meanings = await Promise.all(query.typed.map((w) => (w.clause >= 0 && w.stem ? files.meanings(w.stem) : [])));
  const same = meanings.some((m) => m.length) ? await (await later()).equivalents(files, plan, meanings) : query.clauses.map(() => []);
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
  const best = await (await later()).correct(files, t.form);
  return { word: best ? { ...t, form: best, stem: stemOf(best) } : t, stems };
}

/** Returns the stems of all words that begin with form. One letter stands for itself. */
async function complete(files: Files, form: string): Promise<string[]> {
  const letters = [...form];
  if (letters.length < 2 && !isPair(letters[0] ?? '')) return [];
  const stems = new Set<string>();
  await files.forms(form, (f) => stems.add(stemOf(f)));
  stems.delete('');
  return [...stems].sort();
}

function replaceAll(text: string, fixes: Token[]): string {
  let out = '', last = 0;
  for (const t of fixes) {
    out += text.slice(last, t.start) + t.form;
    last = t.end;
  }
  return out + text.slice(last);
}

async function leavesOf(files: Files, c: Clause): Promise<Leaf[]> {
  const main = c.stems.length ? c.stems.map((s) => term(files, s)) : [tokensOf(files, c.tokens)];
  return (await Promise.all([...main, ...c.others.map((t) => tokensOf(files, t))])).flat();
}

