import { type Part, render } from "cdktf-mesos/cloud-init";
import { parse } from "yaml";

/** A document as cloud-init reads it. */
export interface CloudInitDocument {
  readonly write_files: readonly {
    readonly path: string;
    readonly content: string;
    readonly permissions: string;
  }[];
  readonly runcmd: readonly string[][];
}

export const readDocument = (parts: readonly Part[]): CloudInitDocument =>
  parse(render(parts), { schema: "yaml-1.1" }) as CloudInitDocument;

export const contentOf = (parts: readonly Part[], path: string): string | undefined =>
  readDocument(parts).write_files.find((file) => file.path === path)?.content;

/** The files below a folder, by their path in it, without the line break at their end. */
export const filesBelow = (parts: readonly Part[], folder: string): Record<string, string> =>
  Object.fromEntries(
    readDocument(parts)
      .write_files.filter(({ path }) => path.startsWith(`${folder}/`))
      .map(({ path, content }) => [path.slice(folder.length + 1), content.trimEnd()]),
  );

/** The first step of the boot that holds all these words. */
export const bootStep = (parts: readonly Part[], ...words: string[]): string[] | undefined =>
  readDocument(parts).runcmd.find((command) => words.every((word) => command.includes(word)));
