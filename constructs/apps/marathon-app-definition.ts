/**
 * An app in Marathon's own terms: what `PUT /v2/apps/{id}` takes (Marathon 1.11, `docs/rest-api/public/api/v2/types`,
 * RAML), without what it calls deprecated. Memory and disk are in MB.
 */
export interface AppDefinition {
  /** Its path: `/ci/jenkins`. @default "/" and the construct's id */
  readonly id?: string;
  /** A command for `/bin/sh -c`. Give this or `args`, or neither where the image knows. */
  readonly cmd?: string;
  /** Arguments, for the image's entrypoint. */
  readonly args?: readonly string[];
  /** The user on the agent that tasks run as. @default root */
  readonly user?: string;
  /** Values, or names of `secrets`. */
  readonly env?: Readonly<Record<string, string | SecretReference>>;
  /** How many tasks. @default 1 at first; then whatever it was scaled to */
  readonly instances?: number;
  /** @default 1 */
  readonly cpus?: number;
  /** @default 128 */
  readonly mem?: number;
  /** @default 0 */
  readonly disk?: number;
  /** Only with the Mesos containerizer. @default 0 */
  readonly gpus?: number;
  /** How far a task may go beyond what it asked for. @default not at all */
  readonly resourceLimits?: { readonly cpus?: number | "unlimited"; readonly mem?: number | "unlimited" };
  readonly container?: AppContainer;
  /** @default the host's */
  readonly networks?: readonly AppNetwork[];
  /** Ports of an app on the host's network. @default one, of any number */
  readonly portDefinitions?: readonly PortDefinition[];
  /** The ports of `portDefinitions` on the host itself, instead of any free ones. @default false */
  readonly requirePorts?: boolean;
  /** Which agents, by attribute or `hostname`: `[["workload", "CLUSTER", "jenkins"], ["hostname", "UNIQUE"]]`. */
  readonly constraints?: readonly AppConstraint[];
  /** `*` for what no role has reserved, and Marathon's own role. @default Marathon's `default_accepted_resource_roles` */
  readonly acceptedResourceRoles?: readonly string[];
  readonly role?: string;
  readonly healthChecks?: readonly AppHealthCheck[];
  readonly readinessChecks?: readonly ReadinessCheck[];
  readonly labels?: Readonly<Record<string, string>>;
  /** What Mesos fetches into the sandbox beforehand. */
  readonly fetch?: readonly Artifact[];
  /** Where secrets come from, by the name that `env`, volumes and `pullConfig` know them by. Values are never here. */
  readonly secrets?: Readonly<Record<string, { readonly source: string }>>;
  /** Apps that must run before this one. */
  readonly dependencies?: readonly string[];
  /** How many tasks are there during an upgrade, as parts of `instances` from 0 to 1. @default both 1 */
  readonly upgradeStrategy?: {
    readonly minimumHealthCapacity: number;
    readonly maximumOverCapacity: number;
  };
  readonly killSelection?: "YOUNGEST_FIRST" | "OLDEST_FIRST";
  readonly unreachableStrategy?:
    | "disabled"
    | { readonly inactiveAfterSeconds?: number; readonly expungeAfterSeconds?: number };
  readonly taskKillGracePeriodSeconds?: number;
  readonly backoffSeconds?: number;
  readonly backoffFactor?: number;
  readonly maxLaunchDelaySeconds?: number;
  readonly tty?: boolean;
}

/** An app whose path is known. */
export type IdentifiedApp = AppDefinition & { readonly id: string };

/** A secret by its name in `secrets`. */
export interface SecretReference {
  readonly secret: string;
}

export type AppConstraint =
  | readonly [field: string, operator: ConstraintOperator]
  | readonly [field: string, operator: ConstraintOperator, value: string];

export type ConstraintOperator = "UNIQUE" | "CLUSTER" | "GROUP_BY" | "LIKE" | "UNLIKE" | "MAX_PER" | "IS";

/** What runs a task: Docker, or Mesos itself. */
export interface AppContainer {
  readonly type: "DOCKER" | "MESOS";
  /** The image; Mesos's containers can do without. */
  readonly docker?: DockerImage;
  readonly volumes?: readonly AppVolume[];
  /** For networks other than the host's. */
  readonly portMappings?: readonly PortMapping[];
}

export interface DockerImage {
  /** With its tag or digest: `nginx:1.27`. */
  readonly image: string;
  /** @default false */
  readonly forcePullImage?: boolean;
  /** Only with Docker. @default false */
  readonly privileged?: boolean;
  /** Options of `docker run` without dashes: `[{ key: "init", value: "true" }]`. Only with Docker. */
  readonly parameters?: readonly { readonly key: string; readonly value: string }[];
  /** Docker's `config.json` as a secret. Only with Mesos's containers: Docker uses the agent's. */
  readonly pullConfig?: SecretReference;
}

export interface PortMapping {
  /** 0: the same as the host's port. @default 0 */
  readonly containerPort?: number;
  /** 0: any that is free. @default 0 */
  readonly hostPort?: number;
  /** The port that a router or a balancer gives to this app only. @default one of Marathon's choice */
  readonly servicePort?: number;
  readonly protocol?: "tcp" | "udp" | "udp,tcp";
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly networkNames?: readonly string[];
}

export interface PortDefinition {
  /** The service port; with `requirePorts`, the host's as well. 0: one of Marathon's choice. @default 0 */
  readonly port?: number;
  readonly protocol?: "tcp" | "udp" | "udp,tcp";
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface AppNetwork {
  readonly mode: "host" | "container/bridge" | "container";
  /** Of a network of mode `container`. */
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** One of the four kinds of volumes, distinguished by their members: a host's path, a persistent or external volume, a secret. */
export type AppVolume = HostVolume | PersistentVolume | ExternalVolume | SecretVolume;

export interface HostVolume {
  readonly containerPath: string;
  readonly hostPath: string;
  readonly mode: "RO" | "RW";
}

/** Disk of an agent that Marathon reserves: the task stays with it. */
export interface PersistentVolume {
  /** A name within the sandbox, without slashes. */
  readonly containerPath: string;
  readonly mode: "RW";
  readonly persistent: {
    /** MB. */
    readonly size: number;
    readonly type?: "root" | "path" | "mount";
    readonly maxSize?: number;
    readonly profileName?: string;
    readonly constraints?: readonly (readonly string[])[];
  };
}

/** A volume of a driver's, such as REX-Ray's. */
export interface ExternalVolume {
  readonly containerPath: string;
  readonly mode: "RO" | "RW";
  readonly external: {
    readonly provider: string;
    readonly name: string;
    /** GiB. */
    readonly size?: number;
    readonly options?: Readonly<Record<string, unknown>>;
    readonly shared?: boolean;
  };
}

/** A secret as a file. */
export interface SecretVolume {
  readonly containerPath: string;
  readonly secret: string;
}

export interface AppHealthCheck {
  readonly protocol?: "HTTP" | "HTTPS" | "TCP" | "COMMAND" | "MESOS_HTTP" | "MESOS_HTTPS" | "MESOS_TCP";
  readonly path?: string;
  /** Which of the app's ports, from 0. Give this or `port`. */
  readonly portIndex?: number;
  readonly port?: number;
  readonly command?: { readonly value: string };
  readonly gracePeriodSeconds?: number;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly delaySeconds?: number;
  readonly maxConsecutiveFailures?: number;
  readonly ignoreHttp1xx?: boolean;
  readonly ipProtocol?: "IPv4" | "IPv6";
}

export interface ReadinessCheck {
  readonly name?: string;
  readonly protocol?: "HTTP" | "HTTPS";
  readonly path?: string;
  /** The name of one of the app's ports. @default "http-api" */
  readonly portName?: string;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly httpStatusCodesForReady?: readonly number[];
  readonly preserveLastResponse?: boolean;
}

export interface Artifact {
  readonly uri: string;
  /** @default true */
  readonly extract?: boolean;
  /** @default false */
  readonly executable?: boolean;
  /** @default false */
  readonly cache?: boolean;
  /** A path within the sandbox. */
  readonly destPath?: string;
}
