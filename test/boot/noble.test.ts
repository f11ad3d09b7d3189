import { renameSync } from "node:fs";
import { bootReport, goodBoot, wrongFiles } from "./lab/checks";
import type { ContainerNode } from "./lab/container-node";
import type { LabDisk } from "./lab/disk";
import { userDataOf } from "./lab/documents";
import { toolsImage } from "./lab/images";
import { inLab, Lab, prepared } from "./lab/lab";
import { MarathonApi } from "./lab/marathon";
import { registeredAgents } from "./lab/mesos";
import { realPrograms } from "./lab/programs";
import { stored } from "./lab/store";
import { waitFor } from "./lab/wait";
import { fourLetterWord, zooKeeperMode } from "./lab/zookeeper";

const booted = inLab ? describe : describe.skip;
const withReal = realPrograms ? describe : describe.skip;

jest.setTimeout(900_000);

booted("a small cluster on Ubuntu 24.04, the default image", () => {
  let lab: Lab;
  let master: ContainerNode;
  let agent: ContainerNode;
  /** The machines' states while the bundle could not be fetched. */
  let waiting: string[];

  beforeAll(async () => {
    lab = await Lab.open("noble");
    const node = (name: string, address: string, owner: string, disks: Record<string, LabDisk> = {}) =>
      lab.node(
        { name, address, zone: "eu-west-3a", userData: userDataOf("small-noble", owner), disks },
        prepared().nobleRoot,
      );
    master = node("noble-1", "10.16.32.10", "masters_1", { "/dev/sdf": await lab.disk("noble-1") });
    agent = node("noble-2", "10.16.32.64", "agents");
    // As if S3 did not respond.
    const bundle = stored(prepared().mirror, "small-noble", "bundle.json");
    renameSync(bundle, `${bundle}.away`);
    await Promise.all([master, agent].map((one) => one.create()));
    waiting = await waitFor("the machines to wait for their scripts", 120, async () => {
      const states = [master, agent].map((one) => one.exec("cat", "/var/lib/cdktf-mesos/boot/status"));
      return Promise.all(states);
    });
    renameSync(`${bundle}.away`, bundle);
    const seconds = await Promise.all([master, agent].map((one) => one.ready(800)));
    console.log(`seconds to ready, on Ubuntu 24.04: ${seconds.map(Math.round)}`);
  });

  afterAll(() => lab?.close());

  test("waits for its scripts while their store does not respond", () => {
    for (const state of waiting)
      expect(state).toMatch(/^state=running\nstep=bundle\nmessage=http:\S+\/bundle\.json: HTTP Error 404/);
  });

  test("has machines of Ubuntu without an error, a warning or a failed unit", async () => {
    for (const node of [master, agent]) {
      expect(await node.shell('. /etc/os-release; echo "$ID $VERSION_ID"')).toBe("ubuntu 24.04\n");
      expect(await bootReport(node)).toEqual(goodBoot);
    }
  });

  test("has all files as in the documents", async () => {
    for (const node of [master, agent]) expect(await wrongFiles(node)).toEqual([]);
  });

  test("has Ubuntu's ZooKeeper, which serves requests", async () => {
    expect(await zooKeeperMode(master)).toBe("standalone");
    expect(await fourLetterWord(master.address, "srvr")).toContain("Zookeeper version: 3.9.1");
  });

  test("stores images where its documents specify, and not in this Docker's default", async () => {
    for (const node of [master, agent]) {
      const storage = await node.exec(
        "docker",
        "info",
        "--format",
        "{{json .DriverStatus}} {{.DockerRootDir}}",
      );
      expect(storage).not.toContain("containerd");
      expect(storage).toContain(" /var/lib/docker\n");
    }
  });

  test("has the build of Mesos for this system", async () => {
    for (const node of [master, agent]) {
      const version = await node.exec("dpkg-query", "--show", "--showformat", "${Version}", "aventer-mesos");
      expect(version).toContain(".ubuntu2404");
    }
  });

  withReal("with the real Mesos and Marathon", () => {
    test("is ready once its agent is registered", async () => {
      const known = await registeredAgents(master);
      expect(known.map(({ hostname, active }) => ({ hostname, active }))).toEqual([
        { hostname: agent.address, active: true },
      ]);
    });

    test.each([
      ["a command", {}],
      ["a container of Docker", { container: { type: "DOCKER", docker: { image: toolsImage } } }],
    ] as const)("runs %s", async (what, extra) => {
      const marathon = new MarathonApi(master);
      const id = `/noble-${what.split(" ").pop()!.toLowerCase()}`;
      await marathon.put({ id, cmd: "exec sleep 100000", cpus: 0.1, mem: 32, ...extra });
      const [task] = await marathon.running(id, 180);
      expect(task!.host).toBe(agent.address);
      await marathon.remove(id);
    });
  });
});
