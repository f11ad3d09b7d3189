import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  type AlertOptions,
  ClusterOutputs,
  ElasticsearchNodes,
  IngressRouter,
  JenkinsHome,
  JenkinsMaster,
  MesosAgentPool,
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

export interface JenkinsHaProps extends ReferenceStackProps {
  /** Number of agents for builds. @default 8: with the two for Jenkinses 10 */
  readonly builds?: number;
  /** Elasticsearch's heap in GiB. @default half the memory of its machines */
  readonly heapGiB?: number;
  /** Whether there is a Kibana. @default true */
  readonly kibana?: boolean;
  /** Alerts in addition to those for the frameworks. @default see `AlertOptions` */
  readonly alerts?: Omit<AlertOptions, "frameworks">;
}

/**
 * A Jenkins of 13,000 jobs that outlives its machine: 3 masters, 10 agents, homes and workspaces on NFS, roles with
 * weights, logs and alerts.
 */
export class JenkinsHa extends TerraformStack {
  constructor(scope: Construct, id: string, props: JenkinsHaProps) {
    super(scope, id);
    const { builds: count = 8, retainData: retain = true } = props;
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
    });
    const gateway = new SshGateway(this, "gateway", { network, allowFrom: props.sshFrom });
    const masters = new MesosMasterTier(this, "masters", {
      network,
      count: 3,
      machineType: "m5.large",
      dataVolume: { sizeGiB: 20, retain },
      // Releases take precedence over other builds.
      weights: { ci: 1, release: 3 },
    });
    const shared = new SharedStorage(this, "shared", {
      network,
      server: { machineType: "m5.large", dataVolume: { sizeGiB: 500, retain } },
    });
    const jenkins = new MesosAgentPool(this, "jenkins", {
      masters,
      count: 2,
      machineType: "m5.2xlarge",
      attributes: { workload: "jenkins" },
      nfsMounts: [shared.mount("/srv/shared")],
    });
    const builds = new MesosAgentPool(this, "builds", {
      masters,
      count,
      machineType: "c5.4xlarge",
      attributes: { workload: "build" },
      resources: { cpus: 15, mem: 29000, ports: "[31000-32000]" },
      // A separate disk for Docker, so that builds cannot fill the system's.
      volumes: [Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 })],
      nfsMounts: [shared.mount("/srv/shared")],
      cachedImages: [INBOUND_AGENT],
    });
    const build = {
      pool: builds,
      image: INBOUND_AGENT,
      volumes: [{ containerPath: "/workspaces", hostPath: "/srv/shared/workspaces" }],
    };
    const jenkinses = (
      [
        ["ci", 16_384],
        ["release", 4096],
      ] as const
    ).map(
      ([role, heapMiB]) =>
        new JenkinsMaster(this, role, {
          masters,
          pools: [jenkins],
          home: JenkinsHome.nfs("/srv/shared/jenkins"),
          image,
          cpus: 2,
          heapMiB,
          role,
          route: { domain, path: `/${role}` },
          configurationUrls,
          agents: [
            { ...build, label: "java", cpus: 1, mem: 2016 },
            { ...build, label: "docker", cpus: 2, mem: 4064, dockerSocket: true },
            { ...build, label: "large", cpus: 8, mem: 16_352 },
          ],
        }),
    );
    const certificates = new ObjectStore(this, "certificates", { cloud, retain });
    const ingress = new IngressRouter(this, "ingress", {
      masters,
      machineType: "t3.medium",
      loadBalancer: { isPublic: true, allowFrom: props.webFrom ?? props.sshFrom },
      certificate: { store: certificates, key: "ingress.pem" },
    });
    const search = new ElasticsearchNodes(this, "search", {
      network,
      count: 3,
      machineType: "m5.xlarge",
      dataVolume: { sizeGiB: 200, retain },
      heapGiB: props.heapGiB,
    });
    new Monitoring(this, "monitoring", {
      masters,
      search,
      machineType: "t3.medium",
      receivers: [
        Receiver.email({
          to: [alertsTo],
          from: `alerts@${domain}`,
          smtpHost: mailServer ?? `mail.${domain}`,
        }),
      ],
      kibana: props.kibana,
      alerts: {
        ...props.alerts,
        frameworks: ["marathon", ...jenkinses.map(({ frameworkName }) => frameworkName)],
      },
    });
    new ClusterOutputs(this, "outputs", { masters, gateway, ingress });
  }
}
