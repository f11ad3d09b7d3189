import type { Construct } from "constructs";
import type { CloudMachine, CloudTier } from "./cloud";
import type { SshHost } from "./ssh-config";
import type { TierDocuments } from "./tier-documents";
import type { DataVolumeOptions, VolumeOptions } from "./volume";
import type { VpcNetwork } from "./vpc-network";

/** A node whose place and address are known before anything is made. */
export interface FixedNode {
  /** From 1; ZooKeeper's `myid`, and part of construct ids. */
  readonly number: number;
  /** `masters-1`. */
  readonly name: string;
  /** Index into the network's zones. */
  readonly zone: number;
  readonly address: string;
}

/**
 * Plans the nodes of a tier: round the zones, the first at `firstHost` of its zone's private subnet, each further
 * one a number higher, so that a node's address does not depend on how many there are.
 *
 * @throws InvalidInput where an address is not to be had
 */
export function planFixedNodes(
  network: VpcNetwork,
  tier: { readonly name: string; readonly count: number; readonly firstHost: number },
): readonly FixedNode[] {
  return Array.from({ length: tier.count }, (_, i) => {
    const zone = i % network.zoneCount;
    const address = network.claimAddress(tier.name, zone, tier.firstHost + i);
    return { number: i + 1, name: `${tier.name}-${i + 1}`, zone, address };
  });
}

/** What the machines of a tier of fixed nodes have in common. */
export interface FixedNodesSpec {
  readonly network: VpcNetwork;
  readonly tier: CloudTier;
  /** The most nodes that a tier of this kind can have. */
  readonly most: number;
  readonly machineType: string;
  /** @default 50 GiB */
  readonly rootVolume?: VolumeOptions;
  /** @default none */
  readonly dataVolume?: DataVolumeOptions;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Makes the machines of planned nodes, and lets go of the volumes of those that are no longer planned. */
export function makeFixedNodes(
  scope: Construct,
  spec: FixedNodesSpec,
  nodes: readonly FixedNode[],
  documents: TierDocuments<FixedNode>,
): readonly CloudMachine[] {
  const { network, tier, dataVolume } = spec;
  const volumes = dataVolume ? nodes.length : 0;
  for (let gone = volumes + 1; gone <= spec.most; gone++) tier.forgetDataVolume(scope, String(gone));
  return nodes.map((node) =>
    tier.machine(scope, {
      id: String(node.number),
      name: node.name,
      machineType: spec.machineType,
      zone: node.zone,
      address: node.address,
      rootVolume: spec.rootVolume ?? { sizeGiB: 50 },
      dataVolume: dataVolume && {
        ...dataVolume,
        device: network.cloud.traits.dataDevice,
        retain: dataVolume.retain ?? true,
      },
      userData: () => documents.of(node),
      tags: spec.tags ?? {},
    }),
  );
}

/** Nodes as an ssh client knows them. */
export const sshHostsOf = (nodes: readonly FixedNode[]): readonly SshHost[] =>
  nodes.map(({ name, address }) => ({ name, address }));
