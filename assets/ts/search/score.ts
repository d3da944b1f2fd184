// bleve's BM25, as internal/search/score.go explains it.
import { Files } from './files';
import { Leaf } from './plan';

const k1 = 1.2, b = 0.75;

export function idf(files: Files, field: number, df: number): number {
  const n = files.docs;
  if (files.average[field] === 0) return 1 + Math.log(n / (df + 1));
  return Math.log(1 + (n - df + 0.5) / (df + 0.5));
}

/** Returns a length as bleve keeps it: as one over its root, in 32 bits. */
export function kept(length: number): number {
  const norm = Math.fround(1 / Math.sqrt(length));
  return 1 / (norm * norm);
}

/** Returns the score of a posting before the query's norm; length as kept. */
function score(idf: number, boost: number, freq: number, length: number, average: number): number {
  const tf = Math.sqrt(freq);
  return ((idf * (tf * k1)) / (tf + k1 * (1 - b + (b * length) / average))) * boost * idf;
}

function queryNorm(clauses: Leaf[][]): number {
  let sum = 0;
  for (const c of clauses) for (const l of c) for (const s of l.lists) sum += s.boost * s.idf * s.boost * s.idf;
  return sum === 0 ? 0 : 1 / Math.sqrt(sum);
}

/** Adds up the clauses for the matched documents, which want marks; out gets share times the sums. */
export function scores(files: Files, clauses: Leaf[][], matched: Uint32Array, want: Uint8Array, lengths: Float64Array, share: number, out: Float32Array): void {
  const total = new Float64Array(files.docs), sum = new Float64Array(files.docs), members = new Uint32Array(files.docs);
  const norm = queryNorm(clauses);
  for (const c of clauses) {
    for (const leaf of c) {
      addLeaf(leaf, want, lengths, files.average[leaf.field], norm, sum);
      for (let i = 0; i < leaf.docs.length; i++) members[leaf.docs[i]]++;
    }
    for (let i = 0; i < matched.length; i++) {
      const d = matched[i];
      total[d] += sum[d] * (members[d] / c.length);
    }
    sum.fill(0);
    members.fill(0);
  }
  for (let i = 0; i < matched.length; i++) out[matched[i]] = total[matched[i]] * share;
}

function addLeaf(l: Leaf, want: Uint8Array, lengths: Float64Array, average: number, norm: number, sum: Float64Array): void {
  for (const { postings, idf, boost } of l.lists) {
    const { docs, freqs, lengths: inline } = postings;
    for (let i = 0, k = 0; k < l.docs.length; k++) {
      const d = l.docs[k];
      while (docs[i] !== d) i++;
      if (want[d]) sum[d] += score(idf, boost, freqs[i], inline ? kept(inline[i]) : lengths[d], average) * norm;
    }
  }
}
