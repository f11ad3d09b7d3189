import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tar } from "./image";
import { cache } from "./places";
import { run } from "./run";

const recipes = ["machine.sh", "machine-init.sh", "machine.target", "machine.service"].map((name) =>
  path.join(__dirname, "..", name),
);

/** The folder with the machine's kernel and root disk. */
function place(): string {
  const hash = createHash("sha256");
  for (const recipe of recipes) hash.update(readFileSync(recipe));
  return path.join(cache, `machine-${hash.digest("hex").slice(0, 16)}`);
}

/** Creates the machine if missing. */
export async function makeMachine(baseRoot: string, mirrorUrl: string): Promise<void> {
  if (existsSync(path.join(place(), "root.img"))) return;
  await run(recipes[0]!, [baseRoot, mirrorUrl, place()]);
}

export interface MachineProgram {
  /** Bash, as root, on a Debian with mdadm, xfsprogs and an NFS server. */
  readonly main: string;
  /** Bash, under a systemd that is started after `main`, in the same state. @default none */
  readonly booted?: string;
  /** Files of the library's programs, by their names on a node. */
  readonly programs: Readonly<Record<string, string>>;
  /** Number of disks of 256 MiB, from `/dev/sdb` on. */
  readonly disks: number;
}

/** Runs a program on a machine in QEMU with Debian's kernel for clouds; returns its output. */
export async function onMachine({ main, booted, programs, disks }: MachineProgram): Promise<string> {
  const folder = path.join(cache, "machine");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "program"), { recursive: true });
  writeFileSync(path.join(folder, "program", "main"), main);
  if (booted !== undefined) writeFileSync(path.join(folder, "program", "booted"), booted);
  for (const [name, file] of Object.entries(programs)) {
    copyFileSync(file, path.join(folder, "program", name));
  }
  await tar(path.join(folder, "program.tar"), path.join(folder, "program"), ["."]);
  // QEMU requires complete sectors.
  await run("truncate", ["--size", "%512", path.join(folder, "program.tar")]);
  const drive = (file: string, options: string) => ["-drive", `file=${file},format=raw,${options}`];
  const scsi = (id: string, file: string, options = "") => [
    ...drive(file, `if=none,id=${id}${options}`),
    "-device",
    `scsi-hd,drive=${id}`,
  ];
  const attached: string[] = [];
  for (let i = 0; i < disks; i += 1) {
    const file = path.join(folder, `disk-${i}.img`);
    await run("truncate", ["--size", "256M", file]);
    attached.push(...scsi(`disk${i}`, file));
  }
  const output = path.join(folder, "output");
  await run("timeout", [
    ...[
      "300",
      "qemu-system-x86_64",
      "-accel",
      "tcg",
      "-m",
      "512",
      "-nodefaults",
      "-display",
      "none",
      "-no-reboot",
    ],
    ...["-serial", `file:${path.join(folder, "console.log")}`, "-serial", `file:${output}`],
    ...["-kernel", path.join(place(), "vmlinuz"), "-initrd", path.join(place(), "initrd.img")],
    ...["-append", "console=ttyS0 root=/dev/sda rw init=/usr/local/sbin/machine-init panic=-1"],
    ...[
      "-device",
      "virtio-scsi-pci",
      ...scsi("root", path.join(place(), "root.img"), ",snapshot=on"),
      ...attached,
    ],
    ...drive(path.join(folder, "program.tar"), "if=virtio,readonly=on"),
  ]);
  return readFileSync(output, "utf8");
}
