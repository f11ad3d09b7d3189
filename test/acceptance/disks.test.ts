import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { xfsEnvironment } from "../support/debian-tools";

/** Mounts volumes on loop devices, in a separate mount namespace and with a separate `/etc/fstab`. */
const script = join(__dirname, "..", "..", "cloud-init", "scripts", "disks.sh");
const root = process.getuid?.() === 0;

let work: string;
const devices: string[] = [];

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "cdktf-mesos-disks-"));
  mkdirSync(join(work, "bin"));
  writeFileSync(join(work, "bin", "systemctl"), "#!/bin/sh\n");
  chmodSync(join(work, "bin", "systemctl"), 0o755);
  writeFileSync(join(work, "fstab"), "# made by the image\nUUID=0 / ext4 defaults 0 1\n");
});

afterEach(() => {
  for (const device of devices.splice(0)) execFileSync("losetup", ["--detach", device]);
  rmSync(work, { recursive: true, force: true });
});

function image(name: string, mebibytes: number): string {
  const path = join(work, name);
  execFileSync("truncate", ["--size", `${mebibytes}M`, path]);
  return path;
}

function loop(path: string): string {
  const device = execFileSync("losetup", ["--find", "--show", path], { encoding: "utf8" }).trim();
  devices.push(device);
  return device;
}

function detach(device: string): void {
  execFileSync("losetup", ["--detach", device]);
  devices.splice(devices.indexOf(device), 1);
}

const mountPoint = () => join(work, "data");

/** Simulates a boot: runs the script, then a command in the same mount namespace. */
function boot(disks: readonly string[], then = "true") {
  writeFileSync(join(work, "disks"), disks.map((line) => `${line}\n`).join(""));
  const xfs = xfsEnvironment();
  const { status, stdout, stderr } = spawnSync(
    "unshare",
    [
      "--mount",
      "bash",
      "-c",
      `mount --bind "$WORK/fstab" /etc/fstab &&
       mkdir -p "$WORK/etc" && mount -t tmpfs none "$WORK/etc" && cp -a /etc/. "$WORK/etc/" &&
       mount --bind "$WORK/fstab" "$WORK/etc/fstab" && mkdir -p "$WORK/etc/cdktf-mesos" &&
       cp "$WORK/disks" "$WORK/etc/cdktf-mesos/disks" && mount --rbind "$WORK/etc" /etc &&
       bash "$SCRIPT" && eval "$THEN"`,
    ],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        ...xfs,
        PATH: `${join(work, "bin")}:${xfs.PATH}`,
        WORK: work,
        SCRIPT: script,
        THEN: then,
        CDKTF_MESOS_DISK_TIMEOUT: "3",
        CDKTF_MESOS_DISK_IDS: join(work, "by-id"),
      },
    },
  );
  return { status, stdout, stderr };
}

/** A master boot record with one partition of type Linux. */
function partitionTable(): Buffer {
  const sector = Buffer.alloc(512);
  sector.set([0x80, 0, 2, 0, 0x83, 0, 0, 0, 1, 0, 0, 0, 0xff, 0xff, 0, 0], 446);
  sector.set([0x55, 0xaa], 510);
  return sector;
}

const fstab = () => readFileSync(join(work, "fstab"), "utf8");
const type = (device: string) =>
  spawnSync("blkid", ["--probe", "--match-tag", "TYPE", "--output", "value", device], {
    encoding: "utf8",
  }).stdout.trim();

jest.setTimeout(60_000);
const onLinuxAsRoot = root && existsSync("/dev/loop-control") ? describe : describe.skip;

onLinuxAsRoot("volumes (as root, on loop devices)", () => {
  test("a blank one is formatted once, mounted by UUID, and keeps its data across boots", () => {
    const device = loop(image("a", 64));
    const line = `${device} ${mountPoint()} ext4`;
    expect(boot([line], `echo kept > ${mountPoint()}/file`)).toMatchObject({ status: 0, stderr: "" });
    expect(type(device)).toBe("ext4");
    expect(fstab()).toMatch(new RegExp(`^UUID=[0-9a-f-]{36} ${mountPoint()} ext4 \\S*nofail\\S* 0 2$`, "m"));
    const before = fstab();
    expect(boot([line], `cat ${mountPoint()}/file`)).toMatchObject({ status: 0, stdout: "kept\n" });
    expect(fstab()).toBe(before);
  });

  test("one that moves to a new machine keeps its data", () => {
    const device = loop(image("a", 64));
    const line = `${device} ${mountPoint()} ext4`;
    boot([line], `echo kept > ${mountPoint()}/file`);
    writeFileSync(join(work, "fstab"), "");
    expect(boot([line], `cat ${mountPoint()}/file`)).toMatchObject({ status: 0, stdout: "kept\n" });
  });

  test("an enlarged one with XFS is used completely", () => {
    const path = image("a", 320);
    const first = loop(path);
    const size = `df --output=size --block-size=1M ${mountPoint()} | tail -n 1`;
    const small = boot([`${first} ${mountPoint()} xfs`], size);
    expect(small).toMatchObject({ status: 0, stderr: "" });
    expect(type(first)).toBe("xfs");
    detach(first);
    execFileSync("truncate", ["--size", "640M", path]);
    const large = boot([`${loop(path)} ${mountPoint()} xfs`], `${size}; xfs_info ${mountPoint()}`);
    expect(large).toMatchObject({ status: 0, stderr: "" });
    expect(large.stdout).toContain("ftype=1");
    expect(Number(small.stdout)).toBeLessThan(320);
    expect(Number.parseInt(large.stdout, 10)).toBeGreaterThan(500);
  });

  test("a missing one is an error, and no other is touched", () => {
    const other = loop(image("other", 64));
    const { status, stderr } = boot([`/dev/sdzz ${mountPoint()} ext4`]);
    expect(status).toBe(1);
    expect(stderr).toContain(
      `disk /dev/sdzz for ${mountPoint()} did not appear within 3 s; available: /dev/`,
    );
    expect(type(other)).toBe("");
  });

  test("a blank one under the device name of an earlier volume is not formatted", () => {
    const first = loop(image("a", 64));
    boot([`${first} ${mountPoint()} ext4`]);
    detach(first);
    const blank = loop(image("b", 64));
    const { status, stderr } = boot([`${blank} ${mountPoint()} ext4`]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/volume UUID=[0-9a-f-]+ \(formerly \S+\) for \S+ is missing/);
    expect(type(blank)).toBe("");
  });

  test.each<[string, (device: string) => void]>([
    ["a partition table", (device) => writeFileSync(device, partitionTable())],
    ["another filesystem", (device) => execFileSync("mkswap", [device], { stdio: "ignore" })],
  ])("one with %s is not touched", (_, prepare) => {
    const device = loop(image("a", 64));
    prepare(device);
    const content = execFileSync("sha256sum", [device], { encoding: "utf8" });
    const { status, stderr } = boot([`${device} ${mountPoint()} ext4`]);
    expect(status).toBe(1);
    expect(stderr).toContain("not touched");
    expect(execFileSync("sha256sum", [device], { encoding: "utf8" })).toBe(content);
    expect(fstab()).not.toContain(mountPoint());
  });

  test.each([
    "virtio-8a1f4c52-0d6e-4b7a-9",
    "scsi-0QEMU_QEMU_HARDDISK_8a1f4c52-0d6e-4b7a-9b1c-5f0e2d3c4b5a",
    "wwn-0x8a1f4c520d6e4b7a9b1c5f0e2d3c4b5a",
  ])("a Cinder volume is found by its id under udev's name %s", (name) => {
    const [volume, other] = [loop(image("a", 64)), loop(image("b", 64))];
    mkdirSync(join(work, "by-id"));
    symlinkSync(volume, join(work, "by-id", name));
    symlinkSync(other, join(work, "by-id", "virtio-8a1f4c52-0d6e-4b7a-8"));
    const line = `/dev/disk/by-id/8a1f4c52-0d6e-4b7a-9b1c-5f0e2d3c4b5a ${mountPoint()} ext4`;
    expect(boot([line])).toMatchObject({ status: 0, stderr: "" });
    expect([type(volume), type(other)]).toEqual(["ext4", ""]);
  });

  test("a missing Cinder volume is not replaced by another", () => {
    const other = loop(image("b", 64));
    mkdirSync(join(work, "by-id"));
    symlinkSync(other, join(work, "by-id", "virtio-8a1f4c52-0d6e-4b7a-8"));
    const { status, stderr } = boot([
      `/dev/disk/by-id/8a1f4c52-0d6e-4b7a-9b1c-5f0e2d3c4b5a ${mountPoint()} ext4`,
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain("did not appear within 3 s");
    expect(type(other)).toBe("");
  });

  test("a failure does not affect other volumes", () => {
    const device = loop(image("a", 64));
    const { status, stderr } = boot([
      `/dev/sdzz ${join(work, "none")} ext4`,
      `${device} ${mountPoint()} ext4`,
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain("/dev/sdzz");
    expect(type(device)).toBe("ext4");
  });
});
