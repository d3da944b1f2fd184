// The query language. The same parser stands in internal/search/query.go.
// Twin: internal/search/query.go
import { fold, words } from './words';
import { possessive, stemOf } from './stem';

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
  not: boolean;
  whole: Token | null; // several words written as one, joined: data-base, database
  open: boolean; // a word that may go on
}

export interface Filter {
  key: string;
  values: string[]; // folded
  typed: string[]; // the filter with each, as typed
  not: boolean;
}

export interface Query {
  text: string;
  clauses: Clause[];
  filters: Filter[];
}

const space = /\p{White_Space}/u;
const keys: Record<string, string> = { class: 'class', org: 'org', organisation: 'org', year: 'year', source: 'source' };

/** Never fails: what makes no sense as an operator is text. */
export function parse(s: string): Query {
  s = s.replace(/\p{Cs}/gu, '\uFFFD');
  if (s.length > maxQuery) s = [...s].slice(0, maxQuery).join('');
  const q: Query = { text: s, clauses: [], filters: [] };
  for (let i = 0; i < s.length; ) i = space.test(s[i]) ? i + 1 : item(q, i);
  return q;
}

function item(q: Query, i: number): number {
  const s = q.text;
  const not = s[i] === '-' && i + 1 < s.length && !space.test(s[i + 1]);
  if (not) i++;
  const [key, at] = filterKey(s, i);
  const [start, end, next] = value(s, key ? at : i);
  if (key) {
    addFilter(q, key, s.slice(start, end), s.slice(i, next), not);
    return next;
  }
  const parts = words(s.slice(start, end)).map((w): Token =>
    ({ form: possessive(w.term), stem: stemOf(w.term), at: w.pos, start: start + w.start, end: start + w.end }));
  const tokens = parts.filter((t) => t.stem !== ''), bare = !not && start === i;
  const whole = bare && parts.length > 1 ? joined(parts) : null;
  const open = bare && parts.length === 1 && end === s.length && tokens.length === 1 && tokens[0].end === end;
  addClause(q, { tokens, stems: [], not, whole, open });
  return next;
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

function filterKey(s: string, i: number): [key: string, value: number] {
  const colon = s.indexOf(':', i);
  if (colon < 0 || colon - i > 'organisation'.length || colon + 1 === s.length || space.test(s[colon + 1])) return ['', 0];
  const key = s.slice(i, colon).toLowerCase();
  return [Object.hasOwn(keys, key) ? keys[key] : '', colon + 1];
}

function addFilter(q: Query, key: string, value: string, typed: string, not: boolean): void {
  const v = fold(value.trim());
  const same = q.filters.find((f) => f.key === key && f.not === not);
  if (!same) return void q.filters.push({ key, values: [v], typed: [typed], not });
  same.values.push(v);
  same.typed.push(typed);
}

/** Makes one word of several. */
function joined(parts: Token[]): Token {
  const form = parts.map((t) => t.form).join('');
  return { form, stem: stemOf(form), at: 0, start: parts[0].start, end: parts[parts.length - 1].end };
}

function addClause(q: Query, c: Clause): void {
  if (c.tokens.length === 0 || q.clauses.length === maxClauses) return;
  const first = c.tokens[0].at;
  for (const t of c.tokens) t.at -= first;
  const same = q.clauses.findIndex((d) => d.not === c.not && d.tokens.length === c.tokens.length &&
    d.tokens.every((t, i) => t.stem === c.tokens[i].stem && t.at === c.tokens[i].at));
  if (same < 0) q.clauses.push(c);
  else if (c.open) q.clauses[same] = c;
}
