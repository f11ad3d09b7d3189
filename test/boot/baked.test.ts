import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bootReport, cloudInitSeconds, goodBoot } from "./lab/checks";
import { userDataOf } from "./lab/documents";
import { inLab, Lab, prepared } from "./lab/lab";
import type { LabNode } from "./lab/node";
import { cache } from "./lab/places";

const booted = inLab ? describe : describe.skip;

jest.setTimeout(900_000);

booted("an agent from a baked image, booted", () => {
  let lab: Lab;
  let baked: LabNode;
  let asked: readonly string[];
  /** Seconds of cloud-init's work, and until all services answered. */
  const seconds: Record<"plain" | "baked", { cloudInit: number; ready: number }> = {
    plain: { cloudInit: 0, ready: 0 },
    baked: { cloudInit: 0, ready: 0 },
  };

  const input = async (name: string, address: string) => ({
    name,
    address,
    zone: "eu-west-1a",
    userData: userDataOf("lab-aws", "builds"),
    disks: { "/dev/sdf": await lab.disk(name) },
  });

  const measure = async (kind: "plain" | "baked", node: LabNode) => {
    await node.create();
    const ready = await node.runs("mesos-agent.service", 800);
    await node.booted(60);
    seconds[kind] = { cloudInit: await cloudInitSeconds(node), ready };
  };

  beforeAll(async () => {
    lab = await Lab.open("baked");
    const plain = lab.node(await input("plain", "10.16.32.70"));
    await measure("plain", plain);
    await plain.remove();
    const build = lab.node({
      ...(await input("build", "10.16.32.71")),
      userData: readFileSync(path.join(prepared().synthesized, "..", "image-build.yaml"), "utf8"),
      disks: {},
    });
    await build.create();
    await build.booted(600);
    expect((await build.exec("cat", "/var/lib/cdktf-mesos/boot/status")).split("\n")[0]).toBe("state=ok");
    baked = lab.node(await input("baked", "10.16.32.72"), await build.bake());
    const before = lab.mirror.asked.length;
    await measure("baked", baked);
    asked = lab.mirror.asked.slice(before);
    console.log(`seconds of cloud-init and to ready: ${JSON.stringify(seconds)}`);
    // For `npm run bench`.
    mkdirSync(cache, { recursive: true });
    writeFileSync(path.join(cache, "baked-seconds.json"), JSON.stringify(seconds));
  });

  afterAll(() => lab?.close());

  test("asks no repository for anything", () => {
    expect(asked).toEqual(["/images/empty-1.tar"]);
  });

  test("boots without an error, a warning or a failed unit", async () => {
    // Without masters it is never ready, which means registered.
    expect(await bootReport(baked)).toEqual({
      ...goodBoot,
      complaints: expect.any(Array),
      target: "inactive",
    });
  });

  test("leaves cloud-init less to do", () => {
    expect(seconds.baked.cloudInit).toBeLessThan(seconds.plain.cloudInit);
  });
});
