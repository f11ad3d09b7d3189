import { App, TerraformStack } from "cdktf";
import {
  ClusterOutputs,
  DockerRegistry,
  ElasticsearchNodes,
  IngressRouter,
  MesosAgentPool,
  MesosMasterTier,
  Monitoring,
  ObjectStore,
  Receiver,
  SharedStorage,
  SshGateway,
  Volume,
  VpcNetwork,
} from "../../constructs";
import { AwsCloud, AwsImage, AwsKey } from "../../constructs/clouds/aws";
import { settingsFrom } from "../../stacks/settings";

/** Features that the reference stacks lack: scaled pools, NAT per zone, a public load balancer, provisioned IOPS, two registries, EFS. */
const app = new App();
const settings = settingsFrom(process.env);
const stack = new TerraformStack(app, "variants");
const cloud = new AwsCloud(stack, "cloud", {
  cluster: "variants",
  key: AwsKey.existing("ops"),
  image: AwsImage.fromId(settings.awsImage ?? ""),
  tags: { cost: "ci" },
});
const network = new VpcNetwork(stack, "network", {
  cloud,
  cidr: "10.20.0.0/16",
  zoneCount: 2,
  nat: "per-zone",
});
const gateway = new SshGateway(stack, "gateway", { network, allowFrom: settings.sshFrom });
const masters = new MesosMasterTier(stack, "masters", {
  network,
  count: Number(process.env.TEST_MASTERS ?? 3) as 3,
  machineType: "t3.medium",
  loadBalancer: { isPublic: true, allowFrom: ["198.51.100.0/24"] },
});
const search = new ElasticsearchNodes(stack, "search", {
  network,
  count: 2,
  machineType: "t3.medium",
  dataVolume: { sizeGiB: 30, iops: 4000, throughputMiBps: 250 },
});
const shared = new SharedStorage(stack, "shared", { network, managed: { retain: false } });
const volumes = [Volume.ephemeral("/var/lib/docker", { sizeGiB: 60 })];
new MesosAgentPool(stack, "fixed", {
  masters,
  machineType: "t3.large",
  count: 2,
  volumes,
  nfsMounts: [shared.mount("/srv/shared")],
  tags: { team: "builds" },
});
new MesosAgentPool(stack, "scaled", {
  masters,
  machineType: "t3.large",
  capacity: { min: 1, max: 4 },
  volumes,
});
new MesosAgentPool(stack, "spot", {
  masters,
  machineType: "t3.large",
  capacity: { min: 2, max: 4, spotPercentage: 60 },
});
new Monitoring(stack, "monitoring", {
  search,
  masters,
  machineType: "t3.medium",
  receivers: [Receiver.slack({ webhookUrlFile: "/etc/variants/slack" })],
});
new DockerRegistry(stack, "registry", {
  network,
  machineType: "t3.small",
  count: 2,
  store: new ObjectStore(stack, "images", { cloud, retain: false }),
});
new IngressRouter(stack, "ingress", {
  masters,
  machineType: "t3.small",
  certificate: { store: new ObjectStore(stack, "keys", { cloud, retain: false }), key: "tls/site.pem" },
  loadBalancer: { isPublic: true, allowFrom: ["198.51.100.0/24"] },
});
new ClusterOutputs(stack, "outputs", { masters, gateway });
app.synth();
