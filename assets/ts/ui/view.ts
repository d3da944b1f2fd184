// The page of results, as what comes after titles sees it: box.ts.
import type { Search } from '../search/search';
import type { Hit, Options } from '../search/types';
import type { Asked } from './address';
import type { Choice } from './choice';
import type { Parts } from './parts';

export interface View {
  readonly engine: Search;
  readonly site: string; // address of its root
  readonly input: HTMLInputElement;
  readonly parts: Parts;
  readonly open: Set<string>; // groups of filters that are shown in full
  readonly preset: string; // a filter of the page itself, as class:locking
  run: number; // of the latest query; answers to older ones are dropped
  chosen: Choice[]; // with buttons
  typed: { choice: Choice; text: string }[]; // among the words
  typing: boolean; // the last word is unfinished
  asIs: boolean; // nothing is corrected
  choices(): Choice[]; // both
  query(words?: string, chosen?: Choice[]): string;
  options(o: Options): Options;
  asked(): Asked;
  item(h: Hit): HTMLElement;
  ask(words: string, push?: boolean): void;
  askAsIs(): void;
  replace(text: string, c: Choice): void; // of a filter that nothing has
  choose(chosen: Choice[], words: string): void;
  withoutFilters(query: string): string;
}
