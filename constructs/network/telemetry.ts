import type { LogShipperInput } from "../../cloud-init";
import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import { Port } from "../plan/ports";
import type { Connectable } from "./connections";
import type { TierRegister } from "./tier-register";

/** Where the logs of a network's nodes can go: `ElasticsearchNodes`. */
export interface LogStore extends Connectable {
  /** `address:9200` of every node. */
  readonly endpoints: readonly string[];
}

/** Where the nodes of a network send their logs and metrics. */
export class Telemetry {
  private store?: LogStore;
  private metricsOwner?: string;

  /** @param owner the network, which errors are about */
  constructor(
    private readonly owner: string,
    private readonly cluster: string,
    private readonly tiers: TierRegister,
  ) {}

  /** @throws InvalidInput where the logs go to other nodes already */
  shipLogsTo(store: LogStore): void {
    if (this.store === store) return;
    if (this.store !== undefined) {
      throw new InvalidInput(
        `${this.owner}: the logs go to ${this.store.connections.name} already, got ${store.connections.name}; a network has one place for them`,
      );
    }
    this.store = store;
    this.tiers.onJoin((tier, { machines }) => {
      // A load balancer that the cloud runs has no journal.
      if (machines !== 0) store.connections.allowFrom(tier, Port.elasticsearch, "logs and metrics");
    });
  }

  /**
   * Has every node measure itself and what runs on it, once a minute.
   *
   * @param by what deletes old measurements and sends alerts
   * @throws InvalidInput where the logs go nowhere, and where something does so already
   */
  collectMetrics(by: string): void {
    if (this.store === undefined) {
      throw new InvalidInput(`${this.owner}: metrics go where the logs go, got none; call shipLogsTo first`);
    }
    if (this.metricsOwner !== undefined) {
      throw new InvalidInput(
        `${this.owner}: ${this.metricsOwner} monitors it already, got ${by}; one monitors all tiers of a network`,
      );
    }
    this.metricsOwner = by;
  }

  /** What the document of a node takes. @returns nothing where logs stay on their node */
  get logShipper(): LogShipperInput | undefined {
    if (this.store === undefined) return undefined;
    return {
      targets: this.store.endpoints,
      index: `${this.cluster}-logs-{day}`,
      ...(this.metricsOwner ? { metricsIndex: `${this.cluster}-metrics-{day}` } : {}),
    };
  }
}
