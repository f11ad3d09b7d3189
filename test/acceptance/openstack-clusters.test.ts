import { describeChange } from "../../tools/plan";
import { freshFolder } from "../support/aws-account";
import { Deployment } from "../support/deployment";
import { describeOnOpenstack, OpenstackProject } from "../support/openstack-project";

jest.setTimeout(900_000);

describeOnOpenstack("the reference clusters with a few agents", () => {
  let project: OpenstackProject;

  beforeAll(async () => {
    project = await OpenstackProject.open();
  });

  it.each([
    ["jenkins-40-openstack", 5],
    ["jenkins-ha-openstack", 14],
    ["pipeline-openstack", 15],
  ] as const)(
    "%s is deployed, has no changes in a second plan, and leaves nothing behind",
    async (stack, servers) => {
      const before = project.inventory();
      const deployment = new Deployment(
        freshFolder("openstack-clusters"),
        stack,
        "test/support/clusters-app.ts",
        (env) => env,
      );
      try {
        deployment.synth();
        await deployment.init();
        await deployment.apply();
        expect((project.inventory().servers?.length ?? 0) - (before.servers?.length ?? 0)).toBe(servers);
        const { resources, outputs } = await deployment.plan();
        expect(resources.map(describeChange)).toEqual([]);
        expect(outputs).toEqual([]);
      } finally {
        deployment.synth({ CDKTF_MESOS_RELEASE_DATA: stack });
        await deployment.destroy();
        await deployment.close();
      }
      expect(project.inventory()).toEqual(before);
    },
  );
});
