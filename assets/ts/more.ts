// What comes after titles: excerpts, counts, corrections, filters, the sentences
// about them. The first search that needs it loads it.
import { equivalents } from './search/equivalents';
import { excerpt, marker, section } from './search/excerpt';
import { inColumns, narrow, tally } from './search/facets';
import type { Later } from './search/later';
import { alike, correct } from './search/nearby';
import { unknownValues } from './search/unknown';
import { facetGroups, lookFurther, notesOn } from './ui/after';
import { Excerpts } from './ui/excerpts';
import { chips } from './ui/facets';
import { showKeys } from './ui/keylist';
import type { Later as LaterView } from './ui/later';
import { nothingToFind, notRead } from './ui/notes';

const more: Later & LaterView = {
  excerpt, section, marker, alike, correct, equivalents, inColumns, narrow, tally, unknownValues,
  Excerpts, chips, facetGroups, lookFurther, nothingToFind, notesOn, notRead, showKeys,
};
window.hindsight.offered.more = more;
