import {
  JenkinsHome,
  JenkinsMaster,
  type JenkinsMasterProps,
  MarathonApp,
  type MarathonAppProps,
  MesosAgentPool,
  type MesosAgentPoolProps,
  Volume,
  VolumeDriver,
  type VolumeDriverProps,
} from "../../../constructs";
import { volumePolicy } from "../../../constructs/clouds/aws/volume-policy";
import type { Anything } from "../../support/anything";
import { OpenStackStack } from "../../support/openstack";
import { AwsStack, refusal } from "../../support/synth";

/** Masters, a pool whose agents give volumes to tasks, and one for builds, whose agents do not. */
class Cluster {
  readonly masters: ReturnType<AwsStack["masters"]>;
  readonly tools: MesosAgentPool;
  readonly builds: MesosAgentPool;

  constructor(readonly stack: AwsStack = new AwsStack()) {
    this.masters = stack.masters();
    this.tools = this.pool("tools", {
      attributes: { workload: "tools" },
      volumes: [Volume.ephemeral("/var/lib/docker", { sizeGiB: 50 })],
    });
    this.builds = this.pool("builds", { attributes: { workload: "build" } });
  }

  pool(id: string, props: Partial<MesosAgentPoolProps>): MesosAgentPool {
    const { masters } = this;
    return new MesosAgentPool(this.stack, id, { masters, machineType: "m5.large", count: 2, ...props });
  }

  driver(props: Partial<VolumeDriverProps> = {}, id = "volumes"): VolumeDriver {
    return new VolumeDriver(this.stack, id, { masters: this.masters, pools: [this.tools], ...props });
  }

  wiki(driver: VolumeDriver, props: Partial<MarathonAppProps> = {}, id = "wiki"): MarathonApp {
    const parameters = [driver.parameter("wiki", "/data", { sizeGiB: 10 })];
    return new MarathonApp(this.stack, id, {
      masters: this.masters,
      container: { type: "DOCKER", docker: { image: "wiki:7", parameters } },
      constraints: [["workload", "CLUSTER", "tools"]],
      ...props,
    });
  }

  jenkins(home: JenkinsHome, id = "team-a", props: Partial<JenkinsMasterProps> = {}): JenkinsMaster {
    const image = "jenkins/inbound-agent:3261";
    return new JenkinsMaster(this.stack, id, {
      masters: this.masters,
      pools: [this.tools],
      home,
      image: "registry.example.com/jenkins:2.504",
      agents: [{ label: "java", pool: this.builds, cpus: 1, mem: 2048, image }],
      ...props,
    });
  }
}

describe("a driver for a pool of two agents", () => {
  const cluster = new Cluster();
  const driver = cluster.driver();
  const jenkins = cluster.jenkins(JenkinsHome.volume(driver, { sizeGiB: 20 }));
  const json = cluster.stack.synth();

  test("is an app with a task on each of them, and on no other agent", () => {
    const { definition } = driver.app;
    expect(definition).toMatchObject({
      id: "/volumes",
      user: "root",
      instances: 2,
      constraints: [
        ["workload", "CLUSTER", "tools"],
        ["hostname", "UNIQUE"],
      ],
      env: {
        CLUSTER: "ci",
        DEVICES: [..."fghijklmnop"].map((letter) => `/dev/sd${letter}`).join(","),
        SNAPSHOT_HOURS: "24",
        KEEP_SNAPSHOTS: "7",
      },
    });
    expect(definition.container).toBeUndefined();
  });

  test("fetches its program from a store, by a name that changes with it", () => {
    const object = json.one("aws_s3_object", "volumes_store");
    expect(object.key).toMatch(/^volumes-[0-9a-f]{12}\.py$/);
    const { PROGRAM } = driver.app.definition.env!;
    expect(object.key).toBe(`volumes-${PROGRAM}`);
    expect(json.files("tools")["/etc/cdktf-mesos/volume-driver"]).toMatch(
      /^s3:\/\/\$\{aws_s3_bucket\.volumes_store\S*\.bucket\}\/volumes\n$/,
    );
  });

  test("lets the definitions of apps be compressed: no reference is in them", () => {
    expect(JSON.stringify(driver.app.definition)).not.toMatch(/\$\{TfToken/);
  });

  test("finds what it needs on agents of its pools alone", () => {
    const needs = (owner: string) => {
      const files = json.files(owner);
      const packages = files["/etc/cdktf-mesos/packages"]!.split("\n");
      return [packages.includes("python3-boto3"), "/etc/cdktf-mesos/volume-driver" in files];
    };
    expect(needs("tools")).toEqual([true, true]);
    expect(needs("builds")).toEqual([false, false]);
  });

  test("has rights by the role of its pools alone", () => {
    const policies = json.all("aws_iam_role_policy").filter(([id]) => id.includes("tier_volumes"));
    expect(policies.map(([, { role }]) => role)).toEqual([expect.stringMatching(/aws_iam_role\.tools_/)]);
    expect(JSON.parse(policies[0]![1].policy as string)).toEqual(volumePolicy("ci"));
  });

  test("gives a Jenkins its home", () => {
    const { docker, volumes } = jenkins.app.definition.container!;
    expect(volumes).toEqual([]);
    expect(docker!.parameters).toContainEqual({
      key: "mount",
      value:
        "type=volume,source=jenkins-team-a,target=/var/jenkins_home,volume-driver=cdktf-mesos,volume-opt=sizeGiB=20,volume-nocopy=true",
    });
  });
});

describe("the rights of an agent", () => {
  const { Statement } = volumePolicy("ci", "arn:aws:kms:eu-west-1:1:key/k") as Anything;
  const of = (action: string) => Statement.filter(({ Action }: Anything) => Action.includes(action));

  test("change nothing that has no volume's name, such as the volumes of masters", () => {
    const changes = Statement.filter(
      ({ Action, Resource }: Anything) =>
        Action.some((action: string) => /^ec2:(?!Describe)/.test(action)) &&
        Resource !== "arn:*:ec2:*:*:instance/*",
    );
    expect(changes).toHaveLength(8);
    for (const { Condition } of changes) {
      const named = Object.keys(Condition.StringLike);
      expect(named).toEqual([expect.stringMatching(/^aws:(Request|Resource)Tag\/cdktf-mesos:volume$/)]);
      expect(Object.entries(Condition.StringEquals)).toContainEqual([
        named[0]!.replace(":volume", ":cluster"),
        "ci",
      ]);
    }
  });

  test("attach to machines of the cluster alone", () => {
    expect(of("ec2:AttachVolume").map(({ Resource }: Anything) => Resource)).toEqual([
      "arn:*:ec2:*:*:volume/*",
      "arn:*:ec2:*:*:instance/*",
    ]);
    expect(of("ec2:AttachVolume")[1].Condition).toEqual({
      StringEquals: { "aws:ResourceTag/cdktf-mesos:cluster": "ci" },
    });
  });

  test("tag what is made, and of what is there one tag alone", () => {
    const [made, later] = of("ec2:CreateTags");
    expect(made.Condition.StringEquals["ec2:CreateAction"]).toEqual(["CreateVolume", "CreateSnapshot"]);
    expect(later.Condition["ForAllValues:StringEquals"]).toEqual({ "aws:TagKeys": ["cdktf-mesos:saved"] });
  });

  test("are to everything where only looking is meant, and to no other action", () => {
    expect(
      Statement.filter(({ Resource }: Anything) => Resource === "*").map(({ Action }: Anything) => Action),
    ).toEqual([["ec2:DescribeVolumes", "ec2:DescribeSnapshots"]]);
    const actions = Statement.flatMap(({ Action }: Anything) => Action);
    expect(actions.filter((action: string) => action.endsWith("*"))).toEqual(["kms:ReEncrypt*"]);
  });

  test("are the key's as well where the customer has one", () => {
    expect(of("kms:CreateGrant")).toEqual([
      {
        Effect: "Allow",
        Action: ["kms:CreateGrant"],
        Resource: "arn:aws:kms:eu-west-1:1:key/k",
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ]);
    const cluster = new Cluster(new AwsStack({ kmsKeyId: "arn:aws:kms:eu-west-1:1:key/k" }));
    expect(cluster.driver().app.definition.env).toMatchObject({ KMS_KEY: "arn:aws:kms:eu-west-1:1:key/k" });
  });
});

test("it is on the agents of several pools, as many as there can be", () => {
  const cluster = new Cluster();
  const pools = [
    cluster.tools,
    cluster.pool("more", {
      count: undefined,
      capacity: { min: 1, max: 5 },
      attributes: { workload: "more" },
    }),
  ];
  expect(cluster.driver({ pools, snapshotHours: 6, keepSnapshots: 3 }).app.definition).toMatchObject({
    instances: 7,
    constraints: [
      ["workload", "LIKE", "tools|more"],
      ["hostname", "UNIQUE"],
    ],
    env: { SNAPSHOT_HOURS: "6", KEEP_SNAPSHOTS: "3" },
  });
});

test("an app with a volume runs on the pools of any driver", () => {
  const cluster = new Cluster();
  const driver = cluster.driver();
  cluster.driver({ pools: [cluster.builds] }, "others");
  cluster.wiki(driver, { constraints: [] });
  cluster.stack.synth();
});

test("where the zone decides, which agents alone know, one pool with a driver is enough", () => {
  const cluster = new Cluster();
  cluster.wiki(cluster.driver(), { constraints: [["zone", "CLUSTER", "eu-west-1a"]] });
  cluster.stack.synth();
});

const driver = (props: Anything) => () => new Cluster().driver(props);
const parameter = (name: Anything, path: Anything, options: Anything) => () =>
  new Cluster().driver().parameter(name, path, options);

test.each<[string, () => unknown, string]>([
  ["no pools", driver({ pools: [] }), "volumes: pools must name at least one pool, got []"],
  ["no pool", driver({ pools: [5] }), "volumes: pools[0] must be a MesosAgentPool, got 5"],
  [
    "no snapshots",
    driver({ keepSnapshots: 0 }),
    "keepSnapshots must be a whole number from 1 to 1000, got 0",
  ],
  [
    "no hours",
    driver({ snapshotHours: 0.5 }),
    "snapshotHours must be a whole number from 1 to 8760, got 0.5",
  ],
  [
    "a second driver",
    () => {
      const cluster = new Cluster();
      cluster.driver();
      cluster.driver({}, "other");
    },
    "other: tools has the volume driver volumes already; one does for all pools that it is given",
  ],
  [
    "a volume without a name",
    parameter("a,b", "/data", { sizeGiB: 1 }),
    'volumes: a volume\'s name must be at most 100 letters, digits and . _ -, got "a,b"',
  ],
  [
    "a path that is none",
    parameter("a", "data", { sizeGiB: 1 }),
    'volumes: containerPath of a must be an absolute path such as /data, got "data"',
  ],
  [
    "no size",
    parameter("a", "/data", { sizeGiB: 0 }),
    "volumes: volume: sizeGiB must be a whole number from 1 to 16384, got 0",
  ],
  [
    "a home without a size",
    () => JenkinsHome.volume(new Cluster().driver(), {} as Anything),
    "volumes: volume: sizeGiB must be a whole number from 1 to 16384, got nothing",
  ],
  [
    "a home without a driver",
    () => JenkinsHome.volume("volumes" as Anything, { sizeGiB: 1 }),
    'home must have a VolumeDriver, got "volumes"',
  ],
  [
    "a home with nothing for a driver",
    () => JenkinsHome.volume(null as Anything, { sizeGiB: 1 }),
    "home must have a VolumeDriver, got null",
  ],
  [
    "a home on a pool without the driver",
    () => {
      const cluster = new Cluster();
      const home = JenkinsHome.volume(cluster.driver(), { sizeGiB: 1 });
      cluster.jenkins(home, "team-a", { pools: [cluster.builds] });
    },
    'team-a: home is on a volume of volumes, whose pools are ["tools"], got the pool builds; give the driver that pool as well',
  ],
  [
    "OpenStack",
    () => {
      const stack = new OpenStackStack();
      const masters = stack.masters();
      const pools = [new MesosAgentPool(stack, "tools", { masters, machineType: "m1.large", count: 1 })];
      new VolumeDriver(stack, "volumes", { masters, pools });
    },
    "tools: volumes by name are not available on OpenStack, whose servers have no rights of their own, got a volume driver; take a SharedStorage, and JenkinsHome.nfs for a Jenkins",
  ],
  [
    "more volumes than device names",
    () => {
      const cluster = new Cluster();
      const volumes = cluster.driver();
      // Each of two agents has ten beside its own volume.
      for (let i = 1; i <= 21; i++) {
        new MarathonApp(cluster.stack, `app-${i}`, {
          masters: cluster.masters,
          container: {
            type: "DOCKER",
            docker: {
              image: "postgres:16",
              parameters: [volumes.parameter(`data-${i}`, "/data", { sizeGiB: 10 })],
            },
          },
        });
      }
      cluster.stack.synth();
    },
    "volumes: 21 volumes are asked for, and agents have device names for 20: 2 of tools 10 each; give the pools more agents or fewer volumes of their own",
  ],
  [
    "an app with a volume and several instances",
    () => {
      const cluster = new Cluster();
      cluster.wiki(cluster.driver(), { instances: 3 });
    },
    "/wiki: instances must be 1 at most with the volume wiki, which one task has at a time, got 3",
  ],
  [
    "two apps on one volume",
    () => {
      const cluster = new Cluster();
      const driver = cluster.driver();
      cluster.wiki(driver);
      cluster.wiki(driver, {}, "copy");
    },
    "/copy: the volume wiki is /wiki's; give one of them another",
  ],
  [
    "an app with a volume on agents without a driver",
    () => {
      const cluster = new Cluster();
      cluster.wiki(cluster.driver(), { constraints: [["hostname", "UNIQUE"]] });
      cluster.stack.synth();
    },
    "/wiki: the volume wiki is not available on the agents of builds, which it may run on; give a VolumeDriver that pool as well, or keep the app from it by constraints",
  ],
  [
    "agents that cannot be told from others",
    () => {
      const cluster = new Cluster();
      cluster.pool("same", { attributes: { workload: "tools" } });
      cluster.driver();
      cluster.stack.synth();
    },
    "volumes: pools: the agents of same have the attributes of tools as well",
  ],
])("refuses %s", (_, act, message) => {
  expect(refusal(act)).toContain(message);
});
