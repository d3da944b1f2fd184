// How unlike two words are.
// Twin: internal/search/nearby.go

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

/** The number of edits that a word of n letters may be away. */
export function forgiven(n: number): number {
  return n >= 8 ? 2 : n >= 4 ? 1 : 0;
}
