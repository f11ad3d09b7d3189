import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { System } from "../../cloud-init";
import { InvalidInput, show } from "../../cloud-init/invalid-input";

/** An image as an instance takes it. */
export interface ResolvedImage {
  readonly id: string;
  /** The device name of its root volume. */
  readonly rootDevice: string;
}

interface ImageLookup {
  readonly id: string;
  readonly system: System;
  readonly owner: string;
  /** The image's name, with `*` where it carries a date; `{arch}` is the image's own word for the architecture. */
  readonly name: string;
}

/** The machine image that instances start from. */
export class AwsImage {
  /** The newest official Debian 12 for the machine type's architecture; its login is `admin`. */
  static debian12(): AwsImage {
    return new AwsImage("admin", undefined, {
      id: "debian-12",
      system: "debian-12",
      owner: "136693071363",
      name: "debian-12-{arch}-*",
    });
  }

  /** The newest official Ubuntu 24.04 for the machine type's architecture; its login is `ubuntu`. */
  static ubuntu2404(): AwsImage {
    const name = "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-{arch}-server-*";
    return new AwsImage("ubuntu", undefined, {
      id: "ubuntu-24-04",
      system: "ubuntu-24.04",
      owner: "099720109477",
      name,
    });
  }

  /**
   * One image, for every machine type: a baked one, or one that is pinned.
   *
   * @param imageId `ami-…`
   * @param options `sshUser`: the login that the image makes (default `admin`, as Debian's has it); `rootDevice`: the
   * name of its root volume (default `/dev/xvda`, as Debian's has it; Ubuntu's is `/dev/sda1`)
   * @throws InvalidInput where the id is none
   */
  static fromId(
    imageId: string,
    options: { readonly sshUser?: string; readonly rootDevice?: string } = {},
  ): AwsImage {
    if (!/^ami-[0-9a-z]+$/.test(imageId)) {
      throw new InvalidInput(`image must be an id such as ami-0123456789abcdef0, got ${show(imageId)}`);
    }
    return new AwsImage(
      options.sshUser ?? "admin",
      { id: imageId, rootDevice: options.rootDevice ?? "/dev/xvda" },
      undefined,
    );
  }

  private constructor(
    readonly sshUser: string,
    private readonly fixed: ResolvedImage | undefined,
    private readonly lookup: ImageLookup | undefined,
  ) {}

  /** The system in it; nothing for an image by its id. */
  get system(): System | undefined {
    return this.lookup?.system;
  }

  /** The image for a machine type: tokens where the provider looks it up. */
  resolve(scope: Construct, machineType: string, provider: TerraformProvider): ResolvedImage {
    if (!this.lookup) return this.fixed!;
    const { id, owner, name } = this.lookup;
    const architecture = architectureOf(machineType);
    const found = scope.node.tryFindChild(`${id}-${architecture}`) as DataAwsAmi | undefined;
    const ami =
      found ??
      new DataAwsAmi(scope, `${id}-${architecture}`, {
        provider,
        mostRecent: true,
        owners: [owner],
        filter: [
          { name: "name", values: [name.replace("{arch}", architecture === "arm64" ? "arm64" : "amd64")] },
          { name: "architecture", values: [architecture] },
          { name: "virtualization-type", values: ["hvm"] },
        ],
      });
    return { id: ami.id, rootDevice: ami.rootDeviceName };
  }
}

/** AWS marks Graviton types by a g after the generation (EC2, "Instance type naming conventions"); a1 came before that. */
export function architectureOf(machineType: string): "arm64" | "x86_64" {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*|im4gn|is4gen)\./.test(machineType) &&
    !/^(g|gr|p|f|trn|inf|vt|dl)\d+\./.test(machineType)
    ? "arm64"
    : "x86_64";
}
