// The script of every page: the search. Hugo bundles it to a classic script.
// suggest.ts, seen.ts and landing.ts are further scripts of some pages; they know
// of the engine what stands in window.hindsight.
import { Hit, Likeness, Options, Quote, Result, Search } from './search/search';
import { Mark, marker } from './search/excerpt';
import { mount } from './ui/box';
import { offline } from './offline/offline';

interface Api {
  /** Answers a query; search/search.ts says what it means and gives. */
  search(query: string, options?: Options): Promise<Result>;
  /** Cuts the excerpt of a hit of a search with excerpts: false. */
  excerpt(hit: Hit): Promise<Quote>;
  /** Returns the stems of the words that a hit of such a search was found by. */
  stems(hit: Hit): ReadonlySet<string>;
  /** Finds what most resembles a text; search/like.ts says by what. */
  like(text: string, options?: { limit?: number }): Promise<Likeness>;
  /** Returns what says where in a text the words, or words with these stems, stand. */
  marker(words: string[]): (text: string) => Mark[];
  /** Keeps the whole archive for reading offline; resolves when it is stored. Fails from disk, where it is already. */
  save(progress?: (done: number, total: number) => void): Promise<void>;
  /** The address of the site's root. */
  site: string;
  /** Resolves when search and like can be called. */
  ready: Promise<void>;
}

declare global {
  interface Window {
    hindsight: Api;
  }
}

const self = document.currentScript as HTMLScriptElement | null;

/** Finds the site's root: where the search form leads, else one above the script's folder. */
function root(): string {
  const form = document.querySelector<HTMLFormElement>('form[data-search]');
  return new URL('.', form?.action || new URL('../', self?.src || document.baseURI)).href.replace(/[?#].*$/, '');
}

function whenParsed(): Promise<void> {
  return new Promise((resolve) => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => resolve());
    else resolve();
  });
}

let engine: Search | undefined, save: Api['save'] | undefined;
const ready = whenParsed().then(() => {
  const site = (window.hindsight.site = root());
  engine = new Search(site + 'search/');
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-search]')) mount(form, engine, site);
  save = offline(self?.dataset.worker);
});
window.hindsight = {
  ready,
  site: '',
  marker,
  search: (query, options) => ready.then(() => engine!.search(query, options)),
  excerpt: (hit) => ready.then(() => engine!.excerpt(hit)),
  stems: (hit) => engine!.stems(hit),
  save: (progress) => ready.then(() => save!(progress)),
  like: (text, options) => ready.then(() => engine!.like(text, options?.limit)),
};
