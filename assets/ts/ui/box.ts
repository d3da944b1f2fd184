// The search box. On a page with a place for results it answers while one
// types; elsewhere it stays a plain form that leads to search.html?q=….
import { Counts, Options, Result, saysNothing, Search, SearchError } from '../search/search';
import { Asked, fromAddress, toAddress, toSearch, wasTyping } from './address';
import { el } from './dom';
import { fewerWords } from './fewer';
import { walk } from './keys';
import { Choice, written } from './query';
import { chips, facetGroup, groups, hitItem, label, number, summary, useTitles } from './results';
import { shortcut } from './shortcut';

const pageSize = 10;
const emptyArchive = 'The archive is empty: there is nothing to search yet.';
const typingDelay = 60; // milliseconds of rest before a query that is still being typed is answered
const slow = 400; // milliseconds after which the page says that it is searching
const restDelay = 500; // milliseconds of rest before a query with few answers is tried with a word less
const fewHits = 3;

/** Makes a form answer. site is the address of the site's root. */
export function mount(form: HTMLFormElement, engine: Search, site: string): void {
  const input = form.querySelector<HTMLInputElement>('input[name=q]');
  if (!input) return;
  const out = form.dataset.results ? document.getElementById(form.dataset.results) : null;
  shortcut(input, !!out, site + 'search.html');
  if (out) new Box(form, input, out, engine, site).start();
}

class Box {
  private run = 0; // of the latest query; answers to older ones are dropped
  private timer = 0;
  private rest = 0; // timer of the offer of fewer words
  private typing = false; // the last word is unfinished, and the address that of a query that is still being typed
  private chosen: Choice[] = [];
  private asIs = false;
  private readonly open = new Set<string>();
  private readonly body: HTMLElement;
  private readonly status: HTMLElement;
  private readonly tools: HTMLElement;
  private readonly toggleFacets: HTMLElement;
  private readonly note: HTMLElement;
  private readonly chips: HTMLElement;
  private readonly columns: HTMLElement;
  private readonly facets: HTMLElement;
  private readonly list: HTMLElement;
  private readonly more: HTMLButtonElement;
  private readonly sort: HTMLSelectElement;
  private readonly preset: string; // a filter of the page itself, as class:locking
  private readonly within: string; // what it is called

  constructor(private form: HTMLFormElement, private input: HTMLInputElement, out: HTMLElement, private engine: Search, private site: string) {
    const part = <T extends HTMLElement>(name: string) => out.querySelector<T>(`[data-part=${name}]`)!;
    this.body = part('body');
    this.status = part('status');
    this.tools = part('tools');
    this.toggleFacets = part('toggle');
    this.note = part('note');
    this.chips = part('chips');
    this.columns = part('columns');
    this.facets = part('facets');
    this.list = part('hits');
    this.more = part<HTMLButtonElement>('more');
    this.sort = part<HTMLSelectElement>('sort');
    this.preset = form.dataset.filter ?? '';
    this.within = form.dataset.within ?? '';
    useTitles(out.dataset.classes);
  }

  start(): void {
    this.form.addEventListener('submit', (e) => {
      e.preventDefault();
      this.asIs = false;
      if (matchMedia('(pointer: coarse)').matches) this.input.blur(); // puts the keyboard away, which hides the results
      this.update({}, true);
    });
    this.input.addEventListener('input', () => {
      this.asIs = false;
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.update({ typing: true }), typingDelay);
    });
    this.input.addEventListener('focus', () => void this.engine.prepare().catch(() => {}), { once: true });
    this.sort.addEventListener('change', () => this.update({ typing: this.typing }));
    this.more.addEventListener('click', () => this.showMore());
    this.toggleFacets.addEventListener('click', () => this.showFacets(!this.columns.classList.contains('filtering')));
    document.addEventListener('keydown', (e) => walk(e, this.input, this.links(), () => this.ask('')));
    window.addEventListener('popstate', () => this.restore());
    this.placeFacets();
    this.restore();
    if (this.preset || !this.isEmpty()) return;
    if (!matchMedia('(pointer: coarse)').matches && document.activeElement === document.body) this.input.focus({ preventScroll: true });
    this.engine.size().then((n) => n === 0 && this.clear(emptyArchive), (e) => this.fail(e));
  }

  /** On a narrow page the filters stand before the hits, behind a button; else beside them, and after them for the Tab key. */
  private placeFacets(): void {
    const narrow = matchMedia('(max-width: 45rem)');
    const place = () => (narrow.matches ? this.columns.prepend(this.facets) : this.columns.append(this.facets));
    narrow.addEventListener('change', place);
    place();
  }

  private showFacets(on: boolean): void {
    this.columns.classList.toggle('filtering', on);
    this.toggleFacets.setAttribute('aria-expanded', String(on));
  }

  /** What is searched: the words, what was chosen, the page's own filter. */
  private query(words = this.input.value, chosen = this.chosen): string {
    return [this.preset, ...chosen.map(written), words].filter((s) => s !== '').join(' ');
  }

  private isEmpty(): boolean {
    return this.input.value.trim() === '' && this.chosen.length === 0;
  }

  private asked(): Asked {
    return { words: this.input.value, chosen: this.chosen, sort: this.sort.value };
  }

  private restore(): void {
    const { words, chosen, sort } = fromAddress();
    this.input.value = words;
    this.chosen = chosen;
    this.sort.value = sort;
    void this.update({ typing: wasTyping() }, false, false);
  }

  private ask(words: string, push = false): void {
    this.input.value = words;
    this.input.focus();
    void this.update({}, push);
  }

  private async update(options: Options, push = false, address = true): Promise<void> {
    clearTimeout(this.timer);
    clearTimeout(this.rest);
    const run = ++this.run, begun = !!options.typing && !this.typing;
    this.typing = !!options.typing;
    if (address) toAddress(this.asked(), this.typing, push || (begun && location.search !== '')); // "back" leads to the query before
    if (this.isEmpty()) return this.clear('');
    const waiting = window.setTimeout(() => run === this.run && (this.status.textContent = 'Searching…'), slow);
    try {
      const res = await this.answer(options, address);
      const [counts, text] = await Promise.all([this.counts(res), this.describe(res)]);
      if (run === this.run) this.show(res, counts, text);
    } catch (e) {
      if (run === this.run) this.fail(e);
    } finally {
      clearTimeout(waiting);
    }
  }

  /** An address may have been copied while its last word was unfinished. */
  private async answer(options: Options, fresh: boolean): Promise<Result> {
    const res = await this.engine.search(this.query(), this.options(options, 0));
    if (fresh || options.typing || (res.total > 0 && !res.corrected)) return res;
    const begun = await this.engine.search(this.query(), this.options({ typing: true }, 0));
    if (begun.total === 0 || begun.partial || begun.corrected) return res;
    this.typing = true;
    return begun;
  }

  private options(o: Options, offset: number): Options {
    return { ...o, limit: pageSize, offset, sort: this.sort.value as Options['sort'], asIs: this.asIs };
  }

  /** Counts for the filters. Values of one group add to each other, so a group
   * with a choice counts what there is without that choice. */
  private counts(res: Result): Promise<Counts[]> {
    return Promise.all(groups.map(async ({ key, field }) => {
      const others = this.chosen.filter((c) => c.key !== key);
      if (others.length === this.chosen.length) return res.facets[field];
      const query = this.query(this.input.value, others);
      return query.trim() === '' ? res.facets[field] : (await this.engine.search(query, { typing: this.typing, limit: 0, asIs: this.asIs })).facets[field];
    }));
  }

  private clear(status: string): void {
    this.body.hidden = this.tools.hidden = true;
    this.status.textContent = status;
    for (const part of [this.list, this.facets, this.note, this.chips]) part.replaceChildren();
    this.more.hidden = true;
    this.hideUnsearched(false);
  }

  /** Hides what the page shows while nothing is searched, or shows it again. */
  private hideUnsearched(hide: boolean): void {
    for (const e of document.querySelectorAll<HTMLElement>('.unsearched')) e.hidden = hide;
  }

  private show(res: Result, counts: Counts[], text: string): void {
    const focused = document.activeElement as HTMLElement | null, choice = focused?.dataset.choice;
    const place = this.chips.contains(focused) ? this.chips : this.facets;
    this.clear(text);
    this.body.hidden = false;
    this.tools.hidden = res.total === 0 && this.chosen.length === 0;
    this.hideUnsearched(res.total > 0);
    if (res.corrected) this.offerOriginal(res.corrected);
    else if (this.preset) this.offerWholeArchive();
    this.list.replaceChildren(...res.hits.map((h) => hitItem(h, this.site)));
    this.moreLeft(res.total);
    this.chips.replaceChildren(...chips(this.chosen, (c) => this.toggle(c), () => this.choose([])));
    const shown = groups.map(({ key, name }, i) => this.preset.startsWith(key + ':') ? null
      : facetGroup({ key, name, counts: counts[i], chosen: this.chosen, open: this.open, toggle: (c) => this.toggle(c) }));
    this.facets.replaceChildren(...shown.filter((g) => g !== null));
    if (choice) this.refocus(choice, place);
    if (!res.partial && res.total > 0 && res.total <= fewHits) this.rest = window.setTimeout(() => void this.offerFewerWords(res.total), restDelay);
  }

  /** The filter that was pressed is a new button now; a chip is gone, and the next one has its place. */
  private refocus(choice: string, place: HTMLElement): void {
    const buttons = [...place.querySelectorAll('button')];
    (buttons.find((b) => b.dataset.choice === choice) ?? buttons[0] ?? this.input).focus();
  }

  private async describe(res: Result): Promise<string> {
    const typed = this.input.value.trim(), words = `“${res.corrected ? this.withoutFilters(res.corrected) : typed}”`;
    if (res.total === 0 && (await this.engine.size()) === 0) return emptyArchive;
    if (res.total === 0 && saysNothing(this.query())) return `${words} has only words that are in nearly every text. Add a more telling one.`;
    const filters = this.chosen.map(label).join(', ');
    const about = (typed ? ` for ${words}` : '') + (this.within ? ` in ${this.within}` : '') + (filters ? ` with ${filters}` : '');
    return summary(res, words, about);
  }

  private withoutFilters(query: string): string {
    const head = this.query().length - this.input.value.length;
    return query.slice(head).trim();
  }

  private offerOriginal(corrected: string): void {
    const button = el('button', { type: 'button', class: 'link' }, this.input.value.trim());
    button.addEventListener('click', () => {
      this.asIs = true;
      this.ask(this.input.value);
    });
    this.note.replaceChildren('Showing results for ', el('strong', {}, this.withoutFilters(corrected)), '. Search instead for ', button, '.');
  }

  private offerWholeArchive(): void {
    this.note.replaceChildren(el('a', { href: `${this.site}search.html${toSearch(this.asked())}` }, 'Search all postmortems'), '.');
  }

  private async offerFewerWords(total: number): Promise<void> {
    const run = this.run;
    const offer = await fewerWords(this.engine, this.input.value, total, (words) => this.query(words), (words) => this.ask(words, true)).catch(() => []);
    if (run === this.run && offer.length) this.note.append(this.note.hasChildNodes() ? ' ' : '', ...offer);
  }

  private moreLeft(total: number): void {
    const left = total - this.list.children.length;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${Math.min(pageSize, left)} more of ${number(total)}`;
  }

  private async showMore(): Promise<void> {
    const run = this.run, shown = this.list.children.length;
    this.more.disabled = true;
    try {
      const res = await this.engine.search(this.query(), this.options({ typing: this.typing }, shown));
      if (run !== this.run) return;
      this.list.append(...res.hits.map((h) => hitItem(h, this.site)));
      this.moreLeft(res.total);
      this.links()[shown]?.focus();
    } catch (e) {
      this.fail(e);
    } finally {
      this.more.disabled = false;
    }
  }

  private toggle(c: Choice): void {
    const rest = this.chosen.filter((x) => x.key !== c.key || x.value !== c.value);
    this.choose(rest.length < this.chosen.length ? rest : [...this.chosen, c]);
  }

  private choose(chosen: Choice[]): void {
    this.chosen = chosen;
    if (chosen.length === 0 && this.chips.contains(document.activeElement)) this.input.focus();
    void this.update({ typing: this.typing }, true);
  }

  private fail(e: unknown): void {
    this.clear(e instanceof SearchError ? e.message : 'The search failed. Reload the page.');
  }

  private links(): HTMLAnchorElement[] {
    return [...this.list.querySelectorAll<HTMLAnchorElement>('h3 a')];
  }
}
