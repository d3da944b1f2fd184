// The query language. The same parser stands in internal/search/query.go.
// Twin: internal/search/query.go
import { filterKey } from './filterkeys';
import { isNumeric, readSpan, Span } from './span';
import { possessive, stemOf } from './stem';
import { fold, Spelling, words } from './words';

const maxQuery = 1000; // characters
export const maxClauses = 32;

export interface Token {
  form: string;
  stem: string;
  at: number; // position in its phrase
  start: number;
  end: number;
}

/** A word or phrase that a document must or must not have. */
export interface Clause {
  tokens: Token[];
  stems: string[]; // instead of tokens: any of these
  others: Token[][]; // other spellings, each as good: keepalive of keep-alive
  not: boolean;
  or: boolean; // stands for the clause before, or that for it
  whole: Token | null; // several words written as one, joined: data-base, database
  open: boolean; // a word that may go on
}

export interface Filter {
  key: string;
  values: string[]; // folded
  typed: string[]; // the filter with each, as typed
  spans: Span[]; // of years and lengths: what the values mean, where they mean something
  not: boolean;
}

/** A word outside quotes, as synonyms see it. */
export interface Typed {
  key: string; // stem, or stop word
  stem: string;
  clause: number; // -1: of none
}

export interface Query {
  text: string;
  clauses: Clause[];
  filters: Filter[];
  typed: Typed[];
}

const space = /\p{White_Space}/u;
const number = /\p{N}/u;
const apart: Typed = { key: '', stem: '', clause: -1 }; // stands between words that are no phrase

/** Says that a clause has a number: another number is another thing. */
export function numbered(c: Clause): boolean {
  return c.tokens.some((t) => number.test(t.form));
}

/** Never fails: what makes no sense as an operator is text. extra are keys of front matter, which filter, too. */
export function parse(s: string, extra: string[]): Query {
  s = s.replace(/\p{Cs}/gu, '\uFFFD');
  if (s.length > maxQuery) s = [...s].slice(0, maxQuery).join('');
  const p = new Parser(s, extra);
  for (let i = 0; i < s.length; ) i = space.test(s[i]) ? i + 1 : p.item(i);
  return p.query;
}

class Parser {
  readonly query: Query;
  private or = false; // OR stands between the last clause and what comes next
  private beside = false; // the last thing read was a clause that OR may follow

  constructor(text: string, private extra: string[]) {
    this.query = { text, clauses: [], filters: [], typed: [] };
  }

  item(i: number): number {
    const q = this.query, s = q.text;
    const not = s[i] === '-' && i + 1 < s.length && !space.test(s[i + 1]);
    if (not) i++;
    const [key, at] = filterKey(s, i, this.extra), [start, end, next] = value(s, key ? at : i), or = this.or;
    this.or = false;
    if (key) {
      addFilter(q, key, s.slice(start, end), s.slice(i, next), not);
      this.beside = false;
      q.typed.push(apart);
      return next;
    }
    const bare = !not && start === i;
    if (bare && this.beside && s.slice(start, end) === 'OR') {
      this.or = !or;
      q.typed.push(apart);
      return next;
    }
    const r = readSpelling(s, start, end), c = clauseOf(r, start !== i);
    c.not = not;
    c.or = or && !not;
    c.open = bare && r.parts.length === 1 && end === s.length && r.parts[0].end === end;
    if (!bare) c.whole = null;
    const clause = addClause(q, c);
    this.beside = clause >= 0 && !not;
    q.typed.push(...(bare ? r.parts.map((t) => ({ key: t.stem || t.form, stem: t.stem, clause })) : [apart]));
    return next;
  }
}

function value(s: string, i: number): [start: number, end: number, next: number] {
  if (s[i] === '"') {
    const close = s.indexOf('"', i + 1);
    return close < 0 ? [i + 1, s.length, s.length] : [i + 1, close, close + 1];
  }
  let end = i;
  while (end < s.length && s[end] !== '"' && !space.test(s[end])) end++;
  return [i, end, end];
}

function addFilter(q: Query, key: string, value: string, typed: string, not: boolean): void {
  const v = fold(value.trim()), span = isNumeric(key) ? readSpan(key, v) : null;
  let f = q.filters.find((f) => f.key === key && f.not === not);
  if (!f) q.filters.push((f = { key, values: [], typed: [], spans: [], not }));
  f.values.push(v);
  f.typed.push(typed);
  if (span) f.spans.push(span);
}

/** Returns the place of the clause, -1 where it adds nothing. */
function addClause(q: Query, c: Clause): number {
  if (c.tokens.length === 0 || q.clauses.length === maxClauses) return -1;
  const same = q.clauses.findIndex((d, i) => !c.or && !joinedByOr(q, i) && d.not === c.not && d.tokens.length === c.tokens.length &&
    d.tokens.every((t, k) => t.stem === c.tokens[k].stem && t.at === c.tokens[k].at));
  if (same < 0) return q.clauses.push(c) - 1;
  if (c.open) q.clauses[same] = c;
  return -1;
}

/** Says that a clause stands beside OR. */
export function joinedByOr(q: Query, i: number): boolean {
  return q.clauses[i].or || !!q.clauses[i + 1]?.or;
}

/** A piece of a query in its words, and how else they are written. */
interface Spelled {
  parts: Token[]; // one after the other, stop words included
  shorter: Map<number, Token>;
  joined: Token | null; // two words with a hyphen between them
  gaps: boolean; // something stands between its words
}

function readSpelling(s: string, start: number, end: number): Spelled {
  const r: Spelled = { parts: [], shorter: new Map(), joined: null, gaps: false };
  for (const w of words(s.slice(start, end))) {
    const t: Token = { form: possessive(w.term), stem: stemOf(w.term), at: w.pos, start: start + w.start, end: start + w.end };
    const last = r.parts.length - 1;
    if (w.kind <= Spelling.Part) {
      r.gaps ||= last >= 0 && r.parts[last].end !== t.start;
      r.parts.push(t);
    } else if (w.kind === Spelling.Shorter) {
      r.shorter.set(last, t);
    } else if (w.kind === Spelling.Joined) {
      r.joined = { ...t, at: 0 };
    }
  }
  return r;
}

/** Says what a piece of a query asks for. Of two words with a hyphen, of which one is a stop word, only the joined word can be looked for. */
function clauseOf(r: Spelled, quoted: boolean): Clause {
  const { parts, joined } = r, pair = parts.length === 2 && !!joined?.stem;
  const c: Clause = { tokens: phraseOf(parts), stems: [], others: [], not: false, or: false, whole: null, open: false };
  if (pair && c.tokens.length < 2) return { ...c, tokens: [joined!] };
  const other = phraseOf(plainVersions(r));
  if (other.length && (other.length !== c.tokens.length || other.some((t, i) => t.form !== c.tokens[i].form))) c.others.push(other);
  if (pair && !quoted) c.others.push([joined!]);
  else if (parts.length > 1 && r.gaps) c.whole = joinedOf(parts);
  return c;
}

/** Returns the words without the v of a version: v12.4 and 12.4, TLSv1.2 and TLS 1.2. */
function plainVersions({ parts, shorter }: Spelled): Token[] {
  let moved = 0;
  return parts.flatMap((p, i) => {
    const t = shorter.get(i) ?? p;
    if (t.form === 'v' && parts[i + 1]?.start === t.end && parts[i + 2]?.form.startsWith('.')) {
      moved++;
      return [];
    }
    return [{ ...t, at: t.at - moved }];
  });
}

/** Leaves out stop words, and counts places from the first word that is left. */
export function phraseOf(list: Token[]): Token[] {
  const out = list.filter((t) => t.stem);
  return out.map((t) => ({ ...t, at: t.at - out[0].at }));
}

/** Makes one word of several. */
function joinedOf(parts: Token[]): Token {
  const form = parts.map((t) => t.form).join('');
  return { form, stem: stemOf(form), at: 0, start: parts[0].start, end: parts[parts.length - 1].end };
}
