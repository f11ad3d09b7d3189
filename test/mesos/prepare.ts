import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { installedRoots } from "../support/debian-tools";
import { contentHash, realPrograms } from "../support/real-programs";

// Unpacks the programs for the overlays of test/mesos/run.sh, and prints their root folders, one per line.
const cache = path.resolve(__dirname, "..", "..", ".cache", "mesos");

/** Unpacks an archive, once for each content. */
async function unpacked(archive: string): Promise<string> {
  const folder = path.join(
    cache,
    `${path.basename(archive, ".tar.xz")}-${(await contentHash(archive)).slice(0, 16)}`,
  );
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(`${folder}.`);
  try {
    execFileSync("tar", ["-xJf", archive, "-C", temporary], { stdio: ["ignore", "ignore", "inherit"] });
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
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
