import { InvalidInput, show } from "../cloud-init/invalid-input";
import { checkRoutes } from "./app-domains";
import type { AppConstraint, AppDefinition, AppVolume } from "./marathon-app-definition";
import { checkHealthCheck, checkPorts, checkReadiness } from "./marathon-app-ports";

/** Words that Marathon's API has for itself at the end of an app's path. */
const RESERVED = ["restart", "tasks", "versions"];

/** What a Marathon has been told to allow. */
export interface MarathonTraits {
  /** `enable_features`. */
  readonly features: readonly string[];
  /** `mesos_role`. @default "*" */
  readonly role: string;
  /** Whether it has a principal, which reservations are made by. */
  readonly hasPrincipal: boolean;
}

/**
 * What Marathon 1.11 validates beside the form of the fields (its `AppValidation`), so that it is refused at synth and
 * not by a cluster that is up.
 *
 * @throws InvalidInput for the first rule that is broken
 */
export function checkApp(owner: string, app: AppDefinition, marathon: MarathonTraits): void {
  const fail = (message: string): never => {
    throw new InvalidInput(`${owner}: ${message}`);
  };
  const last = app.id?.split("/").at(-1) ?? "";
  if (RESERVED.includes(last)) fail(`id must not end in ${RESERVED.join(", ")}, got ${show(app.id)}`);
  checkCommand(app, fail);
  checkPorts(app, fail);
  checkContainer(app, fail);
  for (const volume of app.container?.volumes ?? []) checkVolume(app, volume, marathon, fail);
  checkSecrets(app, marathon, fail);
  for (const constraint of app.constraints ?? []) checkConstraint(constraint, fail);
  for (const check of app.healthChecks ?? []) checkHealthCheck(app, check, fail);
  checkReadiness(app, fail);
  checkRoutes(app, fail);
  checkRoles(app, marathon, fail);
  checkUpgrade(app, fail);
}

/** Refuses an app, in its own name. */
export type Fail = (message: string) => never;

function checkCommand({ cmd, args, container }: AppDefinition, fail: Fail): void {
  if (cmd !== undefined && args !== undefined)
    fail(`cmd and args exclude one another, got ${show({ cmd, args })}`);
  const hasImage = container?.docker !== undefined || container?.type === "MESOS";
  if (cmd === undefined && args === undefined && !hasImage) {
    fail("cmd, args or a container with an image must be given, got nothing");
  }
}

function checkContainer({ container, gpus = 0 }: AppDefinition, fail: Fail): void {
  if (gpus > 0 && container?.type === "DOCKER")
    fail(`gpus go with Mesos's containers alone, got ${gpus} with Docker`);
  const { type, docker } = container ?? {};
  if (type === "DOCKER" && !docker) fail("container.docker must be given where type is DOCKER, got nothing");
  if (type === "DOCKER" && docker?.pullConfig) {
    fail(
      "container.docker.pullConfig goes with Mesos's containers alone, got one with Docker; log the agents in",
    );
  }
  if (type === "MESOS") {
    if (docker?.privileged) fail("container.docker.privileged goes with Docker alone, got true with MESOS");
    if (docker?.parameters?.length)
      fail("container.docker.parameters go with Docker alone, got some with MESOS");
  }
}

function checkVolume(app: AppDefinition, volume: AppVolume, marathon: MarathonTraits, fail: Fail): void {
  const what = `container.volumes: ${show(volume.containerPath)}`;
  if ("external" in volume && !marathon.features.includes("external_volumes")) {
    fail(
      `${what} is an external volume, which this cluster has not; give the masters marathon: { flags: { enable_features: "external_volumes" } } and the agents a volume driver`,
    );
  }
  if ("persistent" in volume) {
    const { type = "root", maxSize, size, constraints } = volume.persistent;
    if (marathon.role === "*" || !marathon.hasPrincipal) {
      fail(
        `${what} is a persistent volume, for which this cluster's Marathon cannot reserve disk; give the masters marathon: { flags: { mesos_role, mesos_authentication_principal } }`,
      );
    }
    if (maxSize !== undefined && (type !== "mount" || maxSize <= size)) {
      fail(`${what}: maxSize is for type mount, and above size, got ${show(volume.persistent)}`);
    }
    if (constraints?.length && type === "root")
      fail(`${what}: constraints are not for type root, got ${show(constraints)}`);
    if (app.upgradeStrategy && app.upgradeStrategy.maximumOverCapacity > 0) {
      fail(
        `upgradeStrategy.maximumOverCapacity must be 0 with a persistent volume, got ${app.upgradeStrategy.maximumOverCapacity}`,
      );
    }
  }
}

function checkSecrets(app: AppDefinition, marathon: MarathonTraits, fail: Fail): void {
  const { secrets = {}, env = {}, container } = app;
  const used = [
    ...Object.entries(env).flatMap(([name, value]) =>
      typeof value === "object" ? [[`env.${name}`, value.secret] as const] : [],
    ),
    ...(container?.volumes ?? []).flatMap((volume) =>
      "secret" in volume ? [["container.volumes", volume.secret] as const] : [],
    ),
    ...(container?.docker?.pullConfig
      ? [["container.docker.pullConfig", container.docker.pullConfig.secret] as const]
      : []),
  ];
  for (const [where, name] of used) {
    if (!secrets[name])
      fail(
        `${where} needs the secret ${show(name)}, got ${show(Object.keys(secrets))}; name its source in secrets`,
      );
  }
  if (Object.keys(secrets).length > 0 && !marathon.features.includes("secrets")) {
    fail(
      'secrets need a Marathon that has a secret store; give the masters marathon: { flags: { enable_features: "secrets" } } and its plugin',
    );
  }
}

function checkConstraint([field, operator, value]: AppConstraint, fail: Fail): void {
  const what = `constraints: ${show([field, operator, value].filter((part) => part !== undefined))}`;
  const isNumber = value !== undefined && /^-?\d+$/.test(value);
  switch (operator) {
    case "UNIQUE":
      if (value !== undefined) fail(`${what}: UNIQUE takes no value`);
      return;
    case "GROUP_BY":
      if (value !== undefined && !isNumber) fail(`${what}: GROUP_BY takes a whole number or nothing`);
      return;
    case "MAX_PER":
      if (!isNumber) fail(`${what}: MAX_PER needs a whole number`);
      return;
    case "LIKE":
    case "UNLIKE":
      if (value === undefined || !isRegularExpression(value))
        fail(`${what}: ${operator} needs a regular expression`);
      return;
    case "IS":
      if (value === undefined || !/^[a-zA-Z0-9_/.-]*$/.test(value))
        fail(`${what}: IS needs text or a number`);
      return;
    case "CLUSTER":
      return;
    default:
      fail(`${what}: the operator must be UNIQUE, CLUSTER, GROUP_BY, LIKE, UNLIKE, MAX_PER or IS`);
  }
}

/** Whether text is one in JavaScript; Java's, which Marathon has, are hardly different here. */
function isRegularExpression(value: string): boolean {
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}

function checkRoles(app: AppDefinition, marathon: MarathonTraits, fail: Fail): void {
  const allowed = ["*", marathon.role];
  if (app.role !== undefined && !allowed.includes(app.role)) {
    fail(`role must be Marathon's own, ${show(marathon.role)}, got ${show(app.role)}; set its mesos_role`);
  }
  const other = app.acceptedResourceRoles?.find((role) => !allowed.includes(role));
  if (other !== undefined || app.acceptedResourceRoles?.length === 0) {
    fail(
      `acceptedResourceRoles must be of ${[...new Set(allowed)].join(" and ")}, got ${show(app.acceptedResourceRoles)}; set Marathon's mesos_role`,
    );
  }
}

function checkUpgrade(app: AppDefinition, fail: Fail): void {
  const {
    labels = {},
    instances = 1,
    upgradeStrategy,
    unreachableStrategy,
    resourceLimits,
    cpus = 1,
    mem = 128,
  } = app;
  if (labels.MARATHON_SINGLE_INSTANCE_APP === "true") {
    if (instances > 1)
      fail(`instances must be 1 at most with the label MARATHON_SINGLE_INSTANCE_APP, got ${instances}`);
    if (
      upgradeStrategy &&
      (upgradeStrategy.minimumHealthCapacity > 0 || upgradeStrategy.maximumOverCapacity > 0)
    ) {
      fail(
        `upgradeStrategy must be 0 and 0 with the label MARATHON_SINGLE_INSTANCE_APP, got ${show(upgradeStrategy)}`,
      );
    }
  }
  if (typeof unreachableStrategy === "object") {
    const { inactiveAfterSeconds = 0, expungeAfterSeconds = 0 } = unreachableStrategy;
    if (inactiveAfterSeconds > expungeAfterSeconds) {
      fail(
        `unreachableStrategy: inactiveAfterSeconds must not be more than expungeAfterSeconds, got ${show(unreachableStrategy)}`,
      );
    }
  }
  for (const [name, limit, asked] of [
    ["cpus", resourceLimits?.cpus, cpus],
    ["mem", resourceLimits?.mem, mem],
  ] as const) {
    if (typeof limit === "number" && limit < asked)
      fail(`resourceLimits.${name} must not be less than ${name}, got ${limit} and ${asked}`);
  }
}
