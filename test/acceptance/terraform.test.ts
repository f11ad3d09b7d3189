import { clusterNames } from "../../stacks";
import { ensureOpenstackProvider } from "../../tools/openstack/provider-binary";
import { Processes } from "../../tools/processes";
import { freshFolder } from "../support/aws-account";
import { Deployment } from "../support/deployment";

// The OpenStack provider is built if Terraform cannot download it.
jest.setTimeout(900_000);

const folder = freshFolder("terraform");

describe.each(clusterNames.flatMap((cluster) => [`${cluster}-aws`, `${cluster}-openstack`]))(
  "%s",
  (stack) => {
    let deployment: Deployment;
    beforeAll(async () => {
      if (stack.endsWith("-openstack")) {
        await ensureOpenstackProvider(new Processes());
      }
      deployment = new Deployment(folder, stack, "main.ts");
      deployment.synth();
      await deployment.init();
    });
    afterAll(() => deployment?.close());

    it("is valid for Terraform with the real provider", async () => {
      expect(await deployment.validate()).toMatchObject({ valid: true, diagnostics: [] });
    });

    it("is valid with released data volumes", async () => {
      deployment.synth({ CDKTF_MESOS_RELEASE_DATA: stack });
      expect(await deployment.validate()).toMatchObject({ valid: true, diagnostics: [] });
    });

    it("has the cluster's tag on every resource that supports tags or metadata", async () => {
      const { resource } = deployment.synth();
      const schemas = await deployment.resourceSchemas();
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

    it("is invalid with an unknown argument", async () => {
      deployment.synth({}, (json) => {
        const [some = {}] = Object.values(json.resource);
        Object.assign(Object.values(some)[0]!, { no_such_argument: 1 });
      });
      await expect(deployment.validate()).rejects.toThrow(/no_such_argument/);
    });
  },
);
