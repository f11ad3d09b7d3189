import { TerraformStack } from "cdktf";
import {
  ClusterOutputs,
  DockerRegistry,
  ElasticsearchNodes,
  MesosAgentPool,
  MesosMasterTier,
  Monitoring,
  ObjectStore,
  Part,
  Receiver,
  SharedStorage,
  SshGateway,
  Volume,
  VpcNetwork,
} from "../../constructs";
import { AwsImage, AwsKey } from "../../constructs/clouds/aws";
import type { Anything } from "../support/anything";
import { AwsStack, refusal, Synthesized } from "../support/synth";

const pool = (props: Anything) => () => {
  const masters = new AwsStack().masters();
  return new MesosAgentPool(masters.network, "builds", {
    masters,
    machineType: "c5.2xlarge",
    count: 3,
    ...props,
  });
};
const masters = (props: Anything) => () => new AwsStack().masters(props);
const network = (props: Anything) => () => new AwsStack().network(props);
const search = (props: Anything) => () => {
  const stack = new AwsStack();
  return new ElasticsearchNodes(stack, "search", {
    network: stack.network(),
    count: 3,
    machineType: "m5.large",
    dataVolume: { sizeGiB: 100 },
    ...props,
  });
};
const registry = (props: (stack: AwsStack) => Anything) => () => {
  const stack = new AwsStack();
  const { network = stack.network(), ...others } = props(stack);
  return new DockerRegistry(stack, "registry", { network, machineType: "m5.large", ...others });
};
const shared = (props: Anything) => () => {
  const stack = new AwsStack();
  return new SharedStorage(stack, "shared", { network: stack.network(), ...props });
};
const webhook = () => Receiver.webhook({ url: "https://hooks.example.org/ci" });
/** Monitoring of a cluster, once for each of the props; each at an address of its own. */
const monitoring =
  (...each: Anything[]) =>
  () => {
    const stack = new AwsStack();
    const network = stack.network();
    const masters = stack.masters({ network });
    const nodes = new ElasticsearchNodes(stack, "search", {
      network,
      count: 3,
      machineType: "m5.large",
      dataVolume: { sizeGiB: 100 },
    });
    for (const [i, props] of each.entries()) {
      new Monitoring(stack, i ? `monitoring-${i + 1}` : "monitoring", {
        search: nodes,
        masters,
        machineType: "t3.medium",
        receivers: [webhook()],
        firstHost: 22 + i,
        ...props,
      });
    }
  };
const twoPlacesForLogs = () => {
  const stack = new AwsStack();
  const network = stack.network();
  const nodes = (id: string, firstHost: number) =>
    new ElasticsearchNodes(stack, id, {
      network,
      count: 1,
      machineType: "m5.large",
      dataVolume: { sizeGiB: 100 },
      firstHost,
    });
  for (const [id, firstHost] of [
    ["search", 32],
    ["other", 40],
  ] as const)
    network.shipLogsTo(nodes(id, firstHost));
};
const gateway = (props: Anything) => () => {
  const stack = new AwsStack();
  return new SshGateway(stack, "gateway", {
    network: stack.network(),
    allowFrom: ["203.0.113.0/24"],
    ...props,
  });
};
const cloud = (props: Anything) => () => new AwsStack(props);
const volumes = (count: number) =>
  Array.from({ length: count }, (_, i) => Volume.ephemeral(`/data/${i}`, { sizeGiB: 10 }));
const zone = (name: string, privateCidr: string) => ({ name, privateSubnetId: "subnet-1", privateCidr });

const refusals: Record<string, [() => unknown, string]> = {
  // masters
  "no masters": [masters({ count: 0 }), "masters: count must be a whole number from 1 to 5, got 0"],
  "an even count": [masters({ count: 4 }), "masters: count must be odd for a quorum, got 4; take 1, 3 or 5"],
  "a count as text": [masters({ count: "3" }), 'masters: count must be a whole number from 1 to 5, got "3"'],
  "seven masters": [masters({ count: 7 }), "masters: count must be a whole number from 1 to 5, got 7"],
  "a name that is too long for a load balancer": [
    () => new AwsStack({ cluster: "continuous-builds-01" }).masters(),
    'masters-pages: AWS takes 32 letters for the name of a load balancer and its targets, got "continuous-builds-01-masters-pages"; give the cluster or the tier a shorter name',
  ],
  "an unknown prop": [
    masters({ machinetype: "m5.large" }),
    "masters: unknown prop machinetype, did you mean machineType?",
  ],
  "an unknown nested prop": [
    masters({ dataVolume: { sizeGiB: 20, retian: false } }),
    "masters: unknown prop retian in dataVolume",
  ],
  "a missing machine type": [
    masters({ machineType: undefined }),
    "masters: machineType must be text that is not empty, got nothing",
  ],
  "a machine type of impossible form": [
    masters({ machineType: "m5" }),
    'masters: machineType must be an EC2 instance type such as m5.xlarge, got "m5"',
  ],
  "an unknown master flag": [
    masters({ flags: { offer_timout: "1mins" } }),
    'masters: flags.offer_timout is not a flag of mesos-master 1.11, got "1mins"; did you mean offer_timeout?',
  ],
  "a flag of the tier's own": [
    masters({ flags: { quorum: 2 } }),
    "masters: flags.quorum is set by this library, got 2; it follows from the number of masters",
  ],
  "an unknown marathon flag": [
    masters({ marathon: { flags: { zookeeper: "x" } } }),
    "masters: marathon: flags.zookeeper is not a flag of marathon 1.11",
  ],
  "a negative weight": [masters({ weights: { builds: -1 } }), "masters: weights.builds"],
  "a role that mesos refuses": [
    masters({ weights: { "-builds": 1 } }),
    'masters: weights must be a mesos role such as builds or ci/builds, got "-builds"',
  ],
  "a first address that the cloud keeps": [
    masters({ firstHost: 2 }),
    "masters: firstHost plans address number 2 of 10.16.32.0/19, where fixed nodes have the numbers 4 to 63",
  ],
  "a public balancer for nobody": [
    masters({ loadBalancer: { isPublic: true } }),
    "masters: a public load balancer needs loadBalancer.allowFrom, got nothing",
  ],
  "a balancer for everyone, said once": [
    masters({ loadBalancer: { isPublic: true, allowFrom: ["0.0.0.0/0"] } }),
    "masters-pages: allowFrom opens mesos-master to the whole internet, got 0.0.0.0/0",
  ],
  "a fractional volume": [
    masters({ dataVolume: { sizeGiB: 1.5 } }),
    "masters: dataVolume.sizeGiB must be a whole number from 1 to 65536, got 1.5",
  ],
  // network
  "a range that is none": [
    network({ cidr: "10.16.0.0" }),
    'network: cidr must be an IPv4 range such as 10.16.0.0/16, got "10.16.0.0"',
  ],
  "a range that is too small": [network({ cidr: "10.16.0.0/24" }), "network: cidr is too small"],
  "a VPC larger than AWS's": [
    network({ cidr: "10.0.0.0/8" }),
    "network: cidr must be a /16 or smaller on AWS, got 10.0.0.0/8",
  ],
  "zones of another region's form": [
    network({ zones: ["eu-west-1a", "eu-west-1b", "west"] }),
    'network: zones must be availability zones such as eu-west-1a, got "west"',
  ],
  "zones of two regions": [
    network({ zones: ["eu-west-1a", "us-east-1b"] }),
    'network: zones must all lie in one region, eu-west-1, got "us-east-1b"',
  ],
  "zones outside the cloud's region": [
    () => new AwsStack({ region: "us-east-1" }).network({ zones: ["eu-west-1a"] }),
    'network: zones must all lie in one region, us-east-1, got "eu-west-1a"',
  ],
  "one zone twice": [
    network({ zones: ["eu-west-1a", "eu-west-1a"] }),
    'network: zones must name 2 different zones, got ["eu-west-1a","eu-west-1a"]',
  ],
  "no zones": [network({ zoneCount: 0 }), "network: zoneCount must be a whole number from 1 to 7, got 0"],
  "an unknown kind of NAT": [
    network({ nat: "two" }),
    'network: nat must be one of "single", "per-zone", "none", got "two"',
  ],
  "existing subnets that overlap": [
    network({
      existing: {
        networkId: "vpc-1",
        zones: [zone("eu-west-1a", "10.16.0.0/20"), zone("eu-west-1b", "10.16.8.0/21")],
      },
    }),
    "network: existing privateCidr 10.16.8.0/21 overlaps 10.16.0.0/20",
  ],
  "an existing subnet outside its network": [
    network({ existing: { networkId: "vpc-1", zones: [zone("eu-west-1a", "10.17.0.0/20")] } }),
    "network: existing privateCidr must lie in 10.16.0.0/16, got 10.17.0.0/20",
  ],
  "two existing subnets of one zone": [
    network({
      existing: {
        networkId: "vpc-1",
        zones: [zone("eu-west-1a", "10.16.0.0/20"), zone("eu-west-1a", "10.16.16.0/20")],
      },
    }),
    'network: existing.zones must name each zone once on AWS, got ["eu-west-1a","eu-west-1a"]; name one subnet of each',
  ],
  "an option that an existing network cannot honour": [
    network({ nat: "single", existing: { networkId: "vpc-1", zones: [zone("eu-west-1a", "10.16.0.0/20")] } }),
    'network: nat goes with a new network, got "single" beside existing; leave it out',
  ],
  // pools
  "a negative count": [pool({ count: -3 }), "builds: count must be a whole number of at least 0, got -3"],
  "a fractional count": [pool({ count: 1.5 }), "builds: count must be a whole number of at least 0, got 1.5"],
  "count and capacity": [
    pool({ capacity: { min: 1, max: 2 } }),
    'builds: count or capacity must be given, and not both, got {"count":3,"capacity":{"min":1,"max":2}}',
  ],
  "neither count nor capacity": [
    pool({ count: undefined }),
    "builds: count or capacity must be given, and not both, got {}",
  ],
  "bounds the wrong way round": [
    pool({ count: undefined, capacity: { min: 5, max: 2 } }),
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
    pool({ attributes: { "work load": "x" } }),
    'builds: attributes: a name must be of letters, digits and _ . - and start with a letter, a digit or _, got "work load"',
  ],
  "an attribute value that mesos refuses": [
    pool({ attributes: { workload: "build;rm" } }),
    'builds: attributes.workload must be text of letters, digits and _ / . - or ranges such as [1-9], got "build;rm"',
  ],
  "a resource that mesos refuses": [
    pool({ resources: { cpus: "many" } }),
    'builds: resources.cpus must be a number, ranges such as [31000-32000] or a set such as {a,b}, got "many"',
  ],
  "a negative resource": [pool({ resources: { cpus: -1 } }), "builds: resources.cpus must be a number"],
  "ports that are no ranges": [
    pool({ resources: { ports: 8080 } }),
    "builds: resources.ports must be ranges such as [31000-32000], got 8080",
  ],
  "an unknown agent flag": [
    pool({ flags: { gc_dely: "1days" } }),
    'builds: flags.gc_dely is not a flag of mesos-agent 1.11, got "1days"; did you mean gc_delay?',
  ],
  "the twelfth volume": [
    pool({ volumes: volumes(12) }),
    "builds: volumes must be at most 11 beside the root, one for each name from /dev/sdf to /dev/sdp, got 12",
  ],
  "two volumes on one mount point": [
    pool({ volumes: [...volumes(1), ...volumes(1)] }),
    'builds: volumes must have mount points that nothing else has, got "/data/0" twice; give one another path',
  ],
  "a volume where the instance store is": [
    pool({ volumes: volumes(1), instanceStore: { disks: 2, mountPoint: "/data/0" } }),
    'builds: volumes must have mount points that nothing else has, got "/data/0" twice; give one another path',
  ],
  "two NFS mounts on one mount point": [
    pool({
      nfsMounts: [
        { source: "10.16.0.9:/a", mountPoint: "/srv/a" },
        { source: "10.16.0.9:/b", mountPoint: "/srv/a" },
      ],
    }),
    'builds: nfsMounts must have mount points that nothing else has, got "/srv/a" twice; give one another path',
  ],
  "NFS where a volume is": [
    pool({ volumes: volumes(1), nfsMounts: [{ source: "10.16.0.9:/a", mountPoint: "/data/0" }] }),
    'builds: nfsMounts must have mount points that nothing else has, got "/data/0" twice; give one another path',
  ],
  "more disks than any machine has": [
    pool({ instanceStore: { disks: 25, mountPoint: "/data" } }),
    "builds: instanceStore.disks must be a whole number from 1 to 24, got 25",
  ],
  "a registry mirror with a path": [
    network({ registryMirrors: ["http://mirror.example/v2"] }),
    'network: registryMirrors[0] must be an http or https URL without a path such as http://10.16.0.9:5000, got "http://mirror.example/v2"',
  ],
  "a zone that is not there": [
    pool({ zoneNumbers: [1, 4] }),
    "builds: zoneNumbers must be different numbers from 1 to 3, got [1,4]",
  ],
  "volumes that are plain objects": [
    pool({ volumes: [{}] }),
    "builds: volumes[0] must be a volume such as Volume.ephemeral",
  ],
  "user data over the limit": [
    pool({ extraParts: [Part.file("/etc/big", incompressible(20_000))] }),
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
  "a registry of a name that is taken": [
    () => {
      const stack = new AwsStack();
      const props = { network: stack.network(), machineType: "t3.small", dataVolume: { sizeGiB: 50 } };
      new DockerRegistry(stack, "images", props);
      new DockerRegistry(stack, "images", { ...props, firstHost: 40 });
    },
    "images: there is a construct of that name already; give this tier another id",
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
    pool({ cachedImages: ["jenkins inbound"] }),
    "builds: each of cachedImages must be a container image",
  ],
  "an NFS source that is none": [
    pool({ nfsMounts: [{ source: "/export", mountPoint: "/srv/builds" }] }),
    'builds: nfsMounts[0].source must have the form server:/path, got "/export"',
  ],
  "a package source without a checksum": [
    masters({
      packages: { mesos: { kind: "urls", archives: [{ url: "https://mirror.example/mesos.deb" }] } },
    }),
    "masters: archive https://mirror.example/mesos.deb",
  ],
  "a package source that is a word": [
    masters({ packages: { mesos: "preinstalled" } }),
    'masters: packages.mesos must be a package source such as { kind: "preinstalled" }, got "preinstalled"',
  ],
  "a package source of no kind": [
    masters({ packages: { mesos: { kind: "rpm" } } }),
    'masters: packages.mesos.kind must be distribution, apt, urls or preinstalled, for marathon also container, got {"kind":"rpm"}',
  ],
  "mesos as a container": [
    masters({ packages: { mesos: { kind: "container", image: "mesos:1" } } }),
    "masters: packages.mesos.kind must be distribution, apt, urls or preinstalled,",
  ],
  "archives that are none": [
    masters({ packages: { mesos: { kind: "urls" } } }),
    "masters: packages.mesos.archives must be a list of archives, got nothing",
  ],
  "an archive without a URL": [
    masters({ packages: { mesos: { kind: "urls", archives: ["mesos.deb"] } } }),
    'masters: packages.mesos.archives[0] must be an object, got "mesos.deb"',
  ],
  "an apt repository without packages": [
    masters({ packages: { mesos: { kind: "apt", name: "mesos", uri: "https://mirror.example" } } }),
    "masters: packages.mesos.packages must be a list of package names, got nothing",
  ],
  "packages that are one word": [
    network({ packages: { docker: { kind: "distribution", packages: "docker.io" } } }),
    'network: packages.docker.packages must be a list of package names, got "docker.io"',
  ],
  "a package source with what it does not know": [
    network({ packages: { marathon: { kind: "container", image: "marathon:1", version: "1" } } }),
    "network: unknown prop version in packages.marathon",
  ],
  // volumes
  "a mount point that is no path": [
    () => Volume.ephemeral("docker", { sizeGiB: 10 }),
    'volume "docker": the mount point must be an absolute path such as /var/lib/docker, got "docker"',
  ],
  "a volume without a size": [
    () => Volume.ephemeral("/data", {} as Anything),
    'volume "/data": sizeGiB must be a whole number',
  ],
  "a volume type that AWS has not": [
    pool({ volumes: [Volume.ephemeral("/data", { sizeGiB: 1, type: "ssd" })] }),
    'builds: volume type must be one of gp2, gp3, io1, io2, st1, sc1, standard, got "ssd"',
  ],
  "io2 without iops": [
    search({ dataVolume: { sizeGiB: 100, type: "io2" } }),
    "search: a volume of type io2 needs iops, got nothing",
  ],
  "iops below what gp3 has anyway": [
    search({ dataVolume: { sizeGiB: 10, iops: 100 } }),
    "search: iops must be 3000 to 5000 for 10 GiB of gp3, got 100",
  ],
  "more iops than a size can have": [
    pool({ volumes: [Volume.ephemeral("/data", { sizeGiB: 4, type: "io1", iops: 64000 })] }),
    "builds: iops must be 100 to 200 for 4 GiB of io1, got 64000; for more take a larger sizeGiB",
  ],
  "more throughput than the iops carry": [
    search({ dataVolume: { sizeGiB: 100, throughputMiBps: 1000 } }),
    "search: throughputMiBps must be 125 to 750, a quarter of the iops, got 1000; for more ask for more iops",
  ],
  "a small volume of large disks": [
    pool({ volumes: [Volume.ephemeral("/data", { sizeGiB: 10, type: "st1" })] }),
    "builds: sizeGiB must be 125 or more for st1, got 10",
  ],
  "a root volume that nothing starts from": [
    pool({ rootVolume: { sizeGiB: 500, type: "sc1" } }),
    'builds: rootVolume must be of a type that instances start from, got "sc1"; take gp3',
  ],
  // monitoring
  "an alert without a receiver": [
    monitoring({ receivers: [] }),
    "monitoring: receivers must name at least one receiver: an alert without one reaches nobody, got []",
  ],
  "a receiver that is none": [
    monitoring({ receivers: ["ops@example.org"] }),
    'monitoring: receivers[0] must be a receiver such as Receiver.email(…), got "ops@example.org"',
  ],
  "mail to nobody": [
    () => Receiver.email({ to: [], from: "ci@example.org", smtpHost: "mail.example.org" }),
    "receiver email: to must name at least one address, got []",
  ],
  "mail to what is no address": [
    () => Receiver.email({ to: ["ops"], from: "ci@example.org", smtpHost: "mail.example.org" }),
    'receiver email: to[0] must be an address such as ops@example.org, got "ops"',
  ],
  "a Slack webhook in the program": [
    () => Receiver.slack({ webhookUrl: "https://hooks.slack.com/x" } as Anything),
    "receiver slack: webhookUrlFile must be an absolute path such as /etc/alerts/slack, got nothing",
  ],
  "a webhook without a URL": [
    () => Receiver.webhook({}),
    "receiver webhook: needs url or urlFile, got {}; give one of them",
  ],
  "a threshold above all": [
    monitoring({ alerts: { diskFilling: { percent: 120 } } }),
    "monitoring: alerts.diskFilling.percent must be a whole number from 1 to 100, got 120",
  ],
  "an alert that there is not": [
    monitoring({ alerts: { diskFull: {} } }),
    "monitoring: unknown prop diskFull in alerts",
  ],
  "an alert switched on": [
    monitoring({ alerts: { agentsLost: true } }),
    "monitoring: alerts.agentsLost must be an object, got true",
  ],
  "logs kept for no day": [
    monitoring({ retainDays: 0 }),
    "monitoring: retainDays must be a whole number from 1 to 3650, got 0",
  ],
  "disks as full as Elasticsearch takes no more": [
    monitoring({ maxDiskPercent: 90 }),
    "monitoring: maxDiskPercent must be a whole number from 1 to 84, got 90",
  ],
  "monitoring without masters": [
    monitoring({ masters: undefined }),
    "monitoring: masters must be a MesosMasterTier, got nothing",
  ],
  "metrics without a place for them": [
    () => new AwsStack().network().telemetry.collectMetrics("monitoring"),
    "network: metrics go where the logs go, got none; call shipLogsTo first",
  ],
  "a second monitoring": [
    monitoring({ retainDays: 90 }, { retainDays: 3 }),
    "network: monitoring looks after its metrics already, got monitoring-2; one looks after all tiers of a network",
  ],
  "monitoring of another network's nodes": [
    () => {
      const stack = new AwsStack();
      const elsewhere = new VpcNetwork(stack, "elsewhere", { cloud: stack.cloud, cidr: "10.32.0.0/16" });
      const masters = stack.masters();
      const search = new ElasticsearchNodes(stack, "search", {
        network: elsewhere,
        count: 1,
        machineType: "m5.large",
        dataVolume: { sizeGiB: 10 },
      });
      const props = { masters, search, machineType: "t3.medium", receivers: [webhook()] };
      new Monitoring(stack, "monitoring", props);
    },
    "search: allowFrom must name a tier of its own network, got masters, which is in another",
  ],
  // outputs
  "the outputs of a stack, twice": [
    () => {
      const stack = new AwsStack();
      const masters = stack.masters();
      new ClusterOutputs(stack, "outputs", { masters });
      new ClusterOutputs(masters, "more", { masters });
    },
    "more: the stack has ClusterOutputs already, outputs; their names are Terraform's, without a prefix: give the other cluster a stack of its own",
  ],
  "two places for logs": [
    twoPlacesForLogs,
    "network: the logs go to search already, got other; a network has one place for them",
  ],
  // elasticsearch
  "no nodes": [search({ count: 0 }), "search: count must be a whole number from 1 to 32, got 0"],
  "no data volume": [search({ dataVolume: undefined }), "search: dataVolume must be an object, got nothing"],
  "a heap beyond compressed pointers": [
    search({ heapGiB: 32 }),
    "search: heapGiB must be a whole number from 1 to 31, got 32",
  ],
  "two tiers on one address": [
    () => {
      const stack = new AwsStack();
      const tier = stack.masters();
      const props = { network: tier.network, count: 3, machineType: "m5.large", dataVolume: { sizeGiB: 10 } };
      new ElasticsearchNodes(stack, "search", { ...props, firstHost: 10 });
    },
    "search: firstHost plans 10.16.32.10, which masters has; give one of them another firstHost, such as 13",
  ],
  // gateway
  "ssh from everywhere, said once": [
    gateway({ allowFrom: ["0.0.0.0/0"] }),
    "gateway: allowFrom opens ssh to the whole internet, got 0.0.0.0/0; name your own ranges, or say it twice with allowFromAnywhere: true",
  ],
  "a second gateway of one name elsewhere": [
    () => {
      const stack = new AwsStack();
      const network = stack.network();
      const props = { network, allowFrom: ["203.0.113.0/24"] };
      new SshGateway(stack, "gateway", props);
      new SshGateway(network, "gateway", props);
    },
    "gateway: the network has a tier of that name already; give this one another id",
  ],
  "a range that is an address": [
    gateway({ allowFrom: ["203.0.113.7"] }),
    "gateway: allowFrom must be an IPv4 range",
  ],
  // registry
  "a registry without storage": [
    registry(() => ({})),
    "registry: store or dataVolume must be given, and not both, got {}",
  ],
  "a registry with two kinds of storage": [
    registry((stack) => ({
      store: new ObjectStore(stack, "images", { cloud: stack.cloud }),
      dataVolume: { sizeGiB: 100 },
    })),
    'registry: store or dataVolume must be given, and not both, got {"store":"images","dataVolume":{"sizeGiB":100}}',
  ],
  "a registry in something else": [
    registry(() => ({ store: { bucket: "images" } })),
    "registry: store must be an ObjectStore, got",
  ],
  "two nodes of a registry with a volume": [
    registry(() => ({ count: 2, dataVolume: { sizeGiB: 100 } })),
    "registry: count must be 1 with a dataVolume, which one node has, got 2; give a store, or leave it out",
  ],
  "five nodes of a registry": [
    registry(() => ({ count: 5 })),
    "registry: count must be a whole number from 1 to 4, got 5",
  ],
  "a registry at another's address": [
    registry((stack) => {
      const masters = stack.masters({ firstHost: 16 });
      return { network: masters.network, dataVolume: { sizeGiB: 100 } };
    }),
    "registry: firstHost plans 10.16.32.16, which masters has; give one of them another firstHost",
  ],
  // shared storage
  "shared storage of no kind": [shared({}), "shared: server or managed must be given, and not both, got {}"],
  "shared storage of both kinds": [
    shared({ managed: {}, server: { machineType: "m5.large", dataVolume: { sizeGiB: 100 } } }),
    "shared: server or managed must be given, and not both, got {",
  ],
  "a server without a volume": [
    shared({ server: { machineType: "m5.large" } }),
    "shared: server.dataVolume must be an object, got nothing",
  ],
  "a server of an impossible type": [
    shared({ server: { machineType: "m5", dataVolume: { sizeGiB: 100 } } }),
    'shared: machineType must be an EC2 instance type such as m5.xlarge, got "m5"',
  ],
  "managed storage that is a word": [
    shared({ managed: true }),
    "shared: managed must be an object, got true",
  ],
  "a mount of storage that is none": [
    pool({ nfsMounts: [{ source: "a:/b", mountPoint: "/srv/b", storage: "shared" }] }),
    'builds: nfsMounts[0].storage must be a SharedStorage, got "shared"',
  ],
  // cloud
  "a cluster name with capitals": [
    cloud({ cluster: "CI" }),
    "cloud: cluster must be a name of at most 20 small letters",
  ],
  "a cluster name that AWS keeps for itself": [
    cloud({ cluster: "internal" }),
    'cloud: cluster must be a name of at most 20 small letters, digits and dashes such as ci, other than internal and sg, got "internal"',
  ],
  "an alias in the place of a key": [
    cloud({ kmsKeyId: "alias/ci" }),
    "cloud: kmsKeyId must be the ARN of a key such as arn:aws:kms:eu-west-1:111122223333:key/…, not an alias, got",
  ],
  "a tag of AWS's own": [cloud({ tags: { "aws:owner": "x" } }), "cloud: tags must have keys of 1 to 128"],
  "a tag that is too long": [
    pool({ tags: { note: "x".repeat(257) } }),
    "builds: tags.note must be at most 256 letters",
  ],
  "a tier whose id hosts cannot have": [
    () =>
      new MesosMasterTier(new AwsStack(), "mesos_masters", {
        network: new AwsStack().network(),
        count: 1,
        machineType: "m5.large",
      }),
    "mesos_masters: the id of a tier must be at most 40 letters, digits and dashes",
  ],
  "a region that is none": [
    cloud({ region: "europe" }),
    "cloud: region must be a region such as eu-west-1, got",
  ],
  "an unknown cloud prop": [
    cloud({ zone: "eu-west-1a" }),
    "cloud: unknown prop zone, known are cluster, key,",
  ],
  "a key that is none": [
    () => AwsKey.fromPublicKey("AAAA"),
    'key must be an OpenSSH public key such as "ssh-ed25519 AAAA…", got "AAAA"',
  ],
  "an image that is none": [
    () => AwsImage.fromId("debian"),
    'image must be an id such as ami-0123456789abcdef0, got "debian"',
  ],
  "an image with another system": [
    () => AwsImage.fromId("ami-0123456789abcdef0", { system: "debian-11" as never }),
    'image: system must be debian-12 or ubuntu-24.04, got "debian-11"',
  ],
};

/** Text that gzip cannot shorten: a little generator, the same on every machine. */
function incompressible(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48271) % 0x7fffffff;
    return String.fromCharCode(33 + (state % 90));
  }).join("");
}

test.each(Object.entries(refusals))("%s is refused", (_what, [act, message]) => {
  const got = refusal(act);
  expect(got).toContain(`InvalidInput: ${message}`);
  expect(got).toMatch(/^InvalidInput: [^A-Z]/);
});

test("a refusal shows the caller's line and none of this library's", () => {
  try {
    masters({ count: 4 })();
  } catch (error) {
    expect((error as Error).stack).toContain("bad-input.test.ts");
    expect((error as Error).stack).not.toMatch(/\/constructs\/(?!.*test)[a-z-]+\.ts/);
  }
  expect.assertions(2);
});

test("what is said twice is taken", () => {
  gateway({ allowFrom: ["0.0.0.0/0"], allowFromAnywhere: true })();
  masters({ loadBalancer: { isPublic: true, allowFrom: ["0.0.0.0/0"], allowFromAnywhere: true } })();
});

test("the eleventh volume is taken", () => {
  expect(pool({ volumes: volumes(11) })()).toBeInstanceOf(MesosAgentPool);
  expect(new AwsStack().masters({ count: 5 })).toBeInstanceOf(MesosMasterTier);
});

test("user data that only the tier's own props make too large is refused at synth", () => {
  const noise = incompressible(60_000)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  const images = Array.from(
    { length: 500 },
    (_, i) => `registry.example/${noise.slice(i * 60, i * 60 + 60)}:1`,
  );
  const built = pool({ cachedImages: images })();
  expect(refusal(() => new Synthesized(TerraformStack.of(built)))).toContain(
    "builds: user data must be at most 16384 bytes after compression",
  );
});
