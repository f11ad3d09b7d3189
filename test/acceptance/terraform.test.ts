import { clusterNames } from "../../stacks";
import { freshFolder } from "../support/aws-account";
import { Deployment, type TerraformJson } from "../support/deployment";

jest.setTimeout(900_000);

describe.each(["aws", "openstack"])("on %s", (cloud) => {
  const folder = freshFolder(`terraform-${cloud}`);
  const stacks = clusterNames.map((cluster) => `${cluster}-${cloud}`);
  const [first] = stacks as [string];
  const deployments = new Map(stacks.map((stack) => [stack, new Deployment(folder, stack, "main.ts")]));
  let schemas: Awaited<ReturnType<Deployment["resourceSchemas"]>>;

  beforeAll(async () => {
    // Synthesizes all stacks.
    deployments.get(first)!.synth();
    for (const deployment of deployments.values()) await deployment.init();
    schemas = await deployments.get(first)!.resourceSchemas();
  });
  afterAll(async () => {
    for (const deployment of deployments.values()) await deployment.close();
  });

  describe.each(stacks)("%s", (stack) => {
    it("is valid for Terraform with the real provider", async () => {
      expect(await deployments.get(stack)!.validate()).toMatchObject({ valid: true, diagnostics: [] });
    });

    it("has the cluster's tag on every resource that supports tags or metadata", () => {
      const { resource } = deployments.get(stack)!.json();
      const tagged = Object.entries(resource).map(([type, resources]) => [
        type,
        // A map, or a list of "key=value" in Neutron and Octavia.
        Object.values(resources).every((one) =>
          /cdktf-mesos:cluster/.test(JSON.stringify(one.metadata ?? one.tags ?? {})),
        ),
      ]);
      // Swift's metadata are HTTP headers, whose names cannot have a colon; the container's name has the cluster.
      const takes = (type: string) =>
        !type.startsWith("openstack_objectstorage_") &&
        ["metadata", "tags"].some((attribute) => schemas[type]?.has(attribute));
      expect(tagged).toEqual(Object.keys(resource).map((type) => [type, takes(type)]));
    });
  });

  it("is valid with released data volumes", async () => {
    const deployment = deployments.get(first)!;
    const retained = (json: TerraformJson) => /"prevent_destroy":true/.test(JSON.stringify(json));
    expect(retained(deployment.json())).toBe(true);
    expect(retained(deployment.synth({ CDKTF_MESOS_RELEASE_DATA: first }))).toBe(false);
    expect(await deployment.validate()).toMatchObject({ valid: true, diagnostics: [] });
  });

  it("is invalid with an unknown argument", async () => {
    const deployment = deployments.get(first)!;
    deployment.synth({}, (json) => {
      const [some = {}] = Object.values(json.resource);
      Object.assign(Object.values(some)[0]!, { no_such_argument: 1 });
    });
    await expect(deployment.validate()).rejects.toThrow(/no_such_argument/);
  });
});
