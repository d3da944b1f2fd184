// The text of a query: what was chosen beside the words, what of the words is
// a choice as well, and what is left when one word is taken away.
import { parse } from '../search/query';
import { type Choice, keys } from './choice';

/** Returns the filters among the words that a button can stand for, each with how it is written there. */
export function typedChoices(words: string): { choice: Choice; text: string }[] {
  const found: { choice: Choice; text: string }[] = [];
  for (const { key, typed, not } of parse(words, []).filters) {
    for (const text of not || !keys.includes(key as Choice['key']) ? [] : typed) {
      found.push({ choice: { key: key as Choice['key'], value: text.replace(/^\w+:"?|"$/g, '') }, text });
    }
  }
  return found;
}

/** Takes filters out of the words. */
export function without(words: string, texts: string[]): string {
  for (const text of texts) words = words.replace(text, () => ' ');
  return texts.length ? words.replace(/\s+/g, ' ').trim() : words;
}
