// What the page of results needs beyond titles, from a script of its own: more.ts.
import type { facetGroups, lookFurther, notesOn } from './after';
import type { Excerpts } from './excerpts';
import type { chips } from './facets';
import type { showKeys } from './keylist';
import type { nothingToFind, notRead } from './notes';

export interface Later {
  Excerpts: typeof Excerpts;
  chips: typeof chips;
  facetGroups: typeof facetGroups;
  lookFurther: typeof lookFurther;
  notesOn: typeof notesOn;
  nothingToFind: typeof nothingToFind;
  notRead: typeof notRead;
  showKeys: typeof showKeys;
}

export function later(): Promise<Later> {
  return window.hindsight.script<Later>('more');
}
