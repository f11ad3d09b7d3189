import { App, TerraformStack } from "cdktf";
import {
  DockerRegistry,
  JenkinsHome,
  JenkinsMaster,
  MarathonApp,
  MesosAgentPool,
  MesosMasterTier,
  ObjectStore,
  VolumeDriver,
  VpcNetwork,
} from "../../constructs";
import { AwsCloud, AwsImage, AwsKey } from "../../constructs/clouds/aws";
import { settingsFrom } from "../../stacks/settings";

/** A cluster with apps, TEST_APPS Jenkins masters, a store for backups, a registry, and volumes by name. */
const app = new App();
const settings = settingsFrom(process.env);
const stack = new TerraformStack(app, "apps");
const cloud = new AwsCloud(stack, "cloud", {
  cluster: "apps",
  key: AwsKey.existing("ops"),
  image: AwsImage.fromId(settings.awsImage ?? ""),
});
const network = new VpcNetwork(stack, "network", { cloud, cidr: "10.21.0.0/16", zoneCount: 1 });
const masters = new MesosMasterTier(stack, "masters", {
  network,
  count: 1,
  machineType: "t3.medium",
  dataVolume: { sizeGiB: 20, retain: false },
});
const agents = new MesosAgentPool(stack, "agents", {
  masters,
  machineType: "t3.large",
  count: 1,
  attributes: { workload: "any" },
});
const backups = new ObjectStore(stack, "backups", { cloud, retain: false, expireAfterDays: 90 });
backups.grantReadWrite(agents);
const images = new ObjectStore(stack, "images", { cloud, retain: false });
new DockerRegistry(stack, "registry", { network, machineType: "t3.small", store: images });
new MarathonApp(stack, "hello", { masters, cmd: "echo ${HOST} %{x}; sleep 1000", cpus: 0.1 });
for (let i = 1; i <= Number(process.env.TEST_APPS ?? 3); i++) {
  new JenkinsMaster(stack, `team-${i}`, {
    masters,
    pools: [agents],
    home: JenkinsHome.host("/var/lib/jenkins"),
    image: "registry.example.com/jenkins:2.504",
    agents: [{ label: "java", pool: agents, cpus: 0.5, mem: 1024, image: "jenkins/inbound-agent:3261" }],
  });
}
new VolumeDriver(stack, "volumes", { masters, pools: [agents] });
app.synth();
