import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import { AddressRange } from "./address-range";

/** The most zones a plan has room for: seven private eighths beside the one that holds the public subnets. */
export const MOST_ZONES = 7;

/** The shortest range that gives every zone a public subnet of AWS's least size, /28. */
const LONGEST_PREFIX = 22;

/** The default range of Docker's bridge. Containers could not reach a network in it. */
const DOCKER_BRIDGE = "172.17.0.0/16";

/** The subnets of one zone. */
export interface ZonePlan {
  readonly public: AddressRange;
  readonly private: AddressRange;
  /** The start of the private subnet, kept free for nodes whose addresses are planned. */
  readonly fixed: AddressRange;
}

/**
 * Divides a network: its first eighth holds a public subnet for each zone, every further eighth is one zone's
 * private subnet. The plan of a zone does not depend on how many zones there are, so a zone can be added
 * without moving another's subnets.
 *
 * @throws InvalidInput where the range is no range, too small, over Docker's bridge, or has no room for the zones
 */
export function planSubnets(owner: string, cidr: unknown, zoneCount: number): readonly ZonePlan[] {
  const network = AddressRange.parse(owner, "cidr", cidr);
  if (network.prefix > LONGEST_PREFIX) {
    throw new InvalidInput(
      `${owner}: cidr is too small for a public and a private subnet a zone, got ${network}; take a /${LONGEST_PREFIX} or larger`,
    );
  }
  refuseDockerBridge(owner, network);
  if (zoneCount > MOST_ZONES) {
    throw new InvalidInput(`${owner}: a network has room for ${MOST_ZONES} zones, got ${zoneCount}`);
  }
  const eighth = network.prefix + 3;
  return Array.from({ length: zoneCount }, (_, zone) => {
    const own = network.block(eighth, zone + 1);
    return { public: network.block(eighth + 3, zone), private: own, fixed: fixedBlock(own) };
  });
}

/** The part of a private subnet for planned addresses: its first 64, or half of a smaller subnet. */
export function fixedBlock(subnet: AddressRange): AddressRange {
  return subnet.block(Math.max(26, subnet.prefix + 1), 0);
}

/** @throws InvalidInput where a network overlaps the range that Docker gives its bridge on every node */
export function refuseDockerBridge(owner: string, network: AddressRange): void {
  if (network.overlaps(AddressRange.parse(owner, "cidr", DOCKER_BRIDGE))) {
    throw new InvalidInput(
      `${owner}: cidr overlaps Docker's own bridge ${DOCKER_BRIDGE}, so containers could not reach the nodes, got ${network}; take another range`,
    );
  }
}
