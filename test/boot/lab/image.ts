import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "./run";

const sha256 = (data: Buffer | string): string => createHash("sha256").update(data).digest("hex");

/** An archive as `docker save` writes it, of an image with one empty layer. */
export async function containerImage(
  folder: string,
  name: string,
): Promise<{ readonly file: string; readonly sha256: string }> {
  const content = path.join(folder, "content");
  mkdirSync(content, { recursive: true });
  // An empty tar archive: nothing but its end.
  const layer = Buffer.alloc(1024);
  const config = JSON.stringify({
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: [`sha256:${sha256(layer)}`] },
  });
  const manifest = [{ Config: `${sha256(config)}.json`, RepoTags: [name], Layers: ["layer.tar"] }];
  writeFileSync(path.join(content, "layer.tar"), layer);
  writeFileSync(path.join(content, `${sha256(config)}.json`), config);
  writeFileSync(path.join(content, "manifest.json"), JSON.stringify(manifest));
  const file = "empty-1.tar";
  const reproducible = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];
  await run("tar", [
    ...reproducible,
    "--create",
    "--file",
    path.join(folder, file),
    "--directory",
    content,
    ".",
  ]);
  rmSync(content, { recursive: true });
  return { file, sha256: sha256(readFileSync(path.join(folder, file))) };
}
