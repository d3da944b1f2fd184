// "/" leads to a search box from anywhere but another field.

const boxes: HTMLInputElement[] = [];

/** Adds a box. One with results on its page goes before one that leads elsewhere. */
export function shortcut(input: HTMLInputElement, answers: boolean, elsewhere: string): void {
  if (answers) boxes.unshift(input);
  else boxes.push(input);
  if (boxes.length > 1) return;
  document.addEventListener('keydown', (e) => {
    const t = e.target as HTMLElement;
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName)) return;
    e.preventDefault();
    const seen = boxes.find((b) => b.getClientRects().length > 0);
    if (!seen) location.href = elsewhere; // a narrow page has no box in its header
    seen?.focus();
    seen?.select();
  });
}
