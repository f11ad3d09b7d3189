import { InvalidInput } from "../checks/invalid-input";
import { Part } from "../document/parts";
import { readyParts } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { environmentText, unit } from "../document/systemd";

export interface BaseInput {
  /** Name of the cluster. */
  readonly cluster: string;
  /** What the node is for: `master`, `agent`, … */
  readonly role: string;
  /** The node's own name, where it has one; the nodes of a pool do not. */
  readonly node?: string;
  /** Mirrors of the distribution's packages, for networks without a way to the internet. @default the image's own */
  readonly packageMirror?: PackageMirror;
}

/** Where apt gets the distribution's own packages from. */
export interface PackageMirror {
  /** Replaces every archive of the distribution's that the image knows. */
  readonly uri?: string;
  /**
   * Replaces its security archive, together with `uri`.
   * @default on Debian `debian-security` beside `debian`, as its mirrors have it; on Ubuntu the same as `uri`
   */
  readonly securityUri?: string;
  /** HTTP proxy for apt and pip. @default none */
  readonly proxy?: string;
  /** Where pip gets what the monitoring node installs from PyPI: a "simple" index. @default PyPI's own */
  readonly pythonIndex?: string;
}

/** What every node has: its name and role in a file, the boot's own scripts and units, limits, the time. */
export function baseParts(input: BaseInput): readonly Part[] {
  const { cluster, role, node, packageMirror } = input;
  return [
    Part.config({
      // Mesos, and all that links libprocess, exits when the host's own name does not resolve.
      manage_etc_hosts: true,
      // Always there, unlike en_US.UTF-8, which minimal images would have to generate.
      locale: "C.UTF-8",
      // Packages are installed with retries by a step of the boot; an upgrade would change versions unasked.
      package_update: false,
      package_upgrade: false,
      ...proxyConfig(packageMirror),
    }),
    ...mirrorParts(packageMirror),
    Part.file(
      "/etc/cdktf-mesos/node.env",
      environmentText({ CLUSTER: cluster, ROLE: role, ...(node === undefined ? {} : { NODE: node }) }),
    ),
    Part.file(
      "/etc/security/limits.d/60-cdktf-mesos.conf",
      "* soft nofile 65536\n* hard nofile 1048576\nroot soft nofile 65536\nroot hard nofile 1048576\n",
    ),
    // A third of what apt would fetch and read before it installs anything: descriptions for people.
    Part.file("/etc/apt/apt.conf.d/60cdktf-mesos", 'Acquire::Languages "none";\n'),
    ...readyParts(),
    Part.script("packages"),
    Part.packages(["ca-certificates", "chrony", "curl", "iproute2"]),
    Part.service("chrony.service", { enabled: true }),
  ];
}

function mirrorParts({ uri, securityUri, proxy, pythonIndex }: PackageMirror = {}): readonly Part[] {
  for (const [name, value] of Object.entries({ uri, securityUri, proxy, pythonIndex })) {
    if (value !== undefined && !/^https?:\/\/\S+$/.test(value)) {
      throw new InvalidInput(`packageMirror.${name} must be an http or https URL, got "${value}"`);
    }
  }
  if (uri === undefined) {
    if (securityUri === undefined) return [];
    throw new InvalidInput(`packageMirror.securityUri needs packageMirror.uri as well, got "${securityUri}"`);
  }
  return [Part.script("apt-mirror"), Part.aptMirror({ uri, securityUri })];
}

function proxyConfig({ proxy }: PackageMirror = {}): Record<string, unknown> {
  return proxy === undefined ? {} : { apt: { http_proxy: proxy, https_proxy: proxy } };
}

/** A volume of a node, as the cloud gave it. */
export interface DiskInput {
  readonly device: string;
  readonly mountPoint: string;
  /** @default "xfs" */
  readonly filesystem?: "xfs" | "ext4";
}

/** Services whose data may be on a volume. */
const dataServices = [
  "zookeeper.service",
  "mesos-master.service",
  "mesos-agent.service",
  "docker.service",
  "elasticsearch.service",
  "docker-registry.service",
  "nfs-server.service",
];

/** The parts that mount a node's volumes. */
export function diskParts(disks: readonly DiskInput[]): readonly Part[] {
  if (disks.length === 0) return [];
  const filesystems = new Set(disks.map(({ filesystem = "xfs" }) => filesystem));
  return [
    Part.script("disks"),
    unit("cdktf-mesos-disks.service", {
      Unit: {
        Description: "Mount the volumes of this node",
        After: "local-fs.target",
        Before: dataServices.join(" "),
      },
      Service: {
        Type: "oneshot",
        RemainAfterExit: "yes",
        ExecStart: scriptPath("disks"),
        Restart: "on-failure",
        RestartSec: "30",
      },
      // Without its volumes a service would fill the root disk, and look new to its cluster.
      Install: { RequiredBy: dataServices.join(" "), WantedBy: "multi-user.target" },
    }),
    Part.service("cdktf-mesos-disks.service", { enabled: true }),
    Part.packages([
      "nvme-cli",
      ...(filesystems.has("ext4") ? ["e2fsprogs"] : []),
      ...(filesystems.has("xfs") ? ["xfsprogs"] : []),
    ]),
    // Comes with nvme-cli, for volumes over a network of their own; it fails where the kernel has no module for them.
    Part.service("nvmf-autoconnect.service", { enabled: false, masked: true }),
    ...disks.map((disk) => Part.disk(disk)),
  ];
}
