// What a person narrows a search to, with a button or as a filter among the words.

export const keys = ['class', 'org', 'year'] as const;

export interface Choice {
  key: (typeof keys)[number];
  value: string;
}

/** A choice as the query language writes it. */
export function written(c: Choice): string {
  return `${c.key}:${/[\s"]/.test(c.value) ? `"${c.value}"` : c.value}`;
}

/** Says that two choices are one: org:"Acme Inc" and org:acme-inc. */
export function same(a: Choice, b: Choice): boolean {
  const plain = (s: string) => s.toLowerCase().replace(/[\s_-]+/g, '-');
  return a.key === b.key && plain(a.value) === plain(b.value);
}
