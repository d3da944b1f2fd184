// What the engine needs beyond titles, from a script of its own: more.ts.
// No twin: a program is loaded whole.
import type { equivalents } from './equivalents';
import type { excerpt, marker, section } from './excerpt';
import type { alike, correct } from './nearby';
import type { inColumns, narrow, tally } from './facets';
import type { unknownValues } from './unknown';

export interface Later {
  excerpt: typeof excerpt;
  section: typeof section;
  correct: typeof correct;
  alike: typeof alike;
  tally: typeof tally;
  narrow: typeof narrow;
  inColumns: typeof inColumns;
  equivalents: typeof equivalents;
  marker: typeof marker;
  unknownValues: typeof unknownValues;
}

export function later(): Promise<Later> {
  return window.hindsight.script<Later>('more');
}
