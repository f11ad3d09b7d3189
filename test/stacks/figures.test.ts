import { App, type TerraformStack, Testing } from "cdktf";
import { JenkinsMaster, type MesosAgentPool, type MesosMasterTier } from "../../constructs";
import { addReferenceStacks, awsCloud, clusterNames } from "../../stacks";
import { Jenkins2000 } from "../../stacks/jenkins-2000";
import { textLocals } from "../../tools/text-locals";
import { testKey } from "../support/synth";

// The figures of the systems that the clusters are modeled on.

const app = new App();
addReferenceStacks(app, { sshPublicKey: testKey, sshFrom: ["203.0.113.0/24"] });
const stackOf = (cluster: string) => app.node.findChild(`${cluster}-aws`) as TerraformStack;
const synthesized = new Map<string, ReturnType<typeof JSON.parse>>(
  clusterNames.map((id) => [id, JSON.parse(Testing.synth(stackOf(id), true))]),
);

/** Machines by tier, whose id is the part of a resource's name before the first underscore. */
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
const jenkinses = (cluster: string) => jenkinsesOf(stackOf(cluster));
const jenkinsesOf = (stack: TerraformStack) =>
  stack.node.findAll().filter((one): one is JenkinsMaster => one instanceof JenkinsMaster);

// biome-ignore lint/suspicious/noExplicitAny: untyped configuration as code
const mesosCloud = ({ configuration }: { configuration: any }): any => configuration.jenkins.clouds[0].mesos;

describe("hands-on", () => {
  test("3 masters with a quorum of 2, 3 agents", () => {
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

  test("one Jenkins on Marathon, with two executors per container, and classes of cpus and memory", () => {
    const [jenkins, ...others] = jenkinses("jenkins-40");
    expect(others).toEqual([]);
    expect(jenkins?.app.appId).toBe("/jenkins/jenkins");
    const classes = mesosCloud(jenkins!).slaveInfos as Record<string, string>[];
    expect(classes.map(({ labelString, maxExecutors }) => [labelString, maxExecutors])).toEqual([
      ["small", "2"],
      ["large", "2"],
    ]);
    expect(new Set(classes.map(({ executorMem }) => executorMem)).size).toBe(2);
    // As measured: 0.6 CPUs and 1.4 GB for two builds in one container.
    const [small] = classes;
    const inAll = (own: string, each: string) => Number(small?.[own]) + 2 * Number(small?.[each]);
    expect(inAll("slaveCpus", "executorCpus")).toBe(0.6);
    expect((1.1 * inAll("slaveMem", "executorMem")) / 1000).toBeCloseTo(1.4, 1);
  });
});

describe("jenkins-ha", () => {
  const pool = (name: string) => stackOf("jenkins-ha").node.findChild(name) as MesosAgentPool;

  test("3 masters, 10 agents, a separate disk for builds' Docker, homes and workspaces on NFS", () => {
    const { masters: three, jenkins, builds } = machines("jenkins-ha");
    expect([three, jenkins! + builds!]).toEqual([3, 10]);
    const [, agent] = Object.entries(
      synthesized.get("jenkins-ha").resource.aws_instance as Record<string, { ebs_block_device?: object[] }>,
    ).find(([id]) => id.startsWith("builds"))!;
    expect(agent.ebs_block_device).toHaveLength(1);
    for (const name of ["jenkins", "builds"])
      expect(pool(name).offers.nfsMountPoints).toEqual(["/srv/shared"]);
  });

  test("more than 100 concurrent builds, labels with cpus and memory, docker.sock if requested", () => {
    const [ci] = jenkinses("jenkins-ha");
    const templates = mesosCloud(ci!).mesosAgentSpecTemplates as {
      label: string;
      cpus: string;
      mem: string;
      containerInfo: { volumes: { hostPath: string }[] };
    }[];
    const { cpus, mem } = pool("builds").offers;
    const atOnce = Object.fromEntries(
      templates.map((one) => [
        one.label,
        // The plugin adds 32 MB.
        8 * Math.floor(Math.min(cpus! / Number(one.cpus), mem! / (Number(one.mem) + 32))),
      ]),
    );
    // As in its documentation.
    expect(atOnce).toEqual({ java: 112, docker: 56, large: 8 });
    const sockets = templates.filter((one) =>
      one.containerInfo.volumes.some(({ hostPath }) => hostPath === "/var/run/docker.sock"),
    );
    expect(sockets.map(({ label }) => label)).toEqual(["docker"]);
  });

  test("roles with weights, and alerts if Mesos lacks resources, builds fail or a framework is missing", () => {
    expect(jenkinses("jenkins-ha").map((one) => mesosCloud(one).role)).toEqual(["ci", "release"]);
    const { locals, resource } = synthesized.get("jenkins-ha");
    const master = Object.entries(textLocals(locals)).find(([id]) => id.startsWith("masters_1"))!;
    expect(master[1]).toContain("ci=1,release=3");
    const files = Object.values(resource.aws_s3_object as Record<string, { key: string; content: string }>);
    const { content } = files.find(({ key }) => key === "monitoring/files.json")!;
    expect(Object.keys(JSON.parse(content))).toEqual(
      expect.arrayContaining([
        "rules/role-short.yaml",
        "rules/failed-builds.yaml",
        "rules/framework-gone.yaml",
      ]),
    );
  });
});

describe("jenkins-2000", () => {
  /** Synthesizes it with so many teams. */
  const withTeams = (teams?: number) => {
    const settings = { sshPublicKey: testKey, sshFrom: ["203.0.113.0/24"] };
    const stack = new Jenkins2000(new App(), "jenkins-2000", {
      ...settings,
      teams,
      createCloud: (scope) => awsCloud(scope, "jenkins-2000", settings),
    });
    return { stack, json: JSON.parse(Testing.synth(stack, true)) };
  };

  test("3 masters, 317 agents of three types, 7 nodes of Elasticsearch", () => {
    expect(types("jenkins-2000")).toMatchObject({ "c3.2xlarge": 111, "c3.8xlarge": 7 });
    expect(machines("jenkins-2000")).toMatchObject({
      masters: 3,
      builds: 111,
      "jenkins-small": 56,
      "jenkins-large": 150,
      search: 7,
    });
    const { value } = synthesized.get("jenkins-2000").output.capacity;
    expect(value.total).toMatchObject({ machines: 327, agents: 317 });
  });

  test("2,000 Jenkins masters that are not resources, and fit on its agents", () => {
    const { stack, json } = withTeams();
    const all = jenkinsesOf(stack);
    expect(all).toHaveLength(2000);
    const count = (one: { resource: object }) =>
      Object.values(one.resource).reduce((sum, resources) => sum + Object.keys(resources).length, 0);
    expect(count(json)).toBe(count(withTeams(20).json));

    for (const pool of ["jenkins-small", "jenkins-large"]) {
      const { offers } = stack.node.findChild(pool) as MesosAgentPool;
      const [wanted] = all
        .map(({ app }) => app.definition)
        .filter(({ constraints }) => constraints?.[0]?.[2] === pool);
      const fit = Math.floor(Math.min(offers.cpus! / wanted!.cpus!, offers.mem! / wanted!.mem!));
      const asking = all.filter(({ app }) => app.definition.constraints?.[0]?.[2] === pool).length;
      expect([pool, fit * machines("jenkins-2000")[pool]! >= asking]).toEqual([pool, true]);
    }
  });
});

describe("pipeline", () => {
  test("a registry, builds with their agent's Docker, a home on the host with backups, a configuration server", () => {
    const [jenkins] = jenkinses("pipeline");
    // biome-ignore lint/suspicious/noExplicitAny: untyped configuration as code
    const { jenkins: inside, unclassified } = jenkins!.configuration as any;
    const [{ mesos }] = inside.clouds;
    const mounts = (volumes: readonly object[] = []) =>
      volumes.map((volume) => (volume as { hostPath?: string }).hostPath);
    expect(mounts(mesos.mesosAgentSpecTemplates[0].containerInfo.volumes)).toContain("/var/run/docker.sock");
    expect(mounts(jenkins!.app.definition.container?.volumes)).toEqual([
      "/var/lib/jenkins/jenkins-ci",
      "/srv/shared/backups",
    ]);
    expect(unclassified.thinBackup.backupPath).toBe("/backups");
    const env = inside.globalNodeProperties[0].envVars.env as { key: string; value: string }[];
    expect(env.map(({ key }) => key)).toEqual(["REGISTRY", "MARATHON_URL", "CONFIG_SERVER"]);
    expect(env[0]!.value).toBe("10.16.32.16:5000");
    expect(env[2]!.value).toBe("http://internal.ci.example.com/configuration");
    expect(machines("pipeline")).toMatchObject({ registry: 1, shared: 1 });
    // Containers use their agents' addresses, which the public ingress does not allow.
    const rules = Object.keys(synthesized.get("pipeline").resource.aws_vpc_security_group_ingress_rule);
    for (const pool of ["jenkins", "builds", "services"]) {
      const edge = `internal_front_load-balancer_firewall_from-${pool}-internal-http_`;
      expect([pool, rules.filter((id) => id.startsWith(edge)).length]).toEqual([pool, 1]);
    }
  });
});
