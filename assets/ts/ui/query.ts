// The text of a query: what was chosen beside the words, and what is left when
// one word is taken away.

/** What the person chose beside the words. */
export interface Choice {
  key: 'class' | 'org' | 'year';
  value: string;
}

/** A choice as the query language writes it. */
export function written(c: Choice): string {
  return `${c.key}:${/[\s"]/.test(c.value) ? `"${c.value}"` : c.value}`;
}

/** Returns the plain words of a query, each with the query without it; none if it has fewer than three. */
export function withoutOne(query: string): { word: string; rest: string }[] {
  const parts = query.match(/-?(\w+:)?"[^"]*"?|\S+/g) ?? [];
  const plain = parts.map((p, i) => ({ p, i })).filter(({ p }) => /^[^"':-][^":]*$/.test(p));
  if (plain.length < 3 || plain.length > 8) return [];
  return plain.map(({ p, i }) => ({ word: p, rest: parts.filter((_, k) => k !== i).join(' ') }));
}
