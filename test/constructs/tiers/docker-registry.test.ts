import { parse } from "yaml";
import {
  DockerRegistry,
  type DockerRegistryProps,
  MarathonApp,
  MesosAgentPool,
  type MesosMasterTier,
  ObjectStore,
  Part,
} from "../../../constructs";
import { OpenStackStack } from "../../support/openstack";
import * as bad from "../../support/refusals";
import { AwsStack, refusal, type Synthesized } from "../../support/synth";

const pool = (masters: MesosMasterTier, id: string, props = {}) =>
  new MesosAgentPool(masters.network.node.scope as AwsStack, id, {
    masters,
    count: 2,
    machineType: "m5.large",
    ...props,
  });

/** Masters and a pool that were there before the registry, and a pool that came after it. */
const inS3 = (props: Partial<DockerRegistryProps> = {}) => {
  const stack = new AwsStack();
  const masters = stack.masters();
  const { network } = masters;
  // Looked at when it is made, for parts of the caller's own: its document is made once before there is a registry.
  pool(masters, "early", { extraParts: [Part.file("/etc/motd", "hello\n")] });
  const store = new ObjectStore(stack, "images", { cloud: stack.cloud });
  const registry = new DockerRegistry(stack, "registry", {
    network,
    machineType: "m5.large",
    store,
    ...props,
  });
  pool(masters, "late", { cachedImages: [registry.image("team/build:7")] });
  return { stack, masters, network, registry };
};
const onVolume = (stack: AwsStack | OpenStackStack, machineType: string) => {
  const network = stack.network();
  const registry = new DockerRegistry(stack, "registry", {
    network,
    machineType,
    dataVolume: { sizeGiB: 200 },
  });
  return { network, registry };
};

/** The files of a machine's document, by path. */
const config = (json: Synthesized, owner = "registry_1") =>
  parse(json.files(owner)["/etc/docker/registry/config.yml"]!);
const registries = (json: Synthesized, owner: string) =>
  JSON.parse(json.files(owner)["/etc/docker/daemon.json"]!)["insecure-registries"];

describe("one node on S3", () => {
  const made = inS3();
  const json = made.stack.synth();

  test("has its own part of the bucket, with the rights of its role and no credentials", () => {
    const [bucket] = json.all("aws_s3_bucket")[0]!;
    expect(config(json).storage).toEqual({
      s3: {
        bucket: `\${aws_s3_bucket.${bucket}.bucket}`,
        region: `\${aws_s3_bucket.${bucket}.region}`,
        // In every region, also in those that the registry's AWS SDK does not know: it panics there without.
        regionendpoint: `https://\${trimprefix(aws_s3_bucket.${bucket}.bucket_regional_domain_name, "\${aws_s3_bucket.${bucket}.bucket}.")}`,
        rootdirectory: "/registry",
      },
      delete: { enabled: true },
      maintenance: { readonly: { enabled: false } },
    });
    const policy = json.one("aws_iam_role_policy");
    const [objects] = JSON.parse(policy.policy as string).Statement;
    expect(policy.role).toMatch(/aws_iam_role\.registry_/);
    expect(objects.Resource).toMatch(/\/registry\/\*$/);
    expect(objects.Action).toEqual([
      "s3:GetObject",
      "s3:PutObject",
      "s3:DeleteObject",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
    ]);
  });

  test("has a planned address and no volume; should it have had one, that is forgotten", () => {
    expect(made.registry.address).toBe("10.16.32.16:5000");
    expect(json.all("aws_ebs_volume").filter(([id]) => id.startsWith("registry"))).toEqual([]);
    expect(json.json.removed?.filter(({ from }) => from.startsWith("aws_ebs_volume.registry_"))).toHaveLength(
      4,
    );
  });

  test("is known to every Docker, whether it was there before or came after", () => {
    for (const owner of ["masters_1", "early", "late"])
      expect([owner, registries(json, owner)]).toEqual([owner, ["10.16.32.16:5000"]]);
  });

  test("is open to masters and pools, and to nobody else", () => {
    const { edges } = made.network.topology;
    expect(
      edges.filter(({ to }) => to === "registry").map(({ from, port }) => `${from} ${port.from}`),
    ).toEqual(["masters 5000", "early 5000", "late 5000"]);
  });

  test("names images as agents, apps and builds take them", () => {
    expect(made.registry.image("team/app:1")).toBe("10.16.32.16:5000/team/app:1");
    expect(json.files("late")["/etc/cdktf-mesos/cached-images"]).toBe("10.16.32.16:5000/team/build:7\n");
  });

  test("collects garbage once a week", () => {
    expect(json.files("registry_1")).toHaveProperty([
      "/etc/systemd/system/cdktf-mesos-registry-garbage.timer",
    ]);
  });
});

test("two registries with a load balancer each have names of their own", () => {
  const { stack, network } = inS3({ count: 2 });
  const store = new ObjectStore(stack, "releases-store", { cloud: stack.cloud });
  new DockerRegistry(stack, "releases", { network, machineType: "m5.large", count: 2, store, firstHost: 48 });
  const groups = stack
    .synth()
    .all("aws_lb_target_group")
    .map(([, { name }]) => name);
  expect(groups).toEqual(expect.arrayContaining(["ci-registry", "ci-releases"]));
});

describe("two nodes", () => {
  const made = inS3({ count: 2 });
  new MarathonApp(made.stack, "app", {
    masters: made.masters,
    container: { type: "DOCKER", docker: { image: made.registry.image("team/app:1") } },
  });
  const json = made.stack.synth();

  test("have a load balancer before them, by whose name Docker knows them", () => {
    const [balancer] = json.all("aws_lb").find(([id]) => id.startsWith("registry_"))!;
    const host = `\${aws_lb.${balancer}.dns_name}:5000`;
    for (const owner of ["masters_1", "early", "late"])
      expect([owner, registries(json, owner)]).toEqual([owner, [host]]);
    expect(json.files("late")["/etc/cdktf-mesos/cached-images"]).toBe(`${host}/team/build:7\n`);
    expect(JSON.stringify(json.all("aws_s3_object"))).toContain(`${host}/team/app:1`);
  });

  test("are reached through it alone", () => {
    const { edges } = made.network.topology;
    const to = (name: string) => edges.filter((edge) => edge.to === name).map(({ from }) => from);
    expect(to("registry")).toEqual(["registry-entry"]);
    expect(to("registry-entry")).toEqual(["masters", "early", "late"]);
  });

  test("go on with one another's uploads, and leave garbage to be collected by hand", () => {
    expect(config(json, "registry_1").http.secret).toBe("ci-registry");
    expect(config(json, "registry_2")).toEqual(config(json, "registry_1"));
    expect(Object.keys(json.files("registry_1"))).not.toContain(
      "/etc/systemd/system/cdktf-mesos-registry-garbage.timer",
    );
  });
});

describe.each([
  ["AWS", () => new AwsStack(), "m5.large", "aws_ebs_volume"],
  ["OpenStack", () => new OpenStackStack(), "m1.large", "openstack_blockstorage_volume_v3"],
] as const)("a node with a volume on %s", (_cloud, stackOf, machineType, volume) => {
  test("keeps the images there, and the volume whatever happens", () => {
    const stack = stackOf();
    const { registry } = onVolume(stack, machineType);
    const json = stack.synth();
    expect(json.one(volume, "registry")).toMatchObject({ size: 200, lifecycle: { prevent_destroy: true } });
    expect(json.files("registry_1")["/etc/cdktf-mesos/disks"]).toMatch(
      /^\/dev\/\S+ \/var\/lib\/docker-registry xfs\n$/,
    );
    expect(config(json).storage.filesystem).toEqual({ rootdirectory: "/var/lib/docker-registry" });
    expect(registry.address).toMatch(/^10\.16\.32\.16:5000$/);
  });
});

test.each([
  ["team/app", "without a tag"],
  ["docker.io/team/app:1", "of another registry"],
  ["registry:5000/app:1", "of another registry with a port"],
  ["", "of no name"],
])("an image %s, %s, is refused", (name) => {
  const { registry } = onVolume(new AwsStack(), "m5.large");
  expect(refusal(() => registry.image(name))).toContain(
    `InvalidInput: registry: image must be a name with its tag or digest, without a registry, such as team/app:1, got ${JSON.stringify(name)}`,
  );
});

bad.testRefusals({
  "a registry of a name that is taken": [
    () => {
      const stack = new AwsStack();
      const props = { network: stack.network(), machineType: "t3.small", dataVolume: { sizeGiB: 50 } };
      new DockerRegistry(stack, "images", props);
      new DockerRegistry(stack, "images", { ...props, firstHost: 40 });
    },
    "images: there is a construct of that name already; give this tier another id",
  ],
  "a registry without storage": [
    bad.registry(() => ({})),
    "registry: store or dataVolume must be given, and not both, got {}",
  ],
  "a registry with two kinds of storage": [
    bad.registry((stack) => ({
      store: new ObjectStore(stack, "images", { cloud: stack.cloud }),
      dataVolume: { sizeGiB: 100 },
    })),
    'registry: store or dataVolume must be given, and not both, got {"store":"images","dataVolume":{"sizeGiB":100}}',
  ],
  "a registry in something else": [
    bad.registry(() => ({ store: { bucket: "images" } })),
    "registry: store must be an ObjectStore, got",
  ],
  "two nodes of a registry with a volume": [
    bad.registry(() => ({ count: 2, dataVolume: { sizeGiB: 100 } })),
    "registry: count must be 1 with a dataVolume, which one node has, got 2; give a store, or leave it out",
  ],
  "five nodes of a registry": [
    bad.registry(() => ({ count: 5 })),
    "registry: count must be a whole number from 1 to 4, got 5",
  ],
  "a registry at another's address": [
    bad.registry((stack) => {
      const masters = stack.masters({ firstHost: 16 });
      return { network: masters.network, dataVolume: { sizeGiB: 100 } };
    }),
    "registry: firstHost plans 10.16.32.16, which masters has; give one of them another firstHost",
  ],
});
