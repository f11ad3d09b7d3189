import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** An app as Marathon's API gives it. */
export type RunningApp = Record<string, unknown> & {
  readonly id: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly instances?: number;
  deployments?: { id: string }[];
  tasks?: readonly RunningTask[];
};

/** The used part of a task as the API embeds it. */
export interface RunningTask {
  readonly id: string;
  readonly host: string;
  readonly ports: readonly number[];
  readonly state: string;
  readonly startedAt?: string;
  readonly version?: string;
  readonly healthCheckResults?: readonly object[];
}

/** A fault of the next request that changes something. */
export type Fault =
  /** This status, as Marathon responds when overloaded or starting. */
  | number
  /** No response, and no change. */
  | "no answer"
  /** The change is made, but there is no response. */
  | "lost answer"
  /** The connection is closed. */
  | "cut";

/**
 * A stand-in for Marathon, which no registry has. It keeps apps in memory and implements Marathon's REST API (RAML of
 * 1.11): `/v2/leader`, `/v2/apps` with `embed=apps.tasks`, `/v2/apps/{id}`, `/v2/events`, with 409 for an app that is
 * locked by a deployment, 403 above `max_running_deployments`, 422 for an invalid app.
 */
export class MarathonStandIn {
  readonly apps = new Map<string, RunningApp>();
  /** The requests: `PUT /hello force=false 200`. */
  readonly log: string[] = [];
  readonly faults: Fault[] = [];
  /** The leader; undefined during an election. @default this one */
  leader: string | undefined;
  maxDeployments = 100;
  /** Whether deployments run until {@link finishDeployments}. @default false: they finish immediately */
  slow = false;
  /** Latency of responses in milliseconds. */
  latency = 0;
  /** Status and body of the response to `/v2/apps`. @default the apps */
  appsResponse?: readonly [number, string];
  /** Whether it has an event stream. @default true */
  hasEvents = true;
  private server?: Server;
  private readonly streams = new Map<ServerResponse, readonly string[]>();
  private deployments = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly address: string,
    private port: number,
  ) {}

  /** @param port 0 for any that is free */
  static async start(address = "127.0.0.1", port = 0): Promise<MarathonStandIn> {
    const marathon = new MarathonStandIn(address, port);
    await marathon.up();
    marathon.leader = marathon.host;
    return marathon;
  }

  get host(): string {
    return `${this.address}:${this.port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** Starts, or restarts on the same port with the same apps, as from ZooKeeper. */
  async up(): Promise<void> {
    const server = createServer((request, response) => this.answer(request, response));
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) =>
      server.on("error", reject).listen(this.port, this.address, resolve),
    );
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async down(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  finishDeployments(): void {
    for (const app of this.apps.values()) app.deployments = [];
  }

  /** The number of open event streams. */
  get followers(): number {
    return this.streams.size;
  }

  /** Sends an event to the subscribers of its type. */
  emit(eventType: string, data: object = {}): void {
    for (const [stream, types] of this.streams) {
      if (types.length === 0 || types.includes(eventType)) {
        stream.write(`event: ${eventType}\r\ndata: ${JSON.stringify({ eventType, ...data })}\r\n\r\n`);
      }
    }
  }

  /** The requests that could change something. */
  get changes(): string[] {
    return this.log.filter((line) => !line.startsWith("GET"));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.hasEvents && request.url!.startsWith("/v2/events")) {
      this.streams.set(response, new URL(request.url!, this.url).searchParams.getAll("event_type"));
      response.on("close", () => this.streams.delete(response));
      response.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
      return;
    }
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const url = new URL(request.url!, this.url);
      const changing = request.method !== "GET";
      const fault = changing ? this.faults.shift() : undefined;
      const name = `${request.method} ${url.pathname.replace("/v2/apps", "") || "/"}${changing ? ` force=${url.searchParams.get("force")}` : ""}`;
      if (fault === "no answer" || fault === "cut") {
        this.log.push(`${name} ${fault}`);
        if (fault === "cut") request.socket.destroy();
        return;
      }
      if (this.appsResponse && url.pathname === "/v2/apps") {
        const [status, text] = this.appsResponse;
        response.writeHead(status, { "Content-Type": "application/json" }).end(text);
        return;
      }
      const [status, answer] =
        typeof fault === "number" ? [fault, { message: "not now" }] : this.handle(request.method!, url, body);
      this.log.push(`${name} ${fault ?? status}`);
      if (fault === "lost answer") return;
      setTimeout(() => {
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
      }, this.latency);
    });
  }

  private handle(method: string, url: URL, body: string): [number, object] {
    const force = url.searchParams.get("force") === "true";
    if (url.pathname === "/v2/leader") {
      return this.leader ? [200, { leader: this.leader }] : [404, { message: "There is no leader" }];
    }
    if (url.pathname === "/v2/apps") {
      const withTasks = url.searchParams.getAll("embed").includes("apps.tasks");
      const apps = [...this.apps.values()];
      return [200, { apps: withTasks ? apps : apps.map(({ tasks, ...app }) => app) }];
    }
    const id = url.pathname.slice("/v2/apps".length);
    const current = this.apps.get(id);
    if (current?.deployments?.length && !force && method !== "GET") {
      return [
        409,
        { message: "App is locked by one or more deployments.", deployments: current.deployments },
      ];
    }
    const running = [...this.apps.values()].filter((app) => app.deployments?.length).length;
    if (method === "DELETE") {
      if (!current) return [404, { message: `App '${id}' does not exist` }];
      this.apps.delete(id);
      return [200, this.deployment()];
    }
    if (method !== "PUT") return [405, { message: "Method Not Allowed" }];
    const app = JSON.parse(body) as RunningApp;
    if (app.cpus === -1) {
      return [
        422,
        {
          message: "Object is not valid",
          details: [{ path: "/cpus", errors: ["got -1.0, expected 0.0 or more"] }],
        },
      ];
    }
    if (url.searchParams.get("partialUpdate") !== "false")
      return [400, { message: "the stand-in supports no partial updates" }];
    if (running >= this.maxDeployments)
      return [403, { message: "Max number (100) of running deployments is achieved." }];
    const deployment = this.deployment();
    // Marathon adds defaults and the app's state.
    this.apps.set(id, {
      cpus: 1,
      mem: 128,
      instances: 1,
      backoffSeconds: 1,
      upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
      ...app,
      version: deployment.version,
      tasksRunning: this.slow ? 0 : 1,
      deployments: this.slow ? [{ id: deployment.deploymentId }] : [],
    });
    return [current ? 200 : 201, deployment];
  }

  private deployment() {
    this.deployments += 1;
    return {
      deploymentId: `deployment-${this.deployments}`,
      version: new Date(this.deployments * 1000).toISOString(),
    };
  }
}
