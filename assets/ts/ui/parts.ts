// The place where a box shows its answers: layouts/_partials/search.html.
import type { Choice } from './choice';
import { useTitles } from './results';

export interface Parts {
  status: HTMLElement;
  tools: HTMLElement;
  toggle: HTMLElement; // shows the filters on a narrow page
  sort: HTMLSelectElement;
  note: HTMLElement;
  chips: HTMLElement;
  body: HTMLElement;
  columns: HTMLElement;
  hits: HTMLElement;
  more: HTMLButtonElement;
  almost: HTMLElement; // hits with most of the words
  facets: HTMLElement;
}

/** Finds the parts. toggle is called when a button of a choice is pressed. */
export function partsOf(out: HTMLElement, toggle: (c: Choice) => void): Parts {
  const parts: { [name: string]: Element } = {};
  for (const e of out.querySelectorAll<HTMLElement>('[data-part]')) parts[e.dataset.part!] = e;
  useTitles(out.dataset.classes);
  const p = parts as unknown as Parts;
  p.toggle.addEventListener('click', () => {
    const on = p.columns.classList.toggle('filtering');
    p.toggle.setAttribute('aria-expanded', String(on));
  });
  for (const part of [p.chips, p.facets]) {
    part.addEventListener('click', (e) => {
      const [, key, value] = /^(.*?):(.*)$/s.exec((e.target as Element).closest<HTMLElement>('[data-choice]')?.dataset.choice ?? '') ?? [];
      if (key && !e.ctrlKey && !e.metaKey && !e.shiftKey) {
        e.preventDefault(); // it may be a link to the page of its own
        toggle({ key: key as Choice['key'], value });
      }
    });
  }
  placeFacets(p);
  return p;
}

/** On a narrow page the filters stand before the hits, behind a button; else beside them, and after them for the Tab key. */
function placeFacets({ columns, facets }: Parts): void {
  const narrow = matchMedia('(max-width: 45rem)');
  const place = () => (narrow.matches ? columns.prepend(facets) : columns.append(facets));
  narrow.addEventListener('change', place);
  place();
}

/** Shows nothing but a sentence; the filters stay where they are until others take their place. */
export function clear(p: Parts, status: string): void {
  p.body.hidden = p.tools.hidden = p.more.hidden = true;
  p.status.textContent = status;
  for (const part of [p.hits, p.almost, p.note, p.chips]) part.replaceChildren();
  hideUnsearched(false);
}

/** Hides what the page shows while nothing is searched, or shows it again. */
export function hideUnsearched(hide: boolean): void {
  for (const e of document.querySelectorAll<HTMLElement>('.unsearched')) e.hidden = hide;
}

/** The links of the hits, in order. */
export function links(p: Parts): HTMLAnchorElement[] {
  return [...p.body.querySelectorAll<HTMLAnchorElement>('.hit h3 a, .hit-same a')];
}

/** Gives the focus back to what was pressed: it is a new button now; or, when it has gone, to the first that stands there. */
export function refocus(choice: string, place: HTMLElement, otherwise: HTMLElement): void {
  const buttons = [...place.querySelectorAll('button')];
  (buttons.find((b) => b.dataset.choice === choice) ?? buttons[0] ?? otherwise).focus();
}
