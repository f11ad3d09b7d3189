import { Port } from "../plan/ports";
import type { Connectable } from "./connections";
import type { SshHost } from "./ssh-config";
import type { Member, Topology } from "./topology";

/** A tier as a network takes it. */
export interface NetworkTier extends Connectable {
  /** Its nodes as an ssh client knows them. */
  readonly sshHosts?: readonly SshHost[];
  /** Has the tier's Docker talk plain HTTP to a registry of the network's own, `host:port`; nothing where it has no Docker. */
  trustRegistry?(registry: string): void;
}

/** Called for every tier of a network, those that are there and those that come. */
export type JoinListener = (tier: NetworkTier, member: Member, operatorPorts: readonly Port[]) => void;

/** The tiers of a network, for whoever must do something for each of them. */
export class TierRegister {
  private readonly joined: Parameters<JoinListener>[] = [];
  private readonly listeners: JoinListener[] = [];

  constructor(private readonly topology: Topology) {}

  /**
   * Takes a tier into the network.
   *
   * @param operatorPorts where operators reach it through a gateway. @default ssh
   * @throws InvalidInput where the network has a tier of that name
   */
  join(tier: NetworkTier, member: Member, operatorPorts: readonly Port[] = [Port.ssh]): void {
    this.topology.addMember(member);
    this.joined.push([tier, member, operatorPorts]);
    for (const listener of this.listeners) listener(tier, member, operatorPorts);
  }

  /** Hears of every tier, in the order they joined. */
  onJoin(listener: JoinListener): void {
    this.listeners.push(listener);
    for (const entry of this.joined) listener(...entry);
  }
}
