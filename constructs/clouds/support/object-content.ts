import { gzipSync } from "node:zlib";
import { Token } from "cdktf";

/** Bytes up to which an object is plain text in the program: a plan shows what changes in it. */
const PLAIN = 64 * 1024;

/**
 * Compresses what is long, at synth: the time that Terraform takes to read a string grows with the square of its lines
 * and escapes (1.11: 12 s for 387 KB of definitions, 45 s for 774 KB). Text with references stays text, for only
 * only Terraform knows their values.
 *
 * @returns asks for the text each time: gzip, then base64; nothing where it stays as it is
 */
export function compressed(text: () => string): () => string | undefined {
  // Each attribute asks, and cdktf resolves each more than once.
  let last: { readonly whole: string; readonly base64: string } | undefined;
  return () => {
    const whole = text();
    if (whole.length <= PLAIN || Token.isUnresolved(whole)) return undefined;
    if (last?.whole !== whole) last = { whole, base64: compress(whole) };
    return last.base64;
  };
}

/** gzip, then base64: the same for the same text on each system. */
export function compress(whole: string): string {
  const bytes = gzipSync(whole, { level: 9 });
  // Which system it was made on.
  bytes[9] = 255;
  return bytes.toString("base64");
}
