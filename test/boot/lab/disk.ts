import { type FileHandle, mkdir, open, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "./run";

/** A volume that survives machines: a loop device that is removed with this process. */
export class LabDisk {
  private constructor(
    /** For example `/dev/loop3`. */
    readonly device: string,
    private readonly hold: FileHandle,
  ) {}

  /** @param sizeMiB of the volume; the file is sparse */
  static async create(file: string, sizeMiB = 2048): Promise<LabDisk> {
    await mkdir(path.dirname(file), { recursive: true });
    await rm(file, { force: true });
    await writeFile(file, "");
    await truncate(file, sizeMiB * 1024 * 1024);
    const device = (await run("losetup", ["--find", "--show", file])).trim();
    const hold = await open(device, "r");
    // Takes effect when the last user closes it.
    await run("losetup", ["--detach", device]);
    return new LabDisk(device, hold);
  }

  /** UUID of the filesystem on it. */
  async uuid(): Promise<string> {
    return (await run("blkid", ["--probe", "--match-tag", "UUID", "--output", "value", this.device])).trim();
  }

  async close(): Promise<void> {
    await this.hold.close();
  }
}
