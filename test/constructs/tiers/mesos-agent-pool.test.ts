import { TerraformStack } from "cdktf";
import { MesosAgentPool, type MesosAgentPoolProps, Part, Volume } from "../../../constructs";
import { AwsImage } from "../../../constructs/clouds/aws";
import * as bad from "../../support/refusals";
import { AwsStack, refusal, Synthesized } from "../../support/synth";

const synth = (props: Partial<MesosAgentPoolProps> = {}, cloud = {}) => {
  const stack = new AwsStack(cloud);
  new MesosAgentPool(stack, "builds", {
    masters: stack.masters(),
    machineType: "c5.2xlarge",
    ...(props.capacity ? {} : { count: 111 }),
    ...props,
  });
  return stack.synth();
};
const document = (json: ReturnType<typeof synth>) =>
  Object.entries(json.json.locals ?? {}).find(([id]) => id.startsWith("builds"))![1];

test("a pool is one resource however many agents it has, and its JSON grows by the digits of the count", () => {
  const [small, large] = [synth({ count: 10 }), synth({ count: 2000 })];
  expect(small.one("aws_instance", "builds").count).toBe(10);
  expect(large.one("aws_instance", "builds").count).toBe(2000);
  const bytes = (json: ReturnType<typeof synth>) => JSON.stringify(json.json).length;
  expect(bytes(large) - bytes(small)).toBeLessThan(10);
});

test("agents go round the zones by their number", () => {
  const { subnet_id, tags } = synth().one("aws_instance", "builds");
  expect(subnet_id).toMatch(/^\$\{element\(\[(aws_subnet\.\S+\.id,? ?){3}\], count\.index\)\}$/);
  expect(tags).toMatchObject({ Name: "ci-builds-${count.index + 1}" });
  expect(
    (synth({ zoneNumbers: [2] }).one("aws_instance", "builds").subnet_id as string).match(/private-2/g),
  ).toHaveLength(1);
});

test("what makes a machine is for new agents: image, user data, key, zone and volumes of a running one stay", () => {
  expect(synth().one("aws_instance", "builds").lifecycle).toEqual({
    ignore_changes: [
      "ami",
      "user_data",
      "user_data_base64",
      "key_name",
      "subnet_id",
      "availability_zone",
      "ebs_block_device",
      "ephemeral_block_device",
    ],
  });
});

test("the machines' own disks are mapped where older types need it, and striped on the node", () => {
  const instanceStore = { disks: 2, mountPoint: "/var/lib/docker" };
  const json = synth({ instanceStore });
  const mapped = [
    { device_name: "/dev/sdb", virtual_name: "ephemeral0" },
    { device_name: "/dev/sdc", virtual_name: "ephemeral1" },
  ];
  expect(json.one("aws_instance", "builds").ephemeral_block_device).toEqual(mapped);
  const scaled = synth({ instanceStore, count: undefined, capacity: { min: 1, max: 3 } });
  expect(scaled.one("aws_launch_template", "builds").block_device_mappings).toEqual(
    expect.arrayContaining(mapped.map((one) => expect.objectContaining(one))),
  );
  const document = Object.entries(json.json.locals ?? {}).find(([id]) => id.startsWith("builds"))?.[1];
  expect(document).toContain("/usr/local/sbin/cdktf-mesos-instance-store 2 /var/lib/docker xfs");
  expect(document).toContain("mdadm");
  expect(synth().one("aws_instance", "builds").ephemeral_block_device).toBeUndefined();
});

test("volumes take the device names from /dev/sdf in order, encrypted, and are mounted by the same names", () => {
  const json = synth({
    volumes: [
      Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 }),
      Volume.ephemeral("/var/lib/mesos", { sizeGiB: 100, type: "io2", iops: 3000, filesystem: "ext4" }),
    ],
  });
  expect(json.one("aws_instance", "builds").ebs_block_device).toMatchObject([
    {
      device_name: "/dev/sdf",
      volume_size: 200,
      volume_type: "gp3",
      encrypted: true,
      delete_on_termination: true,
    },
    {
      device_name: "/dev/sdg",
      volume_size: 100,
      volume_type: "io2",
      iops: 3000,
      encrypted: true,
      delete_on_termination: true,
    },
  ]);
  expect(document(json)).toMatch(/\/dev\/sdf \/var\/lib\/docker xfs\n/);
  expect(document(json)).toMatch(/\/dev\/sdg \/var\/lib\/mesos ext4\n/);
});

test("attributes, role, resources, flags, images and extra parts reach the document", () => {
  const text = document(
    synth({
      attributes: { workload: "build" },
      role: "ci",
      resources: { cpus: 7, "ports(ci)": "[31000-31500]" },
      flags: { docker_stop_timeout: "1mins", switch_user: false },
      nfsMounts: [{ source: "10.16.0.9:/export/builds", mountPoint: "/srv/builds" }],
      cachedImages: ["jenkins/inbound-agent:latest"],
      extraParts: [Part.file("/etc/motd", "${HOME} and %{if}\n")],
    }),
  );
  const fileWith = (path: string, content: string) =>
    expect(text).toMatch(
      new RegExp(
        `path: "?${path.replace(/[()]/g, "\\$&")}"?\\n.*\\n\\s+${content.replace(/[[\]]/g, "\\$&")}\\n`,
      ),
    );
  fileWith("/etc/mesos-agent/attributes/workload", "build");
  fileWith("/etc/mesos-agent/default_role", "ci");
  fileWith("/etc/mesos-agent/resources/cpus", "7");
  fileWith("/etc/mesos-agent/resources/ports(ci)", "[31000-31500]");
  fileWith("/etc/mesos-agent/docker_stop_timeout", "1mins");
  fileWith("/etc/mesos-agent/switch_user", "false");
  expect(text).toContain("jenkins/inbound-agent:latest");
  expect(text).toContain("10.16.0.9:/export/builds");
  // Terraform's own syntax is escaped, or it would be evaluated.
  expect(text).toContain("$${HOME} and %%{if}");
});

test("the ports that tasks are offered are the ports that are opened", () => {
  const json = synth({ resources: { ports: "[8000-8100,31000-32000]" } });
  const opened = json
    .all("aws_vpc_security_group_ingress_rule")
    .filter(([id]) => id.startsWith("builds_tier_firewall_from-masters"))
    .map(([, rule]) => `${rule.from_port}-${rule.to_port}`);
  expect(opened.sort()).toEqual(["31000-32000", "5051-5051", "8000-8100"]);
});

test("ports that are reserved for a role are opened, and Mesos's default is not offered beside them", () => {
  const opened = synth({ role: "ci", resources: { "cpus(ci)": 4, "ports(ci)": "[9000-9100]" } })
    .all("aws_vpc_security_group_ingress_rule")
    .filter(([id]) => id.startsWith("builds_tier_firewall_from-builds"))
    .map(([, rule]) => `${rule.from_port}-${rule.to_port}`);
  expect(opened).toEqual(["9000-9100"]);
});

test("resources of a role within a role are one text: a slash is in no file's name", () => {
  const text = document(
    synth({ role: "ci/builds", resources: { "cpus(ci/builds)": 4, "ports(ci/builds)": "[9000-9100]" } }),
  );
  expect(text).toMatch(
    /path: \/etc\/mesos-agent\/resources\n.*\n\s+cpus\(ci\/builds\):4;ports\(ci\/builds\):\[9000-9100\]\n/,
  );
  expect(text).not.toContain("/etc/mesos-agent/resources/");
});

test("tags and the cluster's own are on instances and their volumes", () => {
  const volumes = [Volume.ephemeral("/var/lib/docker", { sizeGiB: 20 })];
  const instance = synth({ tags: { team: "build" }, volumes }, { tags: { cost: "ci" } }).one(
    "aws_instance",
    "builds",
  );
  const tags = {
    team: "build",
    cost: "ci",
    "cdktf-mesos:cluster": "ci",
    Name: "ci-builds-${count.index + 1}",
  };
  expect(instance).toMatchObject({ tags, root_block_device: { tags }, ebs_block_device: [{ tags }] });
});

describe("a pool that the cloud scales", () => {
  const json = synth({
    capacity: { min: 20, max: 111, spotPercentage: 60 },
    volumes: [Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 })],
  });

  test("is a launch template and an auto scaling group over the zones, in no hurry to end builds", () => {
    const group = json.one("aws_autoscaling_group");
    expect(group).toMatchObject({ min_size: 20, max_size: 111, protect_from_scale_in: true });
    expect(group.vpc_zone_identifier).toHaveLength(3);
    expect(group.lifecycle).toEqual({ ignore_changes: ["desired_capacity"] });
    expect(group.mixed_instances_policy).toMatchObject({
      instances_distribution: { on_demand_base_capacity: 20, on_demand_percentage_above_base_capacity: 40 },
    });
    // A refresh would replace running agents.
    expect(group.instance_refresh).toBeUndefined();
  });

  test("has what a pool of a fixed size has", () => {
    const template = json.one("aws_launch_template");
    expect(template).toMatchObject({
      instance_type: "c5.2xlarge",
      metadata_options: { http_tokens: "required" },
      user_data: expect.stringMatching(/^\$\{base64gzip\(local\.builds_\S+\)\}$/),
    });
    expect(template.block_device_mappings).toMatchObject([
      { device_name: "/dev/sda1", ebs: { encrypted: "true", volume_size: 50 } },
      { device_name: "/dev/sdf", ebs: { encrypted: "true", volume_size: 200 } },
    ]);
    expect(
      (template.tag_specifications as { resource_type: string }[]).map((spec) => spec.resource_type),
    ).toEqual(["instance", "volume", "network-interface"]);
  });

  test("counts at its most, and no agent has a name for ssh", () => {
    expect(
      synth({ capacity: { min: 1, max: 2 } }).one("aws_autoscaling_group").launch_template,
    ).toMatchObject({
      version: expect.stringMatching(/latest_version/),
    });
  });
});

test("the image is looked up for the machine type's architecture", () => {
  const lookup = (machineType: string, image: AwsImage) => {
    const json = synth({ machineType, packages: { mesos: { kind: "preinstalled" } } }, { image });
    const names = Object.values(json.json.data?.aws_ami ?? {}).map(
      (ami) => (ami.filter as { values: string[] }[])[0]!.values[0],
    );
    return names.sort();
  };
  // The masters are x86.
  expect(lookup("c5.large", AwsImage.debian12())).toEqual(["debian-12-amd64-*"]);
  expect(lookup("g5.large", AwsImage.debian12())).toEqual(["debian-12-amd64-*"]);
  expect(lookup("c7gn.large", AwsImage.debian12())).toEqual(["debian-12-amd64-*", "debian-12-arm64-*"]);
  expect(lookup("t4g.large", AwsImage.ubuntu2404())[1]).toMatch(/ubuntu-noble-24\.04-arm64-server/);
});

test("an image build does the packages, and nothing that is a node's own", () => {
  const stack = new AwsStack();
  const builds = new MesosAgentPool(stack, "builds", {
    masters: stack.masters(),
    machineType: "c5.large",
    count: 1,
    attributes: { workload: "build" },
    volumes: [Volume.ephemeral("/var/lib/docker", { sizeGiB: 20 })],
  });
  expect(builds.imageDocument).toContain("docker.io");
  expect(builds.imageDocument).toContain("aventer-mesos=");
  for (const own of ["/etc/mesos-agent/", "zk://", "/dev/sdf"])
    expect(builds.imageDocument).not.toContain(own);
});

bad.testRefusals({
  "a negative count": [bad.pool({ count: -3 }), "builds: count must be a whole number of at least 0, got -3"],
  "a fractional count": [
    bad.pool({ count: 1.5 }),
    "builds: count must be a whole number of at least 0, got 1.5",
  ],
  "count and capacity": [
    bad.pool({ capacity: { min: 1, max: 2 } }),
    'builds: count or capacity must be given, and not both, got {"count":3,"capacity":{"min":1,"max":2}}',
  ],
  "neither count nor capacity": [
    bad.pool({ count: undefined }),
    "builds: count or capacity must be given, and not both, got {}",
  ],
  "bounds the wrong way round": [
    bad.pool({ count: undefined, capacity: { min: 5, max: 2 } }),
    "builds: capacity.max must not be less than min, got 5 to 2",
  ],
  "more agents than addresses": [
    () => {
      const stack = new AwsStack();
      const tier = stack.masters({ network: stack.network({ cidr: "10.16.0.0/22", zoneCount: 1 }) });
      return new MesosAgentPool(stack, "builds", { masters: tier, machineType: "c5.large", count: 60 });
    },
    "builds: the cidr 10.16.0.0/22 is too small: 60 agents in 10.16.0.128/25, which has room for 59",
  ],
  "an attribute name that mesos refuses": [
    bad.pool({ attributes: { "work load": "x" } }),
    'builds: attributes: a name must be of letters, digits and _ . - and start with a letter, a digit or _, got "work load"',
  ],
  "an attribute value that mesos refuses": [
    bad.pool({ attributes: { workload: "build;rm" } }),
    'builds: attributes.workload must be text of letters, digits and _ / . - or ranges such as [1-9], got "build;rm"',
  ],
  "a resource that mesos refuses": [
    bad.pool({ resources: { cpus: "many" } }),
    'builds: resources.cpus must be a number, ranges such as [31000-32000] or a set such as {a,b}, got "many"',
  ],
  "a negative resource": [bad.pool({ resources: { cpus: -1 } }), "builds: resources.cpus must be a number"],
  "ports that are no ranges": [
    bad.pool({ resources: { ports: 8080 } }),
    "builds: resources.ports must be ranges such as [31000-32000], got 8080",
  ],
  "an unknown agent flag": [
    bad.pool({ flags: { gc_dely: "1days" } }),
    'builds: flags.gc_dely is not a flag of mesos-agent 1.11, got "1days"; did you mean gc_delay?',
  ],
  "the twelfth volume": [
    bad.pool({ volumes: bad.volumes(12) }),
    "builds: volumes must be at most 11 beside the root, one for each name from /dev/sdf to /dev/sdp, got 12",
  ],
  "two volumes on one mount point": [
    bad.pool({ volumes: [...bad.volumes(1), ...bad.volumes(1)] }),
    'builds: volumes must have mount points that nothing else has, got "/data/0" twice; give one another path',
  ],
  "a volume where the instance store is": [
    bad.pool({ volumes: bad.volumes(1), instanceStore: { disks: 2, mountPoint: "/data/0" } }),
    'builds: volumes must have mount points that nothing else has, got "/data/0" twice; give one another path',
  ],
  "two NFS mounts on one mount point": [
    bad.pool({
      nfsMounts: [
        { source: "10.16.0.9:/a", mountPoint: "/srv/a" },
        { source: "10.16.0.9:/b", mountPoint: "/srv/a" },
      ],
    }),
    'builds: nfsMounts must have mount points that nothing else has, got "/srv/a" twice; give one another path',
  ],
  "NFS where a volume is": [
    bad.pool({ volumes: bad.volumes(1), nfsMounts: [{ source: "10.16.0.9:/a", mountPoint: "/data/0" }] }),
    'builds: nfsMounts must have mount points that nothing else has, got "/data/0" twice; give one another path',
  ],
  "more disks than any machine has": [
    bad.pool({ instanceStore: { disks: 25, mountPoint: "/data" } }),
    "builds: instanceStore.disks must be a whole number from 1 to 24, got 25",
  ],
  "a zone that is not there": [
    bad.pool({ zoneNumbers: [1, 4] }),
    "builds: zoneNumbers must be different numbers from 1 to 3, got [1,4]",
  ],
  "volumes that are plain objects": [
    bad.pool({ volumes: [{}] }),
    "builds: volumes[0] must be a volume such as Volume.ephemeral",
  ],
  "user data over the limit": [
    bad.pool({ extraParts: [Part.file("/etc/big", bad.incompressible(20_000))] }),
    "builds: user data must be at most 16384 bytes after compression",
  ],
  "a second pool of one name": [
    () => {
      const masters = new AwsStack().masters();
      const props = { masters, machineType: "c5.large", count: 1 };
      for (const _ of [1, 2]) new MesosAgentPool(masters, "builds", props);
    },
    "builds: there is a construct of that name already; give this tier another id",
  ],
  "a second pool of one name elsewhere": [
    () => {
      const stack = new AwsStack();
      const tier = stack.masters();
      const props = { masters: tier, machineType: "c5.large", count: 1 };
      new MesosAgentPool(stack, "builds", props);
      new MesosAgentPool(tier, "builds", props);
    },
    "builds: the network has a tier of that name already; give this one another id",
  ],
  "a container image that is none": [
    bad.pool({ cachedImages: ["jenkins inbound"] }),
    "builds: each of cachedImages must be a container image",
  ],
  "an NFS source that is none": [
    bad.pool({ nfsMounts: [{ source: "/export", mountPoint: "/srv/builds" }] }),
    'builds: nfsMounts[0].source must have the form server:/path, got "/export"',
  ],
  "a mount of storage that is none": [
    bad.pool({ nfsMounts: [{ source: "a:/b", mountPoint: "/srv/b", storage: "shared" }] }),
    'builds: nfsMounts[0].storage must be a SharedStorage, got "shared"',
  ],
});

test("the eleventh volume is taken", () => {
  expect(bad.pool({ volumes: bad.volumes(11) })()).toBeInstanceOf(MesosAgentPool);
});

test("user data that only the tier's own props make too large is refused at synth", () => {
  const noise = bad
    .incompressible(60_000)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  const images = Array.from(
    { length: 500 },
    (_, i) => `registry.example/${noise.slice(i * 60, i * 60 + 60)}:1`,
  );
  const built = bad.pool({ cachedImages: images })();
  expect(refusal(() => new Synthesized(TerraformStack.of(built)))).toContain(
    "builds: user data must be at most 16384 bytes after compression",
  );
});
