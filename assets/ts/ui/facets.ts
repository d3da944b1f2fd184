// The filters: groups of values with what each would leave, and those in use.
import * as say from '../say';
import { el, label, linkButton, number, same, valueName, without } from '../use';
import type { Counts } from '../search/types';
import { steps } from '../search/facets';
import type { Choice } from './choice';
import type { View } from './view';

const facetsShown = 8;

/** A button that stands for a choice, found again by its data-choice. */
function choiceButton(c: Choice, props: { [name: string]: string }, ...children: (Node | string)[]): HTMLButtonElement {
  return el('button', { type: 'button', 'data-choice': `${c.key}:${c.value}`, ...props }, ...children);
}

/** What a group of filters shows and does. */
export interface Facet {
  name: string;
  key: Choice['key'];
  counts: Counts;
  chosen: Choice[];
  open: Set<string>; // keys of the groups that are shown in full
}

/** Lists a facet's values with their counts, as buttons that narrow the result. */
export function facetGroup({ name, key, counts, chosen, open }: Facet): HTMLElement | null {
  const values = Object.keys(counts).sort((a, b) => counts[b] - counts[a] || (a < b ? -1 : 1));
  if (steps[key] && values.length) values.splice(0, values.length, ...steps[key]);
  const on = (value: string) => chosen.some((c) => same(c, { key, value }));
  for (const c of chosen) if (c.key === key && !values.some((value) => same(c, { key, value }))) values.unshift(c.value);
  if (values.length === 0) return null;
  const list = el('ul'), all = open.has(key) || values.length <= facetsShown + 1;
  values.forEach((value, i) => {
    const c = { key, value };
    const button = choiceButton(c, { 'aria-pressed': String(on(value)) },
      el('span', { class: 'value' }, valueName(c)), ...(steps[key]?.includes(value) === false ? [] // a range of one's own
        : [' ', el('span', { class: 'count' }, number(counts[value] ?? 0))]));
    const item = el('li', {}, button);
    item.hidden = !all && i >= facetsShown && !on(value);
    list.append(item);
  });
  const group = el('div', { class: 'facet' }, el('h3', {}, name), list);
  if (!all) group.append(showAll(list, values.length, () => open.add(key)));
  return group;
}

function showAll(list: HTMLElement, n: number, opened: () => void): HTMLElement {
  const button = el('button', { type: 'button', class: 'facet-all' }, say.showAll({ n }));
  button.addEventListener('click', () => {
    opened();
    const hidden = [...list.children].filter((item) => (item as HTMLElement).hidden) as HTMLElement[];
    for (const item of hidden) item.hidden = false;
    button.remove();
    hidden[0]?.querySelector('button')?.focus();
  });
  return button;
}

const names = { class: say.facetClass, org: say.factOrganisation, year: say.numbersYear, lasted: say.factLasted, noticed: say.factNoticed };

/** Lists what is chosen, each with a way to take it back. */
export function chips(view: View): HTMLElement[] {
  const chosen = view.choices(), out = chosen.map((c) => {
    const button = choiceButton(c, { class: 'chip', 'aria-label': say.remove({ name: names[c.key], value: label(c) }) },
      label(c), el('span', { class: 'cross', 'aria-hidden': 'true' }, '×'));
    return el('li', {}, button);
  });
  if (chosen.length > 1) {
    out.push(el('li', {}, linkButton(say.removeAll, () => view.choose([], without(view.input.value, view.typed.map((t) => t.text))))));
  }
  return out;
}

/** The groups of filters: key, name and where the result counts them. */
export const groups = [
  { key: 'class', name: names.class, field: 'class' },
  { key: 'org', name: names.org, field: 'organisation' },
  { key: 'year', name: names.year, field: 'year' },
  { key: 'lasted', name: names.lasted, field: 'lasted' },
  { key: 'noticed', name: names.noticed, field: 'noticed' },
] as const;
