// The search box. On a page with a place for results it answers while one
// types; elsewhere it stays a plain form that leads to search.html?q=….
import { Counts, Hit, nothingIn, Options, Result, Search, SearchError } from '../search/search';
import { Asked, fromAddress, toAddress, toSearch, wasTyping } from './address';
import { almost, fewerWords, isFew } from './fewer';
import { walk } from './keys';
import { marking } from './marking';
import { add, corrected, notKnown, notRead, wholeArchive } from './notes';
import { clear, hideUnsearched, links, Parts, partsOf, refocus } from './parts';
import { Choice, written } from './query';
import { chips, facetGroup, groups, hitItem, label, number, summary } from './results';
import { shortcut } from './shortcut';

const pageSize = 10;
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
  if (out) new Box(form, input, partsOf(out), engine, site).start();
}

class Box {
  private run = 0; // of the latest query; answers to older ones are dropped
  private timer = 0;
  private rest = 0; // timer of what is looked for beyond the query
  private typing = false; // the last word is unfinished, and the address that of a query that is still being typed
  private chosen: Choice[] = [];
  private asIs = false;
  private readonly open = new Set<string>(); // groups of filters that are shown in full
  private readonly preset: string; // a filter of the page itself, as class:locking
  private readonly within: string; // what it is called

  constructor(private form: HTMLFormElement, private input: HTMLInputElement, private parts: Parts, private engine: Search, private site: string) {
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
    document.addEventListener('keydown', (e) => walk(e, this.input, links(this.parts), () => this.ask('')));
    window.addEventListener('popstate', () => this.restore());
    this.restore();
    if (this.preset || !this.isEmpty()) return;
    if (!matchMedia('(pointer: coarse)').matches && document.activeElement === document.body) this.input.focus({ preventScroll: true });
    this.engine.size().then((n) => n === 0 && clear(this.parts, emptyArchive), (e) => this.fail(e));
  }

  /** What is searched: the page's own filter, what was chosen, the words. */
  private query(words = this.input.value, chosen = this.chosen): string {
    return [this.preset, ...chosen.map(written), words].filter((s) => s !== '').join(' ');
  }

  private isEmpty(): boolean {
    return this.input.value.trim() === '' && this.chosen.length === 0;
  }

  private asked(): Asked {
    return { words: this.input.value, chosen: this.chosen, sort: this.parts.sort.value };
  }

  private restore(): void {
    const { words, chosen, sort } = fromAddress();
    this.input.value = words;
    this.chosen = chosen;
    this.parts.sort.value = sort;
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
    if (this.isEmpty()) return clear(this.parts, '');
    const waiting = window.setTimeout(() => run === this.run && (this.parts.status.textContent = 'Searching…'), slow);
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
    return { ...o, limit: pageSize, offset, sort: this.parts.sort.value as Options['sort'], asIs: this.asIs };
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

  private show(res: Result, counts: Counts[], text: string): void {
    const focused = document.activeElement as HTMLElement | null, choice = focused?.dataset.choice, p = this.parts;
    const place = p.chips.contains(focused) ? p.chips : p.facets;
    clear(p, text);
    p.body.hidden = false;
    p.tools.hidden = res.total === 0 && this.chosen.length === 0;
    hideUnsearched(res.total > 0);
    this.showNotes(res);
    p.hits.replaceChildren(...res.hits.map((h) => this.item(h)));
    this.moreLeft(res.total);
    p.chips.replaceChildren(...chips(this.chosen, (c) => this.toggle(c), () => this.choose([])));
    const shown = groups.map(({ key, name }, i) => this.preset.startsWith(key + ':') ? null
      : facetGroup({ key, name, counts: counts[i], chosen: this.chosen, open: this.open, toggle: (c) => this.toggle(c) }));
    p.facets.replaceChildren(...shown.filter((g) => g !== null));
    if (choice) refocus(choice, place, this.input);
    if (isFew(res)) this.rest = window.setTimeout(() => void this.lookFurther(res), this.typing ? restDelay : 0);
  }

  private item(h: Hit): HTMLElement {
    return hitItem(h, this.site + h.url + marking(this.engine.stems(h)));
  }

  private showNotes(res: Result): void {
    const note = this.parts.note;
    if (res.corrected) add(note, corrected(this.withoutFilters(res.corrected), this.input.value.trim(), () => this.askAsIs()));
    else if (this.preset) add(note, wholeArchive(`${this.site}search.html${toSearch(this.asked())}`));
    for (const u of res.unknown ?? []) if (u.text !== this.preset) add(note, notKnown(u, (c) => this.replace(u.text, c)));
    add(note, notRead(res.hits));
  }

  private async describe(res: Result): Promise<string> {
    const typed = this.input.value.trim(), words = `“${res.corrected ? this.withoutFilters(res.corrected) : typed}”`;
    if (res.total === 0 && (await this.engine.size()) === 0) return emptyArchive;
    const nothing = nothingIn(this.query());
    if (nothing === 'words') return `${words} has no word to look for.`;
    if (nothing) return `${words} has only words that are in nearly every text. Add a more telling one.`;
    const filters = this.chosen.map(label).join(', ');
    const about = (typed ? ` for ${words}` : '') + (this.within ? ` in ${this.within}` : '') + (filters ? ` with ${filters}` : '');
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
    const run = this.run, options = { ...this.options({ typing: this.typing }, 0), limit: pageSize - res.total };
    try {
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

  private moreLeft(total: number): void {
    const left = total - this.parts.hits.children.length;
    this.parts.more.hidden = left <= 0;
    this.parts.more.textContent = `Show ${Math.min(pageSize, left)} more of ${number(total)}`;
  }

  private async showMore(): Promise<void> {
    const { hits, more } = this.parts, run = this.run, shown = hits.children.length;
    more.disabled = true;
    try {
      const res = await this.engine.search(this.query(), this.options({ typing: this.typing }, shown));
      if (run !== this.run) return;
      if (!hits.querySelector('.unread')) add(this.parts.note, notRead(res.hits));
      const items = res.hits.map((h) => this.item(h));
      hits.append(...items);
      this.moreLeft(res.total);
      items.map((i) => i.querySelector('a')).find((a) => a)?.focus();
    } catch (e) {
      this.fail(e);
    } finally {
      more.disabled = false;
    }
  }

  private toggle(c: Choice): void {
    const rest = this.chosen.filter((x) => x.key !== c.key || x.value !== c.value);
    this.choose(rest.length < this.chosen.length ? rest : [...this.chosen, c]);
  }

  private choose(chosen: Choice[]): void {
    this.chosen = chosen;
    if (chosen.length === 0 && this.parts.chips.contains(document.activeElement)) this.input.focus();
    void this.update({ typing: this.typing }, true);
  }

  private fail(e: unknown): void {
    clear(this.parts, e instanceof SearchError ? e.message : 'The search failed. Reload the page.');
  }
}
