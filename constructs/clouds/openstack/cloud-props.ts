import type { TerraformProvider } from "cdktf";
import { z } from "zod";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import {
  anyText,
  checkProps,
  instanceOf,
  listOf,
  nested,
  objectWith,
  oneOf,
  type PropChecks,
  text,
  textMap,
  wholeNumber,
  yesOrNo,
} from "../../checks/props";
import type { OpenStackFlavor } from "./flavor";
import type { OpenStackImage } from "./image";
import type { OpenStackKey } from "./key-pair";

/**
 * What servers have as root disk: `image`, a copy of the image on the hypervisor, as large as the flavor says; or
 * `volume`, one of Cinder's, of the tier's `rootVolume`.
 */
export type OpenStackBoot =
  | { readonly from: "image" }
  | {
      readonly from: "volume";
      /** Where a tier's `rootVolume` names none. @default Cinder's own */
      readonly type?: string;
      /** Whether the root goes with its server. @default true */
      readonly deleteWithServer?: boolean;
    };

/** A policy of Nova's server groups: hosts apart as far as there are any, or apart or not at all. */
export type AntiAffinityPolicy = "soft-anti-affinity" | "anti-affinity";

/** Which nodes are kept on hypervisors of their own. */
export interface AntiAffinity {
  /** Masters and Elasticsearch nodes, each tier a server group. @default "soft-anti-affinity" */
  readonly fixedNodes?: AntiAffinityPolicy | "none";
  /** Agents, each pool a server group; mind Nova's quota `server_group_members`, 10 unless raised. @default "none" */
  readonly pools?: AntiAffinityPolicy | "none";
}

/**
 * The place of a cluster in an OpenStack project. Whoever deploys gives the cloud and the credentials by `OS_CLOUD` and `clouds.yaml`, or
 * the other `OS_*` variables: nothing of it is here.
 */
export interface OpenStackCloudProps {
  /** The cluster's name: letters, digits and dashes, at most 20 characters. Everything is named and tagged after it. */
  readonly cluster: string;
  /** The key that opens the nodes to ssh. */
  readonly key: OpenStackKey;
  readonly image: OpenStackImage;
  /**
   * The network outside, by name: routers lead there, floating addresses come from there. @default none: a new network
   * has no way out, and a public machine is reached at its own address, as in a provider's network
   */
  readonly externalNetwork?: string;
  /** @default `OS_REGION_NAME`, or what `clouds.yaml` says */
  readonly region?: string;
  /** This installation's flavors for the machine types that a program names. @default a machine type is a flavor's name */
  readonly flavors?: Readonly<Record<string, OpenStackFlavor>>;
  /** The machine type of a gateway that names none. @default none: the gateway has to */
  readonly gatewayMachineType?: string;
  /** @default `{ from: "image" }` */
  readonly boot?: OpenStackBoot;
  /**
   * The name under which a server sees the first volume that a pool adds to it. `/dev/sdb` where images ask for
   * virtio-scsi, a letter later where flavors bring an ephemeral disk or swap. @default "/dev/vdb"
   */
  readonly firstVolumeDevice?: string;
  /** Cinder's availability zones, one for each of the network's. @default those of the servers, where Cinder has them too */
  readonly volumeZones?: readonly string[];
  /** Neutron's availability zones, for networks and routers. @default Neutron's choice */
  readonly networkZones?: readonly string[];
  /** @default what Neutron's DHCP says */
  readonly dnsServers?: readonly string[];
  /** The MTU of a new network. @default Neutron's own */
  readonly mtu?: number;
  /**
   * Neutron's `port_security` on ports and a new network. Without it no security group holds, and nothing that the
   * port graph closes is closed. @default Neutron's own, which is on
   */
  readonly portSecurity?: boolean;
  /** Metadata and user data from a disk, where there is no metadata service. @default false */
  readonly configDrive?: boolean;
  /** Whether Swift keeps old versions of objects, where it has `object_versioning`. @default false */
  readonly objectVersions?: boolean;
  /** @default fixed nodes apart where there is room */
  readonly antiAffinity?: AntiAffinity;
  /** How many hypervisors the project's servers can be on: what strict anti-affinity is checked against. @default not known */
  readonly hosts?: number;
  /** What runs load balancers, `none` where the installation has no Octavia. @default "octavia" */
  readonly loadBalancers?: "octavia" | "none";
  /** Put on every resource that takes metadata or tags. @default only the cluster's */
  readonly tags?: Readonly<Record<string, string>>;
  /** The stack's own provider. @default one is made */
  readonly provider?: TerraformProvider;
}

const policy = oneOf("soft-anti-affinity", "anti-affinity", "none").optional();

const checks: PropChecks<OpenStackCloudProps> = {
  cluster: text(
    /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/,
    "a name of at most 20 small letters, digits and dashes such as ci",
  ),
  key: instanceOf(
    "OpenStackKey",
    'OpenStackKey.fromPublicKey("ssh-ed25519 …") or OpenStackKey.existing("name")',
  ),
  image: instanceOf(
    "OpenStackImage",
    'OpenStackImage.named("debian-12") or OpenStackImage.fromId("4f1b2a60-…")',
  ),
  externalNetwork: anyText.optional(),
  region: anyText.optional(),
  flavors: z
    .record(
      z.string(),
      instanceOf("OpenStackFlavor", 'OpenStackFlavor.named("m1.large") or OpenStackFlavor.fromId("…")'),
    )
    .optional(),
  gatewayMachineType: anyText.optional(),
  boot: objectWith(
    "from",
    'an object such as { from: "image" } or { from: "volume", type: "ssd" }',
  ).optional(),
  firstVolumeDevice: text(/^\/dev\/(vd|sd|xvd)[b-y]$/, "a device name such as /dev/vdb").optional(),
  volumeZones: listOf(anyText, "zone names").optional(),
  networkZones: listOf(anyText, "zone names").optional(),
  dnsServers: listOf(text(/^\d+(\.\d+){3}$/, "an IPv4 address such as 9.9.9.9"), "addresses").optional(),
  mtu: wholeNumber(1280, 9216).optional(),
  portSecurity: yesOrNo.optional(),
  configDrive: yesOrNo.optional(),
  objectVersions: yesOrNo.optional(),
  antiAffinity: nested<AntiAffinity>({ fixedNodes: policy, pools: policy }).optional(),
  hosts: wholeNumber(1).optional(),
  loadBalancers: oneOf("octavia", "none").optional(),
  tags: textMap.optional(),
  provider: objectWith("terraformResourceType", "an OpenstackProvider").optional(),
};

const bootChecks: PropChecks<Extract<OpenStackBoot, { from: "volume" }>> = {
  from: oneOf("image", "volume"),
  type: anyText.optional(),
  deleteWithServer: yesOrNo.optional(),
};

/** @throws InvalidInput for a prop that is missing, unknown or invalid, and for choices that exclude each other */
export function checkCloudProps(id: string, props: OpenStackCloudProps): void {
  checkProps(id, checks, props);
  const { boot } = props;
  if (!boot) return;
  checkProps(`${id}: boot`, bootChecks, boot as Extract<OpenStackBoot, { from: "volume" }>);
  const { from, ...volume } = boot;
  for (const [option, value] of Object.entries(volume)) {
    if (from === "image" && value !== undefined) {
      throw new InvalidInput(
        `${id}: boot.${option} goes with { from: "volume" }, got ${show(value)} beside { from: "image" }, where the flavor decides about the disk; leave it out or boot from a volume`,
      );
    }
  }
}
