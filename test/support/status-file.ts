/** Parses the status file of a node's program: lines of `name=value`. */
export const statusOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
