import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";

const projectRoot = path.resolve(__dirname, "..", "..");

/** Archives with the root folders of a real Mesos and Marathon. */
const archives = { mesos: "mesos-root.tar.xz", marathon: "marathon-root.tar.xz" } as const;

const folder = process.env.CDKTF_MESOS_REAL_MESOS || path.resolve(projectRoot, "..", "shared", "real-mesos");

/** The archives of the real programs, if available. */
export const realPrograms: Readonly<Record<keyof typeof archives, string>> | undefined = Object.values(
  archives,
).every((file) => existsSync(path.join(folder, file)))
  ? { mesos: path.join(folder, archives.mesos), marathon: path.join(folder, archives.marathon) }
  : undefined;

export async function contentHash(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
