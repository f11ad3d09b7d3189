import { App, TerraformStack } from "cdktf";
import {
  ClusterOutputs,
  DockerRegistry,
  ElasticsearchNodes,
  IngressRouter,
  MesosAgentPool,
  MesosMasterTier,
  Port,
  SharedStorage,
  SshGateway,
  TierBalancer,
  Volume,
  VpcNetwork,
} from "../../constructs";
import {
  OpenStackCloud,
  OpenStackFlavor,
  OpenStackImage,
  OpenStackKey,
} from "../../constructs/clouds/openstack";
import { settingsFrom } from "../../stacks/settings";

/**
 * Features that the reference stacks lack: Cinder root disks and volumes, strict anti-affinity, a config drive, a public
 * load balancer, HAProxy instead of a load balancer, custom flavor names.
 */
const app = new App();
const settings = settingsFrom(process.env);
const { TEST_FLAVOR = "", TEST_IMAGE = "", TEST_EXTERNAL_NETWORK = "", TEST_VOLUME_TYPE } = process.env;
const stack = new TerraformStack(app, "openstack-variants");
const cloud = new OpenStackCloud(stack, "cloud", {
  cluster: "variants",
  key: OpenStackKey.fromPublicKey(settings.sshPublicKey),
  image: OpenStackImage.named(TEST_IMAGE),
  externalNetwork: TEST_EXTERNAL_NETWORK,
  flavors: { small: OpenStackFlavor.named(TEST_FLAVOR) },
  gatewayMachineType: "small",
  boot: { from: "volume", type: TEST_VOLUME_TYPE },
  configDrive: true,
  antiAffinity: { fixedNodes: "anti-affinity", pools: "soft-anti-affinity" },
  hosts: 3,
  portSecurity: true,
  dnsServers: ["9.9.9.9"],
  mtu: 1400,
  tags: { cost: "ci" },
});
const network = new VpcNetwork(stack, "network", {
  cloud,
  cidr: "10.20.0.0/16",
  zoneCount: Number(process.env.TEST_ZONES ?? 2),
});
const gateway = new SshGateway(stack, "gateway", { network, allowFrom: settings.sshFrom });
const masters = new MesosMasterTier(stack, "masters", {
  network,
  count: Number(process.env.TEST_MASTERS ?? 3) as 3,
  machineType: "small",
  rootVolume: { sizeGiB: 10, type: TEST_VOLUME_TYPE },
  dataVolume: { sizeGiB: 20, retain: settings.releaseData !== stack.node.id },
  loadBalancer: { isPublic: true, allowFrom: ["198.51.100.0/24"] },
});
const search = new ElasticsearchNodes(stack, "search", {
  network,
  count: 2,
  machineType: "small",
  dataVolume: { sizeGiB: 30, type: TEST_VOLUME_TYPE, retain: false },
});
const shared = new SharedStorage(stack, "shared", {
  network,
  server: {
    machineType: "small",
    dataVolume: { sizeGiB: 5, type: TEST_VOLUME_TYPE, retain: false },
  },
});
new MesosAgentPool(stack, "builds", {
  masters,
  machineType: "small",
  count: 2,
  zoneNumbers: [2],
  volumes: [
    Volume.ephemeral("/var/lib/docker", { sizeGiB: 6 }),
    Volume.ephemeral("/var/lib/mesos", { sizeGiB: 5, type: TEST_VOLUME_TYPE }),
  ],
  nfsMounts: [shared.mount("/srv/shared")],
  tags: { team: "builds" },
});
new TierBalancer(stack, "api", {
  network,
  tier: search,
  listeners: [
    {
      port: Port.elasticsearch,
      targets: search.nodes.map((node) => node.address),
      healthPath: "/_cluster/health",
    },
  ],
  isPublic: true,
  allowFrom: ["198.51.100.0/24"],
  haproxy: { machineType: "small" },
});
new DockerRegistry(stack, "registry", {
  network,
  machineType: "small",
  dataVolume: { sizeGiB: 5, type: TEST_VOLUME_TYPE, retain: false },
});
new IngressRouter(stack, "ingress", {
  masters,
  count: 1,
  machineType: "small",
  rootVolume: { sizeGiB: 10, type: TEST_VOLUME_TYPE },
  certificate: { file: "/etc/ssl/private/site.pem" },
  loadBalancer: { isPublic: true, allowFrom: ["198.51.100.0/24"] },
});
network.shipLogsTo(search);
new ClusterOutputs(stack, "outputs", { masters, gateway });
app.synth();
