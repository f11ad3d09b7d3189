import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import type { CloudFirewall } from "../clouds/cloud";
import { AddressRange } from "../plan/address-range";
import type { Port } from "../plan/ports";
import { type Edge, edgeKey, type Topology } from "./topology";

/** Something that connections can come from and go to. */
export interface Connectable {
  readonly connections: Connections;
}

/** Descriptions of rules that all clouds take. */
const DESCRIPTION = /^[a-zA-Z0-9 ._:/()#,@[\]+=&;{}!$*-]{1,255}$/;

/** A tier's end of the port graph. */
export class Connections {
  /** The edges by the ids of their rules, which are parts of Terraform addresses. */
  private readonly rules = new Map<string, Edge>();

  constructor(
    /** The tier's name. */
    readonly name: string,
    readonly firewall: CloudFirewall,
    private readonly topology: Topology,
  ) {}

  /**
   * Lets a tier, or an address range, open connections to this one. The same permission twice is one rule, whatever the
   * port is called; the port's name is part of the rule's id, so that one name is one port from each peer.
   *
   * @param from a tier of the same network, or a range such as `203.0.113.0/24`
   * @param why goes into the rule's description: 1 to 255 letters, digits, spaces and `._-:/()#,@[]+=&;{}!$*`
   * @param options `anywhere: true` is what `0.0.0.0/0` asks for beside itself
   * @throws InvalidInput for an invalid tier, range or port, for `0.0.0.0/0` without `anywhere`, where a
   *   tier is in another network, where the port's name is another port's, and where the reason is no description
   */
  allowFrom(
    from: Connectable | string,
    port: Port,
    why: string,
    options: { readonly anywhere?: boolean } = {},
  ): void {
    this.checkPort(port);
    this.checkPeer(from, port, options.anywhere);
    if (typeof why !== "string" || !DESCRIPTION.test(why)) {
      throw new InvalidInput(
        `${this.name}: allowFrom must say why in 1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, got ${show(why)}`,
      );
    }
    const peer = typeof from === "string" ? from : from.connections.name;
    const edge: Edge = { from: peer, to: this.name, port, why };
    const id = `from-${peer.replace(/[./]/g, "-")}-${port.name}`;
    const other = this.rules.get(id);
    if (other && edgeKey(other) !== edgeKey(edge)) {
      throw new InvalidInput(
        `${this.name}: allowFrom has another rule ${id}, for ${numbers(other.port)}, got ${numbers(port)} from ${peer}; give the port another name`,
      );
    }
    if (!this.topology.addEdge(edge)) return;
    this.rules.set(id, edge);
    this.firewall.allow({
      id,
      from: typeof from === "string" ? from : from.connections.firewall,
      port,
      why,
    });
  }

  private checkPort(port: Port): void {
    const { name, from, to } = port ?? {};
    if (typeof name !== "string" || !Number.isInteger(from) || !Number.isInteger(to)) {
      throw new InvalidInput(
        `${this.name}: allowFrom must be given a port such as Port.tcp("metrics", 9100), got ${show(port)}`,
      );
    }
  }

  private checkPeer(from: Connectable | string, port: Port, anywhere = false): void {
    if (typeof from === "string") {
      if (AddressRange.parse(this.name, "allowFrom", from).prefix === 0 && !anywhere) {
        throw new InvalidInput(
          `${this.name}: allowFrom opens ${port.name} to the whole internet, got 0.0.0.0/0; name your own ranges, or say it twice with allowFromAnywhere: true`,
        );
      }
      return;
    }
    if (!(from?.connections instanceof Connections)) {
      throw new InvalidInput(
        `${this.name}: allowFrom must name a tier, or a range such as 203.0.113.0/24, got ${show(from)}`,
      );
    }
    if (from.connections.topology !== this.topology) {
      throw new InvalidInput(
        `${this.name}: allowFrom must name a tier of its own network, got ${from.connections.name}, which is in another; let in that network's address range`,
      );
    }
  }
}

const numbers = ({ from, to }: Port): string => (from === to ? String(from) : `${from}-${to}`);
