import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { OpenstackProvider } from "@cdktf/provider-openstack/lib/provider";
import { App, type TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import {
  ClusterOutputs,
  type ClusterOutputsProps,
  DockerRegistry,
  type DockerRegistryProps,
  ElasticsearchNodes,
  type ElasticsearchNodesProps,
  type HaproxyOptions,
  IngressRouter,
  type IngressRouterProps,
  type JenkinsAgentOptions,
  JenkinsHome,
  JenkinsMaster,
  type JenkinsMasterProps,
  MarathonApp,
  MarathonApps,
  type MarathonAppsProps,
  MesosAgentPool,
  type MesosAgentPoolProps,
  type MesosMasterTier,
  type MesosMasterTierProps,
  MesosPlugin,
  Monitoring,
  type MonitoringProps,
  type NfsServerOptions,
  ObjectStore,
  type ObjectStoreProps,
  Part,
  Receiver,
  SharedStorage,
  type SharedStorageProps,
  SshGateway,
  type SshGatewayProps,
  Volume,
  VolumeDriver,
  type VolumeDriverProps,
  type VpcNetwork,
  type VpcNetworkProps,
} from "../../constructs";
import { AwsCloud, type AwsCloudProps, AwsImage, AwsKey } from "../../constructs/clouds/aws";
import {
  OpenStackCloud,
  type OpenStackCloudProps,
  OpenStackFlavor,
  OpenStackImage,
  OpenStackKey,
} from "../../constructs/clouds/openstack";
import { HandsOn, type HandsOnProps } from "../../stacks/hands-on";
import { Jenkins40, type Jenkins40Props } from "../../stacks/jenkins-40";
import { Jenkins2000, type Jenkins2000Props } from "../../stacks/jenkins-2000";
import { JenkinsHa, type JenkinsHaProps } from "../../stacks/jenkins-ha";
import { Pipeline, type PipelineProps } from "../../stacks/pipeline";
import { OpenStackStack } from "../support/openstack";
import { AwsStack, awsCloud, TestStack, testKey } from "../support/synth";

/** A stack with what the constructs under test are given. */
class World extends AwsStack {
  readonly net: VpcNetwork = this.network();
  readonly tier: MesosMasterTier = this.masters({ network: this.net });

  pool(id: string, props: Partial<MesosAgentPoolProps> = {}): MesosAgentPool {
    const own = { masters: this.tier, machineType: "c5.2xlarge", count: 2, attributes: { pool: id } };
    return new MesosAgentPool(this, id, { ...own, ...props });
  }

  store(): ObjectStore {
    return new ObjectStore(this, "files", { cloud: this.cloud });
  }

  search(): ElasticsearchNodes {
    const dataVolume = { sizeGiB: 10 };
    return new ElasticsearchNodes(this, "nodes", {
      network: this.net,
      count: 1,
      machineType: "m5.large",
      dataVolume,
    });
  }
}

/** For every prop that can be left out or changed, another value than in the base. */
type Changes<P, W = World, Fixed extends keyof P = never> = {
  readonly [K in Exclude<keyof P, Fixed>]-?: (world: W) => P[K];
};

/** What a program comes to with the base props, or with one of them changed: JSON, or a refusal. */
interface Case<P, W> {
  readonly world: () => W;
  readonly make: (world: W, props: P) => TerraformStack;
  readonly base: (world: W) => P;
}

function everyProp<P extends object, W = World, Fixed extends keyof P = never>(
  name: string,
  { world, make, base }: Case<P, W>,
  changes: Changes<P, W, Fixed>,
): void {
  const outcome = (world: W, props: P, prop: string): string => {
    try {
      return Testing.synth(make(world, props), true);
    } catch (error) {
      // Anything else is not about the prop.
      if (!(error as Error).message.includes(prop)) throw error;
      return "refused";
    }
  };
  const constructs = (world: W) => (Construct.isConstruct(world) ? world.node.findAll().length : 0);
  let plain: string | undefined;
  test.each(Object.keys(changes))(`${name}.%s changes what is made, or is refused`, (prop) => {
    const change = changes[prop as Exclude<keyof P, Fixed>];
    const first = world();
    const props = base(first);
    const before = constructs(first);
    const value = change(first);
    // A value that is a construct must be there in both.
    const makes = constructs(first) !== before;
    const changed = outcome(first, { ...props, [prop]: value }, prop);
    const unchanged = (value?: typeof change): string => {
      const second = world();
      const own = base(second);
      value?.(second);
      return outcome(second, own, "none");
    };
    if (!makes) plain ??= unchanged();
    // Not toEqual: a difference of 100 KB is no help.
    expect(changed === (makes ? unchanged(change) : plain)).toBe(false);
  });
}

const world = () => new World();
const tags = () => ({ team: "ci" });
const extraParts = () => [Part.file("/etc/motd", "hello\n")];
const rootVolume = () => ({ sizeGiB: 77 });
const packages = () => ({
  docker: { kind: "preinstalled" as const },
  mesos: { kind: "preinstalled" as const },
});
const hidden = { credentialsFile: "/etc/alerts/smtp" };
const receivers = () => [
  Receiver.email({ to: ["a@b.example"], from: "c@d.example", smtpHost: "mail.example", ...hidden }),
];

everyProp<VpcNetworkProps, AwsStack, "cloud">(
  "VpcNetwork",
  {
    world: () => new AwsStack(),
    make: (stack, props) => {
      stack.masters({ network: stack.network(props) });
      return stack;
    },
    base: ({ cloud }) => ({ cloud, cidr: "10.16.0.0/16" }),
  },
  {
    cidr: () => "10.32.0.0/16",
    zoneCount: () => 2,
    zones: () => ["eu-west-1a"],
    nat: () => "per-zone",
    existing: () => ({
      networkId: "vpc-1",
      zones: [{ name: "eu-west-1a", privateSubnetId: "subnet-1", privateCidr: "10.16.0.0/20" }],
    }),
    packages,
    packageMirror: () => ({ uri: "http://mirror.example/ubuntu" }),
    registryMirrors: () => ["http://10.16.0.9:5000"],
  },
);

everyProp<MesosMasterTierProps, AwsStack, "network">(
  "MesosMasterTier",
  {
    world: () => new AwsStack(),
    make: (stack, props) => {
      stack.masters(props);
      return stack;
    },
    base: (stack) => ({ network: stack.network(), count: 3, machineType: "m5.large" }),
  },
  {
    count: () => 5,
    machineType: () => "m5.xlarge",
    marathon: () => false,
    dataVolume: () => ({ sizeGiB: 30 }),
    rootVolume,
    loadBalancer: () => ({ isPublic: true, allowFrom: ["203.0.113.0/24"] }),
    flags: () => ({ offer_timeout: "2mins" }),
    weights: () => ({ builds: 2 }),
    firstHost: () => 40,
    packages,
    extraParts,
    tags,
  },
);

everyProp<HaproxyOptions, OpenStackStack>(
  "HaproxyPair",
  {
    world: () => new OpenStackStack(),
    make: (stack, haproxy) => {
      stack.masters({ loadBalancer: { haproxy } });
      return stack;
    },
    base: () => ({ machineType: "m1.small" }),
  },
  { machineType: () => "m1.medium", rootVolume, firstHost: () => 40 },
);

everyProp<MesosAgentPoolProps, World, "masters">(
  "MesosAgentPool",
  {
    world,
    make: (stack, props) => {
      new MesosAgentPool(stack, "builds", props);
      return stack;
    },
    base: ({ tier }) => ({ masters: tier, machineType: "c5.2xlarge", count: 3 }),
  },
  {
    machineType: () => "c5.xlarge",
    count: () => 4,
    capacity: () => ({ min: 1, max: 2 }),
    zoneNumbers: () => [1],
    attributes: () => ({ workload: "build" }),
    role: () => "ci",
    resources: () => ({ cpus: 2 }),
    flags: () => ({ gc_delay: "1days" }),
    onIncompatibleChange: () => "refuse",
    rootVolume,
    volumes: () => [Volume.ephemeral("/data", { sizeGiB: 10 })],
    instanceStore: () => ({ disks: 1, mountPoint: "/scratch" }),
    nfsMounts: () => [{ source: "10.16.0.9:/a", mountPoint: "/srv/a" }],
    cachedImages: () => ["jenkins/inbound-agent:1"],
    packages,
    extraParts,
    tags,
  },
);

everyProp<ElasticsearchNodesProps, World, "network">(
  "ElasticsearchNodes",
  {
    world,
    make: (stack, props) => {
      new ElasticsearchNodes(stack, "search", props);
      return stack;
    },
    base: ({ net }) => ({ network: net, count: 3, machineType: "m5.large", dataVolume: { sizeGiB: 100 } }),
  },
  {
    count: () => 4,
    machineType: () => "m5.xlarge",
    dataVolume: () => ({ sizeGiB: 200 }),
    rootVolume,
    heapGiB: () => 3,
    clusterName: () => "logs",
    firstHost: () => 40,
    packages: () => ({ elasticsearch: { kind: "preinstalled" } }),
    extraParts,
    tags,
  },
);

everyProp<IngressRouterProps, World, "masters">(
  "IngressRouter",
  {
    world,
    make: (stack, props) => {
      new IngressRouter(stack, "router", props);
      return stack;
    },
    base: ({ tier }) => ({ masters: tier, machineType: "t3.small" }),
  },
  {
    machineType: () => "t3.medium",
    count: () => 3,
    loadBalancer: () => ({ allowFrom: ["203.0.113.0/24"] }),
    certificate: () => ({ file: "/etc/ssl/site.pem" }),
    group: () => "internal",
    rootVolume,
    firstHost: () => 40,
    extraParts,
    tags,
  },
);

everyProp<DockerRegistryProps, World, "network">(
  "DockerRegistry",
  {
    world,
    make: (stack, props) => {
      new DockerRegistry(stack, "registry", props);
      return stack;
    },
    base: ({ net }) => ({ network: net, machineType: "m5.large", dataVolume: { sizeGiB: 100 } }),
  },
  {
    machineType: () => "m5.xlarge",
    store: (stack) => stack.store(),
    dataVolume: () => ({ sizeGiB: 50 }),
    count: () => 2,
    rootVolume,
    firstHost: () => 40,
    extraParts,
    tags,
  },
);

everyProp<SshGatewayProps, World, "network">(
  "SshGateway",
  {
    world,
    make: (stack, props) => {
      new SshGateway(stack, "gateway", props);
      return stack;
    },
    base: ({ net }) => ({ network: net, allowFrom: ["0.0.0.0/0"], allowFromAnywhere: true }),
  },
  {
    allowFrom: () => ["203.0.113.0/24"],
    allowFromAnywhere: () => false,
    machineType: () => "t3.large",
    rootVolume,
    extraParts,
    tags,
  },
);

everyProp<SharedStorageProps, World, "network">(
  "SharedStorage",
  {
    world,
    make: (stack, props) => {
      new SharedStorage(stack, "shared", props);
      return stack;
    },
    base: ({ net }) => ({ network: net, managed: {} }),
  },
  {
    server: () => ({ machineType: "m5.large", dataVolume: { sizeGiB: 100 } }),
    managed: () => ({ retain: false }),
  },
);

everyProp<NfsServerOptions>(
  "SharedStorage.server",
  {
    world,
    make: (stack, server) => {
      new SharedStorage(stack, "shared", { network: stack.net, server });
      return stack;
    },
    base: () => ({ machineType: "m5.large", dataVolume: { sizeGiB: 100 } }),
  },
  {
    machineType: () => "m5.xlarge",
    dataVolume: () => ({ sizeGiB: 50 }),
    rootVolume,
    firstHost: () => 40,
    extraParts,
    tags,
  },
);

everyProp<MonitoringProps, World, "search" | "masters">(
  "Monitoring",
  {
    world,
    make: (stack, props) => {
      new Monitoring(stack, "monitoring", props);
      return stack;
    },
    base: (stack) => ({
      search: stack.search(),
      masters: stack.tier,
      machineType: "t3.medium",
      receivers: [Receiver.webhook({ url: "https://hooks.example.org/ci" })],
    }),
  },
  {
    machineType: () => "t3.large",
    receivers,
    alerts: () => ({ diskFilling: { percent: 50 } }),
    retainDays: () => 3,
    maxDiskPercent: () => 50,
    kibana: () => false,
    store: (stack) => stack.store(),
    rootVolume,
    firstHost: () => 40,
    packages: () => ({ kibana: { kind: "preinstalled" } }),
    extraParts,
    tags,
  },
);

everyProp<ObjectStoreProps, World, "cloud">(
  "ObjectStore",
  {
    world,
    make: (stack, props) => {
      new ObjectStore(stack, "store", props);
      return stack;
    },
    base: ({ cloud }) => ({ cloud }),
  },
  { retain: () => false, keepVersionsDays: () => 7, expireAfterDays: () => 8 },
);

everyProp<MarathonAppsProps, World, "masters">(
  "MarathonApps",
  {
    world,
    make: (stack, props) => {
      stack.pool("agents");
      new MarathonApps(stack, "apps", props);
      new MarathonApp(stack, "hello", { masters: stack.tier, cmd: "sleep 1000" });
      return stack;
    },
    base: ({ tier }) => ({ masters: tier }),
  },
  { removeUnknown: () => true, store: (stack) => stack.store() },
);

everyProp<VolumeDriverProps, World, "masters">(
  "VolumeDriver",
  {
    world,
    make: (stack, props) => {
      new VolumeDriver(stack, "volumes", props);
      return stack;
    },
    base: (stack) => ({ masters: stack.tier, pools: [stack.pool("jenkins")] }),
  },
  {
    pools: (stack) => [stack.pool("other")],
    snapshotHours: () => 5,
    keepSnapshots: () => 3,
    id: () => "/system/volumes",
  },
);

/** A Jenkins on one pool, its builds on another. */
class JenkinsWorld extends World {
  readonly jenkins = this.pool("jenkins", {
    nfsMounts: [{ source: "10.16.0.9:/export", mountPoint: "/srv/jenkins" }],
  });
  readonly builds = this.pool("builds", {
    flags: {
      image_providers: "DOCKER",
      isolation: "cgroups/cpu,cgroups/mem,filesystem/linux,docker/runtime",
    },
  });
  readonly java: JenkinsAgentOptions = {
    label: "java",
    pool: this.builds,
    cpus: 1,
    mem: 1024,
    image: "jenkins/inbound-agent:1",
  };

  master(props: Partial<JenkinsMasterProps>): TerraformStack {
    new JenkinsMaster(this, "team-a", {
      masters: this.tier,
      pools: [this.jenkins],
      home: JenkinsHome.nfs("/srv/jenkins"),
      image: "registry.example/jenkins:1",
      agents: [this.java],
      ...props,
    });
    return this;
  }
}

everyProp<Partial<JenkinsMasterProps>, JenkinsWorld, "masters">(
  "JenkinsMaster",
  { world: () => new JenkinsWorld(), make: (stack, props) => stack.master(props), base: () => ({}) },
  {
    pools: (stack) => [
      stack.pool("more", { nfsMounts: [{ source: "10.16.0.9:/export", mountPoint: "/srv/jenkins" }] }),
    ],
    home: () => JenkinsHome.nfs("/srv/jenkins/homes"),
    image: () => "registry.example/jenkins:2",
    agents: ({ java }) => [{ ...java, cpus: 2 }],
    id: () => "/ci/team-a",
    cpus: () => 2,
    heapMiB: () => 2048,
    mem: () => 4096,
    jvmOptions: () => ["-Da=b"],
    route: () => ({ domain: "ci.example.com" }),
    role: () => "ci",
    agentUser: () => "build",
    frameworkId: () => "abc",
    plugin: () => MesosPlugin.v1({ nativeLibrary: "/usr/lib/libmesos.so" }),
    configuration: () => ({ jenkins: { systemMessage: "hello" } }),
    configurationUrls: () => ["https://git.example/ci.yml"],
    volumes: () => [{ containerPath: "/backups", hostPath: "/srv/jenkins/backups" }],
    env: () => ({ A: "b" }),
    labels: () => ({ a: "b" }),
  },
);

everyProp<JenkinsAgentOptions, JenkinsWorld>(
  "JenkinsMaster.agents",
  {
    world: () => new JenkinsWorld(),
    make: (stack, agent) => stack.master({ agents: [agent] }),
    base: ({ java }) => java,
  },
  {
    label: () => "go",
    pool: (stack) => stack.pool("more"),
    cpus: () => 2,
    mem: () => 2048,
    disk: () => 1000,
    image: () => "jenkins/inbound-agent:2",
    executors: () => 2,
    containerizer: () => "MESOS",
    network: () => "BRIDGE",
    volumes: () => [{ containerPath: "/cache", hostPath: "/srv/cache" }],
    dockerSocket: () => true,
    privileged: () => true,
    forcePullImage: () => true,
    idleMinutes: () => 9,
    exclusive: () => false,
    jnlpArgs: () => "-webSocket",
  },
);

everyProp<ClusterOutputsProps, World, "masters">(
  "ClusterOutputs",
  {
    world,
    make: (stack, props) => {
      new ClusterOutputs(stack, "outputs", props);
      return stack;
    },
    base: ({ tier }) => ({ masters: tier }),
  },
  {
    gateway: (stack) =>
      new SshGateway(stack, "way-in", { network: stack.net, allowFrom: ["203.0.113.0/24"] }),
    ingress: (stack) => new IngressRouter(stack, "router", { masters: stack.tier, machineType: "t3.small" }),
  },
);

/** A cloud under test, with machines, a pool with a volume, a balancer and a store on it. */
const onCloud = (
  create: (stack: TerraformStack) => VpcNetwork["cloud"],
  machineType: string,
): TerraformStack => {
  const stack = new TestStack(create, machineType);
  const network = stack.network({
    zoneCount: 2,
    zones: machineType === "m5.large" ? ["eu-west-1a", "eu-west-1b"] : undefined,
  });
  const masters = stack.masters({ network });
  new ElasticsearchNodes(stack, "search", { network, count: 2, machineType, dataVolume: { sizeGiB: 10 } });
  const volumes = [Volume.ephemeral("/data", { sizeGiB: 10 })];
  new MesosAgentPool(stack, "builds", { masters, machineType, count: 2, volumes });
  new ObjectStore(stack, "store", { cloud: stack.cloud });
  return stack;
};

everyProp<AwsCloudProps, unknown>(
  "AwsCloud",
  {
    world: () => undefined,
    make: (_, { provider, ...props }) =>
      onCloud((stack) => {
        const own = provider && { provider: new AwsProvider(stack, "own", { alias: "own" }) };
        return new AwsCloud(stack, "cloud", { ...props, ...own });
      }, "m5.large"),
    base: () => ({ cluster: "ci", key: AwsKey.fromPublicKey(testKey) }),
  },
  {
    cluster: () => "cd",
    key: () => AwsKey.existing("ops"),
    region: () => "eu-west-1",
    image: () => AwsImage.debian12(),
    tags,
    provider: () => true as never,
    kmsKeyId: () => "arn:aws:kms:eu-west-1:111122223333:key/abc",
  },
);

everyProp<OpenStackCloudProps, unknown>(
  "OpenStackCloud",
  {
    world: () => undefined,
    make: (_, { provider, ...props }) =>
      onCloud((stack) => {
        const own = provider && { provider: new OpenstackProvider(stack, "own", { alias: "own" }) };
        return new OpenStackCloud(stack, "cloud", { ...props, ...own });
      }, "m1.large"),
    base: () => ({
      cluster: "ci",
      key: OpenStackKey.fromPublicKey(testKey),
      image: OpenStackImage.named("debian-12"),
      externalNetwork: "public",
    }),
  },
  {
    cluster: () => "cd",
    key: () => OpenStackKey.existing("ops"),
    image: () => OpenStackImage.named("ubuntu-24.04"),
    externalNetwork: () => "outside",
    region: () => "north",
    flavors: () => ({ "m1.large": OpenStackFlavor.named("large") }),
    gatewayMachineType: () => "",
    boot: () => ({ from: "volume" }),
    firstVolumeDevice: () => "/dev/sdb",
    volumeZones: () => ["a", "b"],
    networkZones: () => ["a"],
    dnsServers: () => ["9.9.9.9"],
    mtu: () => 1400,
    portSecurity: () => true,
    configDrive: () => true,
    objectVersions: () => true,
    antiAffinity: () => ({ fixedNodes: "none" }),
    hosts: () => 0,
    loadBalancers: () => "none",
    tags,
    provider: () => true as never,
  },
);

const reference = {
  sshFrom: ["203.0.113.0/24"],
  createCloud: (stack: Construct) => awsCloud(stack, "ci"),
};
const referenceChanges = {
  createCloud: () => (stack: Construct) => awsCloud(stack, "other"),
  sshFrom: () => ["198.51.100.0/24"],
  webFrom: () => ["198.51.100.0/24"],
  sources: () => ({ registryMirrors: ["http://10.16.0.9:5000"] }),
  retainData: () => false,
  jenkins: () => ({ image: "registry.example/jenkins:3" }),
};
const stackOf =
  <P>(Stack: new (app: App, id: string, props: P) => TerraformStack) =>
  (_: unknown, props: P) =>
    new Stack(new App(), "stack", props);
const stackCase = <P>(Stack: new (app: App, id: string, props: P) => TerraformStack, base: object = {}) => ({
  world: () => undefined,
  make: stackOf(Stack),
  base: () => ({ ...reference, ...base }) as P,
});

const { jenkins: _, ...withoutJenkins } = referenceChanges;
const { webFrom: __, ...withoutWayIn } = referenceChanges;
everyProp<HandsOnProps, unknown, "jenkins">("HandsOn", stackCase(HandsOn), {
  ...withoutJenkins,
  machineType: () => "t3.large",
  agents: () => 4,
  apps: () => false,
});
everyProp<Jenkins40Props, unknown, "webFrom">("Jenkins40", stackCase(Jenkins40), {
  ...withoutWayIn,
  agents: () => 4,
  names: () => ["one", "two"],
});
everyProp<JenkinsHaProps, unknown>("JenkinsHa", stackCase(JenkinsHa), {
  ...referenceChanges,
  builds: () => 3,
  heapGiB: () => 2,
  kibana: () => false,
  alerts: () => ({ diskFilling: { percent: 50 } }),
});
everyProp<Jenkins2000Props, unknown>("Jenkins2000", stackCase<Jenkins2000Props>(Jenkins2000, { teams: 3 }), {
  ...referenceChanges,
  agents: () => ({ builds: 1, jenkinsSmall: 2, jenkinsLarge: 3 }),
  teams: () => 4,
});
everyProp<PipelineProps, unknown>("Pipeline", stackCase(Pipeline), { ...referenceChanges, builds: () => 4 });
