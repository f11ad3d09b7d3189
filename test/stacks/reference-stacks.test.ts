import { join } from "node:path";
import { App, type TerraformStack, Testing } from "cdktf";
import { addReferenceStacks, awsCloud, openStackCloud } from "../../stacks";
import { Jenkins2000 } from "../../stacks/jenkins-2000";
import { textLocals } from "../../tools/text-locals";
import { testKey, unescapeTerraform } from "../support/synth";

const golden = (...path: string[]) => join(__dirname, "..", "golden", "stacks", ...path);

/** The reference stacks of main.ts, by id. */
function stacks(settings = {}): Map<string, TerraformStack> {
  const app = new App();
  addReferenceStacks(app, { sshPublicKey: testKey, sshFrom: ["203.0.113.0/24"], ...settings });
  return new Map(app.node.children.map((stack) => [stack.node.id, stack as TerraformStack]));
}

const synthesized = new Map([...stacks()].map(([id, stack]) => [id, JSON.parse(Testing.synth(stack, true))]));

test("each cluster on each cloud is a separate stack", () => {
  expect([...synthesized.keys()]).toEqual([
    "hands-on-aws",
    "hands-on-openstack",
    "jenkins-40-aws",
    "jenkins-40-openstack",
    "jenkins-ha-aws",
    "jenkins-ha-openstack",
    "jenkins-2000-aws",
    "jenkins-2000-openstack",
    "pipeline-aws",
    "pipeline-openstack",
  ]);
});

describe.each([...synthesized])("%s", (id, json) => {
  // Documents have separate golden files.
  const { locals, ...rest } = json;

  test("synthesizes the same JSON", () => {
    const text = JSON.stringify({ ...rest, locals: Object.keys(locals) }, null, 2);
    expect(`${text}\n`).toMatchFile(golden(id, "cdk.tf.json"));
  });

  test("keeps its Terraform addresses, as changes would replace deployed resources", () => {
    const addresses = Object.entries(json.resource as Record<string, object>).flatMap(([type, resources]) =>
      Object.keys(resources).map((name) => `${type}.${name}`),
    );
    expect(`${addresses.sort().join("\n")}\n`).toMatchFile(golden(id, "addresses.txt"));
  });

  test("has each long file of its documents once", () => {
    const { "shared-files": shared, ...documents } = locals;
    const files = [
      ...Object.values<string>(shared),
      ...Object.values<string>(documents).flatMap((text) =>
        text.split(/(?=^ {2}- path: |\$\{local\.shared-files\[)/m),
      ),
    ];
    const long = files.filter((text) => text.startsWith("  - path: ") && text.length >= 200);
    expect(long.length).toBeGreaterThan(10);
    expect(long.filter((text, i) => long.indexOf(text) !== i)).toEqual([]);
  });

  test("has the same documents, one per tier", () => {
    for (const [local, text] of Object.entries(textLocals(locals))) {
      const [tier, node] = local.split("_");
      if (node === "host" || node === "pool" || node === "1")
        expect(unescapeTerraform(text)).toMatchFile(golden(id, `${tier}.yaml`));
    }
  });
});

test.each([awsCloud, openStackCloud])(
  "its JSON does not grow with the number of agents: %p",
  (createCloud) => {
    const bytes = (builds: number) => {
      const settings = { sshPublicKey: testKey, sshFrom: ["203.0.113.0/24"] };
      const stack = new Jenkins2000(new App(), "jenkins-2000", {
        ...settings,
        createCloud: (scope) => createCloud(scope, "jenkins-2000", settings),
        agents: { builds, jenkinsSmall: builds, jenkinsLarge: builds },
        teams: 20,
      });
      return Testing.synth(stack).length;
    };
    expect(bytes(700) / bytes(7)).toBeLessThan(1.001);
  },
);

test.each([
  ["aws", "aws_ebs_volume"],
  ["openstack", "openstack_blockstorage_volume_v3"],
])("data volumes are released only for the given stack: %s", (cloud, type) => {
  const released = stacks({ releaseData: `hands-on-${cloud}` });
  const protectedVolumes = (id: string) =>
    Object.values(
      JSON.parse(Testing.synth(released.get(id)!)).resource[type] as Record<
        string,
        { lifecycle?: { prevent_destroy?: boolean } }
      >,
    ).filter((volume) => volume.lifecycle?.prevent_destroy).length;
  expect(protectedVolumes(`hands-on-${cloud}`)).toBe(0);
  expect(protectedVolumes(`jenkins-2000-${cloud}`)).toBe(14);
});

test("flavors, image and external network of an OpenStack installation are configurable", () => {
  const openStack = {
    image: "4f1b2a60-7c1d-4a53-9a70-2f0c8d6f1e11",
    externalNetwork: "ext-net",
    flavors: { "t3.medium": "b2.medium" },
  };
  const { data, resource } = JSON.parse(Testing.synth(stacks({ openStack }).get("hands-on-openstack")!));
  expect(
    Object.values(data.openstack_compute_flavor_v2).map((flavor) => (flavor as { name: string }).name),
  ).toEqual(["m1.small", "b2.medium"]);
  expect(data.openstack_images_image_v2).toBeUndefined();
  expect(Object.values(resource.openstack_networking_floatingip_v2)).toMatchObject([
    { pool: "ext-net" },
    { pool: "ext-net" },
  ]);
});

test("every AWS resource that supports tags has the cluster's", () => {
  // Resources without tags; the acceptance tier verifies them with the provider's schema.
  const untagged = new Set([
    "aws_ec2_subnet_cidr_reservation",
    "aws_iam_role_policy",
    "aws_lb_target_group_attachment",
    "aws_route",
    "aws_route_table_association",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
    "aws_volume_attachment",
  ]);
  for (const [id, json] of synthesized) {
    if (!id.endsWith("-aws")) continue;
    for (const [type, resources] of Object.entries(
      json.resource as Record<string, Record<string, { tags?: object }>>,
    )) {
      for (const { tags } of Object.values(resources)) {
        if (untagged.has(type)) expect(tags).toBeUndefined();
        else expect(tags).toMatchObject({ "cdktf-mesos:cluster": expect.any(String) });
      }
    }
  }
});

test("every OpenStack resource that supports metadata or tags has the cluster's", () => {
  // Resources with neither; the acceptance tier verifies them with the provider's schema. Swift's metadata are HTTP
  // headers, whose names cannot have a colon; the container's name has the cluster.
  const untagged =
    /^terraform_data$|_(secgroup_rule|router_interface|keypair|servergroup|members|monitor)_v2$|_objectstorage_\w+_v1$/;
  for (const id of synthesized.keys()) {
    if (!id.endsWith("-openstack")) continue;
    for (const [type, resources] of Object.entries(
      synthesized.get(id).resource as Record<string, Record<string, { tags?: string[]; metadata?: object }>>,
    )) {
      for (const { tags, metadata } of Object.values(resources)) {
        if (untagged.test(type))
          expect(JSON.stringify([tags, metadata])).not.toContain("cdktf-mesos:cluster");
        else if (metadata) expect(metadata).toMatchObject({ "cdktf-mesos:cluster": expect.any(String) });
        else expect(tags).toContain(`cdktf-mesos:cluster=${id.replace(/-openstack$/, "")}`);
      }
    }
  }
});
