import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import type { Fail } from "../checks/props";
import type { MarathonTraits } from "../tiers/mesos-master-tier";
import { checkRoutes } from "./app-domains";
import type { AppConstraint, AppDefinition, AppVolume, ExternalVolume } from "./marathon-app-definition";
import { checkHealthChecks, checkPorts, checkReadiness } from "./marathon-app-ports";

/** Words that Marathon's API has for itself at the end of an app's path. */
const RESERVED = ["restart", "tasks", "versions"];

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
  checkGpus(app, marathon, fail);
  checkVolumes(app, marathon, fail);
  checkSecrets(app, marathon, fail);
  for (const constraint of app.constraints ?? []) checkConstraint(constraint, fail);
  checkHealthChecks(app, fail);
  checkReadiness(app, fail);
  checkRoutes(app, fail);
  checkRoles(app, marathon, fail);
  checkUpgrade(app, fail);
  checkUnreachable(app, marathon, fail);
}

function checkCommand({ cmd, args, container }: AppDefinition, fail: Fail): void {
  const hasArgs = args !== undefined && args.length > 0;
  if (cmd !== undefined && hasArgs) fail(`cmd and args exclude one another, got ${show({ cmd, args })}`);
  if (cmd === undefined && !hasArgs && container?.docker === undefined) {
    fail("cmd, args or a container with an image must be given, got nothing");
  }
}

function checkGpus({ container, gpus = 0 }: AppDefinition, { features }: MarathonTraits, fail: Fail): void {
  if (gpus === 0) return;
  if (container?.type === "DOCKER") fail(`gpus are only for Mesos's containers, got ${gpus} with Docker`);
  if (!features.includes("gpu_resources")) {
    fail(
      `gpus need a Marathon that asks for them, got ${gpus}; give the masters marathon: { flags: { enable_features: "gpu_resources" } }`,
    );
  }
}

function checkContainer({ container }: AppDefinition, fail: Fail): void {
  const { type, docker } = container ?? {};
  if (type === "DOCKER" && !docker) fail("container.docker must be given where type is DOCKER, got nothing");
  if (type === "DOCKER" && docker?.pullConfig) {
    fail(
      "container.docker.pullConfig is only for Mesos's containers, got one with Docker; log the agents in",
    );
  }
  if (type === "MESOS") {
    if (docker?.privileged) fail("container.docker.privileged is only for Docker, got true with MESOS");
    if (docker?.parameters?.length)
      fail("container.docker.parameters are only for Docker, got some with MESOS");
  }
}

function checkVolumes(app: AppDefinition, marathon: MarathonTraits, fail: Fail): void {
  const { volumes = [] } = app.container ?? {};
  for (const volume of volumes) checkVolume(app, volume, marathon, fail);
  const names = volumes.flatMap((volume) => ("external" in volume ? [volume.external.name] : []));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) fail(`container.volumes: two are the volume ${show(twice)}; take one of them out`);
}

function checkVolume(app: AppDefinition, volume: AppVolume, marathon: MarathonTraits, fail: Fail): void {
  const what = `container.volumes: ${show(volume.containerPath)}`;
  if ("external" in volume) {
    if (!marathon.features.includes("external_volumes")) {
      fail(
        `${what} is an external volume, which this cluster does not support; give the masters marathon: { flags: { enable_features: "external_volumes" } } and the agents a volume driver`,
      );
    }
    checkExternalVolume(app, volume, (message) => fail(`${what}: ${message}`));
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
    for (const [field, operator = "", pattern] of constraints ?? []) {
      if (
        field !== "path" ||
        !["LIKE", "UNLIKE"].includes(operator) ||
        pattern === undefined ||
        !isRegularExpression(pattern)
      ) {
        fail(
          `${what}: constraints of a volume must be like ["path", "LIKE", "/mnt/.*"], got ${show(constraints)}`,
        );
      }
    }
    if (app.upgradeStrategy && app.upgradeStrategy.maximumOverCapacity > 0) {
      fail(
        `upgradeStrategy.maximumOverCapacity must be 0 with a persistent volume, got ${app.upgradeStrategy.maximumOverCapacity}`,
      );
    }
    if (typeof app.unreachableStrategy === "object") {
      fail(
        `unreachableStrategy must be "disabled" with a persistent volume, got ${show(app.unreachableStrategy)}: its task comes back with its agent; leave it out`,
      );
    }
    if (app.acceptedResourceRoles && show([...new Set(app.acceptedResourceRoles)]) !== show(["*"])) {
      fail(
        `acceptedResourceRoles must be ["*"] with a persistent volume, got ${show(app.acceptedResourceRoles)}: Marathon reserves what no role has; leave it out`,
      );
    }
    if ((app.role ?? marathon.role) === "*") {
      fail(`role must be another than "*" with a persistent volume, which is reserved for it, got "*"`);
    }
  }
}

/** How a volume of CSI's may be shared. */
const ACCESS_MODES = [
  "SINGLE_NODE_WRITER",
  "SINGLE_NODE_READER_ONLY",
  "MULTI_NODE_READER_ONLY",
  "MULTI_NODE_SINGLE_WRITER",
  "MULTI_NODE_MULTI_WRITER",
];
/** A word of a volume driver's, as Marathon has it. */
const DRIVER = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const OPTION = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

function checkExternalVolume(
  { container, upgradeStrategy, instances = 1 }: AppDefinition,
  { containerPath, mode, external }: ExternalVolume,
  fail: Fail,
): void {
  const { provider, options = {}, size } = external;
  // Options of CSI are nested: whether they are right, its plugin knows.
  if (provider === "csi") {
    const { accessMode, accessType, fsType } = (options.capability ?? {}) as Readonly<
      Record<string, unknown>
    >;
    const isMode =
      ACCESS_MODES.includes(String(accessMode)) && ["block", "mount"].includes(String(accessType));
    if (!options.pluginName || !isMode || (accessType === "mount" && !fsType)) {
      fail(
        `options must have pluginName and capability: { accessMode, accessType, fsType } with the provider csi, got ${show(options)}`,
      );
    }
    return;
  }
  if (provider !== "dvdi") fail(`provider must be "dvdi" or "csi", got ${show(provider)}`);
  const isDocker = container?.type === "DOCKER";
  const driver = options["dvdi/driver"];
  if (typeof driver !== "string" || !DRIVER.test(driver)) {
    fail(`options must name the driver, such as { "dvdi/driver": "rexray" }, got ${show(options)}`);
  }
  const other = Object.entries(options).find(
    ([name, value]) =>
      typeof value !== "string" || !OPTION.test(name) || (isDocker && name !== "dvdi/driver"),
  );
  if (other) {
    fail(
      isDocker
        ? `options must be only "dvdi/driver" with Docker, got ${show(other[0])}`
        : `options must be text under names such as "dvdi/iops", got ${show(Object.fromEntries([other]))}`,
    );
  }
  if (isDocker && size !== undefined)
    fail(`size is unknown to Docker, got ${size}; create the volume so large`);
  if (!isDocker && mode !== "RW") fail(`mode must be "RW" in Mesos's containers, got ${show(mode)}`);
  if ([".", ".."].includes(containerPath)) fail("containerPath must be a folder's, got a dot");
  if (instances > 1) fail(`instances must be 1 at most, got ${instances}: one task has the volume at a time`);
  if (upgradeStrategy && upgradeStrategy.maximumOverCapacity > 0) {
    fail(
      `upgradeStrategy.maximumOverCapacity must be 0, got ${upgradeStrategy.maximumOverCapacity}: one task has the volume at a time`,
    );
  }
}

function checkSecrets(app: AppDefinition, marathon: MarathonTraits, fail: Fail): void {
  const { secrets = {}, env = {}, container } = app;
  if ("" in secrets) fail("secrets must have names, got one without");
  if ("" in env) fail("env must have names, got one without");
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
  const isNumber = value !== undefined && /^[+-]?\d+$/.test(value) && Math.abs(Number(value)) < 2 ** 31;
  if (field === "") fail(`${what}: the field must be an attribute's name or hostname, got nothing`);
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

/**
 * Whether text is one for Java, which Marathon has. What only Java knows (flags within, `\Q…\E`, classes by name,
 * possessive quantifiers) is put into JavaScript's words first.
 */
function isRegularExpression(value: string): boolean {
  const plain = value
    .replace(/\\Q[\s\S]*?(\\E|$)/g, "x")
    .replace(/\\[pP](\{\w+\}|\w)/g, "x")
    .replace(/\\[^A-Za-z0-9]|\\[aeAGhHRVXZz]/g, "x")
    .replace(/\(\?[a-zA-Z-]+\)/g, "")
    .replace(/\(\?([a-zA-Z-]+:|>)/g, "(?:")
    .replace(/([*+?}])\+/g, "$1");
  try {
    new RegExp(plain, "u");
    return true;
  } catch {
    return false;
  }
}

function checkRoles(app: AppDefinition, marathon: MarathonTraits, fail: Fail): void {
  const [, group, ...rest] = app.id?.split("/") ?? [];
  // Marathon lets the apps of a group have the role of the group's name.
  const roles = [...new Set([marathon.role, ...(group && rest.length > 0 ? [group] : [])])];
  const { role = marathon.role, acceptedResourceRoles } = app;
  if (!roles.includes(role)) {
    fail(
      `role must be Marathon's own, or the name of the app's first group (${roles.map(show).join(" or ")}), got ${show(role)}; set its mesos_role`,
    );
  }
  const allowed = [...new Set(["*", role])];
  const other = acceptedResourceRoles?.find((one) => !allowed.includes(one));
  if (other !== undefined || acceptedResourceRoles?.length === 0) {
    fail(
      `acceptedResourceRoles must be of ${allowed.join(" and ")}, got ${show(acceptedResourceRoles)}; set Marathon's mesos_role`,
    );
  }
}

function checkUpgrade(app: AppDefinition, fail: Fail): void {
  const { labels = {}, instances = 1, upgradeStrategy, resourceLimits, cpus = 1, mem = 128 } = app;
  const {
    DCOS_MIGRATION_API_VERSION: migration,
    DCOS_MIGRATION_API_PATH,
    DCOS_PACKAGE_FRAMEWORK_NAME,
  } = labels;
  if (migration && !(migration === "v1" && DCOS_MIGRATION_API_PATH && DCOS_PACKAGE_FRAMEWORK_NAME)) {
    fail(
      `labels.DCOS_MIGRATION_API_VERSION must be v1, beside DCOS_MIGRATION_API_PATH and DCOS_PACKAGE_FRAMEWORK_NAME, got ${show(migration)}`,
    );
  }
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
  for (const [name, limit, asked] of [
    ["cpus", resourceLimits?.cpus, cpus],
    ["mem", resourceLimits?.mem, mem],
  ] as const) {
    if (typeof limit === "number" && limit < asked)
      fail(`resourceLimits.${name} must not be less than ${name}, got ${limit} and ${asked}`);
  }
}

/**
 * Marathon 1.11 never replaces a lost task for which both times are over at the same look: the instance's update is an
 * `Expunge` then, which `InstanceUpdater.mesosUpdate` does not expect.
 */
function checkUnreachable(app: AppDefinition, marathon: MarathonTraits, fail: Fail): void {
  const { unreachableStrategy } = app;
  if (typeof unreachableStrategy !== "object") return;
  const { inactiveAfterSeconds = 0, expungeAfterSeconds = 0 } = unreachableStrategy;
  if (inactiveAfterSeconds > expungeAfterSeconds) {
    fail(
      `unreachableStrategy: inactiveAfterSeconds must not be more than expungeAfterSeconds, got ${show(unreachableStrategy)}`,
    );
  }
  const apart = (2 * marathon.reconciliationMs) / 1000;
  if (inactiveAfterSeconds > 0 && expungeAfterSeconds < inactiveAfterSeconds + apart) {
    fail(
      `unreachableStrategy: expungeAfterSeconds must be at least ${inactiveAfterSeconds + apart}, got ${show(unreachableStrategy)}: ` +
        `Marathon looks every ${apart / 2} s, and never replaces a task for which both times are over at one look`,
    );
  }
}
