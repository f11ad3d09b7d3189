import { gzipSync } from "node:zlib";
import { Lazy, Token } from "cdktf";
import { escapedText } from "../user-data";

/** Bytes up to which an object is plain text in the program: a plan shows what changes in it. */
const PLAIN = 64 * 1024;

/**
 * The content of an object as `aws_s3_object` takes it. Long text is compressed here and goes as base64: the time that
 * Terraform takes to read a string grows with the square of its lines and escapes (1.11: 12 s for 387 KB of
 * definitions, 45 s for 774 KB). Text with references stays text, for only Terraform knows what they stand for.
 */
export function objectContent(text: () => string): {
  readonly content: string;
  readonly contentBase64: string;
  readonly contentEncoding: string;
} {
  // Each attribute asks, and cdktf resolves each more than once.
  let last: { readonly whole: string; readonly base64: string } | undefined;
  const compressed = (): string | undefined => {
    const whole = text();
    if (whole.length <= PLAIN || Token.isUnresolved(whole)) return undefined;
    if (last?.whole !== whole) last = { whole, base64: compress(whole) };
    return last.base64;
  };
  return {
    content: Lazy.stringValue({
      produce: (context) =>
        compressed() === undefined ? context.resolve(escapedText(text)) : (undefined as unknown as string),
    }),
    contentBase64: Lazy.stringValue({ produce: compressed as () => string }),
    contentEncoding: Lazy.stringValue({
      produce: (() => (compressed() === undefined ? undefined : "gzip")) as () => string,
    }),
  };
}

function compress(whole: string): string {
  const bytes = gzipSync(whole, { level: 9 });
  // Which system it was made on: the same text is the same object on each.
  bytes[9] = 255;
  return bytes.toString("base64");
}
