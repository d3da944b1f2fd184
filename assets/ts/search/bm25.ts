// bleve's BM25 for one term in one field, as internal/search/score.go explains it.
// Twin: internal/search/score.go

const k1 = 1.2, b = 0.75;

/** Returns the weight of a term that df of n documents have in a field of this average length. */
export function idf(n: number, df: number, average: number): number {
  if (average === 0) return 1 + Math.log(n / (df + 1)); // a field without any word: bleve falls back to tf-idf
  return Math.log(1 + (n - df + 0.5) / (df + 0.5));
}

/** Returns a length as bleve keeps it: as one over its root, in 32 bits. */
export function kept(length: number): number {
  const norm = Math.fround(1 / Math.sqrt(length));
  return 1 / (norm * norm);
}

/** Returns the score of a posting before the query's norm; length as kept. */
export function score(idf: number, boost: number, freq: number, length: number, average: number): number {
  const tf = Math.sqrt(freq);
  return ((idf * (tf * k1)) / (tf + k1 * (1 - b + (b * length) / average))) * boost * idf;
}
