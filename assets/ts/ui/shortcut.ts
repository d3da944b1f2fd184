// "/" and Ctrl or ⌘ with K lead to a search box from anywhere, "?" shows all keys.
const boxes: HTMLInputElement[] = [];
const typed = /^(INPUT|TEXTAREA|SELECT)$/;

/** Adds a box. One with results on its page goes before one that leads elsewhere. */
export function shortcut(input: HTMLInputElement, answers: boolean, elsewhere: string, showKeys: () => void): void {
  if (answers) boxes.unshift(input);
  else boxes.push(input);
  if (boxes.length > 1) return;
  document.addEventListener('keydown', (e) => {
    if (e.defaultPrevented || e.altKey) return;
    const t = e.target as HTMLElement, writing = t.isContentEditable || typed.test(t.tagName), held = e.ctrlKey || e.metaKey;
    if (held ? e.key.toLowerCase() === 'k' && !e.shiftKey : e.key === '/' && !writing) {
      e.preventDefault();
      document.querySelector<HTMLDialogElement>('dialog.keys')?.close();
      const seen = boxes.find((b) => b.getClientRects().length > 0);
      if (!seen) location.href = elsewhere; // a narrow page has no box in its header
      seen?.focus();
      seen?.select();
    } else if (e.key === '?' && !held && !writing) {
      e.preventDefault();
      showKeys();
    }
  });
}
