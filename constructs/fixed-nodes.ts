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
