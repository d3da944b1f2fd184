/** Arrows walk through the hits, Escape leads back to the box and then empties it. */
export function walk(e: KeyboardEvent, input: HTMLInputElement, links: HTMLAnchorElement[], empty: () => void): void {
  if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
  const at = links.indexOf(document.activeElement as HTMLAnchorElement), inBox = document.activeElement === input;
  if (e.key === 'ArrowDown' && (inBox || at >= 0) && links.length) {
    e.preventDefault();
    links[Math.min(at + 1, links.length - 1)].focus();
  } else if (e.key === 'ArrowUp' && at >= 0) {
    e.preventDefault();
    (at === 0 ? input : links[at - 1]).focus();
  } else if (e.key === 'Escape' && at >= 0) {
    input.focus();
  } else if (e.key === 'Escape' && inBox && input.value !== '') {
    e.preventDefault();
    empty();
  }
}
