// What goes into a search, and what comes out of it.
// Twin: internal/search/search.go
import type { Mark } from './passage';

export type Counts = { [value: string]: number };

export interface Tally {
  class: Counts;
  organisation: Counts;
  year: Counts;
  lasted: Counts; // by filters: "1h..6h" counts what lasted:1h..6h finds
  noticed: Counts;
}

/** Counts nothing. */
export function noCounts(): Tally {
  return { class: {}, organisation: {}, year: {}, lasted: {}, noticed: {} };
}

/** How words that no document has are taken. */
export interface How {
  typing?: boolean; // the last word is still being typed: it stands for all words that begin so
  asIs?: boolean; // do not correct words that no document has
}

/** A value of a filter that no document has. */
export interface Unknown {
  text: string; // the filter as typed, without a minus sign
  key: string;
  value: string;
  near: string[]; // values that documents have, the nearest first
}

export interface Options extends How {
  limit?: number; // hits at most, 10 if not given; 0: total and facets alone
  offset?: number;
  sort?: 'relevance' | 'newest' | 'oldest' | 'longest' | 'slowest'; // slowest: by how long it took until somebody noticed
  all?: boolean; // a query without words and filters asks for all documents
  almost?: boolean; // instead of documents with all the words: the best of those that lack some
  excerpts?: boolean; // false: hits come without, in half of the bytes; Search.excerpt cuts them
  facets?: boolean; // false: nothing is counted, which saves loading the columns
}

/** Where in its text a hit has the words. */
export interface Quote {
  excerpt: string;
  marks: Mark[]; // where the words stand in it
  unread?: string; // why the text could not be read, in a sentence; excerpt is empty then
}

export interface Hit extends Quote {
  url: string; // relative to the site's root
  title: string;
  titleMarks: Mark[];
  score: number;
  date: string | null; // of the publication
  when: string | null; // of the incident, as far as that is known
  organisation: string;
  classes: string[];
  summary: string; // its beginning
  lasted: number | null; // whole minutes that the incident lasted, as far as that is known
  same: string[]; // addresses of others that tell of the same incident; they are hits of their own
  // unread may also say why its title could not be read: then url and title are empty, too, and when is the year.
}

export interface Result {
  total: number;
  partial: boolean; // no document has all the words: these have the most of them
  corrected: string; // the query that was answered when a word had to be corrected
  hits: Hit[];
  facets: Tally;
  also?: string[]; // what was searched besides the words because it means the same, when there is such: kubernetes for k8s
  unknown?: Unknown[]; // values of filters that no document has, when there are such
  unstated?: number; // how many do not say what they are sorted by (longest, slowest), if any; they come last
}
