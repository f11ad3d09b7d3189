import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Programs } from "./choice";
import { ContainerNode } from "./container-node";
import { LabDisk } from "./disk";
import { diskOf, KernelNode, kernelImage } from "./kernel-node";
import { Mirror } from "./mirror";
import type { LabNode, NodeInput } from "./node";
import { bridge, cache } from "./places";
import { Registry } from "./registry";
import { run } from "./run";

/** What `prepare.ts` has left for the tests. */
export interface Prepared {
  /** The root of a machine of Debian 12. */
  readonly baseRoot: string;
  /** And of Ubuntu 24.04. */
  readonly nobleRoot: string;
  readonly mirror: string;
  /** Archives of images, by the names that Docker Hub has for them. */
  readonly images: Readonly<Record<string, string>>;
  readonly synthesized: string;
  /** The same of an earlier commit, for `npm run bench -- boot`. @default none */
  readonly baseline?: string;
  /** What runs as Mesos and Marathon. */
  readonly programs: Programs["kind"];
}

export const preparedFile = path.join(cache, "prepared.json");

/** Whether this process is in the lab: root, in namespaces that `run.sh` has made for it. */
export const inLab = process.env.CDKTF_MESOS_LAB === "1" && existsSync(preparedFile);

export const prepared = (): Prepared => JSON.parse(readFileSync(preparedFile, "utf8"));

/** A bridge, a mirror bucket, a registry, and the machines on it. */
export class Lab {
  private readonly nodes: LabNode[] = [];
  private readonly disks: LabDisk[] = [];

  private constructor(
    private readonly folder: string,
    private readonly made: Prepared,
    /** Where all packages come from; it has what it has. */
    readonly mirror: Mirror,
    private readonly registry: Registry,
  ) {}

  static async open(name: string): Promise<Lab> {
    await run("ip", ["link", "set", "lo", "up"]);
    await run("ip", ["link", "add", bridge.name, "type", "bridge"]);
    await run("ip", ["address", "add", `${bridge.address}/${bridge.prefix}`, "dev", bridge.name]);
    await run("ip", ["link", "set", bridge.name, "up"]);
    const made = prepared();
    const mirror = await Mirror.open({ folder: made.mirror, address: bridge.address, port: 80 });
    const registry = await Registry.open();
    for (const [image, archive] of Object.entries(made.images)) await registry.take(archive, image);
    return new Lab(path.join(cache, "nodes", name), made, mirror, registry);
  }

  /** A machine that is not booted yet, from a cloud's image or one made by {@link ContainerNode.bake}. */
  node(input: NodeInput, image = this.made.baseRoot): ContainerNode {
    return this.add(new ContainerNode(path.join(this.folder, input.name), image, input));
  }

  /** A machine with a kernel of its own. @param image made by {@link bakeDisk} @param memory in MiB */
  kernelNode(input: NodeInput, image: string, memory: number): KernelNode {
    return this.add(new KernelNode(path.join(this.folder, input.name), image, input, memory));
  }

  /** Makes a disk for machines with kernels of their own, by booting a document that builds an image. */
  async bakeDisk(name: string, address: string, userData: string): Promise<string> {
    const build = this.node({ name, address, zone: "eu-west-1a", userData }, kernelImage(this.made.baseRoot));
    await build.create();
    await build.booted(900);
    const status = await build.exec("cat", "/var/lib/cdktf-mesos/boot/status");
    if (!status.startsWith("state=ok\n")) throw new Error(`image ${name} was not built: ${status}`);
    return diskOf(await build.bake(), path.join(this.folder, `${name}.img`));
  }

  private add<T extends LabNode>(node: T): T {
    this.nodes.push(node);
    return node;
  }

  async disk(name: string): Promise<LabDisk> {
    const disk = await LabDisk.create(path.join(this.folder, "..", "disks", `${name}.img`));
    this.disks.push(disk);
    return disk;
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.remove()));
    await Promise.all(this.disks.map((disk) => disk.close()));
    await this.mirror.close();
    await this.registry.close();
    await run("ip", ["link", "delete", bridge.name]);
  }
}
