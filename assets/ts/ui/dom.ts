// Making elements. Text always goes in as text: nothing here parses HTML.
import type { Mark } from '../search/passage';

export type Words = (Node | string)[];
export type Child = Node | string | null | false;

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: { [name: string]: string } = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) e.setAttribute(name, value);
  for (const c of children) if (c) e.append(c);
  return e;
}

/** Returns a text with its marks as <mark>. */
export function highlighted(text: string, marks: Mark[]): DocumentFragment {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of marks) {
    out.append(text.slice(at, start), el('mark', {}, text.slice(start, end)));
    at = end;
  }
  out.append(text.slice(at));
  return out;
}

/** A button that looks like a link. */
export function linkButton(text: string, press: () => void): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'link' }, text);
  button.addEventListener('click', press);
  return button;
}

/** Adds sentences to a note. */
export function add(note: HTMLElement, words: Words): void {
  if (words.length) note.append(...(note.hasChildNodes() ? [' '] : []), ...words);
}
