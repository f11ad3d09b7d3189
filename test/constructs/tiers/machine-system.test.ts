import { App } from "cdktf";
import type { Construct } from "constructs";
import { defaultPackageSources, type PackageSources } from "../../../cloud-init";
import { type Cloud, ElasticsearchNodes, MesosAgentPool, SshGateway } from "../../../constructs";
import { AwsCloud, AwsImage, AwsKey } from "../../../constructs/clouds/aws";
import { OpenStackCloud, OpenStackImage, OpenStackKey } from "../../../constructs/clouds/openstack";
import { refusal, TestStack, testKey } from "../../support/synth";

const aws =
  (image = AwsImage.fromId("ami-0123456789abcdef0")) =>
  (scope: Construct): Cloud =>
    new AwsCloud(scope, "cloud", { cluster: "ci", key: AwsKey.fromPublicKey(testKey), image });
const openStack =
  (image: OpenStackImage) =>
  (scope: Construct): Cloud =>
    new OpenStackCloud(scope, "cloud", {
      cluster: "ci",
      key: OpenStackKey.fromPublicKey(testKey),
      image,
      externalNetwork: "public",
    });
const named = (name: string) => openStack(OpenStackImage.named(name));

const masters = (create: (scope: Construct) => Cloud, machineType: string, packages?: PackageSources) =>
  new TestStack(create, machineType).masters({ packages });
const agents = (machineType: string, packages?: PackageSources) => {
  const own = masters(aws(), "m5.large");
  return new MesosAgentPool(own.network, "builds", { masters: own, machineType, count: 1, packages });
};

const elsewhere = (program: string, value: string) =>
  `or give packages.${program} a source that has ${value}`;

test.each<[string, () => unknown, string]>([
  [
    "agents of arm64",
    () => agents("c7g.large"),
    `builds: machineType must be for amd64, which packages.mesos has, got "c7g.large", which is for arm64; choose another, ${elsewhere("mesos", "arm64")}`,
  ],
  [
    "masters of arm64",
    () => masters(aws(), "t4g.large"),
    `masters: machineType must be for amd64, which packages.mesos has, got "t4g.large", which is for arm64; choose another, ${elsewhere("mesos", "arm64")}`,
  ],
  [
    "masters of arm64 with a mesos of their own",
    () => masters(aws(), "t4g.large", { mesos: { kind: "preinstalled" } }),
    `masters: machineType must be for amd64, which packages.marathon has, got "t4g.large", which is for arm64; choose another, ${elsewhere("marathon", "arm64")}`,
  ],
  ...["debian-13", "debian-11-generic-amd64", "Ubuntu 26.04", "ubuntu-22.04"].map(
    (name): [string, () => unknown, string] => [
      `an image by the name ${name}`,
      () => masters(named(name), "m1.large"),
      `masters: image must be for debian-12 or ubuntu-24.04, which packages.mesos has, got "${name}", which is for ${name.toLowerCase().replace(" ", "-").replace("-generic-amd64", "")}; choose another, or give packages.mesos`,
    ],
  ),
  [
    "an image by a name of arm64",
    () => masters(named("debian-12-generic-arm64"), "m1.large"),
    'masters: image must be for amd64, which packages.mesos has, got "debian-12-generic-arm64", which is for arm64',
  ],
  [
    "an image of a system that a source of one's own lacks",
    () =>
      masters(aws(AwsImage.ubuntu2404()), "m5.large", {
        mesos: { ...defaultPackageSources.mesos, uri: { "debian-12": "https://mirror.example/mesos" } },
      }),
    'masters: image must be for debian-12, which packages.mesos has, got "ubuntu-24.04", which is for ubuntu-24.04',
  ],
])("%s: refused, with what there is", (_, act, message) => {
  expect(refusal(act)).toContain(`InvalidInput: ${message}`);
});

test("a cloud whose images are not named boots what Mesos' publisher is known to have packages for", () => {
  const stack = new TestStack(
    (scope) => new AwsCloud(scope, "cloud", { cluster: "ci", key: AwsKey.existing("ops") }),
    "m5.large",
  );
  expect(stack.cloud.traits.sshUser).toBe("ubuntu");
  expect(stack.cloud.machineSystem("m5.large")).toMatchObject({
    system: { value: "ubuntu-24.04" },
    architecture: { value: "amd64" },
  });
});

test.each([
  ["ubuntu-24.04", "ubuntu"],
  ["Ubuntu 24.04 (noble)", "ubuntu"],
  ["debian-12", "debian"],
  ["golden", "debian"],
])("the login of an image by the name %s is %s", (name, login) => {
  expect(OpenStackImage.named(name).sshUser).toBe(login);
});

test.each([
  [{}, "ubuntu", "/dev/sda1"],
  [{ system: "debian-12" }, "admin", "/dev/xvda"],
  [{ system: "debian-12", sshUser: "ops", rootDevice: "/dev/sdz" }, "ops", "/dev/sdz"],
] as const)(
  "an AMI by its id with %j has the login %s and the root volume %s",
  (options, login, rootDevice) => {
    const image = AwsImage.fromId("ami-0123456789abcdef0", options);
    expect(image.sshUser).toBe(login);
    expect(image.resolve(new App(), "m5.large", undefined as never)).toEqual({
      id: "ami-0123456789abcdef0",
      rootDevice,
    });
  },
);

test.each<[string, () => unknown]>([
  [
    "both systems on AWS",
    () => [AwsImage.debian12(), AwsImage.ubuntu2404()].map((i) => masters(aws(i), "m5.large")),
  ],
  [
    "images by names that say so",
    () => ["debian-12", "Ubuntu 24.04"].map((n) => masters(named(n), "m1.large")),
  ],
  ["an image whose name says nothing", () => masters(named("golden"), "m1.large")],
  [
    "an image by its id",
    () => masters(openStack(OpenStackImage.fromId("4f1b2a60-7c1d-4a53-9a70-2f0c8d6f1e11")), "m1.large"),
  ],
  [
    "agents of arm64 with packages of their own",
    () => agents("c7g.large", { mesos: { kind: "preinstalled" } }),
  ],
  [
    "masters of arm64 with all of their own",
    () =>
      masters(aws(), "t4g.large", {
        mesos: { kind: "preinstalled" },
        marathon: { kind: "container", image: "registry.example/marathon:1" },
      }),
  ],
  [
    "Elasticsearch and a gateway of arm64, which Elastic and the distribution have packages for",
    () => {
      const stack = new TestStack(aws(), "m5.large");
      const network = stack.network();
      new SshGateway(stack, "gateway", { network, machineType: "t4g.nano", allowFrom: ["203.0.113.0/24"] });
      new ElasticsearchNodes(stack, "search", {
        network,
        count: 3,
        machineType: "m7g.large",
        dataVolume: { sizeGiB: 50 },
      });
    },
  ],
])("%s: taken", (_, act) => {
  expect(act).not.toThrow();
});
