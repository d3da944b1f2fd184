// The sentences between the box and the hits: what was corrected, what is not
// known, what else could be asked.
import { el, label, linkButton } from '../use';
import type { Hit, Unknown } from '../search/types';
import type { Choice } from './choice';
import type { Words } from './dom';

export function corrected(instead: string, typed: string, again: () => void): Words {
  return ['Showing results for ', el('strong', {}, instead), '. Search instead for ', linkButton(typed, again), '.'];
}

export function wholeArchive(address: string): Words {
  return [el('a', { href: address }, 'Search all postmortems'), '.'];
}

/** Says what was searched besides the words because it means the same. */
export function alsoSearched(also: string[] = []): Words {
  return also.length ? ['Also searched: ', el('strong', {}, also.join(', ')), '. Quotes around a word search for it alone.'] : [];
}

const has: { [key: string]: string } = {
  class: 'has the failure class', org: 'is of the organisation', year: 'is of the year', source: 'is from the source',
  lasted: 'lasted', noticed: 'was noticed after', mitigated: 'was mitigated after',
};

/** Names a value that no postmortem has, and offers those that may be meant. */
export function notKnown({ key, value, near }: Unknown, pick: (c: Choice) => void): Words {
  const offers = near.map((v): Choice => ({ key: key as Choice['key'], value: v })).map((c) => linkButton(label(c), () => pick(c)));
  const list = offers.flatMap((o, i): Words => (i === 0 ? [o] : [i === offers.length - 1 ? ' or ' : ', ', o]));
  return [`No postmortem ${has[key] ?? `has the ${key}`} “${value}”.`, ...(offers.length ? [' Did you mean ', ...list, '?'] : [])];
}

/** Says that some of the hits shown could not be read, and why. */
export function notRead(hits: Hit[]): Words {
  const lost = hits.filter((h) => h.unread);
  if (lost.length === 0) return [];
  const which = lost.length < hits.length ? `${lost.length} of these postmortems` : lost.length === 1 ? 'this postmortem' : 'these postmortems';
  const what = lost.every((h) => h.url) ? `The text of ${which}` : which.charAt(0).toUpperCase() + which.slice(1);
  return [`${what} could not be read. ${lost[0].unread}`];
}
