// Ranges of years and of lengths of time, as internal/search/span.go reads them.
// Twin: internal/search/span.go

/** A range of years, or of minutes that something took. */
export interface Span {
  low: number;
  high: number;
  lowOpen: boolean; // the end itself is not in it
  highOpen: boolean;
}

/** Filters of what took so long, in the order of the columns. */
export const lengthKeys = ['lasted', 'noticed', 'mitigated'];

export function isNumeric(key: string): boolean {
  return key === 'year' || lengthKeys.includes(key);
}

export function has(s: Span, v: number): boolean {
  return (v > s.low || (v === s.low && !s.lowOpen)) && (v < s.high || (v === s.high && !s.highOpen));
}

const units = 'minutes|minute|mins|min|hours|hour|hrs|hr|days|day|weeks|week|m|h|d|w';
const times = new RegExp(`^(?:[0-9]{1,6}(?:\\.[0-9]{1,3})?(?:${units}))+$`);
const time = new RegExp(`([0-9]+(?:\\.[0-9]+)?)(${units})`, 'g');
const minutes: Record<string, number> = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 }; // by the first letter of the unit

/** Reads the value of a filter of years or lengths: 2019, 2017..2019, 2019.., >1d, 1h..6h; null if it is none. */
export function readSpan(key: string, value: string): Span | null {
  value = value.replace(/ /g, '');
  const out: Span = { low: -Infinity, high: Infinity, lowOpen: false, highOpen: false };
  const m = /^(>=|<=|>|<)([^\n]+)$/.exec(value);
  if (m) {
    const n = bound(key, m[2]), open = m[1].length === 1;
    return n && (m[1][0] === '>' ? { ...out, low: n.n, lowOpen: open } : { ...out, high: n.n, highOpen: open });
  }
  const dots = value.indexOf('..');
  if (dots < 0) {
    const n = bound(key, value);
    return n && { low: n.n, high: n.n + n.unit, lowOpen: false, highOpen: true };
  }
  const from = value.slice(0, dots), to = value.slice(dots + 2), low = bound(key, from), high = bound(key, to);
  if ((from && !low) || (to && !high) || !(from || to)) return null;
  return { ...out, low: low?.n ?? out.low, high: high?.n ?? out.high };
}

/** Reads a year or a length, and how exact it is. */
function bound(key: string, s: string): { n: number; unit: number } | null {
  if (key === 'year') return /^[1-9][0-9]{0,3}$/.test(s) ? { n: Number(s), unit: 1 } : null;
  if (!times.test(s)) return null;
  let n = 0, unit = 1;
  for (const m of s.matchAll(time)) {
    unit = minutes[m[2][0]];
    n += Number(m[1]) * unit;
  }
  return { n, unit };
}
