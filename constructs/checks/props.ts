import { Token } from "cdktf";
import { z } from "zod";
import { TAGGED_IMAGE } from "../../cloud-init/checks/container-image";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { ABSOLUTE_PATH } from "../../cloud-init/checks/paths";
import { suggestion } from "../../cloud-init/checks/suggestion";
import { isInstance } from "./instances";

/** Refuses something, with the sentence that says why. */
export type Fail = (message: string) => never;

/** The checks of one construct's props: one for every prop, so that adding a prop without a check does not compile. */
export type PropChecks<P> = { readonly [K in keyof Required<P>]: z.ZodType };

/**
 * Checks props as a plain JavaScript caller could give them: unknown ones, missing ones, invalid ones.
 *
 * @param owner who is named in the error, as the caller named it
 * @throws InvalidInput for the first thing that is wrong
 */
export function checkProps<P extends object>(owner: string, checks: PropChecks<P>, props: P): void {
  const result = schemaOf(checks).safeParse(props, {
    error: ownWords,
    reportInput: true,
    // Each schema is used a few times: compiling it would cost more.
    jitless: true,
  });
  if (result.success) return;
  const issue = result.error.issues[0]!;
  throw new InvalidInput(`${owner}: ${sentence(issue, Object.keys(checks))}`);
}

const schemas = new WeakMap<object, z.ZodType>();

/** The schema of a table of checks, made once: Zod compiles each. */
function schemaOf(checks: Readonly<Record<string, z.ZodType>>): z.ZodType {
  const known = schemas.get(checks) ?? z.strictObject({ ...checks });
  schemas.set(checks, known);
  return known;
}

const FORMS: Readonly<Record<string, string>> = {
  object: "an object",
  record: "a map",
  array: "a list",
  string: "text",
  number: "a number",
  boolean: "true or false",
};

/** The messages of checks that have none of their own, instead of Zod's. */
export const ownWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${FORMS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be ${issue.values.map(show).join(" or ")}`;
    case "too_small":
      return `must be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
    case "too_big":
      return `must be ${issue.inclusive ? "at most" : "less than"} ${issue.maximum}`;
    default:
      return "is malformed";
  }
};

function sentence(issue: z.core.$ZodIssue, names: readonly string[]): string {
  const path = issue.path.map((step, i) =>
    typeof step === "number" ? `[${step}]` : `${i ? "." : ""}${String(step)}`,
  );
  if (issue.code === "unrecognized_keys") {
    const unknown = issue.keys[0]!;
    const where = path.length ? ` in ${path.join("")}` : "";
    const known = path.length ? "" : `, ${suggestion(unknown, names)}known are ${names.join(", ")}`;
    return `unknown prop ${unknown}${where}${known}`;
  }
  return `${path.join("") || "props"} ${issue.message}, got ${show(issue.input)}`;
}

/** A whole number within bounds. Tokens are refused: this library needs the number at synth. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): z.ZodType {
  const bounds = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return z.custom(
    (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
    {
      error: `must be a whole number ${bounds}`,
    },
  );
}

/** Text that matches a form; a token passes where the text need not be known at synth. */
export function text(form: RegExp, what: string, options: { tokens?: boolean } = {}): z.ZodType {
  return z.custom(
    (value) =>
      typeof value === "string" && ((options.tokens && Token.isUnresolved(value)) || form.test(value)),
    { error: `must be ${what}` },
  );
}

/** A path on a machine. */
export const absolutePath = (example: string): z.ZodType =>
  text(ABSOLUTE_PATH, `an absolute path such as ${example}`);

/** An image that is the same tomorrow. */
export const taggedImage = text(
  TAGGED_IMAGE,
  "an image in small letters, with its tag or digest, such as nginx:1.27",
  { tokens: true },
);

/** Any text that is not empty. */
export const anyText = text(/\S/, "text that is not empty", { tokens: true });

/** An instance of a class of this library, see `markInstances`. */
export function instanceOf(name: string, what = `a ${name}`): z.ZodType {
  return z.custom((value) => isInstance(name, value), { error: `must be ${what}` });
}

/** An object that is recognized by one of its members: a plain object, or one of cdktf's or of a cloud's classes. */
export function objectWith(member: string, what: string): z.ZodType {
  return z.custom((value) => typeof value === "object" && value !== null && member in value, {
    error: `must be ${what}`,
  });
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): z.ZodType {
  return z.custom((value) => typeof value === "string" && words.includes(value), {
    error: `must be one of ${words.map((word) => JSON.stringify(word)).join(", ")}`,
  });
}

/** A map from names to text. */
export const textMap = z.record(z.string(), anyText, { error: "must be a map from names to text" });

/** true or false. */
export const yesOrNo = z.boolean({ error: "must be true or false" });

/** A list of checked members, as many as are known at synth. */
export const listOf = (member: z.ZodType, what: string) =>
  z.array(member, { error: `must be a list of ${what}` }).refine((list) => !Token.isUnresolved(list), {
    error: `must be a list of ${what} that is known at synth`,
  });

/** A nested object of props, as strict as the outer one. */
export function nested<P>(checks: PropChecks<P>): z.ZodType {
  return z.strictObject(
    { ...checks },
    { error: (issue) => (issue.code === "invalid_type" ? "must be an object" : undefined) },
  );
}
