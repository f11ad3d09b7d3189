import { dirname, join, sep } from "node:path";

/**
 * What every refusal of this library is: a sentence in lower case that names the prop, the value got and
 * what to do. Thrown at synth, before any cloud is touched.
 *
 * Its stack leaves out this library's own frames, so that the first line shown is the caller's.
 */
export class InvalidInput extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InvalidInput";
    this.stack = withoutOwnFrames(this.stack ?? "");
  }
}

const root = dirname(dirname(__dirname));
const ownFolders = ["cloud-init", "constructs"].map((name) => join(root, name) + sep);

function withoutOwnFrames(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => !ownFolders.some((folder) => line.includes(folder)))
    .join("\n");
}

/**
 * Adds to an error whose prop is invalid, for functions that do not know it. An error that says so already stays as it is.
 *
 * @param owner as the caller named it: `masters`
 * @returns what `act` returns
 */
export function withOwner<T>(owner: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const isAnonymous = error instanceof InvalidInput && !error.message.startsWith(`${owner}: `);
    throw isAnonymous ? new InvalidInput(`${owner}: ${error.message}`) : error;
  }
}

/** A value as an error message shows it: JSON where it has one, shortened where it is long. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (isExpression(value)) return "a Terraform expression, whose value is not known at synth";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "function") return "a function";
  const text = safeJson(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/** cdktf encodes expressions as marked text, lists of marked text, and very negative numbers (its `encoding.ts`). */
const isExpression = (value: unknown): boolean =>
  typeof value === "number" ? value < -1e288 : /[$#]\{TfToken\[/.test(safeJson(value));

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return "an object";
  }
}
