// "/" and Ctrl or ⌘ with K lead to a search box from anywhere, "?" shows all keys.
import { el } from './dom';

const boxes: HTMLInputElement[] = [];
const typed = /^(INPUT|TEXTAREA|SELECT)$/;

/** Adds a box. One with results on its page goes before one that leads elsewhere. */
export function shortcut(input: HTMLInputElement, answers: boolean, elsewhere: string): void {
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

const keys: [keys: string[], meaning: string][] = [
  [['/', 'Ctrl K'], 'to the search box'],
  [['↓', '↑'], 'through the results'],
  [['Enter'], 'search, or open the result'],
  [['Ctrl Enter'], 'open it in another tab'],
  [['Esc'], 'out of the box; then empty it (“back” returns)'],
  [['?'], 'this list'],
];

/** Shows what the keys do. The dialog goes with Escape, by its button, or when one presses beside it. */
function showKeys(): void {
  if (document.querySelector('dialog.keys')) return;
  const close = el('button', { type: 'button' }, 'Close');
  const dialog = el('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' }, el('h2', { id: 'keys-title' }, 'Keys'),
    el('dl', {}, ...keys.map(([names, meaning]) => el('div', {},
      el('dt', {}, ...names.flatMap((k, i) => (i ? [' or ', el('kbd', {}, k)] : [el('kbd', {}, k)]))), el('dd', {}, meaning)))), close);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (e) => e.target === dialog && dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
