import { parse } from "yaml";
import { bundle, type Part, render } from "../../cloud-init";

export interface CloudInitDocument {
  readonly write_files: readonly {
    readonly path: string;
    readonly content: string;
    readonly permissions: string;
    readonly owner: string;
  }[];
  readonly runcmd: readonly string[][];
}

/** Parses a document as cloud-init does, with the defaults of its files. */
export function parseDocument(text: string): CloudInitDocument {
  const { write_files = [], ...others } = parse(text, { schema: "yaml-1.1" });
  type File = Pick<CloudInitDocument["write_files"][number], "path" | "content"> & { permissions?: string };
  const files = write_files.map(({ path, permissions = "0644", content }: File) => ({
    path,
    permissions,
    owner: "root:root",
    content,
  }));
  return { ...others, write_files: files };
}

/** A document with the files that its node installs from the bundle, and without the step that does it. */
export function withBundle(document: CloudInitDocument): CloudInitDocument {
  const texts: Record<string, string> = JSON.parse(bundle().text);
  const list = document.write_files.find(({ path }) => path === "/etc/cdktf-mesos/bundle");
  if (!list) return document;
  const installed = list.content
    .trim()
    .split("\n")
    .map((line) => line.split(" ") as [string, string])
    .map(([permissions, path]) => ({ path, permissions, owner: "root:root", content: texts[path]! }));
  return {
    ...document,
    write_files: [...installed, ...document.write_files.filter((file) => file !== list)],
    runcmd: document.runcmd.filter((command) => !command.includes("--bundle")),
  };
}

export const readDocument = (parts: readonly Part[]): CloudInitDocument => parseDocument(render(parts));

export const contentOf = (parts: readonly Part[], path: string): string | undefined =>
  readDocument(parts).write_files.find((file) => file.path === path)?.content;

/** The files below a folder, by relative path and without their final line break. */
export const filesBelow = (parts: readonly Part[], folder: string): Record<string, string> =>
  Object.fromEntries(
    readDocument(parts)
      .write_files.filter(({ path }) => path.startsWith(`${folder}/`))
      .map(({ path, content }) => [path.slice(folder.length + 1), content.trimEnd()]),
  );

/** The first step of the boot with all these words. */
export const bootStep = (parts: readonly Part[], ...words: string[]): string[] | undefined =>
  readDocument(parts).runcmd.find((command) => words.every((word) => command.includes(word)));
