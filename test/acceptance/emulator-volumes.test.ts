import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { emulatorImage, emulatorRegion } from "../../tools/emulator";
import { AwsAccount, freshFolder, projectRoot } from "../support/aws-account";
import { xfsEnvironment } from "../support/debian-tools";
import { EbsStandIn } from "../support/ebs-stand-in";
import { metadataStandIn } from "../support/metadata-stand-in";

/**
 * Runs the volume driver as an agent does, called as Docker calls it, against the emulator. Disks are files on loop
 * devices, Docker is a stub that lists containers, a machine is a mount namespace.
 */
const program = join(projectRoot, "cloud-init", "programs", "volumes.py");
const python = join(projectRoot, ".cache", "venv", "bin", "python");

jest.setTimeout(120_000);

let account: AwsAccount;
let work: string;
let ebs: EbsStandIn;
let endpoint: string;
const machines: Machine[] = [];

beforeAll(async () => {
  account = await AwsAccount.open(freshFolder("volumes"));
});
afterAll(() => account?.close());

beforeEach(async () => {
  // Short, because the path of a socket is limited.
  work = mkdtempSync(join(tmpdir(), "volumes-"));
  ebs = new EbsStandIn(work, account.endpoint);
  endpoint = await ebs.listen();
});
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.down();
  ebs.close();
  rmSync(work, { recursive: true, force: true });
  await fetch(`${account.endpoint}/moto-api/reset`, { method: "POST" });
});

/** Runs Python with an EC2 client; returns its variable `out`. */
function ec2<Result>(text: string): Result {
  const named = "[{'Name': 'tag-key', 'Values': ['cdktf-mesos:volume']}]";
  return account.python([
    "-c",
    `import boto3, json\nec2, named, out = boto3.client('ec2'), ${named}, None\n${text}\nprint(json.dumps(out, default=str))`,
  ]);
}

interface VolumeFacts {
  readonly id: string;
  readonly zone: string;
  readonly state: string;
  readonly from: string;
  readonly size: number;
  readonly tags: Readonly<Record<string, string>>;
}
const volumes = () =>
  ec2<VolumeFacts[]>(`out = sorted(({'id': v['VolumeId'], 'zone': v['AvailabilityZone'], 'state': v['State'],
  'from': v.get('SnapshotId', ''), 'size': v['Size'], 'tags': {t['Key']: t['Value'] for t in v['Tags']}}
  for v in ec2.describe_volumes(Filters=named)['Volumes']), key=lambda v: v['tags']['cdktf-mesos:generation'])`);
const snapshots = () =>
  ec2<string[]>(
    "out = [s['SnapshotId'] for s in sorted(ec2.describe_snapshots(Filters=named)['Snapshots'], key=lambda s: s['StartTime'])]",
  );
/** The epochs of all snapshots. */
const epochs = () =>
  ec2<string[]>(
    "out = [t['Value'] for s in ec2.describe_snapshots(Filters=named)['Snapshots'] for t in s['Tags'] if t['Key'] == 'cdktf-mesos:saved']",
  );

interface Answer {
  readonly Err: string;
  readonly Mountpoint?: string;
  readonly [name: string]: unknown;
}

/** An instance with the driver on it. */
class Machine {
  private driver?: ChildProcess;
  journal = "";

  private constructor(
    readonly instance: string,
    private readonly metadata: Awaited<ReturnType<typeof metadataStandIn>>,
    /** Keeps the mount namespace alive. */
    private readonly holder: ChildProcess,
  ) {}

  static async start(zone: string, ...options: string[]): Promise<Machine> {
    const placement = { "Placement.AvailabilityZone": emulatorRegion + zone, InstanceType: "t3.micro" };
    const instance = await ebs.call(
      { Action: "RunInstances", ImageId: emulatorImage, MinCount: "1", MaxCount: "1", ...placement },
      "instanceId",
    );
    const metadata = await metadataStandIn(
      emulatorRegion,
      () => ({ AccessKeyId: "", SecretAccessKey: "", Token: "" }),
      {
        "instance-id": instance,
        "placement/availability-zone": emulatorRegion + zone,
      },
    );
    const holder = spawn("unshare", ["--mount", "sh", "-c", "echo; exec sleep 600"], { stdio: "pipe" });
    await new Promise((resolve) => holder.stdout!.once("data", resolve));
    const machine = new Machine(instance, metadata, holder);
    machines.push(machine);
    mkdirSync(ebs.devices(instance), { recursive: true });
    mkdirSync(machine.at("containers"));
    // The part of Docker that is used: listing the containers that use a volume.
    writeFileSync(
      machine.at("docker"),
      `#!/bin/sh\nfor word; do case $word in --filter=volume=*) cat "${machine.at("containers")}/\${word#--filter=volume=}" 2>/dev/null; esac; done; true\n`,
      { mode: 0o755 },
    );
    await machine.run(...options);
    return machine;
  }

  at(...path: string[]): string {
    return join(work, this.instance, ...path);
  }

  /** Starts the driver; a repeated option overrides the earlier one. */
  async run(...options: string[]): Promise<void> {
    const xfs = xfsEnvironment();
    const args = [
      "--cluster",
      "ci",
      "--devices",
      "/dev/sdf,/dev/sdg",
      "--snapshot-hours",
      "24",
      "--keep",
      "2",
    ];
    const places = [
      "--socket",
      this.at("plugin.sock"),
      "--root",
      this.at("volumes"),
      "--dev",
      ebs.devices(this.instance),
    ];
    const own = [
      "--docker",
      this.at("docker"),
      "--endpoint",
      endpoint,
      "--wait",
      "4",
      "--sweep",
      "60",
      ...options,
    ];
    this.driver = spawn(
      "nsenter",
      ["--target", String(this.holder.pid), "--mount", "--", python, program, ...args, ...places, ...own],
      {
        env: {
          ...process.env,
          ...xfs,
          AWS_EC2_METADATA_SERVICE_ENDPOINT: this.metadata.url,
          AWS_ACCESS_KEY_ID: "emulator",
          AWS_SECRET_ACCESS_KEY: "emulator",
        },
      },
    );
    this.driver.stderr!.on("data", (chunk) => {
      this.journal += chunk;
    });
    await this.until(() => this.journal.includes("serving volumes of ci on"));
  }

  /** Ends the driver as Mesos or a fault would; mounts stay. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const { driver } = this;
    if (!driver || driver.exitCode !== null || driver.signalCode !== null) return;
    const ended = new Promise((resolve) => driver.once("close", resolve));
    driver.kill(signal);
    await ended;
    this.journal = "";
  }

  async until(look: () => boolean): Promise<void> {
    for (let i = 0; i < 300 && !look(); i++) await sleep(100);
    if (!look()) throw new Error(`timed out after 30 s:\n${this.journal}`);
  }

  /** Calls the plugin as Docker does. */
  call(method: string, body: object = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { socketPath: this.at("plugin.sock"), path: `/${method}`, method: "POST" },
        (response) => {
          let text = "";
          response.on("data", (chunk) => {
            text += chunk;
          });
          response.on("end", () => resolve(JSON.parse(text)));
        },
      );
      outgoing.on("error", reject);
      outgoing.end(JSON.stringify(body));
    });
  }

  async mount(name: string, user = "1", size = 1): Promise<Answer> {
    const created = await this.call("VolumeDriver.Create", { Name: name, Opts: { sizeGiB: String(size) } });
    return created.Err ? created : this.call("VolumeDriver.Mount", { Name: name, ID: user });
  }
  async mounted(name: string): Promise<void> {
    expect(await this.mount(name)).toEqual({ Err: "", Mountpoint: this.at("volumes", name) });
  }
  unmount(name: string, user = "1"): Promise<Answer> {
    return this.call("VolumeDriver.Unmount", { Name: name, ID: user });
  }

  /** Adds a container that uses a volume to Docker's list, or removes it. */
  container(name: string, exists: boolean): void {
    if (exists) writeFileSync(this.at("containers", name), "c0ffee\n");
    else rmSync(this.at("containers", name));
  }

  /** Runs a command in the machine's mount namespace. */
  sh(command: string): string {
    const there = ["--target", String(this.holder.pid), "--mount", "--", "sh", "-c"];
    return execFileSync("nsenter", [...there, `cd ${this.at()} && ${command}`], { encoding: "utf8" }).trim();
  }
  write(name: string, text: string): void {
    this.sh(`echo '${text}' >volumes/${name}/text`);
  }
  read(name: string): string {
    return this.sh(`cat volumes/${name}/text`);
  }
  isMounted(name: string): boolean {
    return this.sh("cat /proc/self/mounts").includes(` ${this.at("volumes", name)} `);
  }

  /** Copies the mount namespace, as for a container with the machine's root; returns what ends it. */
  async copyMounts(): Promise<() => Promise<void>> {
    const own = ["unshare", "--mount", "--propagation", "private", "sh", "-c", "echo; exec sleep 600"];
    const child = spawn("nsenter", ["--target", String(this.holder.pid), "--mount", "--", ...own]);
    await new Promise((resolve) => child.stdout.once("data", resolve));
    return async () => {
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await ended;
    };
  }

  async down(): Promise<void> {
    await this.kill("SIGKILL");
    const ended = new Promise((resolve) => this.holder.once("close", resolve));
    this.holder.kill("SIGKILL");
    await ended;
    await this.metadata.close();
  }

  /** Ends the machine; EC2 detaches its volumes. */
  async terminate(): Promise<void> {
    machines.splice(machines.indexOf(this), 1);
    await this.down();
    for (const VolumeId of ebs.attached(this.instance)) {
      await ebs.call({ Action: "DetachVolume", VolumeId, InstanceId: this.instance }, "volumeId");
      ebs.unplug(VolumeId);
    }
  }
}

const onLinuxAsRoot = process.getuid?.() === 0 && existsSync("/dev/loop-control") ? describe : describe.skip;

onLinuxAsRoot("volumes by name (as root, on loop devices)", () => {
  test("are created empty, encrypted, with the given size, and owned by uid 1000", async () => {
    const one = await Machine.start("a");
    expect(await one.call("Plugin.Activate")).toMatchObject({ Implements: ["VolumeDriver"] });
    expect(await one.call("VolumeDriver.Capabilities")).toMatchObject({ Capabilities: { Scope: "local" } });
    expect(await one.mount("home", "1", 2)).toEqual({ Err: "", Mountpoint: one.at("volumes", "home") });
    expect(one.sh("stat --format %u:%g volumes/home")).toBe("1000:1000");
    expect(one.sh("findmnt --noheadings --output FSTYPE,OPTIONS volumes/home")).toMatch(
      /^xfs .*nosuid,nodev,noatime/,
    );
    expect(volumes()).toMatchObject([
      {
        zone: "us-east-1a",
        state: "in-use",
        size: 2,
        tags: {
          "cdktf-mesos:cluster": "ci",
          "cdktf-mesos:volume": "home",
          "cdktf-mesos:saved": expect.stringMatching(/^\w{32}$/),
          Name: "ci-home",
        },
      },
    ]);
    expect(
      ec2("v = ec2.describe_volumes(Filters=named)['Volumes'][0]; out = [v['Encrypted'], v['VolumeType']]"),
    ).toEqual([true, "gp3"]);
    const volume = { Name: "home", Mountpoint: one.at("volumes", "home") };
    expect(await one.call("VolumeDriver.Get", { Name: "home" })).toEqual({ Err: "", Volume: volume });
    expect(await one.call("VolumeDriver.List")).toEqual({ Err: "", Volumes: [volume] });
    expect(await one.call("VolumeDriver.Path", { Name: "home" })).toMatchObject({
      Mountpoint: volume.Mountpoint,
    });
    expect((await one.call("VolumeDriver.Remove", { Name: "home" })).Err).toBe("home: the volume is mounted");
  });

  test("stay mounted until the last user is gone; then are snapshotted and available to another machine", async () => {
    const [one, two] = [await Machine.start("a"), await Machine.start("a")];
    ebs.xen = true;
    await one.mounted("home");
    expect(await one.mount("home", "2")).toMatchObject({ Err: "" });
    one.write("home", "first");
    await one.unmount("home", "1");
    expect(one.isMounted("home")).toBe(true);
    expect((await two.mount("home")).Err).toMatch(
      new RegExp(`^home: vol-\\w+ is attached at ${one.instance}; refusing to detach it$`),
    );
    await one.unmount("home", "2");
    expect(one.isMounted("home")).toBe(false);
    expect(volumes()).toMatchObject([{ state: "available", tags: { "cdktf-mesos:saved": epochs()[0] } }]);
    await two.mounted("home");
    expect(two.read("home")).toBe("first");
    expect(volumes()).toHaveLength(1);
  });

  test("move between zones by completed snapshots; old copies are deleted once that is safe", async () => {
    const [a, b] = [await Machine.start("a"), await Machine.start("b")];
    await a.mounted("home");
    a.write("home", "in a");
    ebs.pending = true;
    await a.unmount("home");
    expect((await b.mount("home")).Err).toMatch(
      /^home: snapshot snap-\w+ is still pending; the next attempt waits for it$/,
    );
    expect(volumes()).toHaveLength(1);
    ebs.pending = false;
    await b.mounted("home");
    expect(b.read("home")).toBe("in a");
    b.write("home", "in b");
    await b.unmount("home");
    await a.mounted("home");
    expect(a.read("home")).toBe("in b");
    expect(volumes().map(({ zone, state }) => [zone, state])).toEqual([
      ["us-east-1a", "available"],
      ["us-east-1b", "available"],
      ["us-east-1a", "in-use"],
    ]);
    // There is a snapshot of a generation later than the first, but none later than the second.
    await a.kill("SIGTERM");
    await a.run();
    await a.until(() => a.journal.includes("replaced by"));
    await a.kill("SIGTERM");
    expect(volumes().map(({ tags }) => tags["cdktf-mesos:generation"])).toEqual(["2", "3"]);
    await a.run("--snapshot-hours", "0.0001", "--sweep", "0.2");
    await a.until(() => volumes().length === 1);
    expect(a.read("home")).toBe("in b");
  });

  test("of a lost machine are snapshotted before they move to another zone", async () => {
    const [a, b] = [await Machine.start("a"), await Machine.start("b")];
    await a.mounted("home");
    a.write("home", "old");
    await a.unmount("home");
    await a.mounted("home");
    a.write("home", "new");
    a.sh("sync");
    await a.terminate();
    expect(snapshots()).toHaveLength(1);
    await b.mounted("home");
    expect(b.read("home")).toBe("new");
    expect(snapshots()).toHaveLength(2);
  });

  test("are not restored from a snapshot that is older than the last write", async () => {
    const [a, b] = [await Machine.start("a"), await Machine.start("b")];
    await a.mounted("home");
    a.write("home", "old");
    ebs.faults.push({ action: "DetachVolume", code: "UnauthorizedOperation" });
    expect((await a.unmount("home")).Err).toContain("UnauthorizedOperation");
    expect(snapshots()).toHaveLength(1);
    // It was never detached.
    await a.mounted("home");
    a.write("home", "new");
    a.sh("sync");
    await a.terminate();
    await b.mounted("home");
    expect(b.read("home")).toBe("new");
  });

  test("are not copied from a state before another machine's concurrent mount", async () => {
    const [a, b] = [await Machine.start("a"), await Machine.start("b")];
    await a.mounted("home");
    a.write("home", "old");
    ebs.faults.push({ action: "CreateSnapshot", code: "UnauthorizedOperation" });
    await a.unmount("home");
    ebs.meanwhile = {
      action: "CreateSnapshot",
      act: async () => {
        await a.mounted("home");
        a.write("home", "new");
        await a.unmount("home");
      },
    };
    expect((await b.mount("home")).Err).toMatch(/^home: conflict with another agent/);
    expect(volumes()).toHaveLength(1);
    await b.mounted("home");
    expect(b.read("home")).toBe("new");
    await b.unmount("home");
    // Also if the driver that created the copy was killed before its check.
    const killed = new Promise<void>((resolve) => {
      ebs.meanwhile = { action: "CreateVolume", act: () => a.kill("SIGKILL").then(resolve) };
    });
    await Promise.all([killed, a.mount("home").catch(() => {})]);
    expect(volumes().map(({ tags }) => tags["cdktf-mesos:generation"])).toEqual(["1", "2", "3"]);
    const { id } = volumes()[1]!;
    ec2(
      `ec2.create_tags(Resources=['${id}'], Tags=[{'Key': 'cdktf-mesos:saved', 'Value': 'mounted since'}])`,
    );
    await a.run();
    expect((await a.mount("home")).Err).toMatch(/^home: conflict with another agent/);
    await a.mounted("home");
  });

  test("without an epoch, from an older version, are snapshotted before they move to another zone", async () => {
    const [a, b] = [await Machine.start("a"), await Machine.start("b")];
    await a.mounted("home");
    a.write("home", "kept");
    ebs.faults.push({ action: "CreateSnapshot", code: "UnauthorizedOperation" });
    await a.unmount("home");
    const { id } = volumes()[0]!;
    ec2(`ec2.create_tags(Resources=['${id}'], Tags=[{'Key': 'cdktf-mesos:saved', 'Value': ''}])`);
    ebs.pending = true;
    expect((await b.mount("home")).Err).toContain("is still pending");
    ebs.pending = false;
    await b.mounted("home");
    expect(b.read("home")).toBe("kept");
    expect(snapshots()).toHaveLength(1);
  });

  test("that were never mounted are recreated in another zone, without a snapshot", async () => {
    const [a, b] = [await Machine.start("a", "--devices", "/dev/sdf"), await Machine.start("b")];
    await a.mounted("first");
    expect((await a.mount("home")).Err).toMatch(/has no free device name/);
    await b.mounted("home");
    b.write("home", "here");
    expect(snapshots()).toEqual([]);
    await b.unmount("home");
    await a.unmount("first");
    await a.mounted("home");
    expect(a.read("home")).toBe("here");
  });

  test("are created only once if two machines mount at the same time", async () => {
    const [a, b] = [await Machine.start("a"), await Machine.start("b")];
    const answers = await Promise.all([a.mount("home"), b.mount("home")]);
    const errors = answers.map(({ Err }) => Err).filter((error) => error !== "");
    for (const error of errors) expect(error).toMatch(/conflict with|newer volume|refusing to detach/);
    expect(errors).not.toEqual([]);
    // If both gave way, the next attempt succeeds.
    if (errors.length === 2) await a.mounted("home");
    expect(volumes().filter(({ state }) => state === "in-use")).toHaveLength(1);
    expect([a, b].filter((machine) => machine.isMounted("home"))).toHaveLength(1);
  });

  test("are left to a machine that created one a moment earlier", async () => {
    const [a, b] = [await Machine.start("a"), await Machine.start("a")];
    ebs.rival = b.instance;
    expect((await a.mount("home")).Err).toMatch(
      /^home: conflict with another agent; vol-\w+ is deleted, retry$/,
    );
    expect(volumes()).toMatchObject([{ state: "in-use" }]);
  });

  test("that are lost are restored from the last snapshot, and never formatted again", async () => {
    const one = await Machine.start("a");
    await one.mounted("home");
    one.write("home", "kept");
    await one.unmount("home");
    ec2(`ec2.delete_volume(VolumeId='${volumes()[0]!.id}')`);
    await one.mounted("home");
    expect(one.read("home")).toBe("kept");
    await one.unmount("home");
    ec2(`ec2.delete_volume(VolumeId='${volumes()[0]!.id}')`);
    // A snapshot without a filesystem.
    execFileSync("truncate", ["--size", "0", ebs.disk(snapshots().at(-1)!)]);
    expect((await one.mount("home")).Err).toMatch(
      /^home: vol-\w+ is not blank and has no known filesystem; refusing to format it$/,
    );
    expect(volumes()).toMatchObject([{ state: "available" }]);
  });

  test("are limited by the device names, with an error beyond", async () => {
    const one = await Machine.start("a");
    await one.mounted("first");
    await one.mounted("second");
    expect((await one.mount("third")).Err).toBe(
      `third: ${one.instance} has no free device name from /dev/sdf to /dev/sdg`,
    );
    await one.unmount("first");
    await one.mounted("third");
    expect(volumes().filter(({ state }) => state === "in-use")).toHaveLength(2);
  });

  test("use another device name if one does not work", async () => {
    const one = await Machine.start("a");
    ebs.stuck = true;
    expect((await one.mount("home")).Err).toMatch(/^home: vol-\w+ did not appear as \/dev\/sdf$/);
    expect(volumes()).toMatchObject([{ state: "available" }]);
    ebs.stuck = false;
    await one.mounted("home");
    expect(one.journal).toContain("is attached as /dev/sdg");
  });

  test("use the same device name again if the device had no time to appear", async () => {
    const [one, two] = [await Machine.start("a"), await Machine.start("a")];
    await one.mounted("home");
    ebs.stuck = true;
    // The driver polls after 0, 0.5, 1.5 and 3.5 of 4 seconds.
    const late = two.mount("home");
    await sleep(2500);
    await one.unmount("home");
    expect((await late).Err).toMatch(/^home: vol-\w+ did not appear as \/dev\/sdf$/);
    ebs.stuck = false;
    await two.mounted("home");
    expect(two.journal).not.toContain("/dev/sdg");
  });

  test("survive throttling; other errors are reported and nothing stays attached", async () => {
    const one = await Machine.start("a");
    const throttled = ["DescribeVolumes", "CreateVolume", "AttachVolume"];
    for (const action of throttled) ebs.faults.push({ action, code: "RequestLimitExceeded" });
    await one.mounted("home");
    expect(ebs.faults).toEqual([]);
    expect(volumes()).toHaveLength(1);
    ebs.faults.push({ action: "CreateVolume", code: "UnauthorizedOperation" });
    expect((await one.mount("other")).Err).toBe(
      "An error occurred (UnauthorizedOperation) when calling the CreateVolume operation: injected fault",
    );
    // A failed snapshot does not keep it attached; the next user takes the snapshot.
    one.write("home", "unsaved");
    ebs.faults.push({ action: "CreateSnapshot", code: "UnauthorizedOperation" });
    await one.unmount("home");
    expect(volumes()).toMatchObject([{ state: "available" }]);
    expect(snapshots()).toEqual([]);
    const other = await Machine.start("b");
    await other.mounted("home");
    expect(other.read("home")).toBe("unsaved");
  });

  test("stay mounted while the driver is down; those whose containers ended meanwhile are detached", async () => {
    const one = await Machine.start("a");
    await one.mounted("stays");
    await one.mounted("ended");
    one.container("stays", true);
    one.container("ended", true);
    one.write("stays", "here");
    await one.kill("SIGKILL");
    expect(one.read("stays")).toBe("here");
    one.container("ended", false);
    await one.run("--sweep", "0.5");
    await one.until(
      () => one.journal.includes("ended: not used by any container") && !one.isMounted("ended"),
    );
    await one.until(() => volumes().filter(({ state }) => state === "in-use").length === 1);
    expect(one.read("stays")).toBe("here");
    // The users are restored from the file.
    await one.unmount("stays");
    expect(one.isMounted("stays")).toBe(false);
    expect(volumes().map(({ state }) => state)).toEqual(["available", "available"]);
  });

  test("that are attached without a mount are detached, even after a failed API call", async () => {
    const one = await Machine.start("a");
    await one.mounted("home");
    one.write("home", "kept");
    await one.kill("SIGKILL");
    one.sh("umount volumes/home");
    ebs.faults.push({ action: "DescribeVolumes", code: "UnauthorizedOperation" });
    await one.run("--sweep", "0.3");
    await one.until(() => one.journal.includes("is detached"));
    expect(one.journal).toContain("snapshots: An error occurred (UnauthorizedOperation)");
  });

  test("are detached from a machine whose root disk is full", async () => {
    const one = await Machine.start("a", "--sweep", "0.3");
    for (const name of ["asked", "swept"]) {
      await one.mounted(name);
      one.container(name, true);
    }
    // A folder in place of the state file.
    mkdirSync(one.at("volumes", ".known.new"));
    expect(await one.unmount("asked")).toEqual({ Err: "" });
    one.container("swept", false);
    await one.until(() => volumes().every(({ state }) => state === "available"));
    expect(one.journal).toContain("IsADirectoryError");
  });

  test("are complete in the last snapshot, even if mounted in another namespace too", async () => {
    const [a, b] = [await Machine.start("a"), await Machine.start("b")];
    await a.mounted("home");
    const leave = await a.copyMounts();
    a.write("home", "the last word");
    await a.unmount("home");
    await leave();
    await b.mounted("home");
    expect(b.read("home")).toBe("the last word");
  });

  test("keep daily snapshots despite frequent restarts", async () => {
    const one = await Machine.start("a");
    for (let i = 0; i < 4; i++) {
      await one.mounted("home");
      await one.unmount("home");
      // The emulator's times have a resolution of one second.
      await sleep(1_100);
    }
    const made = snapshots();
    await one.mounted("home");
    await one.kill("SIGTERM");
    await one.run();
    await one.until(() => snapshots().length < 3);
    expect(snapshots()).toEqual([made[0], made[3]]);
  });

  test("are snapshotted at intervals, and only the newest snapshots are kept", async () => {
    const one = await Machine.start("a", "--snapshot-hours", "0.0003", "--sweep", "0.3");
    await one.mounted("home");
    one.container("home", true);
    await one.until(() => (one.journal.match(/is deleted, \d others are kept/g)?.length ?? 0) >= 2);
    await one.kill("SIGTERM");
    expect(existsSync(one.at("plugin.sock"))).toBe(false);
    const kept = snapshots();
    expect(kept.length).toBeGreaterThanOrEqual(2);
    expect(kept.length).toBeLessThanOrEqual(3);
  });

  test("are rejected with a readable error", async () => {
    const one = await Machine.start("a");
    const refused = async (body: object) => (await one.call("VolumeDriver.Create", body)).Err;
    const form = "volume name must be at most 100 letters, digits and . _ -, got";
    expect(await refused({})).toBe(`${form} None`);
    expect(await refused({ Name: "../etc" })).toBe(`${form} '../etc'`);
    expect(await refused({ Name: "a", Opts: { size: "5" } })).toBe(
      "a: unknown option size, the only option is sizeGiB",
    );
    expect(await refused({ Name: "a", Opts: { sizeGiB: "5G" } })).toBe(
      "a: sizeGiB must be a whole number from 1 to 16384, got 5G",
    );
    expect((await one.call("VolumeDriver.Mount", { Name: "a", ID: "1" })).Err).toBe(
      "a: no volume with this name, and no size to create one; set sizeGiB",
    );
    expect((await one.call("VolumeDriver.Get", { Name: "a" })).Err).toBe("a: volume not found on this agent");
    expect((await one.call("VolumeDriver.Mount", { Name: "a" })).Err).toBe("KeyError: 'ID'");
  });
});
