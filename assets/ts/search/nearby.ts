// Completing and correcting, as internal/search/nearby.go does.
// Twin: internal/search/nearby.go
import { Files } from './files';
import { isPair } from './words';
import { stemOf } from './stem';

/** Returns the stems of all words that begin with form. One letter stands for itself. */
export async function complete(files: Files, form: string): Promise<string[]> {
  const letters = [...form];
  if (letters.length < 2 && !isPair(letters[0] ?? '')) return [];
  const stems = new Set<string>();
  await files.forms(form, (f) => stems.add(stemOf(f)));
  stems.delete('');
  return [...stems].sort();
}

/** Returns the word that form was most likely meant to be, '' if there is none. Another number is another thing. */
export async function correct(files: Files, form: string): Promise<string> {
  const letters = [...form], limit = forgiven(letters.length);
  if (limit === 0) return '';
  const number = digits(form);
  let best = '', distance = limit + 1, magnitude = 0;
  await files.forms(letters[0], (f, m) => {
    const d = edits(letters, [...f], limit);
    if (d <= limit && (d < distance || (d === distance && m > magnitude)) && digits(f) === number) {
      best = f;
      distance = d;
      magnitude = m;
    }
  });
  return best;
}

/** The number of edits that a word of n letters may be away. */
export function forgiven(n: number): number {
  return n >= 8 ? 2 : n >= 4 ? 1 : 0;
}

function digits(form: string): string {
  return form.replace(/\P{N}/gu, '');
}

/** Divides a word where letters meet digits. */
export function letterDigitRuns(form: string): string[] {
  return form.match(/\p{N}+|\P{N}+/gu) ?? [];
}

/** Counts the edits (swaps of neighbours are one) that turn a into b, or says limit + 1. */
export function edits(a: string[], b: string[], limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [], last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      row[j + 1] = Math.min(last[j] + (a[i] === b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1);
      if (i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]) row[j + 1] = Math.min(row[j + 1], before[j - 1] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length], limit + 1);
}
