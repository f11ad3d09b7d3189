import { App, TerraformStack } from "cdktf";
import {
  type Cloud,
  ClusterOutputs,
  ElasticsearchNodes,
  MesosAgentPool,
  MesosMasterTier,
  SshGateway,
  Volume,
  VpcNetwork,
} from "cdktf-mesos";
import { AwsCloud, AwsKey } from "cdktf-mesos/aws";
import type { Construct } from "constructs";

class CiCluster extends TerraformStack {
  constructor(scope: Construct, id: string, createCloud: (stack: Construct) => Cloud) {
    super(scope, id);
    const cloud = createCloud(this);
    const network = new VpcNetwork(this, "network", { cloud, cidr: "10.16.0.0/16", zoneCount: 3 });
    const gateway = new SshGateway(this, "gateway", { network, allowFrom: ["203.0.113.0/24"] });
    const masters = new MesosMasterTier(this, "masters", { network, count: 3, machineType: "m5.xlarge" });
    new MesosAgentPool(this, "builds", {
      masters,
      machineType: "c5.2xlarge",
      count: 111, // or capacity: { min: 20, max: 111, spotPercentage: 60 }
      attributes: { workload: "build" },
      volumes: [Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 })],
      cachedImages: ["jenkins/inbound-agent:latest"],
    });
    const search = new ElasticsearchNodes(this, "search", {
      network,
      count: 7,
      machineType: "c5.9xlarge",
      dataVolume: { sizeGiB: 500 },
    });
    network.shipLogsTo(search);
    new ClusterOutputs(this, "outputs", { masters, gateway });
  }
}

const app = new App();
new CiCluster(
  app,
  "ci-aws",
  (stack) => new AwsCloud(stack, "cloud", { cluster: "ci", key: AwsKey.existing("ops") }),
);
app.synth();
