// What pages and other scripts may ask for, the keys, and the loading of the other
// scripts, each a classic one, since that is what a page from disk may load.
import * as say from './say';
import type { Likeness } from './search/like';
import type { Mark } from './search/passage';
import type { Search } from './search/search';
import type { Hit, Options, Quote, Result } from './search/types';
import type { Later } from './ui/later';
import { shortcut } from './ui/shortcut';

interface Api {
  /** Answers a query; search/types.ts says what it takes and gives. */
  search(query: string, options?: Options): Promise<Result>;
  /** Cuts the excerpt of a hit of a search with excerpts: false. */
  excerpt(hit: Hit): Promise<Quote>;
  /** Returns the stems of the words that a hit of such a search was found by. */
  stems(hit: Hit): ReadonlySet<string>;
  /** Finds what most resembles a text; search/like.ts says by what. */
  like(text: string, options?: { limit?: number }): Promise<Likeness>;
  /** Returns what says where in a text the words, or words with these stems, stand. */
  marker(words: string[]): Promise<(text: string) => Mark[]>;
  /** Keeps the whole archive for reading offline; resolves when it is stored. Fails from disk, where it is already. */
  save(progress?: (done: number, total: number) => void): Promise<void>;
  /** The address of the site's root. */
  site: string;
  /** Resolves when the page is there. */
  ready: Promise<unknown>;
  /** Returns what a script offers; loads it, and the engine before it, when they are not there. */
  script<T>(name: string): Promise<T>;
  /** What each script offers once it has run. */
  offered: { [name: string]: unknown };
}

declare global {
  interface Window {
    hindsight: Api;
  }
}

const loading = new Map<string, Promise<unknown>>(), offered: Api['offered'] = {};
let failures = 0;
let self: HTMLScriptElement | null; // the page's script; its data has the addresses of the others

/** Finds the site's root: where the search form leads, else one above the script's folder. */
function root(): string {
  const form = document.querySelector<HTMLFormElement>('form[data-search]');
  return new URL('.', form?.action || new URL('../', self?.src || document.baseURI)).href.replace(/[?#].*$/, '');
}

const ready = new Promise<unknown>((resolve) => {
  if (document.readyState === 'complete') resolve(0);
  document.addEventListener('DOMContentLoaded', resolve); // after the scripts that wait for the page
  addEventListener('load', resolve);
});

function script<T>(name: string): Promise<T> {
  let p = loading.get(name);
  if (!p) {
    p = load(name);
    loading.set(name, p);
    p.catch(() => loading.delete(name)); // the next call tries again
  }
  return p as Promise<T>;
}

/** Runs a script: that of the address in this one's data, else a neighbour. */
async function load(name: string): Promise<unknown> {
  await ready;
  if (name !== 'search' && name !== 'offline') await script('search');
  if (!offered[name]) {
    await new Promise((resolve) => {
      const e = document.createElement('script');
      e.onload = e.onerror = resolve;
      const address = new URL(self?.dataset[name] ?? name + '.js', self?.dataset[name] ? document.baseURI : self?.src);
      if (failures) address.search = String(failures); // browsers remember that a script was not there
      e.src = address.href;
      document.head.append(e);
    });
  }
  if (offered[name]) return offered[name];
  failures++;
  const error = new Error(say.scriptMissing);
  error.name = 'SearchError';
  throw error;
}

const ignore = () => {}; // whoever needs it is told
const engine = () => script<Search>('search');

/** Makes window.hindsight. own is the script that does. */
export function start(own: HTMLOrSVGScriptElement | null): void {
  self = own as HTMLScriptElement | null;
  window.hindsight = {
    ready, script, offered,
    get site() {
      return root();
    },
    marker: async (words) => (await engine()).marker(words),
    search: async (query, options) => (await engine()).search(query, options),
    excerpt: async (hit) => (await engine()).excerpt(hit),
    stems: (hit) => (offered.search as Search).stems(hit),
    like: async (text, options) => (await engine()).like(text, options?.limit),
    save: async (progress) => (await script<Api['save']>('offline'))(progress),
  };

  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-search]')) {
    const input = form.querySelector<HTMLInputElement>('input[name=q]')!, answers = !!form.dataset.results;
    shortcut(input, answers, root() + 'search.html', () => void script<Later>('more').then((m) => m.showKeys(), ignore));
    if (answers) {
      void script('search').catch(ignore); // of an archive's own layout without its tag
      continue;
    }
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-autocomplete': 'list' })) input.setAttribute(name, value);
    const suggest = () => void script('suggest').catch(ignore); // one can search without
    for (const event of ['focus', 'input']) input.addEventListener(event, suggest, { once: true });
  }
  if (self?.dataset.worker && location.protocol !== 'file:') addEventListener('load', () => void script('offline').catch(ignore));
}
