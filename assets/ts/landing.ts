// The script of a postmortem's page: it marks the words that led there, as the
// address says, and shows a bar that leads from one to the next.
import * as say from './say';
import type { Mark } from './search/passage';
import './contents';
import { el } from './ui/dom';
import { marked } from './ui/marking';

const mostMarks = 1000; // on a page
const passedOver = 'nav, aside, script, style, svg, button, form, dt, .tags, .related, .mark-bar'; // names of classes are no places in the text

/** Says that a person came here by a link: whoever comes back finds the place that was left. */
function fresh(): boolean {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return !visit || visit.type === 'navigate';
}

/** Marks the words, and returns the marks in the order of the page. */
function mark(root: HTMLElement, marks: (text: string) => Mark[]): HTMLElement[] {
  const texts: Text[] = [], out: HTMLElement[] = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (n) => (n instanceof Element && n.matches(passedOver) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  while (walk.nextNode()) if (walk.currentNode instanceof Text) texts.push(walk.currentNode);
  for (const text of texts) {
    const made: HTMLElement[] = [];
    for (const [start, end] of marks(text.data).slice(0, mostMarks - out.length).reverse()) { // from the end, so that the places of the others stay
      const word = text.splitText(start);
      word.splitText(end - start);
      const m = el('mark', { class: 'found' });
      word.replaceWith(m);
      m.append(word);
      made.unshift(m);
    }
    out.push(...made);
  }
  return out;
}

/** "4 places · previous · next · clear" */
class Bar {
  private at = -1;
  private readonly place = el('span', { role: 'status' });
  private readonly bar: HTMLElement;

  constructor(private marks: HTMLElement[]) {
    const button = (text: string, press: () => void) => {
      const b = el('button', { type: 'button' }, text);
      b.addEventListener('click', press);
      return b;
    };
    this.bar = el('section', { class: 'mark-bar', 'aria-label': say.marked }, this.place,
      ...(marks.length > 1 ? [button(say.previous, () => this.go(-1)), button(say.next, () => this.go(1))] : []),
      button(say.seenClear, () => {
        this.clear();
        history.replaceState(history.state, '', location.pathname + location.search);
        document.getElementById('main')?.focus({ preventScroll: true });
      }));
    document.body.append(this.bar);
    this.go(1);
  }

  private go(by: number): void {
    const { marks } = this;
    marks[this.at]?.classList.remove('now');
    const landing = this.at < 0;
    this.at = landing ? Math.max(0, marks.findIndex((m) => !m.closest('header'))) : (this.at + by + marks.length) % marks.length; // one sees the title anyway
    const now = marks[this.at];
    now.classList.add('now');
    for (let d = now.closest('details'); d; d = d.parentElement!.closest('details')) d.open = true;
    if (!landing || fresh()) now.scrollIntoView({ block: 'center', behavior: landing ? 'instant' : 'auto' });
    this.place.textContent = marks.length === 1 ? say.placeOne : say.places({ at: this.at + 1, n: marks.length });
  }

  /** Takes the marks out, and the bar with them. */
  clear(): void {
    for (const m of this.marks) {
      const parent = m.parentNode;
      m.replaceWith(...m.childNodes);
      parent?.normalize();
    }
    this.bar.remove();
  }
}

let bar: Bar | undefined;

/** Marks what the address asks for. */
async function land(): Promise<void> {
  const words = marked(location.hash), article = document.querySelector<HTMLElement>('article');
  if (words.length === 0 || !article) return;
  const marker = await window.hindsight.marker(words);
  bar?.clear();
  const marks = mark(article, marker);
  if (marks.length) bar = new Bar(marks);
}

window.addEventListener('hashchange', land);
void land();
