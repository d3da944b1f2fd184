// The list of what the keys do.
import { el } from '../use';

const keys: [keys: string[], meaning: string][] = [
  [['/', 'Ctrl K'], 'to the search box'],
  [['↓', '↑'], 'through the results'],
  [['Enter'], 'search, or open the result'],
  [['Ctrl Enter'], 'open it in another tab'],
  [['Esc'], 'out of the box; then empty it (“back” returns)'],
  [['?'], 'this list'],
];

/** Shows what the keys do. The dialog goes with Escape, by its button, or when one presses beside it. */
export function showKeys(): void {
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
