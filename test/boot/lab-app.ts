import { writeFileSync } from "node:fs";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type AptSource, defaultPackageSources, type HostPackageSource } from "../../cloud-init";
import {
  DockerRegistry,
  ElasticsearchNodes,
  IngressRouter,
  MesosAgentPool,
  MesosMasterTier,
  Monitoring,
  ObjectStore,
  type PackageMirror,
  Receiver,
  type SharedStorage,
  Volume,
  VpcNetwork,
} from "../../constructs";
import { AwsCloud, AwsImage, AwsKey } from "../../constructs/clouds/aws";
import { OpenStackCloud, OpenStackImage, OpenStackKey } from "../../constructs/clouds/openstack";
import { HandsOn } from "../../stacks/hands-on";
import { JenkinsHa } from "../../stacks/jenkins-ha";
import { testKey } from "../support/synth";

/** The lab's input for this app, as JSON in CDKTF_MESOS_LAB_INPUT. */
export interface LabAppInput {
  readonly mirrorUrl: string;
  readonly repository: AptSource["uri"];
  readonly keyUrl: string;
  readonly keyFingerprint: string;
  readonly imageUrl: string;
  readonly imageSha256: string;
  readonly registryMirror: string;
  /** An image with a shell, in that mirror. */
  readonly toolsImage: string;
  readonly pythonIndex: string;
  /** URL for alerts. */
  readonly alertsUrl: string;
  /** Mail server for alerts. */
  readonly mailServer: string;
  /** A stand-in for an image of Jenkins, in that mirror. */
  readonly jenkinsImage: string;
}

const input: LabAppInput = JSON.parse(process.env.CDKTF_MESOS_LAB_INPUT ?? "{}");
const { keyUrl, keyFingerprint } = input;

/** A default source of the library, with the URI and key of the lab's repository. */
const fromLab = (source: HostPackageSource, uri = input.repository): HostPackageSource => ({
  ...(source as Extract<HostPackageSource, { kind: "apt" }>),
  name: "lab",
  uri,
  suite: "{codename}",
  keyUrl,
  keyFingerprint,
});

const sources = {
  packages: {
    mesos: fromLab(defaultPackageSources.mesos),
    elasticsearch: fromLab(defaultPackageSources.elasticsearch),
  },
  packageMirror: { uri: `${input.mirrorUrl}/debian`, pythonIndex: input.pythonIndex },
  registryMirrors: [input.registryMirror],
};

/** @param region distinguishes stacks with the same cluster name */
const createCloud = (stack: Construct, region?: string, cluster = "hands-on") =>
  new AwsCloud(stack, "cloud", {
    cluster,
    region,
    key: AwsKey.fromPublicKey(testKey),
    image: AwsImage.fromId("ami-0123456789abcdef0", { system: "debian-12" }),
  });

const createOpenStackCloud = (stack: Construct, others: { region?: string; loadBalancers?: "none" } = {}) =>
  new OpenStackCloud(stack, "cloud", {
    ...others,
    cluster: "hands-on",
    key: OpenStackKey.fromPublicKey(testKey),
    image: OpenStackImage.named("debian-12"),
    externalNetwork: "public",
    gatewayMachineType: "m1.small",
  });

/** Tiers that the hands-on cluster lacks, with the same addresses. */
class LabStack extends TerraformStack {
  constructor(scope: App, id: string) {
    super(scope, id);
    const network = new VpcNetwork(this, "network", {
      ...sources,
      cloud: createCloud(this, "eu-west-1"),
      cidr: "10.16.0.0/16",
      zoneCount: 3,
    });
    const masters = new MesosMasterTier(this, "masters", { network, count: 3, machineType: "t3.medium" });
    new MesosAgentPool(this, "builds", {
      masters,
      count: 1,
      machineType: "t3.medium",
      attributes: { workload: "build" },
      role: "jenkins",
      resources: { cpus: 2, ports: "[31000-31999]" },
      flags: { executor_registration_timeout: "10mins", switch_user: false },
      volumes: [Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 })],
      cachedImages: [{ image: "lab/empty:1", url: input.imageUrl, sha256: input.imageSha256 }],
    });
    new MesosAgentPool(this, "late", {
      masters,
      count: 1,
      machineType: "t3.medium",
      packages: { mesos: fromLab(defaultPackageSources.mesos, `${input.mirrorUrl}/late/Debian`) },
    });
    const search = new ElasticsearchNodes(this, "search", {
      network,
      count: 3,
      machineType: "m5.large",
      dataVolume: { sizeGiB: 50 },
      heapGiB: 1,
    });
    new DockerRegistry(this, "registry", {
      network,
      machineType: "t3.small",
      dataVolume: { sizeGiB: 50 },
    });
    new Monitoring(this, "monitoring", {
      search,
      masters,
      machineType: "t3.medium",
      // Elastic's packages are unavailable here.
      kibana: false,
      receivers: [Receiver.webhook({ url: input.alertsUrl })],
      // For documents that exist immediately, and never, as no master boots.
      alerts: { diskFilling: { percent: 1, minutes: 1 }, zooKeeperQuorum: { minutes: 1 } },
    });
  }
}

/** The smallest cluster: one master and a pool. */
class SmallStack extends TerraformStack {
  readonly agents: MesosAgentPool;

  constructor(scope: App, id: string, options: { region: string; packageMirror: PackageMirror }) {
    super(scope, id);
    const cloud = createCloud(this, options.region);
    const network = new VpcNetwork(this, "network", {
      ...sources,
      packageMirror: options.packageMirror,
      cloud,
      cidr: "10.16.0.0/16",
      zoneCount: 3,
    });
    const masters = new MesosMasterTier(this, "masters", { network, count: 1, machineType: "t3.medium" });
    this.agents = new MesosAgentPool(this, "agents", {
      masters,
      count: 1,
      machineType: "t3.medium",
      cachedImages: [input.toolsImage],
    });
    new MesosAgentPool(this, "images", {
      masters,
      count: 1,
      machineType: "t3.medium",
      cachedImages: [input.toolsImage],
      // As recommended by errors and documentation; and the lab's registry.
      flags: {
        image_providers: "DOCKER",
        isolation: "cgroups/cpu,cgroups/mem,filesystem/linux,docker/runtime",
        docker_registry: input.registryMirror,
      },
    });
  }
}

/** `jenkins-ha` with the minimum of build agents, and with a registry. */
function addJenkinsHa(scope: App): void {
  const stack = new JenkinsHa(scope, "jenkins-ha-aws", {
    createCloud: (stack) => createCloud(stack, undefined, "jenkins-ha"),
    sshFrom: ["203.0.113.0/24"],
    sources,
    jenkins: { image: input.jenkinsImage, mailServer: input.mailServer },
    builds: 1,
    heapGiB: 1,
    // Elastic's packages are unavailable here.
    kibana: false,
    // The test triggers each of them.
    alerts: {
      roleShort: { minutes: 2 },
      agentsLost: { minutes: 2 },
      frameworkGoneMinutes: 2,
      diskFilling: { minutes: 2 },
      zooKeeperQuorum: { minutes: 2 },
    },
  });
  const child = <T>(id: string) => stack.node.findChild(id) as T;
  new DockerRegistry(stack, "registry", {
    network: child<VpcNetwork>("network"),
    machineType: "t3.small",
    dataVolume: { sizeGiB: 50 },
  });
  // The documents for building their images.
  writeFileSync("jenkins-ha-agents.yaml", child<MesosAgentPool>("builds").imageDocument);
  writeFileSync("jenkins-ha-shared.yaml", child<SharedStorage>("shared").imageDocument!);
}

/** Masters and an ingress router behind pairs of machines, on a cloud without load balancers. */
class PairStack extends TerraformStack {
  constructor(scope: App, id: string) {
    super(scope, id);
    const cloud = createOpenStackCloud(this, { region: "two", loadBalancers: "none" });
    const network = new VpcNetwork(this, "network", {
      ...sources,
      cloud,
      cidr: "10.16.0.0/16",
      zoneCount: 3,
    });
    const masters = new MesosMasterTier(this, "masters", {
      network,
      count: 3,
      machineType: "m1.large",
      loadBalancer: { haproxy: { machineType: "m1.small" } },
    });
    new IngressRouter(this, "ingress", {
      masters,
      count: 1,
      machineType: "m1.small",
      certificate: { store: new ObjectStore(this, "keys", { cloud }), key: "tls/site.pem" },
      loadBalancer: { haproxy: { machineType: "m1.small", firstHost: 40 } },
    });
  }
}

const app = new App();
for (const [cloud, create] of Object.entries({ aws: createCloud, openstack: createOpenStackCloud })) {
  const handsOn = new HandsOn(app, `hands-on-${cloud}`, {
    createCloud: (stack) => create(stack),
    sshFrom: ["203.0.113.0/24"],
    sources,
    // Only one cloud has apps.
    apps: cloud === "openstack",
  });
  // The documents for building images of its tiers.
  for (const id of ["masters", "agents"]) {
    const { imageDocument } = handsOn.node.findChild(id) as MesosMasterTier | MesosAgentPool;
    writeFileSync(`hands-on-${cloud}-${id}.yaml`, imageDocument);
  }
}
const lab = new LabStack(app, "lab-aws");
writeFileSync("lab-search.yaml", (lab.node.findChild("search") as ElasticsearchNodes).imageDocument);
// For machines with their own kernels, and the documents for building their images.
const small = new SmallStack(app, "small-aws", {
  region: "eu-west-2",
  packageMirror: sources.packageMirror,
});
writeFileSync("small-agents.yaml", small.agents.imageDocument);
// For machines with Ubuntu 24.04.
new SmallStack(app, "small-noble", {
  region: "eu-west-3",
  packageMirror: { uri: `${input.mirrorUrl}/ubuntu` },
});
addJenkinsHa(app);
new PairStack(app, "pair-openstack");
app.synth();
