/** What a program of a node says of itself: `name=value`, a line each. */
export const statusOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
