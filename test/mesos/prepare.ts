import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { installedRoots } from "../support/debian-tools";
import { contentHash, realPrograms } from "../support/real-programs";

// Unpacks what test/mesos/run.sh lays over /usr, and prints where: one folder a line, each a root.
const cache = path.resolve(__dirname, "..", "..", ".cache", "mesos");

/** An archive's root, unpacked once for each content. */
async function unpacked(archive: string): Promise<string> {
  const folder = path.join(
    cache,
    `${path.basename(archive, ".tar.xz")}-${(await contentHash(archive)).slice(0, 16)}`,
  );
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    execFileSync("tar", ["-xJf", archive, "-C", draft], { stdio: ["ignore", "ignore", "inherit"] });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

async function main() {
  if (!realPrograms) throw new Error("no real Mesos and Marathon were found");
  for (const archive of Object.values(realPrograms)) console.log(await unpacked(archive));
  for (const root of installedRoots()) console.log(root);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
