import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import type { AddressRange } from "./address-range";

/** The private subnet of a zone, and its start, which is kept for nodes with planned addresses. */
export interface PlannedSubnet {
  readonly private: AddressRange;
  readonly fixed: AddressRange;
}

/** The addresses that a cloud keeps in each subnet: the first that is free, and how many there are in all. */
export interface ReservedAddresses {
  readonly first: number;
  readonly inAll: number;
}

interface Subnet extends PlannedSubnet {
  /** Which tier has which address of the fixed part. */
  readonly owners: Map<number, string>;
  /** Addresses that pools may take. */
  pooled: number;
}

/** Which tier has which address of a network. An address, once given, does not depend on the tiers that come later. */
export class AddressPlan {
  private readonly subnets: readonly Subnet[];

  constructor(
    private readonly cidr: string,
    subnets: readonly PlannedSubnet[],
    private readonly reserved: ReservedAddresses,
  ) {
    this.subnets = subnets.map((subnet) => ({ ...subnet, owners: new Map(), pooled: 0 }));
  }

  get zoneCount(): number {
    return this.subnets.length;
  }

  /**
   * The address with a number within a zone's private subnet, for one owner.
   *
   * @throws InvalidInput where it is not in the part kept for fixed nodes, or another tier has it
   */
  claim(owner: string, zoneIndex: number, host: number): string {
    const { private: subnet, fixed, owners } = this.subnets[zoneIndex]!;
    const { first } = this.reserved;
    if (host < first || host >= fixed.size) {
      throw new InvalidInput(
        `${owner}: firstHost plans address number ${host} of ${subnet}, where fixed nodes have the numbers ${first} to ${fixed.size - 1}; take fewer nodes, another firstHost or a larger cidr`,
      );
    }
    const other = owners.get(host);
    if (other) {
      throw new InvalidInput(
        `${owner}: firstHost plans ${subnet.address(host)}, which ${other} has; give one of them another firstHost${this.freeHost}`,
      );
    }
    owners.set(host, owner);
    return subnet.address(host);
  }

  /** Makes sure that the subnets have room for a pool. @throws InvalidInput where they do not */
  claimRoom(owner: string, zoneIndexes: readonly number[], machines: number): void {
    const each = Math.ceil(machines / zoneIndexes.length);
    for (const index of zoneIndexes) {
      const subnet = this.subnets[index]!;
      const room = subnet.private.size - subnet.fixed.size - this.reserved.inAll;
      if (subnet.pooled + each > room) {
        throw new InvalidInput(
          `${owner}: the cidr ${this.cidr} is too small: ${subnet.pooled + each} agents in ${subnet.private}, which has room for ${room}; take a larger cidr, more zones or fewer agents`,
        );
      }
      subnet.pooled += each;
    }
  }

  /** The first number after all addresses in use, in words; an empty text if no number is free. */
  private get freeHost(): string {
    const free = Math.max(...this.subnets.flatMap(({ owners }) => [...owners.keys()])) + 1;
    return this.subnets.every(({ fixed }) => free < fixed.size) ? `, such as ${free}` : "";
  }
}
