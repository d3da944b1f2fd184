// Adding up the scores of a query's leaves, as internal/search/score.go does.
// Twin: internal/search/score.go
import { kept, score } from './bm25';
import { Files } from './files';
import type { Leaf } from './leaves';

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
