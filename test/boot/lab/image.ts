import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "./run";

const sha256 = (data: Buffer | string): string => createHash("sha256").update(data).digest("hex");

export interface ImageInput {
  /** Made into `<file>.tar` in the folder. */
  readonly file: string;
  /** Its name and tag, as Docker has it once it is loaded. */
  readonly name: string;
  /** What a container of it runs, as what user, with which variables. @default nothing */
  readonly config?: ImageConfig;
  /** Makes a tar archive of its one layer at a path. @default an empty one */
  readonly layer?: (archive: string) => Promise<void>;
}

/** As the image specification of OCI names them. */
export interface ImageConfig {
  readonly Entrypoint?: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
}

/** Makes an archive as `docker save` writes it. */
export async function imageArchive(
  folder: string,
  input: ImageInput,
): Promise<{ readonly file: string; readonly sha256: string }> {
  const content = path.join(folder, "content");
  mkdirSync(content, { recursive: true });
  const layer = path.join(content, "layer.tar");
  if (input.layer) await input.layer(layer);
  // An empty tar archive: nothing but its end.
  else writeFileSync(layer, Buffer.alloc(1024));
  const config = JSON.stringify({
    architecture: "amd64",
    os: "linux",
    config: input.config ?? {},
    rootfs: { type: "layers", diff_ids: [`sha256:${sha256(readFileSync(layer))}`] },
  });
  const manifest = [{ Config: `${sha256(config)}.json`, RepoTags: [input.name], Layers: ["layer.tar"] }];
  writeFileSync(path.join(content, `${sha256(config)}.json`), config);
  writeFileSync(path.join(content, "manifest.json"), JSON.stringify(manifest));
  const file = `${input.file}.tar`;
  const target = path.join(folder, file);
  await tar(`${target}.part`, content, ["."]);
  renameSync(`${target}.part`, target);
  rmSync(content, { recursive: true });
  return { file, sha256: sha256(readFileSync(path.join(folder, file))) };
}

/** The same archive of the same files, whenever and by whom it is made. */
export async function tar(archive: string, folder: string, names: readonly string[]): Promise<void> {
  const reproducible = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];
  await run("tar", [...reproducible, "--create", "--file", archive, "--directory", folder, ...names]);
}
