import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const scripts = join(__dirname, "..", "..", "cloud-init", "scripts");

export interface SandboxInput {
  /** Files of the node by path; those with `#!` are executable. */
  readonly files?: Readonly<Record<string, string>>;
  /** Programs that override the machine's, as shell scripts. */
  readonly stubs?: Readonly<Record<string, string>>;
}

export interface SandboxResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whether this machine and user can run {@link onNode}, which needs root for its mount namespace. */
export const canSandbox = process.platform === "linux" && process.getuid?.() === 0;

/**
 * Runs a shell program in a sandbox like a node: a temporary overlay over this machine's files, with the library's
 * scripts, and only a loopback network. Nothing that the program writes, installs, mounts or starts remains.
 */
export function onNode(program: string, { files = {}, stubs = {} }: SandboxInput = {}): SandboxResult {
  const work = mkdtempSync(join(tmpdir(), "cdktf-mesos-node-"));
  try {
    const layer = join(work, "layer");
    const put = (path: string, content: string) => {
      mkdirSync(dirname(join(layer, path)), { recursive: true });
      writeFileSync(join(layer, path), content, { mode: content.startsWith("#!") ? 0o755 : 0o644 });
    };
    mkdirSync(join(layer, "usr/local/sbin"), { recursive: true });
    for (const name of readdirSync(scripts)) {
      const target = join(layer, "usr/local/sbin", `cdktf-mesos-${name.replace(/\.(sh|py)$/, "")}`);
      cpSync(join(scripts, name), target);
    }
    for (const [path, content] of Object.entries(files)) put(path, content);
    for (const [name, body] of Object.entries(stubs)) put(`/stubs/${name}`, `#!/bin/bash\n${body}\n`);
    put("/program", program);
    const { status, stdout, stderr } = spawnSync(
      "unshare",
      ["--mount", "--net", "--pid", "--fork", "--kill-child", "bash", "-c", enter],
      {
        encoding: "utf8",
        env: { ...process.env, WORK: work },
      },
    );
    return { status, stdout, stderr };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const enter = `
set -euo pipefail
layer=$(mktemp -d -p "$WORK")
cp -a "$WORK/layer/." "$layer"
mount -t tmpfs none "$WORK/layer"
cd "$WORK/layer"
mkdir upper work root
cp -a "$layer/." upper
chmod 0755 upper upper/usr/local/sbin/*
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
for folder in dev sys; do mount --rbind "/$folder" "root/$folder"; done
mount -t proc proc root/proc
ip link set lo up
exec chroot root env PATH="/stubs:$PATH" bash -euo pipefail /program
`;
