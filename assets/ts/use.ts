// What later scripts take from search.ts, so that nothing is loaded twice. It is
// imported in the place of the files that kit.ts names.
import type * as kit from './kit';

export const {
  add, analyse, anyDocs, Damaged, day, edits, el, fold, forgiven, has, hasYear, highlighted, isNumeric, isWhole, kept, keyOf, label,
  linkButton, marking, marksOf, merged, number, numbers, once, Passage, phraseOf, readSpan, row, same, spans, stemOf, titleOf, tokensOf,
  toSearch, useTitles, valueName, Wanted, without, years,
} = window.hindsight.offered.kit as typeof kit;
export type Passage = kit.Passage;
export type Wanted = kit.Wanted;
