import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  ClusterOutputs,
  IngressRouter,
  MarathonApp,
  MesosAgentPool,
  MesosMasterTier,
  routeLabels,
  SshGateway,
  VpcNetwork,
} from "../constructs";
import type { ReferenceStackProps } from "./reference-stack";

export interface HandsOnProps extends ReferenceStackProps {
  /** @default "t3.medium": 2 vCPU and 4 GiB */
  readonly machineType?: string;
  /** @default 3 */
  readonly agents?: number;
  /** Whether to deploy sample apps. @default true */
  readonly apps?: boolean;
}

/** Three masters and three agents, the smallest cluster that survives the loss of a machine, and an ingress router. */
export class HandsOn extends TerraformStack {
  constructor(scope: Construct, id: string, props: HandsOnProps) {
    super(scope, id);
    const { machineType = "t3.medium", agents = 3, retainData: retain = true } = props;
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
      machineType,
      dataVolume: { sizeGiB: 20, retain },
    });
    new MesosAgentPool(this, "agents", {
      masters,
      count: agents,
      machineType,
      cachedImages: ["nginx:stable"],
    });
    const ingress = new IngressRouter(this, "ingress", {
      masters,
      count: 1,
      machineType,
      loadBalancer: { isPublic: true, allowFrom: props.webFrom ?? props.sshFrom },
    });
    if (props.apps ?? true) this.addApps(masters);
    new ClusterOutputs(this, "outputs", { masters, gateway, ingress });
  }

  /** A command, a command in a container, and a public web server. */
  private addApps(masters: MesosMasterTier): void {
    const cmd = "while true; do echo hello; sleep 5; done";
    new MarathonApp(this, "hello", { masters, cmd, cpus: 0.1, mem: 32 });
    new MarathonApp(this, "docker-hello", {
      masters,
      cmd,
      cpus: 0.1,
      mem: 32,
      container: { type: "DOCKER", docker: { image: "debian:12-slim" } },
    });
    new MarathonApp(this, "web", {
      masters,
      instances: 2,
      cpus: 0.1,
      mem: 64,
      container: {
        type: "DOCKER",
        docker: { image: "nginx:stable" },
        portMappings: [{ containerPort: 80, servicePort: 10080, name: "http" }],
      },
      networks: [{ mode: "container/bridge" }],
      healthChecks: [{ protocol: "MESOS_HTTP", path: "/", portIndex: 0 }],
      labels: routeLabels({ domain: "www.example.com" }),
    });
  }
}
