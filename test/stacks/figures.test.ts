import { App, type TerraformStack, Testing } from "cdktf";
import { JenkinsMaster, type MesosMasterTier } from "../../constructs";
import { addReferenceStacks, clusterNames } from "../../stacks";
import { testKey } from "../support/synth";

// The figures of the systems that the clusters are made after, one block a system.

const app = new App();
addReferenceStacks(app, { sshPublicKey: testKey, sshFrom: ["203.0.113.0/24"] });
const stackOf = (cluster: string) => app.node.findChild(`${cluster}-aws`) as TerraformStack;
const synthesized = new Map<string, ReturnType<typeof JSON.parse>>(
  clusterNames.map((id) => [id, JSON.parse(Testing.synth(stackOf(id), true))]),
);

/** Machines by tier: what comes before the first underscore of a resource's name is the tier's id. */
function machines(cluster: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [id, { count = 1 }] of Object.entries(
    synthesized.get(cluster).resource.aws_instance as Record<string, { count?: number }>,
  )) {
    const tier = id.split("_")[0]!;
    found[tier] = (found[tier] ?? 0) + count;
  }
  return found;
}

/** Machines by type. */
function types(cluster: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { instance_type, count = 1 } of Object.values(
    synthesized.get(cluster).resource.aws_instance,
  ) as { instance_type: string; count?: number }[]) {
    found[instance_type] = (found[instance_type] ?? 0) + count;
  }
  return found;
}

const masters = (cluster: string) => stackOf(cluster).node.findChild("masters") as MesosMasterTier;

/** The Jenkinses of a cluster, by the path of their app. */
const jenkinses = (cluster: string) =>
  stackOf(cluster)
    .node.findAll()
    .filter((one): one is JenkinsMaster => one instanceof JenkinsMaster);

// biome-ignore lint/suspicious/noExplicitAny: configuration as code is of any shape
const mesosCloud = ({ configuration }: { configuration: any }): any => configuration.jenkins.clouds[0].mesos;

describe("hands-on", () => {
  test("3 masters of which 2 must agree, 3 agents", () => {
    expect(machines("hands-on")).toMatchObject({ masters: 3, agents: 3 });
    expect(masters("hands-on").quorum).toBe(2);
  });
});

describe("jenkins-40", () => {
  test("40 hosts, one of them the master, in one subnet of 192.168.2.0/23", () => {
    const { gateway, ...hosts } = machines("jenkins-40");
    expect(hosts).toEqual({ masters: 1, agents: 39 });
    expect(masters("jenkins-40").nodes.map(({ address }) => address)).toEqual(["192.168.2.10"]);
  });

  test("one Jenkins, on Marathon, whose containers have two executors, and classes of their own cpus and memory", () => {
    const [jenkins, ...others] = jenkinses("jenkins-40");
    expect(others).toEqual([]);
    expect(jenkins?.app.appId).toBe("/jenkins/jenkins");
    const classes = mesosCloud(jenkins!).slaveInfos as Record<string, string>[];
    expect(classes.map(({ labelString, maxExecutors }) => [labelString, maxExecutors])).toEqual([
      ["small", "2"],
      ["large", "2"],
    ]);
    expect(new Set(classes.map(({ executorMem }) => executorMem)).size).toBe(2);
    // As the document measured it: 0.6 CPUs and 1.4 GB for two builds in one container.
    const [small] = classes;
    const inAll = (own: string, each: string) => Number(small?.[own]) + 2 * Number(small?.[each]);
    expect(inAll("slaveCpus", "executorCpus")).toBe(0.6);
    expect((1.1 * inAll("slaveMem", "executorMem")) / 1000).toBeCloseTo(1.4, 1);
  });
});

describe("jenkins-2000", () => {
  test("3 masters, 317 agents of three types, 7 nodes of Elasticsearch", () => {
    expect(types("jenkins-2000")).toMatchObject({
      "m3.xlarge": 3 + 56,
      "c3.2xlarge": 111,
      "m4.4xlarge": 150,
      "c3.8xlarge": 7,
    });
    const { value } = synthesized.get("jenkins-2000").output.capacity;
    expect(value.total).toMatchObject({ machines: 327, agents: 317 });
  });
});
