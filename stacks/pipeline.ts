import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  ClusterOutputs,
  DockerRegistry,
  IngressRouter,
  JenkinsHome,
  JenkinsMaster,
  MarathonApp,
  MesosAgentPool,
  MesosMasterTier,
  Port,
  routeLabels,
  SharedStorage,
  SshGateway,
  Volume,
  VpcNetwork,
} from "../constructs";
import { defaultJenkins, INBOUND_AGENT, type ReferenceStackProps } from "./reference-stack";

export interface PipelineProps extends ReferenceStackProps {
  /** Number of agents for builds. @default 3 */
  readonly builds?: number;
}

/**
 * Continuous delivery: Jenkins builds an image with its agent's Docker, pushes it to the cluster's registry and deploys it
 * with Marathon. Services fetch their configuration from a file server.
 */
export class Pipeline extends TerraformStack {
  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    const { builds: count = 3, retainData: retain = true } = props;
    const { image, domain, configurationUrls } = { ...defaultJenkins, ...props.jenkins };
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
    });
    const registry = new DockerRegistry(this, "registry", {
      network,
      machineType: "m5.large",
      dataVolume: { sizeGiB: 200, retain },
    });
    const shared = new SharedStorage(this, "shared", {
      network,
      server: { machineType: "m5.large", dataVolume: { sizeGiB: 200, retain } },
    });
    // Jenkins has its home on the agent's disk, and its backups on the share.
    const jenkins = new MesosAgentPool(this, "jenkins", {
      masters,
      count: 1,
      machineType: "m5.large",
      attributes: { workload: "jenkins" },
      nfsMounts: [shared.mount("/srv/shared")],
    });
    const builds = new MesosAgentPool(this, "builds", {
      masters,
      count,
      machineType: "c5.2xlarge",
      attributes: { workload: "build" },
      volumes: [Volume.ephemeral("/var/lib/docker", { sizeGiB: 100 })],
      // Jobs write the files of the configuration server here.
      nfsMounts: [shared.mount("/srv/shared")],
      cachedImages: [INBOUND_AGENT],
    });
    const services = new MesosAgentPool(this, "services", {
      masters,
      count: 3,
      machineType: "m5.large",
      attributes: { workload: "service" },
      nfsMounts: [shared.mount("/srv/shared")],
    });
    const inside = `internal.${domain}`;
    const build = { pool: builds, image: INBOUND_AGENT, dockerSocket: true };
    new JenkinsMaster(this, "ci", {
      masters,
      pools: [jenkins],
      home: JenkinsHome.host("/var/lib/jenkins"),
      volumes: [{ containerPath: "/backups", hostPath: "/srv/shared/backups" }],
      image,
      cpus: 1,
      heapMiB: 2048,
      route: { domain, path: "/jenkins", scheme: "http" },
      configurationUrls,
      configuration: {
        // The plugin thinBackup, 2.0 or later.
        unclassified: {
          thinBackup: {
            backupPath: "/backups",
            fullBackupSchedule: "0 3 * * 0",
            diffBackupSchedule: "0 3 * * 1-6",
            nrMaxStoredFull: 8,
            cleanupDiff: true,
          },
        },
        // Environment variables for jobs.
        jenkins: {
          globalNodeProperties: [
            {
              envVars: {
                env: Object.entries({
                  REGISTRY: registry.address,
                  MARATHON_URL: masters.marathonUrl!,
                  CONFIG_SERVER: `http://${inside}/configuration`,
                }).map(([key, value]) => ({ key, value })),
              },
            },
          ],
        },
      },
      agents: [
        {
          ...build,
          label: "build",
          cpus: 2,
          mem: 4096,
          volumes: [{ containerPath: "/srv/configuration", hostPath: "/srv/shared/configuration" }],
        },
      ],
    });
    masters.loadBalancer.connections.allowFrom(builds, Port.marathon, "jobs roll out what they have built");
    new MarathonApp(this, "configuration", {
      masters,
      instances: 2,
      cpus: 0.1,
      mem: 64,
      container: {
        type: "DOCKER",
        docker: { image: "nginx:1.27" },
        portMappings: [{ containerPort: 80, name: "http" }],
        volumes: [
          {
            containerPath: "/usr/share/nginx/html/configuration",
            hostPath: "/srv/shared/configuration",
            mode: "RO",
          },
        ],
      },
      networks: [{ mode: "container/bridge" }],
      constraints: [
        ["workload", "CLUSTER", "service"],
        ["hostname", "UNIQUE"],
      ],
      healthChecks: [{ protocol: "MESOS_HTTP", path: "/", portIndex: 0 }],
      labels: { ...routeLabels({ domain: inside, path: "/configuration" }), HAPROXY_GROUP: "internal" },
    });
    const ingress = new IngressRouter(this, "ingress", {
      masters,
      machineType: "t3.medium",
      loadBalancer: { isPublic: true, allowFrom: props.webFrom ?? props.sshFrom },
    });
    // For containers, which cannot use the public ingress; not reachable from outside.
    const internal = new IngressRouter(this, "internal", {
      masters,
      machineType: "t3.small",
      group: "internal",
      firstHost: 44,
    });
    for (const pool of [jenkins, builds, services])
      internal.loadBalancer.connections.allowFrom(
        pool,
        internal.port,
        "containers ask how they are configured",
      );
    new TerraformOutput(this, "internal_ingress", {
      value: internal.hostname,
      description: `where ${inside} has to point`,
    });
    new ClusterOutputs(this, "outputs", { masters, gateway, ingress });
  }
}
