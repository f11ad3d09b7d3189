import { gzipSync } from "node:zlib";
import { InvalidInput } from "../checks/invalid-input";
import type { Part } from "./parts";
import { render } from "./render";

/**
 * Terraform's `base64gzip` is Go's compressor, whose output differs from zlib's by a few bytes: 0.1 % more on
 * the golden documents (measured with Terraform 1.11; the acceptance tests hold it below this margin).
 */
const compressorMargin = 1.02;

/** Bytes of the text after gzip, as a cloud counts user data, with the margin between the two compressors. */
export function compressedSize(text: string): number {
  return Math.ceil(gzipSync(text, { level: 6 }).byteLength * compressorMargin);
}

/**
 * Refuses user data that is over a cloud's limit after compression.
 *
 * @param text the rendered document
 * @param parts the parts it was rendered from, to name the largest
 * @param limitBytes the cloud's limit on the compressed bytes (EC2: 16384)
 * @throws InvalidInput that names the size got, the limit and the largest part
 */
export function checkUserDataSize(text: string, parts: readonly Part[], limitBytes: number): void {
  const size = compressedSize(text);
  if (size <= limitBytes) return;
  const largest = parts
    .map((part) => ({ part, bytes: compressedSize(render([part])) }))
    .reduce((most, next) => (next.bytes > most.bytes ? next : most), { part: parts[0], bytes: 0 });
  const hint =
    largest.part === undefined
      ? ""
      : `; the largest part is ${describePart(largest.part)} with ${largest.bytes} bytes on its own`;
  throw new InvalidInput(
    `user data must be at most ${limitBytes} bytes after compression, got ${size}${hint}: ` +
      "move large files into the image or fetch them at boot",
  );
}

/** A part as an error names it: its kind and its name. */
export function describePart(part: Part): string {
  switch (part.kind) {
    case "file":
      return `file ${part.path}`;
    case "script":
      return `script ${part.name}`;
    case "program":
      return `program ${part.name}`;
    case "packages":
      return `packages ${part.names.join(", ")}`;
    case "packageUrls":
      return `package archives ${part.archives.map((archive) => archive.url).join(", ")}`;
    case "aptSource":
      return `apt source ${part.source.name}`;
    case "aptMirror":
      return `apt mirror ${part.uri}`;
    case "service":
      return `service ${part.unit}`;
    case "disk":
      return `disk ${part.device}`;
    case "run":
      return `run ${part.command.join(" ")}`;
    case "sysctl":
      return `sysctl ${Object.keys(part.settings).join(", ")}`;
    case "config":
      return `config ${Object.keys(part.settings).join(", ")}`;
  }
}
