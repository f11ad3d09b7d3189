import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  ClusterOutputs,
  ElasticsearchNodes,
  MesosAgentPool,
  MesosMasterTier,
  SshGateway,
  Volume,
  VpcNetwork,
} from "../constructs";
import type { ReferenceStackProps } from "./reference-stack";

/** How many agents of each kind. */
export interface Jenkins2000Agents {
  /** c3.2xlarge, for builds. */
  readonly builds: number;
  /** m3.xlarge, for small Jenkins masters. */
  readonly jenkinsSmall: number;
  /** m4.4xlarge, for large Jenkins masters. */
  readonly jenkinsLarge: number;
}

/** The figures of the cluster that may be asked for otherwise. */
export interface Jenkins2000Props extends ReferenceStackProps {
  /** @default 111 + 56 + 150: with the masters and Elasticsearch 3,748 vCPU and 12,570 GiB */
  readonly agents?: Jenkins2000Agents;
}

/** 2,000 Jenkins masters and 8,000 concurrent jobs: 3 masters, 317 agents, 7 Elasticsearch nodes. */
export class Jenkins2000 extends TerraformStack {
  constructor(scope: Construct, id: string, props: Jenkins2000Props) {
    super(scope, id);
    const { agents = { builds: 111, jenkinsSmall: 56, jenkinsLarge: 150 }, retainData: retain = true } =
      props;
    const cloud = props.createCloud(this);
    const network = new VpcNetwork(this, "network", {
      cloud,
      cidr: "10.16.0.0/16",
      zoneCount: 3,
      nat: "per-zone",
    });
    const gateway = new SshGateway(this, "gateway", { network, allowFrom: props.sshFrom });
    const masters = new MesosMasterTier(this, "masters", {
      network,
      count: 3,
      machineType: "m3.xlarge",
      dataVolume: { sizeGiB: 50, retain },
    });
    const search = new ElasticsearchNodes(this, "search", {
      network,
      count: 7,
      machineType: "c3.8xlarge",
      dataVolume: { sizeGiB: 500, retain },
    });
    const pool = (
      name: string,
      count: number,
      machineType: string,
      workload: string,
      cachedImages: string[],
    ) =>
      new MesosAgentPool(this, name, {
        masters,
        count,
        machineType,
        attributes: { workload },
        volumes: [Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 })],
        cachedImages,
      });
    pool("builds", agents.builds, "c3.2xlarge", "build", ["jenkins/inbound-agent:latest"]);
    pool("jenkins-small", agents.jenkinsSmall, "m3.xlarge", "jenkins", ["jenkins/jenkins:lts"]);
    pool("jenkins-large", agents.jenkinsLarge, "m4.4xlarge", "jenkins", ["jenkins/jenkins:lts"]);
    network.shipLogsTo(search);
    new ClusterOutputs(this, "outputs", { masters, gateway });
  }
}
