import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ClusterOutputs, MesosAgentPool, MesosMasterTier, SshGateway, VpcNetwork } from "../constructs";
import type { ReferenceStackProps } from "./reference-stack";

/** The figures of the hands-on cluster that may be asked for otherwise. */
export interface HandsOnProps extends ReferenceStackProps {
  /** @default "t3.medium": 2 vCPU and 4 GiB */
  readonly machineType?: string;
  /** @default 3 */
  readonly agents?: number;
}

/** Three masters and three agents: the smallest cluster that survives the loss of a machine. */
export class HandsOn extends TerraformStack {
  constructor(scope: Construct, id: string, props: HandsOnProps) {
    super(scope, id);
    const { machineType = "t3.medium", agents = 3, retainData: retain = true } = props;
    const cloud = props.createCloud(this);
    const network = new VpcNetwork(this, "network", { cloud, cidr: "10.16.0.0/16", zoneCount: 3 });
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
    new ClusterOutputs(this, "outputs", { masters, gateway });
  }
}
