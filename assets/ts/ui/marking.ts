// How the address of a page says which words it marks: in the fragment, which
// works from disk and which no server gets to see.

const sign = '#mark=';
const most = 40; // words in an address

/** Returns the fragment that has a page mark these words, or all words with these stems. */
export function marking(words: Iterable<string>): string {
  const list = [...new Set(words)].filter((s) => s !== '').slice(0, most);
  return list.length ? sign + list.map(encodeURIComponent).join('+') : '';
}

/** Returns the words that a fragment asks for. */
export function marked(fragment: string): string[] {
  try {
    return fragment.startsWith(sign) ? fragment.slice(sign.length).split('+').map(decodeURIComponent) : [];
  } catch {
    return []; // an address that somebody has cut
  }
}
