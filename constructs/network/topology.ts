import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import type { PoolCapacity } from "../clouds/cloud";
import type { Port } from "../plan/ports";

/** What a tier is in the cluster. A `service` is aside of it: a registry, shared storage, monitoring. */
export type TierKind = "gateway" | "masters" | "agents" | "data" | "balancer" | "service";

/** A tier as the topology knows it. */
export interface Member {
  readonly name: string;
  readonly kind: TierKind;
  /** Nothing for what the cloud runs: a load balancer, a file system. */
  readonly machineType?: string;
  readonly machines: number | PoolCapacity;
  /** Indexes into the network's zones, one for each fixed node, or those a pool is spread over. */
  readonly zoneIndexes: readonly number[];
}

/** One permission of the port graph: who may open connections to whom, on which port, and why. */
export interface Edge {
  /** A tier's name, or an address range such as `203.0.113.0/24`. */
  readonly from: string;
  /** A tier's name. */
  readonly to: string;
  readonly port: Port;
  readonly why: string;
}

/** Names that hosts, load balancers and roles can have. */
const NAME = /^[A-Za-z0-9]([A-Za-z0-9-]{0,38}[A-Za-z0-9])?$/;

/** Two edges of one key are one permission, whatever their ports are called: clouds refuse a rule that they have. */
export const edgeKey = ({ from, to, port: { protocol = "tcp", ...range } }: Edge): string =>
  `${from} ${to} ${protocol} ${range.from} ${range.to}`;

/**
 * The tiers of a network and its port graph. Firewalls are made from it, and so are pictures, capacity and the
 * comparison of two clouds: what it does not hold is closed.
 */
export class Topology {
  private readonly tiers = new Map<string, Member>();
  private readonly graph = new Map<string, Edge>();

  /**
   * @throws InvalidInput where a tier of that name is there already: edges and rules go by name; and for an invalid name
   *
   * @internal
   */
  addMember(member: Member): void {
    if (!NAME.test(member.name)) {
      throw new InvalidInput(
        `${member.name}: the id of a tier must be at most 40 letters, digits and dashes, for hosts and what the cloud makes are named after it, got ${show(member.name)}; give this one another id`,
      );
    }
    if (this.tiers.has(member.name)) {
      throw new InvalidInput(
        `${member.name}: the network has a tier of that name already; give this one another id`,
      );
    }
    this.tiers.set(member.name, member);
  }

  /** @returns false where the same edge is there already @internal */
  addEdge(edge: Edge): boolean {
    const key = edgeKey(edge);
    if (this.graph.has(key)) return false;
    this.graph.set(key, edge);
    return true;
  }

  get members(): readonly Member[] {
    return [...this.tiers.values()];
  }

  get edges(): readonly Edge[] {
    return [...this.graph.values()];
  }
}
