import { closest, distance } from "fastest-levenshtein";

/** `did you mean count?` where a known word is near enough to be meant, otherwise nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = closest(word, known);
  return distance(word.toLowerCase(), near.toLowerCase()) <= Math.max(2, word.length / 3)
    ? `did you mean ${near}? `
    : "";
}
