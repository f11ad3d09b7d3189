import path from "node:path";
import { describeChange } from "../../tools/plan";
import { textLocals } from "../../tools/text-locals";
import { freshFolder, type Inventory } from "../support/aws-account";
import { Deployment, type TerraformJson } from "../support/deployment";
import { describeOnOpenstack, OpenstackProject } from "../support/openstack-project";
import { unescapeTerraform } from "../support/synth";

jest.setTimeout(900_000);

const stack = "openstack-variants";
const script = (name: string) => path.join(__dirname, "..", "support", name);

// Nova shows user data only to administrators; the lab's clouds.yaml has one.
const admin = process.env.OS_ADMIN_CLOUD ?? (process.env.OS_CLOUD === "oslab" ? "oslab-admin" : undefined);
const itAsAdmin = admin ? it : it.skip;

// The tests share one deployment, and depend on their order.
describeOnOpenstack("what an OpenStack cloud can be told to do otherwise", () => {
  let project: OpenstackProject;
  let deployment: Deployment;
  let before: Inventory;
  let synth: (environment?: Record<`TEST_${string}` | `CDKTF_MESOS_${string}`, string>) => TerraformJson;

  beforeAll(async () => {
    project = await OpenstackProject.open();
    before = project.inventory();
    const { flavor, image, externalNetwork, volumeType } = project.choices();
    deployment = new Deployment(
      freshFolder(stack),
      stack,
      "test/support/openstack-variants-app.ts",
      (env) => ({
        ...env,
        TEST_FLAVOR: flavor,
        TEST_IMAGE: image,
        TEST_EXTERNAL_NETWORK: externalNetwork,
        TEST_VOLUME_TYPE: volumeType,
      }),
    );
    synth = (environment = {}) => deployment.synth(environment);
    synth();
    await deployment.init();
    await deployment.apply();
  });
  afterAll(() => deployment?.close());

  const unchanged = async () => expect((await deployment.plan()).resources.map(describeChange)).toEqual([]);

  it("deploys, and has no changes in a second plan", unchanged);

  it("boots every server from a volume, with additional volumes", () => {
    const volumes = Object.entries(project.servers("variants-")).map(([name, server]) => [
      name.replace("variants-", ""),
      server.volumes.length,
    ]);
    expect(Object.fromEntries(volumes)).toEqual({
      gateway: 1,
      "masters-1": 2,
      "masters-2": 2,
      "masters-3": 2,
      "search-1": 2,
      "search-2": 2,
      "search-api-1": 1,
      "search-api-2": 1,
      "ingress-1": 1,
      "registry-1": 2,
      "shared-1": 2,
      "builds-1": 3,
      "builds-2": 3,
    });
  });

  it("gives floating addresses only to the gateway, load balancers and the pair that replaces one", () => {
    expect(project.inventory().floatingIps!.length - before.floatingIps!.length).toBe(4);
  });

  itAsAdmin("passes every server its unchanged document, with the id of its data volume", () => {
    const { locals: all, resource } = synth();
    const locals = textLocals(all);
    const arrived = project.python<Record<string, string>>([
      script("openstack-user-data.py"),
      admin!,
      "variants-",
    ]);
    const servers = project.servers("variants-");
    expect(Object.keys(arrived).sort()).toEqual(Object.keys(servers).sort());
    for (const { name, user_data } of Object.values(resource.openstack_compute_instance_v2 ?? {})) {
      const [, local = ""] = /local\.([\w-]+)/.exec(String(user_data)) ?? [];
      const document = unescapeTerraform(locals[local]!);
      for (const [server, text] of Object.entries(arrived)) {
        if (!server.startsWith(String(name).replace("${count.index + 1}", ""))) continue;
        const id = /\/dev\/disk\/by-id\/([0-9a-f-]{36}) /.exec(text)?.[1];
        expect([server, text]).toEqual([server, document.replace("DATA-VOLUME-ID", id ?? "none")]);
        if (id) expect(servers[server]!.volumes).toContain(id);
        expect([server, id === undefined]).toEqual([
          server,
          !/(masters|search|registry|shared)-\d/.test(server),
        ]);
      }
    }
  });

  it("refuses a plan that would change the address of a node with data", async () => {
    synth({ TEST_ZONES: "3" });
    await expect(deployment.plan()).rejects.toThrow(/Instance cannot be destroyed/);
  });

  it("keeps the volumes of removed nodes, outside of the state", async () => {
    const there = project.inventory().volumes!;
    synth({ TEST_MASTERS: "1" });
    await deployment.apply();
    // Two servers are deleted with their root volumes, but not their data volumes.
    expect(there.length - project.inventory().volumes!.length).toBe(2);
    await unchanged();
  });

  it("leaves nothing else behind when destroyed with released data", async () => {
    synth({ TEST_MASTERS: "1", CDKTF_MESOS_RELEASE_DATA: stack });
    await deployment.destroy();
    expect(project.python([script("openstack-delete-volumes.py"), "variants-"])).toEqual([
      "variants-masters-2-data",
      "variants-masters-3-data",
    ]);
    expect(project.inventory()).toEqual(before);
  });
});
