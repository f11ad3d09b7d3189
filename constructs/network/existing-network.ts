import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import { anyText, listOf, nested } from "../checks/props";
import type { ExistingZone } from "../clouds/cloud";
import { AddressRange } from "../plan/address-range";
import { fixedBlock, refuseDockerBridge, type ZonePlan } from "../plan/subnet-plan";

/**
 * A network and subnets that are there already. Nothing is reserved in them: keep the first 64 addresses of each private
 * subnet for nodes with planned ones (docs/decisions/0003). On AWS, every subnet with nodes needs a way to S3: a gateway
 * endpoint or NAT (docs/decisions/0038).
 */
export interface ExistingNetwork {
  /** The VPC's id on AWS, the network's on OpenStack. */
  readonly networkId: string;
  readonly zones: readonly ExistingZone[];
}

/** The check of {@link ExistingNetwork}. */
export const existingNetworkCheck = nested<ExistingNetwork>({
  networkId: anyText,
  zones: listOf(
    nested<ExistingZone>({
      name: anyText,
      privateSubnetId: anyText,
      privateCidr: anyText,
      publicSubnetId: anyText.optional(),
    }),
    "zones",
  ),
});

/**
 * The plan of subnets that are there.
 *
 * @throws InvalidInput for no zones, and for subnets that overlap or are not in the network
 */
export function existingSubnets(
  owner: string,
  cidr: string,
  { zones }: ExistingNetwork,
): readonly ZonePlan[] {
  if (zones.length === 0)
    throw new InvalidInput(`${owner}: existing.zones must name at least one zone, got []`);
  const network = AddressRange.parse(owner, "cidr", cidr);
  refuseDockerBridge(owner, network);
  const subnets = zones.map((zone) =>
    AddressRange.parse(owner, "existing.zones.privateCidr", zone.privateCidr),
  );
  for (const [i, subnet] of subnets.entries()) {
    if (!network.contains(subnet))
      throw new InvalidInput(`${owner}: existing privateCidr must lie in ${network}, got ${subnet}`);
    const other = subnets.slice(0, i).find((earlier) => earlier.overlaps(subnet));
    if (other)
      throw new InvalidInput(
        `${owner}: existing privateCidr ${subnet} overlaps ${other}; a zone needs a subnet of its own`,
      );
  }
  return subnets.map((subnet) => ({ public: subnet, private: subnet, fixed: fixedBlock(subnet) }));
}
