// What a page of results shows after titles: the filters with their counts,
// sentences about the query, and what else may be meant.
import { add, same, toSearch, without } from '../use';
import type { Counts, Result } from '../search/types';
import type { Choice } from './choice';
import type { Words } from './dom';
import { facetGroup, groups } from './facets';
import { almost, fewerWords } from './fewer';
import { alsoSearched, corrected, notKnown, wholeArchive } from './notes';
import { instead } from './nothing';
import type { View } from './view';
import { yearColumns } from './years';

/** Returns the filters with what each would leave. */
export async function facetGroups(view: View): Promise<HTMLElement[]> {
  const chosen = view.choices(), counted = await counts(view, chosen);
  return groups.flatMap(({ key, name }, i) => (view.preset.startsWith(key + ':') ? null
    : key === 'year' ? yearColumns(counted[i], chosen)
    : facetGroup({ key, name, counts: counted[i], chosen, open: view.open })) ?? []);
}

/** Counts for the filters. Values of one group add to each other, so a group
 * with a choice counts what there is without that choice. */
function counts(view: View, choices: Choice[]): Promise<Counts[]> {
  const { engine, input, chosen, typed, typing, asIs } = view;
  const asked = new Map<string, Promise<Result>>();
  return Promise.all(groups.map(async ({ key, field }) => {
    const mine = typed.filter((t) => t.choice.key === key && choices.some((c) => same(c, t.choice))).map((t) => t.text);
    const query = view.query(without(input.value, mine), chosen.filter((c) => c.key !== key)).trim();
    if (!asked.has(query)) asked.set(query, engine.search(query, { typing, all: true, limit: 0, asIs }));
    return (await asked.get(query)!).facets[field];
  }));
}

/** Returns what to say above the hits. */
export function notesOn(view: View, res: Result): Words {
  const { input, preset, site } = view;
  return [
    res.corrected ? corrected(view.withoutFilters(res.corrected), input.value.trim(), () => view.askAsIs())
      : preset ? wholeArchive(`${site}search.html${toSearch(view.asked())}`) : [],
    alsoSearched(res.also),
    ...(res.unknown ?? []).filter((u) => u.text !== preset).map((u) => notKnown(u, (c) => view.replace(u.text, c))),
  ].filter((words) => words.length).flatMap((words, i) => (i ? [' ', ...words] : words));
}

/** Looks for what a query with few answers may have meant. */
export async function lookFurther(view: View, res: Result): Promise<void> {
  const { run, parts } = view;
  try {
    const [offers, found] = res.total ? await Promise.all([fewerWords(view, res.total), almost(view, res.total)]) : [[], await instead(view)];
    if (run !== view.run) return;
    add(parts.note, offers);
    parts.almost.replaceChildren(...found);
  } catch {
    // what was asked for is shown; this was more
  }
}
