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

/** The output of `prepare.ts` for the tests. */
export interface Prepared {
  /** The root folder of a machine with Debian 12. */
  readonly baseRoot: string;
  /** The same for Ubuntu 24.04. */
  readonly nobleRoot: string;
  readonly mirror: string;
  /** Archives of images, by their names on Docker Hub. */
  readonly images: Readonly<Record<string, string>>;
  readonly synthesized: string;
  /** The same of an earlier commit, for `npm run bench -- boot`. @default none */
  readonly baseline?: string;
  /** The kind of Mesos and Marathon. */
  readonly programs: Programs["kind"];
}

export const preparedFile = path.join(cache, "prepared.json");

/** Whether this process is in the lab: as root, in the namespaces of `run.sh`. */
export const inLab = process.env.CDKTF_MESOS_LAB === "1" && existsSync(preparedFile);

export const prepared = (): Prepared => JSON.parse(readFileSync(preparedFile, "utf8"));

/** A bridge, a mirror bucket, a registry, and the machines on it. */
export class Lab {
  private readonly nodes: LabNode[] = [];
  private readonly disks: LabDisk[] = [];

  private constructor(
    private readonly folder: string,
    private readonly made: Prepared,
    /** The source of all packages; closed, without an upstream. */
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

  /** Creates a machine without booting it, from a cloud's image or one of {@link ContainerNode.bake}. */
  node(input: NodeInput, image = this.made.baseRoot): ContainerNode {
    return this.add(new ContainerNode(path.join(this.folder, input.name), image, input));
  }

  /** Creates a machine with its own kernel. @param image see {@link bakeDisk} @param memory in MiB */
  kernelNode(input: NodeInput, image: string, memory: number): KernelNode {
    return this.add(new KernelNode(path.join(this.folder, input.name), image, input, memory));
  }

  /**
   * Creates an image for {@link node}, by booting a document that builds one.
   *
   * @param document its file beside those of Terraform, see `lab-app.ts`
   */
  async bake(name: string, address: string, document: string, image = this.made.baseRoot): Promise<string> {
    const userData = readFileSync(path.join(this.made.synthesized, "..", document), "utf8");
    const build = this.node({ name, address, zone: "eu-west-1a", userData }, image);
    await build.create();
    await build.booted(900);
    const status = await build.exec("cat", "/var/lib/cdktf-mesos/boot/status");
    if (!status.startsWith("state=ok\n")) throw new Error(`image ${name} was not built: ${status}`);
    return build.bake();
  }

  /** The same as a disk for machines with their own kernels. */
  async bakeDisk(name: string, address: string, document: string): Promise<string> {
    const layers = await this.bake(name, address, document, kernelImage(this.made.baseRoot));
    return diskOf(layers, path.join(this.folder, `${name}.img`));
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
