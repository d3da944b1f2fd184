// The sentences between the box and the hits: what was corrected, what is not
// known, what else could be asked.
import * as say from '../say';
import { el, label, linkButton } from '../use';
import type { Hit, Unknown } from '../search/types';
import type { Choice } from './choice';
import type { Words } from './dom';

export function corrected(instead: string, typed: string, again: () => void): Words {
  return say.corrected({ instead: el('strong', {}, instead), typed: linkButton(typed, again) });
}

export function wholeArchive(address: string): Words {
  return [el('a', { href: address }, say.wholeArchive), '.'];
}

/** Says what was searched besides the words because it means the same. */
export function alsoSearched(also: string[] = []): Words {
  return also.length ? say.also({ words: el('strong', {}, also.join(', ')) }) : [];
}

const none: { [key: string]: typeof say.noneClass } = {
  class: say.noneClass, org: say.noneOrg, year: say.noneYear, source: say.noneSource,
  lasted: say.noneLasted, noticed: say.noneNoticed, mitigated: say.noneMitigated,
};

/** Says that a query has nothing by which anything can be found. */
export function nothingToFind(lacks: 'words' | 'telling words', words: string): string {
  return (lacks === 'words' ? say.noWords : say.commonWords)({ words });
}

/** Names a value that no postmortem has, and offers those that may be meant. */
export function notKnown({ key, value, near }: Unknown, pick: (c: Choice) => void): Words {
  const offers = near.map((v): Choice => ({ key: key as Choice['key'], value: v })).map((c) => linkButton(label(c), () => pick(c)));
  const list = offers.flatMap((o, i): Words => (i === 0 ? [o] : [i === offers.length - 1 ? say.or : ', ', o]));
  return [(none[key] ?? say.noneOther)({ key, value }), ...(offers.length ? say.didYouMean({ values: list }) : [])];
}

/** Says that some of the hits shown could not be read, and why. */
export function notRead(hits: Hit[]): Words {
  const lost = hits.filter((h) => h.unread);
  if (lost.length === 0) return [];
  const which = lost.length < hits.length ? 0 : lost.length === 1 ? 1 : 2, texts = lost.every((h) => h.url);
  const what = (texts ? [say.textsUnreadSome, say.textUnread, say.textsUnread] : [say.hitsUnreadSome, say.hitUnread, say.hitsUnread])[which];
  return [what({ n: lost.length, why: lost[0].unread! })];
}
