import { describeChange } from "../../tools/plan";
import { freshFolder, type Inventory } from "../support/aws-account";
import { Deployment } from "../support/deployment";
import { describeOnOpenstack, OpenstackProject } from "../support/openstack-project";

jest.setTimeout(1_800_000);

const stack = "jenkins-2000-openstack";
const agents = Number(process.env.TEST_JENKINS_2000_AGENTS ?? 100);

// The tests share one deployment, and depend on their order.
describeOnOpenstack(`${stack} with ${agents} of its 317 agents`, () => {
  let project: OpenstackProject;
  let deployment: Deployment;
  let before: Inventory;

  beforeAll(async () => {
    project = await OpenstackProject.open();
    before = project.inventory();
    deployment = new Deployment(
      freshFolder("openstack-jenkins-2000"),
      stack,
      "test/support/jenkins-2000-app.ts",
      (env) => env,
    );
    deployment.synth();
    await deployment.init();
    await deployment.apply();
  });
  afterAll(() => deployment?.close());

  it("has every machine, and the volumes of masters, Elasticsearch, agents and homes", () => {
    const { servers = [], volumes = [] } = project.inventory();
    // Masters, Elasticsearch, the gateway; NFS servers, routers, monitoring.
    expect(servers.length - (before.servers?.length ?? 0)).toBe(agents + 3 + 7 + 1 + 4 + 3 + 1);
    expect(volumes.length - (before.volumes?.length ?? 0)).toBe(agents + 3 + 7 + 4);
  });

  it("has an output with the capacity by the flavors", async () => {
    const { total } = await deployment.output<{ total: Record<string, number> }>("capacity");
    const nodes = Object.entries(project.servers("jenkins-2000-")).flatMap(([name, server]) =>
      /^jenkins-2000-(gateway|homes|ingress|monitoring)/.test(name) ? [] : server,
    );
    expect(total).toMatchObject({
      machines: agents + 10,
      agents,
      vcpu: nodes.reduce((sum, { vcpus }) => sum + vcpus, 0),
      memory_gib: nodes.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0) / 1024,
    });
  });

  it("has no changes in a second plan", async () => {
    const { resources, outputs } = await deployment.plan();
    expect(resources.map(describeChange)).toEqual([]);
    expect(outputs).toEqual([]);
  });

  it("leaves nothing behind when destroyed with released data", async () => {
    deployment.synth({ CDKTF_MESOS_RELEASE_DATA: stack });
    await deployment.destroy();
    expect(project.inventory()).toEqual(before);
  });
});
