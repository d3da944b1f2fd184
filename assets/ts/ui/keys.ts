// What the keys do on a page with results. Nothing is lost by any of them:
// what Escape empties, "back" brings again.

/** A page with results, as the keys see it. */
export interface Walk {
  input: HTMLInputElement;
  links: () => HTMLAnchorElement[]; // of the hits
  results: HTMLElement;
  asked: () => boolean; // something is searched
  empty: () => void;
}

const fields = 'input, textarea, select, dialog';

/** Arrows walk through the hits, Escape leads out of them to the box, out of the box, and then to an empty one. */
export function walk(e: KeyboardEvent, { input, links, results, asked, empty }: Walk): void {
  if (e.isComposing || e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
  const on = document.activeElement as HTMLElement, list = links(), at = list.indexOf(on as HTMLAnchorElement);
  const free = on === document.body || on === document.getElementById('main'), inside = results.contains(on);
  if (on !== input && on.closest(fields)) return;
  if (e.key === 'ArrowDown' && list.length && (on === input || free || inside)) {
    e.preventDefault();
    const seen = free ? list.findIndex((a) => a.getBoundingClientRect().top >= 0) : at + 1;
    list[seen < 0 ? list.length - 1 : Math.min(seen, list.length - 1)].focus();
  } else if (e.key === 'ArrowUp' && at >= 0) {
    e.preventDefault();
    (at === 0 ? input : list[at - 1]).focus();
  } else if (e.key === 'Escape') {
    if (inside) input.focus();
    else if (on === input) input.blur();
    else if (free && asked() && getSelection()?.isCollapsed !== false) empty();
    else return;
    e.preventDefault(); // or the browser empties the box
  }
}
