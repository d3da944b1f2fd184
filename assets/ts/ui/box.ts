// The search box of a page with a place for results: it answers while one types.
// Titles come first, and what more.ts has after them.
import * as say from '../say';
import { nothingIn, type Search } from '../search/search';
import { isForReader } from '../search/shards';
import type { Hit, Options, Result } from '../search/types';
import { type Asked, fromAddress, toAddress, wasTyping } from './address';
import { type Choice, pressYear, same, written } from './choice';
import { add } from './dom';
import type { Excerpts } from './excerpts';
import { walk } from './keys';
import { type Later, later } from './later';
import { marking } from './marking';
import { place, type Place, remember } from './memory';
import { clear, hideUnsearched, links, type Parts, partsOf, refocus } from './parts';
import { typedChoices, without } from './query';
import { alsoTold, folded, hitItem, isFew, label, number, summary } from './results';
import type { View } from './view';

const pageSize = 10;
const mostRestored = 200; // hits that "back" brings again
const typingDelay = 60; // milliseconds of rest before a query that is still being typed is answered
const slow = 400; // milliseconds after which the page says that it is searching
const restDelay = 500; // milliseconds of rest before more is looked for than was asked, while one types

interface Home {
  says: string;
  hits: Element[];
  facets: Element[];
  total: number; // postmortems
}

export class Box implements View {
  run = 0; // of the latest query; answers to older ones are dropped
  private timer = 0;
  private rest = 0; // timer of what is looked for beyond the query
  typing = false; // the last word is unfinished, and the address that of a query that is still being typed
  chosen: Choice[] = []; // with buttons
  typed: { choice: Choice; text: string }[] = []; // among the words
  asIs = false;
  private hits: Hit[] = []; // that are shown
  private items: [HTMLElement, Hit][] = []; // fewer, where several tell of one incident
  readonly parts: Parts;
  private more?: Later; // once it is loaded
  private excerpts?: Excerpts;
  readonly input: HTMLInputElement;
  private readonly out: HTMLElement;
  private readonly unread = document.createElement('span'); // the note on hits that could not be read
  readonly open = new Set<string>(); // groups of filters that are shown in full
  readonly preset: string; // a filter of the page itself, as class:locking
  private readonly within: string; // what it is called
  private readonly home: Home; // what the page shows before anything is asked

  /** site is the address of the site's root. */
  constructor(private form: HTMLFormElement, readonly engine: Search, readonly site: string) {
    this.input = form.querySelector<HTMLInputElement>('input[name=q]')!;
    this.out = document.getElementById(form.dataset.results!)!;
    this.parts = partsOf(this.out, (c) => this.toggle(c));
    const { status, hits, facets } = this.parts;
    this.home = { says: status.textContent!, hits: [...hits.children], facets: [...facets.children], total: Number(hits.dataset.total) };
    this.preset = form.dataset.filter ?? '';
    this.within = form.dataset.within ?? '';
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
    this.parts.sort.addEventListener('change', () => this.update({ typing: this.typing }));
    this.parts.more.addEventListener('click', () => this.showMore());
    const keys = { input: this.input, results: this.out, links: () => links(this.parts), asked: () => !this.isEmpty(), empty: () => this.empty() };
    document.addEventListener('keydown', (e) => walk(e, keys));
    addEventListener('popstate', () => this.restore());
    addEventListener('pageshow', (e) => e.persisted && this.restore()); // the browser kept all but the focus
    remember(() => this.place());
    this.restore();
    if (this.preset || !this.isEmpty()) return;
    if (!matchMedia('(pointer: coarse)').matches && document.activeElement === document.body) this.input.focus({ preventScroll: true });
    if (this.home.hits.length === 0) this.engine.size().then((n) => n === 0 && clear(this.parts, say.empty), (e) => this.fail(e));
  }

  /** What is searched: the page's own filter, what was chosen, the words. */
  query(words = this.input.value, chosen = this.chosen): string {
    return [this.preset, ...chosen.map(written), words].filter((s) => s !== '').join(' ');
  }

  private isEmpty(): boolean {
    return this.input.value.trim() === '' && this.chosen.length === 0 && (this.home.hits.length === 0 || this.parts.sort.value === 'relevance');
  }

  asked(): Asked {
    return { words: this.input.value, chosen: this.chosen, sort: this.parts.sort.value };
  }

  /** What was chosen with buttons, and what the words choose. */
  choices(): Choice[] {
    const typed = this.typed.map((t) => t.choice).filter((c, i, all) => all.findIndex((x) => same(x, c)) === i);
    return [...this.chosen, ...typed.filter((c) => !this.chosen.some((x) => same(x, c)))];
  }

  private restore(): void {
    const { words, chosen, sort } = fromAddress();
    this.input.value = words;
    this.chosen = chosen;
    this.parts.sort.value = sort;
    this.parts.sort.value ||= 'relevance';
    void this.update({ typing: wasTyping() }, false, false);
  }

  private place(): Place | null {
    const list = links(this.parts);
    return this.isEmpty() ? null : { shown: this.shown(), y: scrollY, hit: list.indexOf(document.activeElement as HTMLAnchorElement) };
  }

  ask(words: string, push = false): void {
    this.input.value = words;
    this.input.focus();
    void this.update({}, push);
  }

  /** Asks for nothing, of which "back" leads to what was asked before. */
  private empty(): void {
    this.chosen = [];
    this.parts.sort.value = 'relevance';
    this.ask('', true);
  }

  private async update(options: Options, push = false, fresh = true): Promise<void> {
    clearTimeout(this.timer);
    clearTimeout(this.rest);
    const run = ++this.run, begun = !!options.typing && !this.typing, left = fresh ? null : place();
    this.typing = !!options.typing;
    if (fresh) toAddress(this.asked(), this.typing, push || (begun && location.search !== '')); // "back" leads to the query before
    history.scrollRestoration = this.isEmpty() ? 'auto' : 'manual'; // the browser would scroll before the hits are there
    if (this.isEmpty()) return this.showHome();
    const waiting = window.setTimeout(() => run === this.run && (this.parts.status.textContent = say.searching), slow);
    try {
      const res = await this.answer({ ...options, limit: Math.min(mostRestored, Math.max(pageSize, left?.shown ?? 0)) }, fresh);
      const strange = new Set(res.unknown?.map((u) => u.text));
      const typed = typedChoices(this.input.value).filter((t) => !strange.has(t.text));
      const text = await this.describe(res, typed);
      if (this.chosen.length || typed.length || this.preset || res.corrected || res.also) await this.load(); // their sentences stand above the hits
      clearTimeout(waiting);
      if (run !== this.run) return;
      this.typed = typed;
      this.show(res, text);
      if (left) this.goTo(left);
      await this.goOn(run, res);
    } catch (e) {
      clearTimeout(waiting);
      if (run === this.run) this.fail(e);
    }
  }

  /** An address may have been copied while its last word was unfinished. */
  private async answer(options: Options, fresh: boolean): Promise<Result> {
    const res = await this.engine.search(this.query(), this.options(options));
    if (fresh || options.typing || (res.total > 0 && !res.corrected)) return res;
    const begun = await this.engine.search(this.query(), this.options({ ...options, typing: true }));
    if (begun.total === 0 || begun.partial || begun.corrected) return res;
    this.typing = true;
    return begun;
  }

  options(o: Options): Options {
    return { limit: pageSize, all: true, excerpts: false, facets: false, sort: this.parts.sort.value as Options['sort'], asIs: this.asIs, ...o };
  }

  private show(res: Result, text: string): void {
    const focused = document.activeElement as HTMLElement | null, p = this.parts;
    const choice = p.chips.contains(focused) && focused?.dataset.choice;
    clear(p, text);
    p.body.hidden = false;
    p.tools.hidden = res.total === 0 && this.chosen.length === 0;
    hideUnsearched(res.total > 0);
    this.unread.textContent = '';
    if (this.more) add(p.note, this.more.notesOn(this, res));
    this.excerpts?.clear();
    this.hits = [];
    this.items = [];
    p.hits.replaceChildren();
    this.showHits(res);
    if (this.more) p.chips.replaceChildren(...this.more.chips(this));
    if (choice) refocus(choice, p.chips, this.input);
  }

  private async load(): Promise<Later> {
    this.more ??= await later();
    this.excerpts ??= new this.more.Excerpts(this.engine, () => this.sayUnread());
    return this.more;
  }

  /** Shows what comes after titles. */
  private async goOn(run: number, res: Result): Promise<void> {
    const { note } = this.parts;
    try {
      const more = await this.load();
      if (run !== this.run) return;
      for (const [item, hit] of this.items) this.excerpts!.watch(item, hit);
      this.sayUnread();
      if (isFew(res) || res.total === 0) this.rest = window.setTimeout(() => void more.lookFurther(this, res), this.typing ? restDelay : 0);
      const shown = await more.facetGroups(this);
      if (run === this.run) this.showFacets(shown);
    } catch (e) {
      if (run === this.run) add(note, [say.noFilters({ why: message(e) })]);
    }
  }

  /** Adds hits, those of one incident to the first of them, and returns their items. */
  private showHits(res: Result): HTMLElement[] {
    const items = folded(res.hits).map(([h, ...others]) => {
      const item = this.item(h);
      if (others.length) item.append(alsoTold(others, (o) => this.address(o)));
      this.items.push([item, h]);
      this.excerpts?.watch(item, h);
      return item;
    });
    this.hits.push(...res.hits);
    this.parts.hits.append(...items);
    this.moreLeft(res.total);
    return items;
  }

  private moreLeft(total: number): void {
    const left = total - this.shown();
    this.parts.more.hidden = left <= 0;
    this.parts.more.textContent = say.showMore({ n: Math.min(pageSize, left), total: number(total) });
  }

  item(h: Hit): HTMLElement {
    return hitItem(h, this.address(h), this.engine.stems(h).size > 0 && !h.excerpt);
  }

  private address(h: Hit): string {
    return this.site + h.url + marking(this.engine.stems(h));
  }

  /** The number of hits that are shown. */
  private shown(): number {
    return this.hits.length || this.parts.hits.children.length;
  }

  /** Goes to where a person was. */
  private goTo({ y, hit }: Place): void {
    scrollTo({ top: y, behavior: 'instant' });
    links(this.parts)[hit]?.focus({ preventScroll: true });
  }

  private showFacets(groups: HTMLElement[]): void {
    const { facets } = this.parts, focused = document.activeElement as HTMLElement | null;
    const choice = facets.contains(focused) && focused?.dataset.choice;
    facets.replaceChildren(...groups);
    if (choice) refocus(choice, facets, this.input);
  }

  /** Says which of the hits shown could not be read; excerpts come one by one, and so does that. */
  private sayUnread(): void {
    const words = this.more!.notRead(this.hits);
    if (words.length && !this.unread.isConnected) add(this.parts.note, [this.unread]);
    this.unread.replaceChildren(...words);
  }

  private async describe(res: Result, found: { choice: Choice; text: string }[]): Promise<string> {
    const plain = without(this.input.value.trim(), found.map((t) => t.text));
    const words = say.quoted({ words: res.corrected ? without(this.withoutFilters(res.corrected), found.map((t) => t.text)) : plain });
    if (res.total === 0 && (await this.engine.size()) === 0) return say.empty;
    const nothing = this.query() && nothingIn(this.query());
    if (nothing) return (await this.load()).nothingToFind(nothing, words);
    const filters = [...this.chosen, ...found.map((t) => t.choice)].filter((c, i, all) => all.findIndex((x) => same(x, c)) === i).map(label).join(', ');
    const name = this.within, about = (plain && say.aboutWords({ words })) + (name && say.aboutPage({ name })) + (filters && say.aboutFilters({ filters }));
    return summary(res, words, about);
  }

  withoutFilters(query: string): string {
    const head = this.query().length - this.input.value.length;
    return query.slice(head).trim();
  }

  askAsIs(): void {
    this.asIs = true;
    this.ask(this.input.value);
  }

  /** Puts another filter in the place of one that nothing has. */
  replace(text: string, c: Choice): void {
    this.chosen = this.chosen.map((x) => (written(x) === text ? c : x));
    this.ask(this.input.value.replace(text, () => written(c)), true);
  }

  private async showMore(): Promise<void> {
    const { more } = this.parts, run = this.run;
    more.disabled = true;
    try {
      const res = await this.engine.search(this.query(), this.options({ typing: this.typing, offset: this.shown() }));
      if (run !== this.run) return;
      const items = this.showHits(res);
      if (this.more) this.sayUnread();
      items.map((i) => i.querySelector('a')).find((a) => a)?.focus();
    } catch (e) {
      this.fail(e);
    } finally {
      more.disabled = false;
    }
  }

  private toggle(c: Choice): void {
    if (c.key === 'year' && /^\d+$/.test(c.value)) return this.toggleYear(c.value);
    const rest = this.chosen.filter((x) => !same(x, c)), texts = this.typed.filter((t) => same(t.choice, c)).map((t) => t.text);
    const off = rest.length < this.chosen.length || texts.length > 0;
    this.choose(off ? rest : [...rest, c], without(this.input.value, texts));
  }

  private toggleYear(year: string): void {
    const years = this.choices().filter((c) => c.key === 'year'), typed = this.typed.filter((t) => t.choice.key === 'year').map((t) => t.text);
    this.choose([...this.chosen.filter((c) => c.key !== 'year'), ...pressYear(years, year)], without(this.input.value, typed));
  }

  choose(chosen: Choice[], words: string): void {
    this.chosen = chosen;
    this.input.value = words;
    this.typed = typedChoices(words);
    if (this.choices().length === 0 && this.parts.chips.contains(document.activeElement)) this.input.focus();
    void this.update({ typing: this.typing }, true);
  }

  /** Shows what the page shows before anything is asked: all postmortems and the filters, if they are in it. */
  private showHome(): void {
    const { body, tools, hits, facets } = this.parts, { says, total } = this.home;
    this.showNothing(says);
    if (this.home.hits.length === 0) return;
    body.hidden = tools.hidden = false;
    hits.replaceChildren(...this.home.hits);
    facets.replaceChildren(...this.home.facets);
    this.moreLeft(total);
  }

  private showNothing(sentence: string): void {
    this.hits = [];
    this.typed = [];
    this.excerpts?.clear();
    clear(this.parts, sentence);
  }

  private fail(e: unknown): void {
    this.showNothing(message(e));
  }
}

function message(e: unknown): string {
  return isForReader(e) ? (e as Error).message : say.searchFailed;
}
