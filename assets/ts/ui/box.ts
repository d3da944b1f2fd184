// The search box. On a page with a place for results it answers while one
// types; elsewhere it stays a plain form that leads to search.html?q=….
import { Options, Result, saysNothing, Search, SearchError } from '../search/search';
import { el } from './dom';
import { Choice, facetGroup, hitItem, summary, useTitles } from './results';

const pageSize = 10;
const emptyArchive = 'The archive is empty: there is nothing to search yet.';
const typingDelay = 60; // milliseconds of rest before a query that is still being typed is answered

/** Makes a form answer. site is the address of the site's root. */
export function mount(form: HTMLFormElement, engine: Search, site: string): void {
  const input = form.querySelector<HTMLInputElement>('input[name=q]');
  if (!input) return;
  const out = form.dataset.results ? document.getElementById(form.dataset.results) : null;
  shortcut(input);
  if (out) new Box(form, input, out, engine, site).start();
}

/** "/" leads to the box from anywhere but another field. */
function shortcut(input: HTMLInputElement): void {
  document.addEventListener('keydown', (e) => {
    const t = e.target as HTMLElement;
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName)) return;
    e.preventDefault();
    input.focus();
    input.select();
  });
}

class Box {
  private run = 0; // of the latest query; answers to older ones are dropped
  private timer = 0;
  private typing = false; // the address is that of a query that is still being typed
  private chosen: Choice[] = [];
  private asIs = false;
  private readonly body: HTMLElement;
  private readonly status: HTMLElement;
  private readonly note: HTMLElement;
  private readonly facets: HTMLElement;
  private readonly list: HTMLElement;
  private readonly more: HTMLButtonElement;
  private readonly sort: HTMLSelectElement;
  private readonly preset: string; // a filter of the page itself, as class:locking

  constructor(private form: HTMLFormElement, private input: HTMLInputElement, out: HTMLElement, private engine: Search, private site: string) {
    const part = <T extends HTMLElement>(name: string) => out.querySelector<T>(`[data-part=${name}]`)!;
    this.body = part('body');
    this.status = part('status');
    this.note = part('note');
    this.facets = part('facets');
    this.list = part('hits');
    this.more = part<HTMLButtonElement>('more');
    this.sort = part<HTMLSelectElement>('sort');
    this.preset = form.dataset.filter ?? '';
    useTitles(out.dataset.classes);
  }

  start(): void {
    this.form.addEventListener('submit', (e) => {
      e.preventDefault();
      this.asIs = false;
      this.update({}, true);
    });
    this.input.addEventListener('input', () => {
      this.asIs = false;
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.update({ typing: true }), typingDelay);
    });
    this.input.addEventListener('focus', () => void this.engine.prepare().catch(() => {}), { once: true });
    this.sort.addEventListener('change', () => this.update({}));
    this.more.addEventListener('click', () => this.showMore());
    document.addEventListener('keydown', (e) => this.keys(e));
    window.addEventListener('popstate', () => this.fromAddress());
    this.fromAddress();
    if (!this.preset && this.input.value === '') this.engine.size().then((n) => n === 0 && this.clear(emptyArchive), (e) => this.fail(e));
  }

  /** What is searched: the words, what was chosen, the page's own filter. */
  private query(): string {
    const filters = this.chosen.map((c) => `${c.key}:${/[\s"]/.test(c.value) ? `"${c.value}"` : c.value}`);
    return [this.preset, ...filters, this.input.value].filter((s) => s !== '').join(' ');
  }

  private isEmpty(): boolean {
    return this.input.value.trim() === '' && this.chosen.length === 0;
  }

  private fromAddress(): void {
    const params = new URLSearchParams(location.search);
    this.input.value = params.get('q') ?? '';
    this.sort.value = ['newest', 'oldest'].includes(params.get('sort') ?? '') ? params.get('sort')! : 'relevance';
    this.chosen = (['class', 'org', 'year'] as const).flatMap((key) => params.getAll(key).map((value) => ({ key, value })));
    this.update({}, false, false);
  }

  /** Keeps the address in step, so that it can be shared and "back" works. */
  private toAddress(push: boolean): void {
    const params = new URLSearchParams();
    if (this.input.value.trim()) params.set('q', this.input.value.trim());
    for (const c of this.chosen) params.append(c.key, c.value);
    if (this.sort.value !== 'relevance') params.set('sort', this.sort.value);
    const search = params.toString() ? '?' + params : '';
    if (search === location.search) return;
    const url = location.pathname + search + location.hash;
    if (push) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  }

  private async update(options: Options, push = false, address = true): Promise<void> {
    clearTimeout(this.timer);
    const run = ++this.run, begun = !!options.typing && !this.typing;
    this.typing = !!options.typing;
    if (address) this.toAddress(push || (begun && location.search !== '')); // "back" leads to the query before
    if (this.isEmpty()) return this.clear('');
    try {
      const res = await this.engine.search(this.query(), this.options(options, 0));
      if (run === this.run) await this.show(res);
    } catch (e) {
      if (run === this.run) this.fail(e);
    }
  }

  private options(o: Options, offset: number): Options {
    return { ...o, limit: pageSize, offset, sort: this.sort.value as Options['sort'], asIs: this.asIs };
  }

  private clear(status: string): void {
    this.body.hidden = true;
    this.status.textContent = status;
    this.list.replaceChildren();
    this.facets.replaceChildren();
    this.note.replaceChildren();
    this.more.hidden = true;
  }

  private async show(res: Result): Promise<void> {
    const run = this.run, text = await this.describe(res);
    if (run !== this.run) return;
    this.clear(text);
    this.body.hidden = false;
    if (res.corrected) this.offerOriginal(res.corrected);
    this.list.replaceChildren(...res.hits.map((h) => hitItem(h, this.site)));
    this.more.hidden = res.total <= res.hits.length;
    const toggle = (c: Choice) => this.toggle(c);
    const groups = [
      facetGroup('Failure class', 'class', res.facets.class, this.chosen, toggle),
      facetGroup('Organisation', 'org', res.facets.organisation, this.chosen, toggle),
      facetGroup('Year', 'year', res.facets.year, this.chosen, toggle),
    ];
    this.facets.replaceChildren(...groups.filter((g) => g !== null));
  }

  private async describe(res: Result): Promise<string> {
    const words = `“${this.input.value.trim() || this.chosen.map((c) => c.value).join(', ')}”`;
    if (res.total === 0 && (await this.engine.size()) === 0) return emptyArchive;
    if (res.total === 0 && saysNothing(this.query())) return `${words} has only words that are in nearly every text. Add a more telling one.`;
    return summary(res, res.corrected ? `“${this.withoutFilters(res.corrected)}”` : words);
  }

  private withoutFilters(query: string): string {
    const head = this.query().length - this.input.value.length;
    return query.slice(head).trim();
  }

  private offerOriginal(corrected: string): void {
    const button = el('button', { type: 'button', class: 'link' }, this.input.value.trim());
    button.addEventListener('click', () => {
      this.asIs = true;
      void this.update({});
    });
    this.note.replaceChildren('Showing results for ', el('strong', {}, this.withoutFilters(corrected)), '. Search instead for ', button, '.');
  }

  private async showMore(): Promise<void> {
    const run = this.run, shown = this.list.children.length;
    this.more.disabled = true;
    try {
      const res = await this.engine.search(this.query(), this.options({}, shown));
      if (run !== this.run) return;
      this.list.append(...res.hits.map((h) => hitItem(h, this.site)));
      this.more.hidden = res.total <= shown + res.hits.length;
      this.links()[shown]?.focus();
    } catch (e) {
      this.fail(e);
    } finally {
      this.more.disabled = false;
    }
  }

  private toggle(c: Choice): void {
    const rest = this.chosen.filter((x) => x.key !== c.key || x.value !== c.value);
    this.chosen = rest.length < this.chosen.length ? rest : [...this.chosen, c];
    void this.update({}, true);
  }

  private fail(e: unknown): void {
    this.clear(e instanceof SearchError ? e.message : 'The search failed. Reload the page.');
  }

  private links(): HTMLAnchorElement[] {
    return [...this.list.querySelectorAll<HTMLAnchorElement>('h3 a')];
  }

  /** Arrows walk through the hits, Escape leads back to the box and then empties it. */
  private keys(e: KeyboardEvent): void {
    const links = this.links(), at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const inBox = document.activeElement === this.input;
    if (e.key === 'ArrowDown' && (inBox || at >= 0) && links.length) {
      e.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (e.key === 'ArrowUp' && at >= 0) {
      e.preventDefault();
      (at === 0 ? this.input : links[at - 1]).focus();
    } else if (e.key === 'Escape' && at >= 0) {
      this.input.focus();
    } else if (e.key === 'Escape' && inBox && this.input.value !== '') {
      e.preventDefault();
      this.input.value = '';
      void this.update({});
    }
  }
}
