// Completing and correcting, as internal/search/nearby.go does.
// Twin: internal/search/nearby.go
import { edits } from './edits';
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
