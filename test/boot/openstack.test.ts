import { bootReport, goodBoot, wrongFiles } from "./lab/checks";
import { userDataOf } from "./lab/documents";
import { masterAddresses } from "./lab/hands-on";
import { inLab, Lab } from "./lab/lab";
import type { LabNode } from "./lab/node";
import { zooKeeperMode } from "./lab/zookeeper";

const booted = inLab ? describe : describe.skip;

/** Ids as Cinder gives them. */
const volumeIds = [1, 2, 3].map((number) => `6f1c7c0${number}-93d5-4a0e-8d4f-1d0a3b5c7e9${number}`);

jest.setTimeout(900_000);

booted("the hands-on cluster for OpenStack, booted", () => {
  let lab: Lab;
  let masters: readonly LabNode[];

  beforeAll(async () => {
    lab = await Lab.open("openstack");
    masters = await Promise.all(
      masterAddresses.map(async (address, i) =>
        lab.node({
          name: `masters-${i + 1}`,
          address,
          zone: "nova",
          userData: userDataOf("hands-on-openstack", `masters_${i + 1}`, volumeIds[i]),
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

  afterAll(() => lab?.close());

  test("has agents and a gateway that are told what AWS's are, which boot in another test", () => {
    for (const owner of ["agents", "gateway"]) {
      expect(userDataOf("hands-on-openstack", owner)).toBe(userDataOf("hands-on-aws", owner));
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
});
