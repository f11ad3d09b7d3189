import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  ClusterOutputs,
  JenkinsHome,
  JenkinsMaster,
  MesosAgentPool,
  MesosMasterTier,
  MesosPlugin,
  SshGateway,
  VpcNetwork,
} from "../constructs";
import { defaultJenkins, INBOUND_AGENT, type ReferenceStackProps } from "./reference-stack";

export interface Jenkins40Props extends ReferenceStackProps {
  /** @default 39: with the master 40 hosts */
  readonly agents?: number;
  /** Names of the Jenkinses. @default one, "jenkins" */
  readonly names?: readonly string[];
}

/** 40 hosts in one subnet, including one master, with a Jenkins for each team, configured by git. */
export class Jenkins40 extends TerraformStack {
  constructor(scope: Construct, id: string, props: Jenkins40Props) {
    super(scope, id);
    const { agents: count = 39, names = ["jenkins"], retainData: retain = true } = props;
    const { image, configurationUrls } = { ...defaultJenkins, ...props.jenkins };
    const cloud = props.createCloud(this);
    // The one private subnet is 192.168.2.0/23.
    const network = new VpcNetwork(this, "network", {
      ...props.sources,
      cloud,
      cidr: "192.168.0.0/20",
      zoneCount: 1,
    });
    const gateway = new SshGateway(this, "gateway", { network, allowFrom: props.sshFrom });
    const masters = new MesosMasterTier(this, "masters", {
      network,
      count: 1,
      machineType: "m5.large",
      dataVolume: { sizeGiB: 20, retain },
    });
    const agents = new MesosAgentPool(this, "agents", { masters, count, machineType: "m5.xlarge" });
    // Two concurrent builds in one container, as in the plugin's first version.
    const build = { pool: agents, image: INBOUND_AGENT, executors: 2 };
    for (const name of names) {
      new JenkinsMaster(this, name, {
        masters,
        pools: [agents],
        // Its configuration is in git, so that it can restart on another agent.
        home: JenkinsHome.host("/var/lib/jenkins"),
        image,
        plugin: MesosPlugin.v1({ nativeLibrary: "/usr/lib/libmesos.so" }),
        configurationUrls,
        agents: [
          { ...build, label: "small", cpus: 0.25, mem: 512 },
          { ...build, label: "large", cpus: 1, mem: 3072 },
        ],
      });
    }
    new ClusterOutputs(this, "outputs", { masters, gateway });
  }
}
