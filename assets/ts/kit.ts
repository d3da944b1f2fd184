// What search.ts has that later scripts use, too: they take it from use.ts.
export { kept } from './search/bm25';
export { Damaged } from './search/bytes';
export { numbers, years } from './search/columns';
export { edits, forgiven } from './search/edits';
export { anyDocs, tokensOf } from './search/leaves';
export { once } from './search/once';
export { marksOf, merged, Passage, Wanted } from './search/passage';
export { phraseOf } from './search/query';
export { has, isNumeric, readSpan } from './search/span';
export { analyse, keyOf, stemOf } from './search/stem';
export { fold, isWhole, spans } from './search/words';
export { toSearch } from './ui/address';
export { hasYear, same } from './ui/choice';
export { add, el, highlighted, linkButton } from './ui/dom';
export { marking } from './ui/marking';
export { without } from './ui/query';
export { day, label, number, row, titleOf, useTitles, valueName } from './ui/results';
