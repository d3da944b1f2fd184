// Excerpts come after the titles, and only for the hits in view. Their place is
// kept free by search.css, so that nothing moves when they come.
import { el, highlighted } from '../use';
import type { Search } from '../search/search';
import type { Hit } from '../search/types';

export class Excerpts {
  private readonly waiting = new Map<Element, Hit>();
  private readonly view = new IntersectionObserver((entries) => {
    for (const e of entries) if (e.isIntersecting) void this.fill(e.target as HTMLElement);
  });

  /** unread is called when the text of a hit could not be read. */
  constructor(private engine: Search, private unread: () => void) {}

  /** Waits until a hit comes into view. */
  watch(item: HTMLElement, hit: Hit): void {
    if (!item.querySelector('.hit-excerpt.waiting')) return;
    this.waiting.set(item, hit);
    this.view.observe(item);
  }

  /** Forgets the hits of the query before. */
  clear(): void {
    this.view.disconnect();
    this.waiting.clear();
  }

  private async fill(item: HTMLElement): Promise<void> {
    const hit = this.waiting.get(item);
    this.view.unobserve(item);
    if (!hit || !this.waiting.delete(item)) return;
    const [quote, section] = await Promise.all([this.engine.excerpt(hit), this.engine.section(hit)]), p = item.querySelector('.hit-excerpt')!;
    Object.assign(hit, quote);
    const from = section ? [el('span', { class: 'hit-section' }, `${section}: `)] : [];
    if (quote.excerpt) p.replaceChildren(...from, highlighted(quote.excerpt, quote.marks));
    p.classList.remove('waiting');
    if (quote.unread) this.unread();
  }
}
