// From words to stems: possessives, English stop words, Porter's first
// stemmer, as bleve's filters do it (analysis/lang/en, go-porterstemmer 1.0.3).
// Twin: internal/search/analyse.go
import { stopWords } from './stop';
import { inText, words, Word } from './words';

/** Takes the ending off "server's". */
export function possessive(term: string): string {
  return term.endsWith("'s") ? term.slice(0, -2) : term;
}

const known = new Map<string, string>();

/** Returns the stem of a folded word, '' for a stop word. */
export function stemOf(term: string): string {
  let stem = known.get(term);
  if (stem === undefined) {
    const form = possessive(term);
    stem = stopWords.has(form) ? '' : porter(form);
    if (known.size > 50000) known.clear();
    known.set(term, stem);
  }
  return stem;
}

export interface Stem extends Word {
  stem: string;
}

/** Returns the words of a text one after the other, with their stems, stop words included. */
export function analyse(text: string): Stem[] {
  return words(text).filter((w) => inText(w.kind)).map((w) => ({ ...w, stem: stemOf(w.term) }));
}

/** Returns the stem, or the stop word. */
export function keyOf(s: Stem): string {
  return s.stem || s.term;
}

type Chars = string[]; // one code point each

function consonant(s: Chars, i: number): boolean {
  const c = s[i];
  if (c === 'y') return i === 0 || !consonant(s, i - 1);
  return !(c === 'a' || c === 'e' || c === 'i' || c === 'o' || c === 'u');
}

/** Counts the changes from a vowel to a consonant among the first n characters. */
function measure(s: Chars, n: number): number {
  let count = 0;
  for (let i = 1; i < n; i++) if (consonant(s, i) && !consonant(s, i - 1)) count++;
  return count;
}

function vowelIn(s: Chars, n: number): boolean {
  for (let i = 0; i < n; i++) if (!consonant(s, i)) return true;
  return false;
}

/** Says that s without a shorter suffix ends in it. */
function ends(s: Chars, suffix: string, n = s.length): boolean {
  if (n <= suffix.length) return false;
  for (let i = 0; i < suffix.length; i++) if (s[n - suffix.length + i] !== suffix[i]) return false;
  return true;
}

/** Says that the first n characters end consonant, vowel, consonant, and not in w, x or y. */
function short(s: Chars, n: number): boolean {
  return n >= 3 && consonant(s, n - 3) && !consonant(s, n - 2) && consonant(s, n - 1) && !'wxy'.includes(s[n - 1]);
}

type Rule = [suffix: string, replacement: string];
const rules = (s: string): Rule[] => s.split(' ').map((r) => r.split('>') as Rule);
const step2 = rules('ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e ousli>ous ' +
  'ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble logi>log');
const step3 = rules('icate>ic ative> alize>al iciti>ic ical>ic ful> ness>');
const step4 = rules('al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ion> ou> ism> ate> iti> ous> ive> ize>');

/** Applies the first rule whose suffix fits, if enough of the word stands before it. */
function apply(s: Chars, list: Rule[], least: number): Chars {
  const rule = list.find((r) => ends(s, r[0]));
  if (!rule) return s;
  const n = s.length - rule[0].length;
  if (measure(s, n) < least || (rule[0] === 'ion' && s[n - 1] !== 's' && s[n - 1] !== 't')) return s;
  return [...s.slice(0, n), ...rule[1]];
}

export function porter(word: string): string {
  let s = [...word];
  if (s.length <= 2) return word;
  if (ends(s, 'sses') || ends(s, 'ies')) s.length -= 2;
  else if (ends(s, 's') && !ends(s, 'ss')) s.length -= 1;
  s = past(s);
  if (s.length >= 2 && s[s.length - 1] === 'y' && vowelIn(s, s.length - 1)) s[s.length - 1] = 'i';
  s = apply(apply(apply(s, step2, 1), step3, 1), step4, 2);
  const n = s.length - 1;
  if (s[n] === 'e') {
    const m = measure(s, n);
    if (m > 1 || (m === 1 && !short(s, n))) s.length = n;
  }
  if (s.length > 2 && ends(s, 'll', s.length) && measure(s, s.length - 1) > 1) s.length -= 1;
  return s.join('');
}

/** Step 1b: -eed, -ed, -ing. */
function past(s: Chars): Chars {
  if (ends(s, 'eed')) {
    return measure(s, s.length - 3) > 0 ? s.slice(0, -1) : s;
  }
  const cut = ends(s, 'ed') ? 2 : ends(s, 'ing') ? 3 : 0;
  const n = s.length - cut;
  if (cut === 0 || !vowelIn(s, n)) return s;
  s = s.slice(0, n);
  const last = s[n - 1];
  if (ends(s, 'at') || ends(s, 'bl') || ends(s, 'iz')) s.push('e');
  else if (n >= 2 && last === s[n - 2] && consonant(s, n - 1) && !'lsz'.includes(last)) s.pop();
  else if (measure(s, n) === 1 && short(s, n)) s.push('e');
  return s;
}
