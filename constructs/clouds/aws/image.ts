import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { type TerraformProvider, Token } from "cdktf";
import type { Construct } from "constructs";
import type { System } from "../../../cloud-init";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import { markInstances } from "../../checks/instances";

/** An image as an instance takes it. */
export interface ResolvedImage {
  readonly id: string;
  /** The device name of its root volume. */
  readonly rootDevice: string;
}

/** What a publisher's images of a system have: their login, and the device name of their root volume. */
const published = {
  "debian-12": { sshUser: "admin", rootDevice: "/dev/xvda" },
  "ubuntu-24.04": { sshUser: "ubuntu", rootDevice: "/dev/sda1" },
} satisfies Partial<Record<System, unknown>>;

/** What an image that is named by its id has in it. */
export interface AwsImageOptions {
  /** The system, whose login and root volume it has. @default "ubuntu-24.04" */
  readonly system?: "debian-12" | "ubuntu-24.04";
  /** Another login. @default `ubuntu`, `admin` of Debian */
  readonly sshUser?: string;
  /** Another device name of its root volume. @default `/dev/sda1`, `/dev/xvda` of Debian */
  readonly rootDevice?: string;
}

interface ImageLookup {
  readonly id: string;
  readonly owner: string;
  /** The image's name, with `*` where it carries a date; `{arch}` is the image's own word for the architecture. */
  readonly name: string;
}

/** The machine image that instances start from. */
export class AwsImage {
  /** The newest official Debian 12 for the machine type's architecture; its login is `admin`. */
  static debian12(): AwsImage {
    return new AwsImage(published["debian-12"].sshUser, "debian-12", undefined, {
      id: "debian-12",
      owner: "136693071363",
      name: "debian-12-{arch}-*",
    });
  }

  /** The newest official Ubuntu 24.04 for the machine type's architecture; its login is `ubuntu`. */
  static ubuntu2404(): AwsImage {
    const name = "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-{arch}-server-*";
    return new AwsImage(published["ubuntu-24.04"].sshUser, "ubuntu-24.04", undefined, {
      id: "ubuntu-24-04",
      owner: "099720109477",
      name,
    });
  }

  /**
   * One image, for every machine type: a baked one, or one that is pinned.
   *
   * @param imageId `ami-…`, or a reference to an image of the same program
   * @throws InvalidInput for an invalid id, and for an unknown system
   */
  static fromId(imageId: string, options: AwsImageOptions = {}): AwsImage {
    if (!Token.isUnresolved(imageId) && !/^ami-[0-9a-z]+$/.test(imageId)) {
      throw new InvalidInput(`image must be an id such as ami-0123456789abcdef0, got ${show(imageId)}`);
    }
    const { system, sshUser, rootDevice } = options;
    const own = published[system ?? "ubuntu-24.04"];
    if (own === undefined) {
      const known = Object.keys(published).join(" or ");
      throw new InvalidInput(`image: system must be ${known}, got ${show(system)}`);
    }
    const fixed = { id: imageId, rootDevice: rootDevice ?? own.rootDevice };
    return new AwsImage(sshUser ?? own.sshUser, system, fixed, undefined);
  }

  private constructor(
    readonly sshUser: string,
    /** The system in it; nothing for an image by its id that does not say it. @internal */
    readonly system: System | undefined,
    private readonly fixed: ResolvedImage | undefined,
    private readonly lookup: ImageLookup | undefined,
  ) {}

  /** Whether the provider looks it up, by the machine type's architecture. @internal */
  get isLookedUp(): boolean {
    return this.lookup !== undefined;
  }

  /** The image for a machine type: tokens where the provider looks it up. @internal */
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
markInstances(AwsImage, "AwsImage");

/** AWS marks Graviton types by a g after the generation (EC2, "Instance type naming conventions"); a1 came before that. */
export function architectureOf(machineType: string): "arm64" | "x86_64" {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*|im4gn|is4gen)\./.test(machineType) &&
    !/^(g|gr|p|f|trn|inf|vt|dl)\d+\./.test(machineType)
    ? "arm64"
    : "x86_64";
}
