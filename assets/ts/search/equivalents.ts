// What means the same as the words of a query, as internal/search/equivalents.go finds it.
// Twin: internal/search/equivalents.go
import { analyse, anyDocs, keyOf, phraseOf, stemOf, tokensOf } from '../use';
import type { Files, Meaning } from './files';
import type { Leaf, Plan } from './leaves';
import type { Query, Token } from './query';
import type { Stem } from './stem';

const boost = 0.5; // of an equivalent, beside the word itself

/** Looks up what means the same as the typed words, and returns for each clause what is searched besides it: what some document has. */
export async function equivalents(files: Files, plan: Plan, meanings: Meaning[][]): Promise<Leaf[][]> {
  const { query } = plan, same: Leaf[][] = query.clauses.map(() => []);
  const found = await Promise.all(meanings.map((list, end) => Promise.all(list.map(async ({ text, others }) => {
      const phrase = analyse(text), clauses = saying(query, phrase, end);
      // a text with "out of memory" counts more than one with memory, its one telling word
      const all = clauses.length ? [...(isOne(phrase) ? [text] : []), ...others] : [];
      return Promise.all(all.map(async (other) => ({ clauses, other, also: other !== text, leaves: await equivalent(files, other) })));
  }))));
  for (const { clauses, other, also, leaves } of found.flat(2)) {
    if (!anyDocs(leaves)) continue;
    for (const c of clauses) same[c].push(...leaves);
    if (also && !plan.also.includes(other)) plan.also.push(other);
    for (const s of analyse(other)) if (s.stem) plan.stems.add(s.stem);
  }
  return same;
}

/** Returns the clauses that make up a phrase whose last telling word is the typed word at end; none where it is not typed so, or is only a part of one. */
function saying({ typed }: Query, phrase: Stem[], end: number): number[] {
  let last = phrase.length - 1;
  while (!phrase[last].stem) last--;
  const from = end - last, to = from + phrase.length;
  if (from < 0 || to > typed.length) return [];
  const here = typed.slice(from, to);
  if (here.some((w, i) => w.key !== keyOf(phrase[i]) || (w.stem !== '' && w.clause < 0))) return [];
  const clauses = [...new Set(here.map((w) => w.clause).filter((c) => c >= 0))];
  return typed.some((w, i) => (i < from || i >= to) && clauses.includes(w.clause)) ? [] : clauses;
}

async function equivalent(files: Files, text: string): Promise<Leaf[]> {
  const leaves = await tokensOf(files, tokens(analyse(text)));
  return leaves.map((l) => ({ ...l, lists: l.lists.map((s) => ({ ...s, boost: s.boost * boost })) }));
}

/** Says that a phrase is looked for as one word. */
function isOne(list: Stem[]): boolean {
  return list.length > 1 && list.filter((s) => s.stem).length === 1;
}

/** Returns what a text is looked for by: its words as a phrase or, where stop words would leave one of them alone, all as one word. */
function tokens(list: Stem[]): Token[] {
  const token = (form: string, at: number): Token => ({ form, stem: stemOf(form), at, start: 0, end: 0 });
  return isOne(list) ? [token(list.map((s) => s.term).join(''), 0)] : phraseOf(list.map((s) => token(s.term, s.pos)));
}
