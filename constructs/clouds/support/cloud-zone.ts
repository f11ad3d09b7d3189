import type { ITerraformDependable } from "cdktf";
import { InvalidInput } from "../../../cloud-init/checks/invalid-input";
import type { CloudNetwork, CloudZone, ExistingZone } from "../cloud";

/** A zone of a network that is there already: its routes are its owner's. */
export function existingZone(zone: ExistingZone): CloudZone {
  return {
    name: zone.name,
    privateSubnetId: zone.privateSubnetId,
    ready: { private: [], public: [] },
    get publicSubnetId(): string {
      if (zone.publicSubnetId) return zone.publicSubnetId;
      throw new InvalidInput(
        `network: existing zone ${zone.name} has no publicSubnetId, and something public is asked for there; add it`,
      );
    },
  };
}

/** What must be there before machines boot in the private subnets of some zones, each once. */
export function waysOut(network: CloudNetwork, zoneIndexes: readonly number[]): ITerraformDependable[] {
  return [...new Set(zoneIndexes.flatMap((index) => network.zones[index]!.ready.private))];
}
