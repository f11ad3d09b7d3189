import { readFileSync } from "node:fs";
import { MarathonStandIn } from "../support/marathon-stand-in";
import { statusOf } from "../support/status-file";
import { bootReport, goodBoot, wrongFiles } from "./lab/checks";
import { userDataOf } from "./lab/documents";
import { masterAddresses } from "./lab/hands-on";
import { inLab, Lab, prepared } from "./lab/lab";
import type { LabNode } from "./lab/node";
import { marathonState } from "./lab/places";
import { store, stored } from "./lab/store";
import { waitFor } from "./lab/wait";
import { zooKeeperMode } from "./lab/zookeeper";

const booted = inLab ? describe : describe.skip;
const stack = "hands-on-openstack";

/** Ids as Cinder gives them. */
const volumeIds = [1, 2, 3].map((number) => `6f1c7c0${number}-93d5-4a0e-8d4f-1d0a3b5c7e9${number}`);

jest.setTimeout(900_000);

booted("the hands-on cluster for OpenStack, booted", () => {
  let lab: Lab;
  let masters: readonly LabNode[];
  let marathon: MarathonStandIn;

  /** Elects the Marathon of a master. */
  const lead = (master: number) => {
    marathon.leader = `${masterAddresses[master]}:8080`;
  };

  beforeAll(async () => {
    lab = await Lab.open("openstack");
    marathon = await MarathonStandIn.start(marathonState.address, marathonState.port);
    lead(0);
    masters = await Promise.all(
      masterAddresses.map(async (address, i) =>
        lab.node({
          name: `masters-${i + 1}`,
          address,
          zone: "nova",
          userData: userDataOf(stack, `masters_${i + 1}`, volumeIds[i]),
          // As udev names a disk of virtio: its serial number, which is as much of the id as fits.
          disks: {
            [`/dev/disk/by-id/virtio-${volumeIds[i]!.slice(0, 20)}`]: await lab.disk(`openstack-${i + 1}`),
          },
        }),
      ),
    );
    await Promise.all(masters.map((node) => node.create()));
    const seconds = await Promise.all(masters.map((node) => node.ready(800)));
    console.log(`seconds to ready: masters ${seconds.map(Math.round)}`);
  });

  afterAll(async () => {
    await marathon?.down();
    await lab?.close();
  });

  test("has agents and a gateway that are told what AWS's are, which boot in another test", () => {
    for (const owner of ["agents", "gateway"]) {
      expect(userDataOf(stack, owner)).toBe(userDataOf("hands-on-aws", owner));
    }
  });

  test("has masters without an error, a warning or a failed unit, and with all files as meant", async () => {
    for (const node of masters) {
      expect(await bootReport(node)).toEqual(goodBoot);
      expect(await wrongFiles(node)).toEqual([]);
    }
  });

  test("has each its own volume, found by Cinder's id of it", async () => {
    for (const node of masters) {
      const [disk] = Object.values(node.input.disks!);
      const uuid = await node.exec("findmnt", "--noheadings", "--output", "UUID", "/var/lib/cluster-state");
      expect(uuid.trim()).toBe(await disk!.uuid());
    }
  });

  test("has a ZooKeeper with one leader and two followers", async () => {
    const modes = await Promise.all(masters.map(zooKeeperMode));
    expect(modes.sort()).toEqual(["follower", "follower", "leader"]);
  });

  describe("its apps", () => {
    const key = "marathon/apps.json";
    interface App {
      readonly id: string;
      cmd?: string;
    }

    const definitions = () =>
      JSON.parse(readFileSync(stored(prepared().mirror, stack, key), "utf8")) as { apps: App[] };
    /** Changes the command of an app in the store, as `terraform apply` does. */
    const define = (id: string, cmd: string) => {
      const all = definitions();
      all.apps.find((app) => app.id === id)!.cmd = cmd;
      store(prepared().mirror, stack, key, JSON.stringify(all));
    };
    const status = async (node: LabNode) =>
      statusOf(await node.exec("cat", "/var/lib/cdktf-mesos/apps/status"));
    const service = "cdktf-mesos-apps.service";
    /** Does not wait for the timer's next minute. A run that goes on already may have begun with what was defined before. */
    const now = async (node: LabNode) => {
      await node.tryExec("systemctl", "start", service);
      await node.exec("systemctl", "start", service);
    };
    const converged = (node: LabNode, id: string, cmd: string) =>
      waitFor(`${id} as it is defined`, 200, async () => {
        const { state, same } = await status(node);
        return marathon.apps.get(id)?.cmd === cmd && state === "ok" && same === "3";
      });

    test("are brought up by the node whose Marathon leads, and by no other", async () => {
      await waitFor("every node's word", 150, async () => {
        const states = await Promise.all(masters.map(async (node) => (await status(node)).state));
        return states.join() === "ok,following,following";
      });
      expect(marathon.changes.sort()).toEqual([
        "PUT /docker-hello force=false 201",
        "PUT /hello force=false 201",
        "PUT /web force=false 201",
      ]);
      for (const app of definitions().apps) expect(marathon.apps.get(app.id)).toMatchObject({ id: app.id });
      for (const node of masters) {
        const files = await node.exec("ls", "/var/lib/cdktf-mesos/apps/definitions");
        expect(files).toBe("docker-hello.json\nhello.json\nweb.json\n");
      }
    });

    test("converge through errors, lost answers, timeouts and a restart of Marathon", async () => {
      marathon.log.length = 0;
      marathon.faults.push(503, "cut", "lost answer");
      define("/hello", "sleep 1");
      await now(masters[0]!);
      await converged(masters[0]!, "/hello", "sleep 1");
      // What was done, and not answered, is not done again.
      expect(marathon.changes).toEqual([
        "PUT /hello force=false 503",
        "PUT /hello force=false cut",
        "PUT /hello force=false lost answer",
      ]);

      await marathon.down();
      define("/docker-hello", "sleep 2");
      await masters[0]!.exec("systemctl", "start", "--no-block", service);
      await masters[0]!.exec("systemctl", "restart", "marathon.service");
      await marathon.up();
      await converged(masters[0]!, "/docker-hello", "sleep 2");
    });

    test("are looked after by another node when the one that led is gone, and left alone by that one when it is back", async () => {
      await masters[0]!.kill();
      lead(1);
      define("/hello", "sleep 3");
      await now(masters[1]!);
      await converged(masters[1]!, "/hello", "sleep 3");
      marathon.log.length = 0;
      await masters[0]!.start();
      await masters[0]!.ready(300);
      await waitFor("its word", 150, async () => (await status(masters[0]!)).state === "following");
      expect(marathon.changes).toEqual([]);
    });
  });
});
