// The list of what the keys do.
import * as say from '../say';
import { el } from '../use';

const keys: [keys: string[], meaning: string][] = [
  [['/', 'Ctrl K'], say.keyBox],
  [['↓', '↑'], say.keyThrough],
  [['Enter'], say.keyEnter],
  [['Ctrl Enter'], say.keyTab],
  [['Esc'], say.keyOut],
  [['?'], say.keyList],
];

/** Shows what the keys do. The dialog goes with Escape, by its button, or when one presses beside it. */
export function showKeys(): void {
  if (document.querySelector('dialog.keys')) return;
  const close = el('button', { type: 'button' }, say.close);
  const dialog = el('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' }, el('h2', { id: 'keys-title' }, say.keys),
    el('dl', {}, ...keys.map(([names, meaning]) => el('div', {},
      el('dt', {}, ...names.flatMap((k, i) => (i ? [say.or, el('kbd', {}, k)] : [el('kbd', {}, k)]))), el('dd', {}, meaning)))), close);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (e) => e.target === dialog && dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
