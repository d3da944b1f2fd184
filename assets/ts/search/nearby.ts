// Correcting, as internal/search/nearby.go does.
// Twin: internal/search/nearby.go
import { edits, fold, forgiven } from '../use';
import type { Files } from './files';

const nearest = 3; // words offered in the place of one

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

function digits(form: string): string {
  return form.replace(/\P{N}/gu, '');
}

/** Returns the commonest words that begin as a word does that no document has, those with the longest beginning first. */
export async function alike(files: Files, word: string): Promise<string[]> {
  const found = new Map<string, number>(), letters = [...fold(word)];
  for (let n = letters.length - 1; n >= 3 && found.size < nearest; n--) {
    const forms: [form: string, magnitude: number][] = [];
    await files.forms(letters.slice(0, n).join(''), (form, magnitude) => forms.push([form, magnitude]));
    for (const [form, m] of forms.sort((a, b) => b[1] - a[1])) if (!found.has(form)) found.set(form, m);
  }
  return [...found.keys()].slice(0, nearest);
}
