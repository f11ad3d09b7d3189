import { Agent, createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Numbers of API calls by action. */
export type Calls = Readonly<Record<string, number>>;

/** Forwards requests to an AWS endpoint, and counts them by action. */
export class CountingProxy {
  private counts: Record<string, number> = {};

  private constructor(
    private readonly server: Server,
    private readonly agent: Agent,
  ) {}

  static async before(endpoint: string): Promise<CountingProxy> {
    const agent = new Agent({ keepAlive: true });
    const server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk) => chunks.push(chunk));
      incoming.on("end", () => {
        const body = Buffer.concat(chunks);
        const target = incoming.headers["x-amz-target"];
        proxy.count(actionOf(`${incoming.method} ${incoming.url}`, target, body));
        const { method, url = "/", headers } = incoming;
        const forwarded = request(new URL(url, endpoint), { method, headers, agent }, (response) => {
          outgoing.writeHead(response.statusCode ?? 502, response.headers);
          response.pipe(outgoing);
        });
        forwarded.on("error", (error) => {
          outgoing.writeHead(502);
          outgoing.end(error.message);
        });
        forwarded.end(body);
      });
    });
    const proxy = new CountingProxy(server, agent);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Returns the numbers since the last call. */
  take(): Calls {
    const taken = this.counts;
    this.counts = {};
    return taken;
  }

  async close(): Promise<void> {
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private count(action: string): void {
    this.counts[action] = (this.counts[action] ?? 0) + 1;
  }
}

/** The action of a request: `Action` of the Query protocol, the target of the JSON protocol, or the request line. */
export function actionOf(line: string, target: string | string[] | undefined, body: Buffer): string {
  const action = /(?:^|&)Action=(\w+)/.exec(body.toString("latin1", 0, 2000))?.[1];
  return action ?? String(target ?? line);
}

export function total(calls: Calls): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}
