// The script of a search box that leads to the search page, once it has the focus. It
// suggests titles, failure classes and an organisation, from the same index. An ARIA
// combobox; Enter without a choice searches for what was typed.
import * as say from './say';
import type { Result } from './search/types';
import { day, el, highlighted, marking, number, titleOf } from './use';

const typingDelay = 80; // milliseconds of rest
const titles = 5, classes = 2, organisations = 1;

class Suggestions {
  private run = 0; // of the latest query; answers to older ones are dropped
  private timer = 0;
  private at = -1; // the option that is chosen
  private readonly list: HTMLElement;
  private readonly said = el('span', { class: 'visually-hidden', role: 'status' });

  constructor(form: HTMLFormElement, private input: HTMLInputElement) {
    const id = input.id + '-suggestions';
    this.list = el('div', { class: 'suggestions', role: 'listbox', id, 'aria-label': say.suggestions });
    this.list.hidden = true;
    input.setAttribute('aria-controls', id);
    form.append(this.list, this.said);
    input.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.ask(), typingDelay);
    });
    input.addEventListener('keydown', (e) => this.key(e));
    input.addEventListener('blur', () => this.close());
    this.list.addEventListener('mousedown', (e) => e.preventDefault()); // the focus stays in the box
    if (document.activeElement === input) void this.ask(); // what was typed while this was loaded
  }

  private async ask(): Promise<void> {
    const words = this.input.value.trim(), run = ++this.run;
    if (words === '') return this.close();
    try {
      const res = await window.hindsight.search(words, { typing: true, limit: titles, excerpts: false });
      if (run === this.run && document.activeElement === this.input) this.show(res, words);
    } catch {
      this.close(); // the search page says why
    }
  }

  private show(res: Result, words: string): void {
    const within = `search.html?q=${encodeURIComponent(words)}`;
    const options = [
      ...res.hits.filter((h) => h.url).map((h) => this.option(h.url + marking(window.hindsight.stems(h)),
        highlighted(h.title || say.untitled, h.title ? h.titleMarks : []),
        [h.organisation, h.when ? day(h.when) : ''].filter((s) => s).join(' · '))),
      ...leading(res.facets.class, classes, words, titleOf).map((c) => this.option(`${within}&class=${encodeURIComponent(c)}`,
        say.inClass({ name: titleOf(c) }), say.aboutClass({ n: number(res.facets.class[c]) }))),
      ...leading(res.facets.organisation, organisations, words, (o) => o).map((o) => this.option(`${within}&org=${encodeURIComponent(o)}`,
        say.atOrganisation({ name: o }), say.aboutOrganisation({ n: number(res.facets.organisation[o]) }))),
    ];
    options.forEach((o, i) => (o.id = `${this.list.id}-${i}`));
    this.list.replaceChildren(...options);
    this.choose(-1);
    this.open(options.length > 0);
    this.said.textContent = options.length === 0 ? say.suggestedNone : options.length === 1 ? say.suggestedOne : say.suggested({ n: options.length });
  }

  private option(address: string, name: Node | string, about: string): HTMLElement {
    return el('a', { role: 'option', tabindex: '-1', 'aria-selected': 'false', href: window.hindsight.site + address },
      el('span', {}, name), el('span', { class: 'about' }, about));
  }

  private open(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute('aria-expanded', String(open));
  }

  private close(): void {
    this.run++;
    clearTimeout(this.timer);
    this.choose(-1);
    this.open(false);
    this.said.textContent = '';
  }

  private choose(at: number): void {
    const options = [...this.list.children];
    this.at = at;
    options.forEach((o, i) => o.setAttribute('aria-selected', String(i === at)));
    if (at < 0) this.input.removeAttribute('aria-activedescendant');
    else this.input.setAttribute('aria-activedescendant', options[at].id);
    options[at]?.scrollIntoView({ block: 'nearest' });
  }

  private key(e: KeyboardEvent): void {
    if (e.isComposing || e.altKey) return;
    const options = [...this.list.children] as HTMLAnchorElement[], n = options.length + 1, open = !this.list.hidden;
    const by = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (by && open) {
      this.choose(((this.at + 1 + by + n) % n) - 1);
    } else if (by > 0 && this.input.value.trim()) {
      void this.ask();
    } else if (e.key === 'Enter' && open && this.at >= 0) {
      if (e.ctrlKey || e.metaKey) window.open(options[this.at].href);
      else location.href = options[this.at].href;
    } else if (e.key === 'Escape') {
      if (open) this.close();
      else this.input.blur();
    } else {
      return;
    }
    e.preventDefault(); // the browser would empty the box, or send the form
  }
}

/** Returns the values with the highest counts; those whose name begins with the words, or a word of it does, go first. */
function leading(counts: { [value: string]: number }, n: number, words: string, name: (value: string) => string): string[] {
  const typed = words.toLowerCase(), named = (v: string) => Number((' ' + name(v).toLowerCase()).includes(' ' + typed));
  return Object.keys(counts).sort((a, b) => named(b) - named(a) || counts[b] - counts[a] || (a < b ? -1 : 1)).slice(0, n);
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-search]:not([data-results])')) {
  new Suggestions(form, form.querySelector<HTMLInputElement>('input[name=q]')!);
}
window.hindsight.offered.suggest = true;
