import type { Construct } from "constructs";
import type { DiskInput, Part } from "../../cloud-init";
import type { CloudMachine, CloudSharedAddress } from "../clouds/cloud";
import type { SshHost } from "../network/ssh-config";
import type { TierKind } from "../network/topology";
import type { Port } from "../plan/ports";
import type { DataVolumeOptions, VolumeOptions } from "../plan/volume";
import { Tier, type TierSpec } from "./tier";

/** A node whose place and address are known before anything is made. */
export interface FixedNode {
  /** From 1; ZooKeeper's `myid`, and part of construct ids. */
  readonly number: number;
  /** `masters-1`. */
  readonly name: string;
  /** Index into the network's zones. */
  readonly zoneIndex: number;
  readonly address: string;
}

export interface FixedTierSpec extends TierSpec {
  readonly count: number;
  /** The number of the first node's address in its zone's private subnet. */
  readonly firstHost: number;
  /** How many of the network's zones the nodes are spread over. @default all */
  readonly zoneCount?: number;
}

/** What the machines of a tier have in common. */
export interface MachinesSpec {
  readonly kind: TierKind;
  readonly machineType: string;
  /** @default 50 GiB */
  readonly rootVolume?: VolumeOptions;
  /** @default none */
  readonly dataVolume?: DataVolumeOptions;
  /** The most nodes with a data volume that a tier of this kind can have. @default none */
  readonly most?: number;
  readonly sharedAddress?: CloudSharedAddress;
  readonly tags?: Readonly<Record<string, string>>;
  readonly extraParts?: readonly Part[];
  /** The construct id of a node's machine. @default its number */
  readonly machineId?: string;
  /** Where operators reach the tier through a gateway. @default ssh */
  readonly operatorPorts?: readonly Port[];
}

/**
 * A tier of machines with planned addresses: round the zones, the first at `firstHost` of its zone's private subnet, each
 * further one a number higher, so that a node's address does not depend on how many there are.
 */
export abstract class FixedTier extends Tier<FixedNode> {
  readonly nodes: readonly FixedNode[];
  private made: readonly CloudMachine[] = [];

  /** @throws InvalidInput where an address is not in the part for fixed nodes, or another tier has it */
  constructor(scope: Construct, id: string, spec: FixedTierSpec) {
    super(scope, id, spec);
    const { network, name = id, count, firstHost, zoneCount = network.zoneCount } = spec;
    this.nodes = Array.from({ length: count }, (_, i) => {
      const zoneIndex = i % zoneCount;
      const address = network.addresses.claim(name, zoneIndex, firstHost + i);
      return { number: i + 1, name: `${name}-${i + 1}`, zoneIndex, address };
    });
  }

  get machines(): readonly CloudMachine[] {
    return this.made;
  }

  get sshHosts(): readonly SshHost[] {
    return this.nodes.map(({ name, address }) => ({ name, address }));
  }

  /** The planned address of every node. */
  protected get addresses(): readonly string[] {
    return this.nodes.map(({ address }) => address);
  }

  /** The node's data volume as documents have it. */
  protected dataDisk(mountPoint: string, { filesystem = "xfs" }: DataVolumeOptions): DiskInput {
    return { device: this.cloud.traits.dataDevice, mountPoint, filesystem };
  }

  /** Makes the machines, lets go of the data volumes of those that are no longer planned, and joins the network. */
  protected launch(spec: MachinesSpec): void {
    const { machineType, dataVolume, most = 0, machineId } = spec;
    const { nodes, cloudTier } = this;
    const userData = this.write(nodes, spec.extraParts);
    const volumes = dataVolume ? nodes.length : 0;
    for (let gone = volumes + 1; gone <= most; gone++) cloudTier.forgetDataVolume(this, String(gone));
    this.made = nodes.map((node) =>
      cloudTier.machine(this, {
        id: machineId ?? String(node.number),
        name: node.name,
        machineType,
        zoneIndex: node.zoneIndex,
        address: node.address,
        sharedAddress: spec.sharedAddress,
        rootVolume: spec.rootVolume ?? { sizeGiB: 50 },
        dataVolume: dataVolume && {
          ...dataVolume,
          device: this.cloud.traits.dataDevice,
          retain: dataVolume.retain ?? true,
        },
        userData: userData(node),
        tags: spec.tags ?? {},
      }),
    );
    const zoneIndexes = nodes.map(({ zoneIndex }) => zoneIndex);
    this.join({ kind: spec.kind, machineType, machines: nodes.length, zoneIndexes }, spec.operatorPorts);
  }
}
