import { freshFolder } from "../support/aws-account";
import { Deployment } from "../support/deployment";

jest.setTimeout(120_000);

const folder = freshFolder("terraform");

describe.each(["hands-on-aws", "jenkins-2000-aws"])("%s", (stack) => {
  const deployment = new Deployment(folder, stack, "main.ts");
  beforeAll(async () => {
    deployment.synth();
    await deployment.init();
  });
  afterAll(() => deployment.close());

  it("is valid for Terraform with the real provider", async () => {
    expect(await deployment.validate()).toMatchObject({ valid: true, diagnostics: [] });
  });

  it("is valid with its data volumes released", async () => {
    deployment.synth({ CDKTF_MESOS_RELEASE_DATA: stack });
    expect(await deployment.validate()).toMatchObject({ valid: true, diagnostics: [] });
  });

  it("has the cluster's tags on every resource that can have tags, by the provider's own schema", async () => {
    const { resource } = deployment.synth();
    const schemas = await deployment.resourceSchemas();
    const tagged = Object.entries(resource).map(([type, resources]) => {
      const all = Object.values(resources).every(
        ({ tags }) => tags && "cdktf-mesos:cluster" in (tags as object),
      );
      return [type, all];
    });
    expect(tagged).toEqual(Object.keys(resource).map((type) => [type, schemas[type]?.has("tags")]));
  });

  it("is refused with a word that the provider does not know", async () => {
    deployment.synth({}, (json) => {
      Object.assign(Object.values(json.resource.aws_vpc ?? {})[0] ?? {}, { no_such_argument: 1 });
    });
    await expect(deployment.validate()).rejects.toThrow(/no_such_argument/);
  });
});
