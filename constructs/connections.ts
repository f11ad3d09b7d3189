import { InvalidInput } from "../cloud-init/invalid-input";
import { AddressRange } from "./address-range";
import type { CloudFirewall } from "./cloud";
import type { Port } from "./ports";
import type { Topology } from "./topology";

/** Something that connections can come from and go to. */
export interface Connectable {
  readonly connections: Connections;
}

/** A tier's end of the port graph. */
export class Connections {
  constructor(
    /** The tier's name. */
    readonly name: string,
    readonly firewall: CloudFirewall,
    private readonly topology: Topology,
  ) {}

  /**
   * Lets a tier, or an address range, open connections to this one. The same permission twice is one rule.
   *
   * @param from a tier, or a range such as `203.0.113.0/24`
   * @param why goes into the rule's description
   * @param options `anywhere: true` is what `0.0.0.0/0` asks for beside itself
   * @throws InvalidInput where a range is none, or is everyone without saying so twice
   */
  allowFrom(
    from: Connectable | string,
    port: Port,
    why: string,
    options: { readonly anywhere?: boolean } = {},
  ): void {
    if (typeof from === "string") {
      const range = AddressRange.parse(this.name, "allowFrom", from);
      if (range.prefix === 0 && !options.anywhere) {
        throw new InvalidInput(
          `${this.name}: allowFrom opens ${port.name} to the whole internet, got 0.0.0.0/0; name your own ranges, or say it twice with allowFromAnywhere: true`,
        );
      }
    }
    const peer = typeof from === "string" ? from : from.connections.name;
    if (!this.topology.addEdge({ from: peer, to: this.name, port, why })) return;
    this.firewall.allow({
      id: `from-${peer.replace(/[./]/g, "-")}-${port.name}`,
      from: typeof from === "string" ? from : from.connections.firewall,
      port,
      why,
    });
  }
}
