import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  ClusterOutputs,
  ElasticsearchNodes,
  IngressRouter,
  JenkinsHome,
  JenkinsMaster,
  MesosAgentPool,
  type MesosAgentPoolProps,
  MesosMasterTier,
  Monitoring,
  ObjectStore,
  Receiver,
  SharedStorage,
  SshGateway,
  Volume,
  VpcNetwork,
} from "../constructs";
import { defaultJenkins, INBOUND_AGENT, type ReferenceStackProps } from "./reference-stack";

/** Number of agents in each pool. */
export interface Jenkins2000Agents {
  /** c3.2xlarge, for builds. */
  readonly builds: number;
  /** m3.xlarge, for small Jenkins masters. */
  readonly jenkinsSmall: number;
  /** m4.4xlarge, for large Jenkins masters. */
  readonly jenkinsLarge: number;
}

export interface Jenkins2000Props extends ReferenceStackProps {
  /** @default 111 + 56 + 150: with the masters and Elasticsearch 3,748 vCPU and 12,570 GiB */
  readonly agents?: Jenkins2000Agents;
  /** Number of teams with a Jenkins each; every seventh is small. @default 2,000 */
  readonly teams?: number;
}

/** NFS servers for the homes. The failure of one affects a quarter of the Jenkinses. */
const SHARES = 4;

/** 2,000 Jenkins masters and their builds: 3 masters, 317 agents, 7 Elasticsearch nodes. */
export class Jenkins2000 extends TerraformStack {
  constructor(scope: Construct, id: string, props: Jenkins2000Props) {
    super(scope, id);
    const {
      agents = { builds: 111, jenkinsSmall: 56, jenkinsLarge: 150 },
      teams = 2000,
      retainData: retain = true,
    } = props;
    const { image, domain, configurationUrls, alertsTo, mailServer } = {
      ...defaultJenkins,
      ...props.jenkins,
    };
    const cloud = props.createCloud(this);
    const network = new VpcNetwork(this, "network", {
      ...props.sources,
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
    const shares = Array.from(
      { length: SHARES },
      (_, i) =>
        new SharedStorage(this, `homes-${i + 1}`, {
          network,
          server: {
            machineType: "m4.4xlarge",
            dataVolume: { sizeGiB: 4000, retain },
            firstHost: 48 + i,
          },
        }),
    );
    const pool = (name: string, workload: string, more: Omit<MesosAgentPoolProps, "masters">) =>
      new MesosAgentPool(this, name, {
        masters,
        attributes: { workload },
        volumes: [Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 })],
        ...more,
      });
    const ports = "[31000-32000]";
    const builds = pool("builds", "build", {
      count: agents.builds,
      machineType: "c3.2xlarge",
      resources: { cpus: 8, mem: 13_500, ports },
      cachedImages: [INBOUND_AGENT],
    });
    const homes = shares.map((share, i) => share.mount(`/srv/homes-${i + 1}`));
    const small = pool("jenkins-small", "jenkins-small", {
      count: agents.jenkinsSmall,
      machineType: "m3.xlarge",
      resources: { cpus: 4, mem: 13_000, ports },
      nfsMounts: homes,
    });
    const large = pool("jenkins-large", "jenkins-large", {
      count: agents.jenkinsLarge,
      machineType: "m4.4xlarge",
      resources: { cpus: 16, mem: 61_000, ports },
      nfsMounts: homes,
    });
    const certificates = new ObjectStore(this, "certificates", { cloud, retain });
    const ingress = new IngressRouter(this, "ingress", {
      masters,
      count: 3,
      machineType: "m3.xlarge",
      loadBalancer: { isPublic: true, allowFrom: props.webFrom ?? props.sshFrom },
      certificate: { store: certificates, key: "ingress.pem" },
    });
    const build = { pool: builds, image: INBOUND_AGENT };
    for (let i = 1; i <= teams; i++) {
      const isSmall = i % 7 === 0;
      const team = `team-${String(i).padStart(4, "0")}`;
      new JenkinsMaster(this, team, {
        masters,
        pools: [isSmall ? small : large],
        home: JenkinsHome.nfs(`/srv/homes-${(i % SHARES) + 1}`),
        image,
        cpus: isSmall ? 0.5 : 1,
        heapMiB: isSmall ? 1024 : 3072,
        route: { domain, path: `/${team}` },
        configurationUrls,
        agents: [
          { ...build, label: "small", cpus: 0.25, mem: 512 },
          { ...build, label: "large", cpus: 2, mem: 3072 },
        ],
      });
    }
    new Monitoring(this, "monitoring", {
      masters,
      search,
      machineType: "m3.xlarge",
      receivers: [
        Receiver.email({
          to: [alertsTo],
          from: `alerts@${domain}`,
          smtpHost: mailServer ?? `mail.${domain}`,
        }),
      ],
    });
    new ClusterOutputs(this, "outputs", { masters, gateway, ingress });
  }
}
