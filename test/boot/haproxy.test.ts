import { createServer, type Server } from "node:http";
import { bootReport, goodBoot, wrongFiles } from "./lab/checks";
import { userDataOf } from "./lab/documents";
import { masterAddresses } from "./lab/hands-on";
import { inLab, Lab } from "./lab/lab";
import type { LabNode } from "./lab/node";
import { bridge } from "./lab/places";
import { run } from "./lab/run";
import { waitFor } from "./lab/wait";

const booted = inLab ? describe : describe.skip;

/** The planned addresses of the pair, and the shared one. */
const addresses = ["10.16.32.24", "10.16.32.25"];
const shared = "10.16.32.26";

jest.setTimeout(600_000);

/** A stand-in for a Marathon, which responds with its address. Masters boot in another test. */
class Marathon {
  isHealthy = true;
  /** Requested paths, without those of health checks. */
  asked = 0;
  private server?: Server;

  constructor(readonly address: string) {}

  async open(): Promise<void> {
    await run("ip", ["address", "add", `${this.address}/32`, "dev", bridge.name]);
    this.server = createServer((request, response) => {
      if (request.url === "/ping") {
        response.writeHead(this.isHealthy ? 200 : 503).end("pong");
        return;
      }
      this.asked += 1;
      response.writeHead(200).end(this.address);
    });
    await new Promise<void>((resolve) => this.server!.listen(8080, this.address, resolve));
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

booted("masters behind a pair with HAProxy, booted", () => {
  let lab: Lab;
  let pair: readonly LabNode[];
  const marathons = masterAddresses.map((address) => new Marathon(address));

  const ask = async () => {
    const answer = await fetch(`http://${shared}:8080/v2/info`, {
      headers: { connection: "close" },
      signal: AbortSignal.timeout(3000),
    });
    return answer.text();
  };
  const holders = async () => {
    const found: LabNode[] = [];
    for (const node of pair) {
      const { stdout } = await node.tryExec("ip", "-4", "-oneline", "address", "show", "to", `${shared}/32`);
      if (stdout.includes(shared)) found.push(node);
    }
    return found;
  };
  const theHolder = () =>
    waitFor("one holder of the shared address", 60, async () => {
      const found = await holders();
      return found.length === 1 && found[0];
    });

  beforeAll(async () => {
    lab = await Lab.open("haproxy");
    for (const marathon of marathons) await marathon.open();
    pair = addresses.map((address, i) =>
      lab.node({
        name: `pages-${i + 1}`,
        address,
        zone: "nova",
        userData: userDataOf("pair-openstack", `masters_pages_haproxy_${i + 1}`),
      }),
    );
    await Promise.all(pair.map((node) => node.create()));
    const seconds = await Promise.all(pair.map((node) => node.ready(600)));
    console.log(`seconds to ready: pair ${seconds.map(Math.round)}`);
  });

  afterAll(async () => {
    for (const marathon of marathons) await marathon.close();
    await lab?.close();
  });

  test("boots without an error, a warning or a failed unit, with all files as in the documents", async () => {
    for (const node of pair) {
      expect(await bootReport(node)).toEqual(goodBoot);
      expect(await wrongFiles(node)).toEqual([]);
    }
  });

  test("responds on the shared address from all masters in turn", async () => {
    await theHolder();
    const answers = new Set<string>();
    for (let i = 0; i < 6; i += 1) answers.add(await ask());
    expect([...answers].sort()).toEqual([...masterAddresses].sort());
  });

  test("excludes a master that fails its health checks", async () => {
    const [ill] = marathons;
    ill!.isHealthy = false;
    await waitFor("the ill master to be left out", 60, async () => {
      const before = ill!.asked;
      for (let i = 0; i < 6; i += 1) await ask();
      return ill!.asked === before;
    });
    ill!.isHealthy = true;
    await waitFor("the well master to be back", 60, async () => (await ask()) === ill!.address);
  });

  test("moves the address after the holder is killed, and does not move it back", async () => {
    const holder = await theHolder();
    const other = pair.find((node) => node !== holder)!;
    await holder.kill();
    const started = Date.now();
    await waitFor("an answer again", 60, ask);
    console.log(`seconds until the other one answers: ${((Date.now() - started) / 1000).toFixed(1)}`);
    await holder.start();
    await holder.ready(200);
    expect(await holders()).toEqual([other]);
  });

  test("moves the address if HAProxy cannot restart", async () => {
    const holder = await theHolder();
    await holder.exec("systemctl", "stop", "haproxy.service");
    await waitFor("the other one to have it", 60, async () => {
      const found = await holders();
      return found.length === 1 && found[0] !== holder;
    });
    expect(masterAddresses).toContain(await waitFor("an answer", 60, ask));
  });
});
