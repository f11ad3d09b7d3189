import { type Flags, reservationsOf } from "../../cloud-init/checks/mesos-text";

/** What the agents of a pool offer, as far as the program knows it. */
export interface AgentOffers {
  /** The pool's name. */
  readonly name: string;
  readonly machineType: string;
  /** The attributes of every agent, but for the zone, which agents find out for themselves. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The role that everything is reserved for; `*` for none. */
  readonly role: string;
  /** CPUs of an agent. @default not known here: what Mesos finds */
  readonly cpus?: number;
  /** MB of memory of an agent. @default not known here: what Mesos finds */
  readonly mem?: number;
  /** The most agents that there can be. */
  readonly agents: number;
  /** The ports that tasks can have on an agent itself. */
  readonly ports: readonly PortRange[];
  /** The directories that are mounts of NFS servers. */
  readonly nfsMountPoints: readonly string[];
  /** Whether Mesos's own containers can have images: Docker's containers always can. */
  readonly hasMesosImages: boolean;
}

/** Ports from one number to another. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** The part of a pool's props that its offers follow from. */
interface AgentProps {
  readonly machineType: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly role?: string;
  readonly resources?: Readonly<Record<string, string | number>>;
  readonly flags?: Flags;
  readonly nfsMounts?: readonly { readonly mountPoint: string }[];
}

/** @param counted what the pool knows of itself */
export function agentOffers(
  name: string,
  props: AgentProps,
  counted: Pick<AgentOffers, "agents" | "ports">,
): AgentOffers {
  const { attributes = {}, role = "*", nfsMounts = [], machineType } = props;
  const cpus = scalar(props, "cpus");
  const mem = scalar(props, "mem");
  return {
    name,
    machineType,
    attributes,
    role,
    ...counted,
    ...(cpus === undefined ? {} : { cpus }),
    ...(mem === undefined ? {} : { mem }),
    nfsMountPoints: nfsMounts.map(({ mountPoint }) => mountPoint),
    hasMesosImages: hasMesosImages(props.flags),
  };
}

/** Mesos, "Supporting Container Images in Mesos Containerizer". */
function hasMesosImages({ image_providers = "", isolation = "" }: Flags = {}): boolean {
  const isolators = String(isolation).split(",");
  return (
    String(image_providers).toUpperCase().split(",").includes("DOCKER") &&
    ["filesystem/linux", "docker/runtime"].every((isolator) => isolators.includes(isolator))
  );
}

/** How much there is of a resource, for everyone and for roles. */
function scalar({ resources = {} }: AgentProps, name: string): number | undefined {
  const values = reservationsOf(resources, name);
  return values.length === 0 ? undefined : values.reduce((sum, [, value]) => sum + Number(value), 0);
}
