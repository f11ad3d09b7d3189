import { connect } from "node:net";

export interface ZnodeSizes {
  readonly count: number;
  /** Total size of their data. */
  readonly bytes: number;
  /** The five largest. */
  readonly largest: readonly (readonly [path: string, bytes: number])[];
  /** The five with the most children, with the size of the list of names. */
  readonly widest: readonly (readonly [path: string, children: number, bytes: number])[];
}

const GET_DATA = 4;
const GET_CHILDREN = 8;

/** Reads all znodes below a path with ZooKeeper's protocol, without a size limit. */
export async function znodeSizes(host: string, port: number, top: string): Promise<ZnodeSizes> {
  const client = await Client.open(host, port);
  const sizes: [string, number][] = [];
  const widths: [string, number, number][] = [];
  let paths = [top];
  while (paths.length > 0) {
    const next: string[] = [];
    for (let i = 0; i < paths.length; i += 200) {
      const some = paths.slice(i, i + 200);
      await Promise.all(
        some.map(async (path) => {
          const [data, children] = await Promise.all([
            client.call(GET_DATA, path),
            client.call(GET_CHILDREN, path),
          ]);
          if (!data || !children) return;
          sizes.push([path, Math.max(0, data.readInt32BE(0))]);
          const names = strings(children);
          widths.push([path, names.length, children.length]);
          next.push(...names.map((name) => `${path}/${name}`));
        }),
      );
    }
    paths = next;
  }
  client.close();
  return {
    count: sizes.length,
    bytes: sizes.reduce((sum, [, bytes]) => sum + bytes, 0),
    largest: sizes.sort(([, a], [, b]) => b - a).slice(0, 5),
    widest: widths.sort(([, a], [, b]) => b - a).slice(0, 5),
  };
}

function strings(body: Buffer): string[] {
  const found: string[] = [];
  let at = 4;
  for (let left = body.readInt32BE(0); left > 0; left--) {
    const length = body.readInt32BE(at);
    found.push(body.toString("utf8", at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

class Client {
  private buffer = Buffer.alloc(0);
  private readonly waiting: ((frame: Buffer) => void)[] = [];
  private xid = 0;

  private constructor(private readonly socket: ReturnType<typeof connect>) {
    socket.on("data", (chunk) => {
      this.buffer = Buffer.concat([this.buffer, chunk as Buffer]);
      while (this.buffer.length >= 4 && this.buffer.length >= 4 + this.buffer.readInt32BE(0)) {
        const end = 4 + this.buffer.readInt32BE(0);
        const frame = this.buffer.subarray(4, end);
        this.buffer = this.buffer.subarray(end);
        this.waiting.shift()?.(frame);
      }
    });
  }

  static async open(host: string, port: number): Promise<Client> {
    const socket = connect(port, host);
    await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    const client = new Client(socket);
    // Protocol version, last zxid, session timeout, id and password.
    const hello = Buffer.alloc(44);
    hello.writeInt32BE(30_000, 12);
    hello.writeInt32BE(16, 24);
    await client.send(hello);
    return client;
  }

  private send(body: Buffer): Promise<Buffer> {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length);
    this.socket.write(Buffer.concat([length, body]));
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** The response without its header; undefined if the path does not exist. */
  async call(type: number, path: string): Promise<Buffer | undefined> {
    const name = Buffer.from(path);
    const head = Buffer.alloc(12);
    head.writeInt32BE(++this.xid, 0);
    head.writeInt32BE(type, 4);
    head.writeInt32BE(name.length, 8);
    const frame = await this.send(Buffer.concat([head, name, Buffer.from([0])]));
    return frame.readInt32BE(12) === 0 ? frame.subarray(16) : undefined;
  }

  close(): void {
    this.socket.destroy();
  }
}
