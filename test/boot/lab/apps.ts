import { readFileSync } from "node:fs";
import type { AppDefinition } from "../../../constructs";
import { statusOf } from "../../support/status-file";
import { prepared } from "./lab";
import { MarathonApi } from "./marathon";
import type { LabNode } from "./node";
import { store, stored } from "./store";
import { waitFor } from "./wait";

/** An app of the masters' definitions. */
export type StoredApp = { -readonly [K in keyof AppDefinition]: AppDefinition[K] } & { readonly id: string };

const KEY = "marathon/apps.json";

/** The apps of a stack: their definitions in the store, and the masters that deploy them. */
export class LabApps {
  constructor(
    private readonly stack: string,
    private readonly masters: readonly LabNode[],
  ) {}

  /** Changes an app in the store, as `terraform apply` does. */
  define(id: string, change: Partial<StoredApp>): void {
    const file = stored(prepared().mirror, this.stack, KEY);
    const all = JSON.parse(readFileSync(file, "utf8")) as { apps: StoredApp[] };
    Object.assign(all.apps.find((app) => app.id === id)!, change);
    store(prepared().mirror, this.stack, KEY, JSON.stringify(all));
  }

  /** The master with the leading Marathon. */
  leading(among = this.masters): Promise<LabNode> {
    return waitFor("a Marathon that leads", 120, async () => {
      const { leader } = await new MarathonApi(among[0]!).ask<{ leader: string }>("/v2/leader");
      return among.find(({ address }) => leader === `${address}:8080`);
    });
  }

  /** The status of a master's last run. */
  async status(master: LabNode): Promise<Readonly<Record<string, string>>> {
    return statusOf(await master.exec("cat", "/var/lib/cdktf-mesos/apps/status"));
  }

  /** Runs the service without waiting for the timer. Twice, as a running one may use older definitions. */
  async now(master: LabNode): Promise<void> {
    await master.tryExec("systemctl", "start", "cdktf-mesos-apps.service");
    await master.exec("systemctl", "start", "cdktf-mesos-apps.service");
  }
}
