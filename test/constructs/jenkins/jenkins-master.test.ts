import { join } from "node:path";
import { stringify } from "yaml";
import {
  DockerRegistry,
  JenkinsHome,
  JenkinsMaster,
  type JenkinsMasterProps,
  MesosAgentPool,
  type MesosAgentPoolProps,
  MesosPlugin,
} from "../../../constructs";
import type { Anything } from "../../support/anything";
import { testRefusals } from "../../support/refusals";
import { AwsStack, refusal } from "../../support/synth";

const golden = (name: string) => join(__dirname, "..", "..", "golden", "jenkins", name);

/** A cluster with agents for Jenkins and for builds. */
class Cluster {
  readonly stack = new AwsStack();
  readonly masters = this.stack.masters();
  readonly jenkins = this.pool("jenkins", {
    attributes: { workload: "jenkins" },
    nfsMounts: [{ source: "10.16.0.9:/export/jenkins", mountPoint: "/srv/jenkins" }],
  });
  readonly builds = this.pool("builds", {
    attributes: { workload: "build", disk: "ssd" },
    resources: { cpus: 7, mem: 14000, ports: "[31000-32000]" },
  });

  pool(id: string, props: Partial<MesosAgentPoolProps>): MesosAgentPool {
    const { masters } = this;
    return new MesosAgentPool(this.stack, id, { masters, machineType: "c5.2xlarge", count: 3, ...props });
  }

  get java() {
    return { label: "java", pool: this.builds, cpus: 2, mem: 4096, image: "jenkins/inbound-agent:3261" };
  }

  jenkinsMaster(props: Partial<JenkinsMasterProps> = {}, id = "team-a"): JenkinsMaster {
    return new JenkinsMaster(this.stack, id, {
      masters: this.masters,
      pools: [this.jenkins],
      home: JenkinsHome.nfs("/srv/jenkins"),
      image: "registry.example.com/jenkins:2.504",
      agents: [this.java],
      ...props,
    });
  }
}

const MESOS_IMAGES = {
  image_providers: "DOCKER",
  isolation: "cgroups/cpu,cgroups/mem,filesystem/linux,docker/runtime",
};

const everything = (
  cluster: Cluster,
  plugin: MesosPlugin,
  more: object = {},
): Partial<JenkinsMasterProps> => ({
  plugin,
  agents: [
    { ...cluster.java, ...more },
    {
      ...cluster.java,
      label: "docker",
      image: "registry.example.com/build:7",
      dockerSocket: true,
      volumes: [{ containerPath: "/cache", hostPath: "/srv/cache", readOnly: true }],
      network: "BRIDGE",
      idleMinutes: 10,
      exclusive: false,
      forcePullImage: true,
    },
  ],
  route: { domain: "ci.example.com", path: "/team-a" },
  configuration: {
    jenkins: { systemMessage: "team A" },
    tool: { git: { installations: [{ name: "git", home: "git" }] } },
  },
});

test("it has its home, and what else of the agent it is given", () => {
  const { container } = new Cluster().jenkinsMaster({
    volumes: [
      { containerPath: "/backups", hostPath: "/srv/backups" },
      { containerPath: "/keys", hostPath: "/etc/keys", readOnly: true },
    ],
  }).app.definition;
  expect(container?.volumes).toEqual([
    { containerPath: "/var/jenkins_home", hostPath: "/srv/jenkins/jenkins-team-a", mode: "RW" },
    { containerPath: "/backups", hostPath: "/srv/backups", mode: "RW" },
    { containerPath: "/keys", hostPath: "/etc/keys", mode: "RO" },
  ]);
});

describe("its configuration as code", () => {
  test.each([
    ["plugin-2.yml", MesosPlugin.v2(), {}],
    ["plugin-1.yml", MesosPlugin.v1({ nativeLibrary: "/usr/lib/libmesos.so" }), { executors: 2, cpus: 1 }],
  ])("is what it was: %s", (file, plugin, more) => {
    const cluster = new Cluster();
    const { configuration } = cluster.jenkinsMaster(everything(cluster, plugin, more));
    expect(stringify(configuration)).toMatchFile(golden(file));
  });

  // The parameters of the data-bound constructors at github.com/jenkinsci/mesos-plugin: what JCasC takes as keys.
  const documented = {
    2: {
      cloud: "mesosMasterUrl frameworkName frameworkId role agentUser jenkinsURL mesosAgentSpecTemplates",
      template:
        "label mode cpus mem idleTerminationMinutes minExecutors maxExecutors disk jnlpArgs agentAttributes additionalURIs containerInfo agentCommandStyle domainFilterModel",
      container: "type dockerImage isDind dockerPrivilegedMode dockerForcePullImage volumes networking",
    },
    1: {
      cloud:
        "nativeLibraryPath master description frameworkName role slavesUser credentialsId principal secret slaveInfos checkpoint onDemandRegistration nfsRemoteFSRoot jenkinsURL declineOfferDuration cloudID",
      template:
        "labelString mode slaveCpus slaveMem minExecutors maxExecutors executorCpus diskNeeded executorMem remoteFSRoot idleTerminationMinutes slaveAttributes jvmArgs jnlpArgs defaultSlave containerInfo additionalURIs nodeProperties",
      container:
        "type dockerImage isDind dockerPrivilegedMode dockerForcePullImage dockerImageCustomizable useCustomDockerCommandShell customDockerCommandShell volumes parameters networking portMappings networkInfos",
    },
  };

  test.each([
    [2 as const, MesosPlugin.v2()],
    [1 as const, MesosPlugin.v1({ nativeLibrary: "/usr/lib/libmesos.so" })],
  ])("has keys that the plugin's version %i takes, and no others", (version, plugin) => {
    const cluster = new Cluster();
    const { configuration } = cluster.jenkinsMaster(everything(cluster, plugin)) as Anything;
    const [{ mesos }] = configuration.jenkins.clouds;
    const keys = documented[version];
    const known = (part: object, names: string) =>
      expect(Object.keys(part).filter((key) => !names.split(" ").includes(key))).toEqual([]);
    known(mesos, keys.cloud);
    const templates = mesos.mesosAgentSpecTemplates ?? mesos.slaveInfos;
    expect(templates).toHaveLength(2);
    for (const template of templates) {
      known(template, keys.template);
      known(template.containerInfo, keys.container);
      for (const volume of template.containerInfo.volumes) known(volume, "containerPath hostPath readOnly");
    }
  });

  test("finds its pools by their attributes, its masters by ZooKeeper, its builds over restarts", () => {
    const { configuration, frameworkName } = new Cluster().jenkinsMaster() as Anything;
    const [{ mesos }] = configuration.jenkins.clouds;
    expect(mesos).toMatchObject({
      mesosMasterUrl: "zk://10.16.32.10:2181,10.16.64.11:2181,10.16.96.12:2181/mesos",
      frameworkName,
      frameworkId: "ci-jenkins-team-a",
      mesosAgentSpecTemplates: [{ agentAttributes: "workload:build,disk:ssd" }],
    });
    expect(frameworkName).toBe("jenkins-team-a");
  });

  test("is one line of the environment, with Jenkins's own variables left to it", () => {
    const { app } = new Cluster().jenkinsMaster();
    const text = app.definition.env!.JENKINS_CONFIGURATION as string;
    expect(text).not.toContain("\n");
    expect(JSON.parse(text)).toMatchObject({
      jenkins: { numExecutors: 0, slaveAgentPort: "${PORT_JNLP}" },
      unclassified: { location: { url: "http://${HOST}:${PORT_HTTP}/" } },
    });
  });
});

describe("its app", () => {
  test("is what it was", () => {
    const cluster = new Cluster();
    const { app } = cluster.jenkinsMaster({
      ...everything(cluster, MesosPlugin.v1({ nativeLibrary: "/usr/lib/libmesos.so" })),
      configurationUrls: ["https://git.example.com/raw/main/jenkins.yaml"],
      env: { TZ: "Europe/Berlin" },
    });
    const { cmd, env, ...rest } = app.definition;
    const { JENKINS_CONFIGURATION, ...others } = env!;
    expect(cmd).toMatch(/^#!\/bin\/sh\n/);
    expect(`${JSON.stringify({ ...rest, env: others }, null, 2)}\n`).toMatchFile(golden("app.json"));
  });

  test("has memory above its heap", () => {
    const mem = (props: Partial<JenkinsMasterProps>) => new Cluster().jenkinsMaster(props).app.definition.mem;
    expect([mem({}), mem({ heapMiB: 4096 }), mem({ heapMiB: 512, mem: 800 })]).toEqual([1536, 6144, 800]);
  });

  test("runs on any of several pools, and on no others", () => {
    const cluster = new Cluster();
    const nfsMounts = [{ source: "10.16.0.9:/export", mountPoint: "/srv" }];
    const large = cluster.pool("large", { attributes: { workload: "jenkins.large" }, nfsMounts });
    const { app } = cluster.jenkinsMaster({ pools: [cluster.jenkins, large] });
    expect(app.definition.constraints).toEqual([["workload", "LIKE", "jenkins|jenkins\\.large"]]);
    cluster.stack.synth();
  });

  test("2,000 of them are one loop, one object, and seconds", () => {
    const synth = (count: number) => {
      const cluster = new Cluster();
      for (let i = 1; i <= count; i++)
        cluster.jenkinsMaster({ route: { domain: `team-${i}.ci.example.com` } }, `team-${i}`);
      const json = cluster.stack.synth();
      const resources = Object.values(json.json.resource).reduce(
        (sum, some) => sum + Object.keys(some).length,
        0,
      );
      return { resources, bytes: JSON.stringify(json.one("aws_s3_object", "definitions")).length };
    };
    const one = synth(1);
    const start = Date.now();
    const many = synth(2000);
    expect(many.resources).toBe(one.resources);
    expect(Date.now() - start).toBeLessThan(10_000);
    // Terraform is quick with as much; with the text itself, of megabytes, it is not.
    expect(many.bytes).toBeLessThan(500_000);
  });
});

const jenkins = (props: (cluster: Cluster) => Anything) => () => {
  const cluster = new Cluster();
  return cluster.jenkinsMaster(props(cluster));
};
const label = (more: Anything, plugin?: MesosPlugin) =>
  jenkins(({ java }) => ({ agents: [{ ...java, ...more }], ...(plugin ? { plugin } : {}) }));
const v1 = MesosPlugin.v1({ nativeLibrary: "/usr/lib/libmesos.so" });

testRefusals({
  "no pools": [jenkins(() => ({ pools: [] })), "team-a: pools must name at least one pool, got []"],
  "no labels": [jenkins(() => ({ agents: [] })), "team-a: agents must have at least one label, got []"],
  "a home as text": [
    jenkins(() => ({ home: "/srv/jenkins" })),
    'team-a: home must be JenkinsHome.nfs("/srv/jenkins"), JenkinsHome.volume(…) or',
  ],
  "a home that is no path": [
    () => JenkinsHome.nfs("srv"),
    'home must be an absolute path such as /srv/jenkins, got "srv"',
  ],
  "a home on a mount that the pool has not": [
    jenkins(() => ({ home: JenkinsHome.nfs("/srv/jenkins-homes") })),
    'team-a: home is on an NFS mount, of which jenkins has ["/srv/jenkins"], got "/srv/jenkins-homes"',
  ],
  "an image without a tag": [
    jenkins(() => ({ image: "jenkins/jenkins" })),
    "team-a: image must be an image in small letters, with its tag or digest",
  ],
  "too little memory for the heap": [
    jenkins(() => ({ heapMiB: 2048, mem: 2048 })),
    "team-a: mem must be at least 256 above the heap, for all else that the JVM needs, got 2048 for a heap of 2048",
  ],
  "a domain that is none": [
    jenkins(() => ({ route: { domain: "-.-" } })),
    'team-a: route.domain must be a domain such as ci.example.com, got "-.-"',
  ],
  "a misspelt prop": [jenkins(() => ({ heapMB: 1 })), "team-a: unknown prop heapMB, did you mean heapMiB?"],
  "its own environment": [
    jenkins(() => ({ env: { JAVA_OPTS: "-Xmx1g" } })),
    'team-a: env.JAVA_OPTS is set by the construct itself, got "-Xmx1g"',
  ],
  "its own configuration": [
    jenkins(() => ({ configuration: { jenkins: { numExecutors: 2 } } })),
    "team-a: configuration.jenkins.numExecutors is set by the construct itself, got 2; leave it out",
  ],
  "configuration that goes in a circle": [
    jenkins(() => {
      const circle: Anything = {};
      circle.tool = circle;
      return { configuration: circle };
    }),
    "team-a: configuration must be data that JSON has a form for, got an object with a circle or a bigint in it",
  ],
  "cpus without end": [
    label({ cpus: Number.POSITIVE_INFINITY }),
    "team-a: agents[0].cpus must be a number above 0, got Infinity",
  ],
  "a role that mesos refuses": [
    jenkins(() => ({ role: "-a" })),
    'team-a: role must be a mesos role such as builds or ci/builds, got "-a"',
  ],
  "a label that no agent of its pool can serve": [
    label({ cpus: 8 }),
    'team-a: label "java" needs an agent with 8 cpus and 4128 MB, but builds has 7 cpus; ask for less or name another pool',
  ],
  "memory that the plugin's own makes too much": [
    label({ mem: 14000 }),
    "needs an agent with 2 cpus and 14032 MB, but builds has 14000 MB",
  ],
  "executors that together are too many": [
    label({ executors: 4 }, v1),
    "needs an agent with 8.1 cpus and 18304 MB, but builds has 7 cpus",
  ],
  "executors that the plugin would not make": [
    label({ executors: 2 }),
    'label "java": executors must be 1 with the plugin\'s version 2',
  ],
  "two words for a label that becomes a URL": [
    label({ label: "java maven" }),
    'label must be one word with the plugin\'s version 2, which makes URLs of it, got "java maven"',
  ],
  "a Mesos container with the first version": [
    label({ containerizer: "MESOS" }, v1),
    'containerizer must be "DOCKER" with the plugin\'s version 1',
  ],
  "a Mesos container on agents without images for it": [
    label({ containerizer: "MESOS" }),
    'team-a: label "java": containerizer "MESOS" has no images on the agents of builds; give the pool flags: { image_providers: "DOCKER", isolation: ',
  ],
  "a label twice": [
    jenkins(({ java }) => ({ agents: [java, java] })),
    'team-a: agents has the label "java" twice',
  ],
  "a label without a pool": [
    label({ pool: undefined }),
    "team-a: agents[0].pool must be a MesosAgentPool, got nothing",
  ],
  "a label of a pool that is another role's": [
    jenkins((cluster) => ({ agents: [{ ...cluster.java, pool: cluster.pool("own", { role: "web" }) }] })),
    'team-a: label "java": the agents of own are reserved for the role web, got role "*"',
  ],
  "two of one name, and so of one home": [
    () => {
      const cluster = new Cluster();
      cluster.jenkinsMaster({ id: "/ci/team-a" }, "one");
      cluster.jenkinsMaster({ id: "/ci-team/a" }, "two");
    },
    "/ci-team/a: the name ci-team-a of home and framework is /ci/team-a's; give one of them another",
  ],
  "two of one framework id": [
    () => {
      const cluster = new Cluster();
      cluster.jenkinsMaster({ frameworkId: "ci-1" }, "one");
      cluster.jenkinsMaster({ frameworkId: "ci-1" }, "two");
    },
    "/jenkins/two: the framework id ci-1 is /jenkins/one's; give one of them another",
  ],
  "a library that is no path": [
    () => MesosPlugin.v1({ nativeLibrary: "libmesos.so" }),
    'nativeLibrary must be the path of libmesos.so in the image, got "libmesos.so"',
  ],
});
test("refuses pools that attributes do not tell apart, whichever is made first", () => {
  const cluster = new Cluster();
  cluster.jenkinsMaster();
  cluster.stack.synth();
  cluster.pool("gpu", { attributes: { workload: "build", disk: "ssd", gpu: "a100" } });
  cluster.pool("spare", { attributes: { workload: "jenkins" } });
  const said = refusal(() => cluster.stack.synth());
  expect(said).toContain(
    'team-a: label "java": the agents of gpu have the attributes of builds as well, {"workload":"build","disk":"ssd"}',
  );
  expect(said).toContain("team-a: pools: the agents of spare have the attributes of jenkins as well");
});

test("has builds in Mesos's own containers where agents have images for them", () => {
  const cluster = new Cluster();
  const pool = cluster.pool("own", { attributes: { workload: "own" }, flags: MESOS_IMAGES });
  const java = { ...cluster.java, pool, containerizer: "MESOS" } as const;
  cluster.jenkinsMaster({ agents: [java] });
  cluster.stack.synth();
  const registry = new DockerRegistry(cluster.stack, "registry", {
    network: cluster.masters.network,
    machineType: "t3.small",
    dataVolume: { sizeGiB: 10 },
  });
  cluster.jenkinsMaster({ agents: [{ ...java, image: registry.image("java:1") }] }, "team-b");
  expect(refusal(() => cluster.stack.synth())).toContain(
    'team-b: label "java": Mesos\'s own containers pull images only over HTTPS, got one of the registry at',
  );
});

test("serves a role's own agents to a Jenkins of that role", () => {
  const cluster = new Cluster();
  const own = cluster.pool("own", { role: "ci", attributes: { workload: "own" } });
  cluster.jenkinsMaster({ role: "ci", agents: [{ ...cluster.java, pool: own }] });
  cluster.stack.synth();
});
