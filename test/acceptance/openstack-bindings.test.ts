import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bindingsLibrary, generateBindings } from "../../tools/openstack/bindings";
import { moduleVersion } from "../../tools/openstack/provider-binary";
import { describeChange } from "../../tools/plan";
import { Processes } from "../../tools/processes";
import { freshFolder, type Inventory } from "../support/aws-account";
import { Deployment } from "../support/deployment";
import { describeOnOpenstack, OpenstackProject } from "../support/openstack-project";

jest.setTimeout(600_000);

const hasGo = spawnSync("go", ["version"]).status === 0;

(hasGo ? describe : describe.skip)("the committed bindings", () => {
  const files = (folder: string) =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => path.join(parentPath, name))
        .map((file) => [path.relative(folder, file), readFileSync(file, "utf8")]),
    );

  it("are identical to those generated from the provider's binary", async () => {
    const made = files(await generateBindings(freshFolder("bindings"), new Processes()));
    expect(Object.keys(made).length).toBeGreaterThan(60);
    expect(files(bindingsLibrary)).toEqual(made);
  });

  it("have the version of the built provider", () => {
    const { version } = JSON.parse(readFileSync(path.join(bindingsLibrary, "..", "package.json"), "utf8"));
    expect(moduleVersion()).toBe(version);
  });
});

describeOnOpenstack("a server made with the bindings", () => {
  const folder = freshFolder("openstack-bindings");
  let project: OpenstackProject;
  let deployment: Deployment;
  let before: Inventory;

  beforeAll(async () => {
    project = await OpenstackProject.open();
    before = project.inventory();
    const { flavor, image } = project.choices();
    deployment = new Deployment(folder, "bindings", "test/support/openstack-bindings-app.ts", (env) => ({
      ...env,
      TEST_FLAVOR: flavor,
      TEST_IMAGE: image,
    }));
    deployment.synth();
    await deployment.init();
    await deployment.apply();
  });
  afterAll(() => deployment?.close());

  it("exists with the planned address", async () => {
    expect(await deployment.output("address")).toBe("10.99.0.10");
    const { servers = [], ports = [] } = project.inventory();
    expect(servers).toHaveLength((before.servers?.length ?? 0) + 1);
    expect(ports.length).toBeGreaterThan(before.ports?.length ?? 0);
  });

  it("has no changes in a second plan", async () => {
    expect((await deployment.plan()).resources.map(describeChange)).toEqual([]);
  });

  it("leaves nothing behind when destroyed", async () => {
    await deployment.destroy();
    expect(project.inventory()).toEqual(before);
  });
});
