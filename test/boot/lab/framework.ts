import { frameworks } from "./mesos";
import type { LabNode } from "./node";
import { waitFor } from "./wait";

/** A framework like that of Jenkins's plugin, which keeps a connection and declines offers. */
export class LabFramework {
  private constructor(private readonly connection: AbortController) {}

  /** Registers it with the leading master. */
  static async register(leader: LabNode, name: string, role: string): Promise<LabFramework> {
    const connection = new AbortController();
    const framework_info = {
      ...{ user: "root", name, roles: [role], failover_timeout: 604_800 },
      capabilities: [{ type: "MULTI_ROLE" }],
    };
    const answer = await fetch(`http://${leader.address}:5050/api/v1/scheduler`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ type: "SUBSCRIBE", subscribe: { framework_info, suppressed_roles: [role] } }),
      signal: connection.signal,
    });
    if (!answer.ok) throw new Error(`framework ${name}: ${answer.status} ${await answer.text()}`);
    // Read events as long as the connection is open.
    answer.body!.pipeTo(new WritableStream()).catch(() => {});
    await waitFor(`framework ${name}`, 30, async () =>
      (await frameworks(leader)).some((framework) => framework.name === name && framework.active),
    );
    return new LabFramework(connection);
  }

  /** Disconnects as a Jenkins on a lost machine. */
  drop(): void {
    this.connection.abort();
  }
}
