import { createReadStream, existsSync } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

export interface MirrorInput {
  readonly folder: string;
  readonly address: string;
  /** @default any free port */
  readonly port?: number;
  /** URLs for missing files by the first part of their path. @default none, the mirror is closed */
  readonly upstream?: Readonly<Record<string, string>>;
}

/** A mirror bucket: serves a folder's files over HTTP, and can download missing ones. */
export class Mirror {
  /** Requested paths. */
  readonly asked: string[] = [];

  private constructor(
    private readonly input: MirrorInput,
    private readonly server: Server,
  ) {}

  static async open(input: MirrorInput): Promise<Mirror> {
    const server = createServer();
    const mirror = new Mirror(input, server);
    server.on("request", (request, response) => {
      mirror.answer(request.url ?? "/", response).catch((error) => {
        response.writeHead(502).end(String(error));
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(input.port ?? 0, input.address, resolve);
    });
    return mirror;
  }

  get url(): string {
    return `http://${this.input.address}:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(url: string, response: ServerResponse): Promise<void> {
    const name = path.posix.normalize(decodeURIComponent(url.split("?")[0]!));
    const file = path.join(this.input.folder, name);
    this.asked.push(name);
    if (!existsSync(file)) await this.fetch(name, file);
    const asked = name.endsWith("/") ? path.join(file, "index.html") : file;
    const found = await stat(asked).catch(() => undefined);
    if (!found?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-length": found.size,
      "last-modified": found.mtime.toUTCString(),
      ...(asked.endsWith(".html") ? { "content-type": "text/html" } : {}),
    });
    createReadStream(asked).pipe(response);
  }

  private async fetch(name: string, file: string): Promise<void> {
    const [, top = "", ...rest] = name.split("/");
    const upstream = this.input.upstream?.[top];
    if (upstream === undefined) return;
    const answer = await fetch(`${upstream}/${rest.join("/")}`);
    if (!answer.ok) return;
    await mkdir(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}.part`;
    try {
      await writeFile(draft, Buffer.from(await answer.arrayBuffer()));
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
  }
}
