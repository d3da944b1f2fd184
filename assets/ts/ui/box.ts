// The search box. On a page with a place for results it answers while one
// types; elsewhere it leads to search.html?q=…, and suggest.ts
// suggests.
import { Counts, Hit, nothingIn, Options, Result, Search, SearchError } from '../search/search';
import { Asked, fromAddress, toAddress, toSearch, wasTyping } from './address';
import { Choice, pressYear, same, written } from './choice';
import { Excerpts } from './excerpts';
import { almost, fewerWords, isFew } from './fewer';
import { walk } from './keys';
import { marking } from './marking';
import { place, Place, remember } from './memory';
import { add, alsoSearched, corrected, notKnown, notRead, wholeArchive } from './notes';
import { instead } from './nothing';
import { clear, hideUnsearched, links, Parts, partsOf, refocus } from './parts';
import { typedChoices, without } from './query';
import { chips, facetGroup, groups, hitItem, label, number, summary } from './results';
import { shortcut } from './shortcut';
import { yearColumns } from './years';

const pageSize = 10;
const mostRestored = 200; // hits that "back" brings again
const emptyArchive = 'The archive is empty: there is nothing to search yet.';
const typingDelay = 60; // milliseconds of rest before a query that is still being typed is answered
const slow = 400; // milliseconds after which the page says that it is searching
const restDelay = 500; // milliseconds of rest before more is looked for than was asked, while one types

/** Makes a form answer. site is the address of the site's root. */
export function mount(form: HTMLFormElement, engine: Search, site: string): void {
  const input = form.querySelector<HTMLInputElement>('input[name=q]');
  if (!input) return;
  const out = form.dataset.results ? document.getElementById(form.dataset.results) : null;
  shortcut(input, !!out, site + 'search.html');
  if (out) new Box(form, input, out, engine, site).start();
}

interface Home {
  says: string;
  hits: Element[];
  facets: Element[];
  total: number; // postmortems
}

class Box {
  private run = 0; // of the latest query; answers to older ones are dropped
  private timer = 0;
  private rest = 0; // timer of what is looked for beyond the query
  private typing = false; // the last word is unfinished, and the address that of a query that is still being typed
  private chosen: Choice[] = []; // with buttons
  private typed: { choice: Choice; text: string }[] = []; // among the words
  private asIs = false;
  private hits: Hit[] = []; // that are shown
  private readonly parts: Parts;
  private readonly excerpts: Excerpts;
  private readonly unread = document.createElement('span'); // the note on hits that could not be read
  private readonly open = new Set<string>(); // groups of filters that are shown in full
  private readonly preset: string; // a filter of the page itself, as class:locking
  private readonly within: string; // what it is called
  private readonly home: Home; // what the page shows before anything is asked

  constructor(private form: HTMLFormElement, private input: HTMLInputElement, private out: HTMLElement, private engine: Search, private site: string) {
    this.parts = partsOf(out, (c) => this.toggle(c));
    const { status, hits, facets } = this.parts;
    this.home = { says: status.textContent!, hits: [...hits.children], facets: [...facets.children], total: Number(hits.dataset.total) };
    this.excerpts = new Excerpts(engine, () => this.sayUnread());
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
    window.addEventListener('popstate', () => this.restore());
    remember(() => this.place());
    this.restore();
    if (this.preset || !this.isEmpty()) return;
    if (!matchMedia('(pointer: coarse)').matches && document.activeElement === document.body) this.input.focus({ preventScroll: true });
    if (this.home.hits.length === 0) this.engine.size().then((n) => n === 0 && clear(this.parts, emptyArchive), (e) => this.fail(e));
  }

  /** What is searched: the page's own filter, what was chosen, the words. */
  private query(words = this.input.value, chosen = this.chosen): string {
    return [this.preset, ...chosen.map(written), words].filter((s) => s !== '').join(' ');
  }

  private isEmpty(): boolean {
    return this.input.value.trim() === '' && this.chosen.length === 0 && (this.home.hits.length === 0 || this.parts.sort.value === 'relevance');
  }

  private asked(): Asked {
    return { words: this.input.value, chosen: this.chosen, sort: this.parts.sort.value };
  }

  /** What was chosen with buttons, and what the words choose. */
  private choices(): Choice[] {
    const typed = this.typed.map((t) => t.choice).filter((c, i, all) => all.findIndex((x) => same(x, c)) === i);
    return [...this.chosen, ...typed.filter((c) => !this.chosen.some((x) => same(x, c)))];
  }

  private restore(): void {
    const { words, chosen, sort } = fromAddress();
    this.input.value = words;
    this.chosen = chosen;
    this.parts.sort.value = sort;
    if (this.parts.sort.value === '') this.parts.sort.value = 'relevance';
    void this.update({ typing: wasTyping() }, false, false);
  }

  private place(): Place | null {
    const list = links(this.parts), shown = this.parts.hits.children.length;
    return this.isEmpty() ? null : { shown, y: scrollY, hit: list.indexOf(document.activeElement as HTMLAnchorElement) };
  }

  private ask(words: string, push = false): void {
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
    const waiting = window.setTimeout(() => run === this.run && (this.parts.status.textContent = 'Searching…'), slow);
    try {
      const res = await this.answer({ ...options, limit: Math.min(mostRestored, Math.max(pageSize, left?.shown ?? 0)) }, fresh);
      const strange = new Set(res.unknown?.map((u) => u.text));
      const typed = typedChoices(this.input.value).filter((t) => !strange.has(t.text));
      const text = await this.describe(res, typed);
      clearTimeout(waiting);
      if (run !== this.run) return;
      this.typed = typed;
      this.show(res, text);
      if (left) this.goTo(left);
      await this.showFacets(run);
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

  private options(o: Options): Options {
    return { limit: pageSize, all: true, excerpts: false, facets: false, sort: this.parts.sort.value as Options['sort'], asIs: this.asIs, ...o };
  }

  private show(res: Result, text: string): void {
    const focused = document.activeElement as HTMLElement | null, p = this.parts;
    const choice = p.chips.contains(focused) && focused?.dataset.choice;
    clear(p, text);
    p.body.hidden = false;
    p.tools.hidden = res.total === 0 && this.chosen.length === 0;
    hideUnsearched(res.total > 0);
    this.showNotes(res);
    this.excerpts.clear();
    this.hits = [];
    p.hits.replaceChildren();
    this.showHits(res);
    p.chips.replaceChildren(...chips(this.choices(), () => this.choose([], without(this.input.value, this.typed.map((t) => t.text)))));
    if (choice) refocus(choice, p.chips, this.input);
    if (isFew(res) || res.total === 0) this.rest = window.setTimeout(() => void this.lookFurther(res), this.typing ? restDelay : 0);
  }

  /** Adds hits; their excerpts come when they are in view. Returns their items. */
  private showHits(res: Result): HTMLElement[] {
    const items = res.hits.map((h) => this.item(h));
    this.hits.push(...res.hits);
    this.parts.hits.append(...items);
    items.forEach((item, i) => this.excerpts.watch(item, res.hits[i]));
    this.moreLeft(res.total);
    this.sayUnread();
    return items;
  }

  private moreLeft(total: number): void {
    const left = total - this.parts.hits.children.length;
    this.parts.more.hidden = left <= 0;
    this.parts.more.textContent = `Show ${Math.min(pageSize, left)} more of ${number(total)}`;
  }

  private item(h: Hit): HTMLElement {
    return hitItem(h, this.site + h.url + marking(this.engine.stems(h)), this.engine.stems(h).size > 0 && !h.excerpt);
  }

  /** Goes to where a person was. */
  private goTo({ y, hit }: Place): void {
    scrollTo({ top: y, behavior: 'instant' });
    links(this.parts)[hit]?.focus({ preventScroll: true });
  }

  /** Shows the filters with what each would leave. */
  private async showFacets(run: number): Promise<void> {
    const { facets, note } = this.parts, choices = this.choices();
    try {
      const counts = await this.counts(choices);
      if (run !== this.run) return;
      const focused = document.activeElement as HTMLElement | null, choice = facets.contains(focused) && focused?.dataset.choice;
      const shown = groups.map(({ key, name }, i) => this.preset.startsWith(key + ':') ? null
        : key === 'year' ? yearColumns(counts[i], choices)
        : facetGroup({ key, name, counts: counts[i], chosen: choices, open: this.open }));
      facets.replaceChildren(...shown.filter((g) => g !== null));
      if (choice) refocus(choice, facets, this.input);
    } catch (e) {
      if (run === this.run) add(note, [`The filters cannot be shown. ${message(e)}`]);
    }
  }

  /** Counts for the filters. Values of one group add to each other, so a group
   * with a choice counts what there is without that choice. */
  private counts(choices: Choice[]): Promise<Counts[]> {
    const asked = new Map<string, Promise<Result>>();
    return Promise.all(groups.map(async ({ key, field }) => {
      const mine = this.typed.filter((t) => t.choice.key === key && choices.some((c) => same(c, t.choice))).map((t) => t.text);
      const words = without(this.input.value, mine), query = this.query(words, this.chosen.filter((c) => c.key !== key)).trim();
      if (!asked.has(query)) asked.set(query, this.engine.search(query, { typing: this.typing, all: true, limit: 0, asIs: this.asIs }));
      return (await asked.get(query)!).facets[field];
    }));
  }

  private showNotes(res: Result): void {
    const note = this.parts.note;
    if (res.corrected) add(note, corrected(this.withoutFilters(res.corrected), this.input.value.trim(), () => this.askAsIs()));
    else if (this.preset) add(note, wholeArchive(`${this.site}search.html${toSearch(this.asked())}`));
    add(note, alsoSearched(res.also));
    for (const u of res.unknown ?? []) if (u.text !== this.preset) add(note, notKnown(u, (c) => this.replace(u.text, c)));
    this.unread.textContent = '';
  }

  /** Says which of the hits shown could not be read; excerpts come one by one, and so does that. */
  private sayUnread(): void {
    const words = notRead(this.hits);
    if (words.length && !this.unread.isConnected) add(this.parts.note, [this.unread]);
    this.unread.replaceChildren(...words);
  }

  private async describe(res: Result, found: { choice: Choice; text: string }[]): Promise<string> {
    const plain = without(this.input.value.trim(), found.map((t) => t.text));
    const words = `“${res.corrected ? without(this.withoutFilters(res.corrected), found.map((t) => t.text)) : plain}”`;
    if (res.total === 0 && (await this.engine.size()) === 0) return emptyArchive;
    const nothing = this.query() && nothingIn(this.query());
    if (nothing === 'words') return `${words} has no word to look for.`;
    if (nothing) return `${words} has only words that are in nearly every text. Add a more telling one.`;
    const filters = [...this.chosen, ...found.map((t) => t.choice)].filter((c, i, all) => all.findIndex((x) => same(x, c)) === i).map(label).join(', ');
    const about = (plain ? ` for ${words}` : '') + (this.within ? ` in ${this.within}` : '') + (filters ? ` with ${filters}` : '');
    return summary(res, words, about);
  }

  private withoutFilters(query: string): string {
    const head = this.query().length - this.input.value.length;
    return query.slice(head).trim();
  }

  private askAsIs(): void {
    this.asIs = true;
    this.ask(this.input.value);
  }

  /** Puts another filter in the place of one that nothing has. */
  private replace(text: string, c: Choice): void {
    this.chosen = this.chosen.map((x) => (written(x) === text ? c : x));
    this.ask(this.input.value.replace(text, () => written(c)), true);
  }

  /** Looks for what a query with few answers may have meant. */
  private async lookFurther(res: Result): Promise<void> {
    const run = this.run, options = { ...this.options({ typing: this.typing }), limit: pageSize - res.total, excerpts: true };
    try {
      if (res.total === 0) {
        const found = await instead(this.engine, this.input.value, this.site, (h) => this.item(h), (words) => this.ask(words, true));
        if (run === this.run) this.parts.almost.replaceChildren(...found);
        return;
      }
      const [offers, hits] = await Promise.all([
        fewerWords(this.engine, this.input.value, res.total, (words) => this.query(words), (words) => this.ask(words, true)),
        almost(this.engine, this.query(), options, (h) => this.item(h)),
      ]);
      if (run !== this.run) return;
      add(this.parts.note, offers);
      this.parts.almost.replaceChildren(...hits);
    } catch {
      // what was asked for is shown; this was more
    }
  }

  private async showMore(): Promise<void> {
    const { more } = this.parts, run = this.run;
    more.disabled = true;
    try {
      const res = await this.engine.search(this.query(), this.options({ typing: this.typing, offset: this.parts.hits.children.length }));
      if (run !== this.run) return;
      this.showHits(res).map((i) => i.querySelector('a')).find((a) => a)?.focus();
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

  private choose(chosen: Choice[], words: string): void {
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
    this.excerpts.clear();
    clear(this.parts, sentence);
  }

  private fail(e: unknown): void {
    this.showNothing(message(e));
  }
}

function message(e: unknown): string {
  return e instanceof SearchError ? e.message : 'The search failed. Reload the page.';
}
