import fc from "fast-check";

/** A definition as written by a JavaScript caller, possibly invalid. */
export type Definition = { [field: string]: unknown };

/** A change of one field, by its path: `container.docker.image`. Undefined removes it. */
export interface Mutation {
  readonly path: string;
  readonly value: unknown;
}

export interface GeneratedApp {
  /** Of {@link forms}. */
  readonly form: string;
  readonly mutations: readonly Mutation[];
  readonly definition: Definition;
}

const docker = (more: object = {}) => ({ type: "DOCKER", docker: { image: "nginx:1.27", ...more } });
const ucr = (more: object = {}) => ({ type: "MESOS", docker: { image: "nginx:1.27", ...more } });
const bridge = [{ mode: "container/bridge" }];
const http = { containerPort: 80, hostPort: 0, name: "http", protocol: "tcp" };
const volume = (one: object) => ({ ...ucr(), volumes: [one] });
const hostVolume = { containerPath: "/data", hostPath: "/srv", mode: "RW" };
const persistent = { containerPath: "data", mode: "RW", persistent: { size: 10 } };
const external = {
  containerPath: "/data",
  mode: "RW",
  external: { provider: "dvdi", name: "vol-1", options: { "dvdi/driver": "rexray" } },
};
const check = (more: object) => [{ gracePeriodSeconds: 30, intervalSeconds: 5, ...more }];

/** A valid app of every kind. */
export const forms: Readonly<Record<string, Definition>> = {
  command: { cmd: "sleep 1000" },
  args: { args: ["sleep", "1000"] },
  docker: {
    container: docker({
      forcePullImage: true,
      privileged: true,
      parameters: [{ key: "init", value: "true" }],
    }),
  },
  "docker with args": { args: ["-v"], container: docker() },
  "docker on a bridge": { container: { ...docker(), portMappings: [http] }, networks: bridge },
  "docker on a network": {
    container: { ...docker(), portMappings: [{ ...http, networkNames: ["dcos"] }] },
    networks: [{ mode: "container", name: "dcos", labels: { a: "b" } }],
  },
  "mesos image": { container: ucr({ forcePullImage: true }), tty: true },
  "mesos without image": { cmd: "sleep 1000", container: { type: "MESOS" } },
  "mesos on networks": {
    container: { ...ucr(), portMappings: [{ ...http, networkNames: ["one"] }] },
    networks: [
      { mode: "container", name: "one" },
      { mode: "container", name: "two" },
    ],
  },
  ports: {
    cmd: "sleep 1000",
    portDefinitions: [
      { port: 0, name: "http", protocol: "tcp", labels: { VIP_0: "/x:80" } },
      { port: 10_999, name: "admin" },
    ],
    requirePorts: false,
    healthChecks: check({ protocol: "HTTP", path: "/", portIndex: 1 }),
  },
  "no ports": { cmd: "sleep 1000", portDefinitions: [] },
  "health by http": {
    cmd: "sleep 1000",
    healthChecks: check({ protocol: "HTTP", path: "/health", ignoreHttp1xx: true }),
  },
  "health by mesos": {
    container: { ...docker(), portMappings: [http] },
    networks: bridge,
    healthChecks: check({
      protocol: "MESOS_HTTP",
      path: "/",
      portIndex: 0,
      delaySeconds: 1,
      ipProtocol: "IPv6",
    }),
  },
  "health by tcp": { cmd: "sleep 1000", healthChecks: check({ protocol: "TCP", port: 8080 }) },
  "health by command": {
    cmd: "sleep 1000",
    healthChecks: check({ protocol: "COMMAND", command: { value: "true" } }),
  },
  "health twice": {
    cmd: "sleep 1000",
    healthChecks: [
      ...check({ protocol: "MESOS_TCP", portIndex: 0 }),
      ...check({ protocol: "HTTPS", path: "/", portIndex: 0 }),
    ],
  },
  readiness: {
    cmd: "sleep 1000",
    portDefinitions: [{ name: "http-api" }],
    readinessChecks: [
      {
        name: "ready",
        protocol: "HTTP",
        path: "/ready",
        portName: "http-api",
        intervalSeconds: 30,
        timeoutSeconds: 10,
        httpStatusCodesForReady: [200],
      },
    ],
  },
  constraints: {
    cmd: "sleep 1000",
    constraints: [
      ["hostname", "UNIQUE"],
      ["zone", "GROUP_BY", "3"],
      ["rack", "LIKE", "r[1-3]"],
    ],
  },
  "host volume": { container: volume(hostVolume) },
  "persistent volume": {
    cmd: "sleep 1000",
    container: { type: "MESOS", volumes: [persistent] },
    upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
    unreachableStrategy: "disabled",
  },
  "external volume": {
    cmd: "sleep 1000",
    container: volume(external),
    upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
  },
  "external volume of docker": { container: { ...docker(), volumes: [external] } },
  secrets: {
    cmd: "sleep 1000",
    secrets: { password: { source: "/a/b" } },
    env: { PASSWORD: { secret: "password" }, PLAIN: "x" },
    container: {
      ...ucr({ pullConfig: { secret: "password" } }),
      volumes: [{ containerPath: "/s", secret: "password" }],
    },
  },
  upgrades: {
    cmd: "sleep 1000",
    upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.25 },
    killSelection: "OLDEST_FIRST",
    unreachableStrategy: { inactiveAfterSeconds: 10, expungeAfterSeconds: 130 },
    taskKillGracePeriodSeconds: 10,
    backoffSeconds: 2,
    backoffFactor: 1.5,
    maxLaunchDelaySeconds: 60,
  },
  resources: {
    cmd: "sleep 1000",
    cpus: 0.1,
    mem: 32,
    disk: 10,
    resourceLimits: { cpus: "unlimited", mem: 64 },
  },
  gpus: { cmd: "sleep 1000", gpus: 1 },
  "one instance": {
    cmd: "sleep 1000",
    labels: { MARATHON_SINGLE_INSTANCE_APP: "true" },
    upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
  },
  fetch: {
    cmd: "sleep 1000",
    fetch: [
      { uri: "https://example.com/a.tgz", extract: true, executable: false, cache: true, destPath: "a.tgz" },
    ],
  },
  dependencies: {
    cmd: "sleep 1000",
    dependencies: ["/compared/base"],
    user: "nobody",
    labels: { team: "a" },
  },
};

const numbers = [-1, 0, 1, 2, 0.5, 47, 1e10, 3_000_000_000, "1", null, true];
const flags = [true, false, "true", 1, null];

/** Usual, borderline and invalid values for each field. */
const fields: Readonly<Record<string, readonly unknown[]>> = {
  cmd: [undefined, "", " ", "true", 5, null],
  args: [undefined, [], ["a"], [""], [5], "a", null],
  user: ["root", "", "a b", 5],
  env: [{}, { A: "" }, { "": "x" }, { "1A-b": "x" }, { A: 5 }, { A: null }, { A: { secret: "none" } }, []],
  instances: [0, 2, -1, 0.5, "1", 3_000_000_000, null],
  cpus: [...numbers, 0.001, 0.0001],
  mem: numbers,
  disk: numbers,
  gpus: [0, 1, -1, 0.5, null],
  resourceLimits: [
    {},
    { cpus: 0.01 },
    { cpus: 5 },
    { mem: 1 },
    { mem: "unlimited" },
    { mem: "none" },
    { cpus: -1 },
    { mem: null },
    "unlimited",
  ],
  container: [
    undefined,
    {},
    { type: "DOCKER" },
    { type: "MESOS" },
    { type: "RKT" },
    { docker: { image: "nginx:1.27" } },
    { type: "DOCKER", docker: {} },
    null,
  ],
  "container.docker": [undefined, { image: "nginx:1.27" }, {}],
  "container.docker.image": ["nginx", "", "nginx:", "NGINX:1", "registry:5000/a/b:1", "a b:1", 5],
  "container.docker.forcePullImage": flags,
  "container.docker.privileged": flags,
  "container.docker.parameters": [
    [],
    [{ key: "a", value: "b" }],
    [{ key: "", value: "b" }],
    [{ key: "a" }],
    [{ key: "a", value: "" }],
  ],
  "container.docker.pullConfig": [{ secret: "none" }, { secret: "" }, {}],
  "container.portMappings": [
    undefined,
    [],
    [http],
    [{}],
    [http, http],
    [http, { containerPort: 81, name: "other" }],
    [{ ...http, name: "HTTP" }],
    [{ ...http, name: "a".repeat(80) }],
    [{ containerPort: 70_000 }],
    [{ containerPort: -1 }],
    [
      { containerPort: 80, servicePort: 10_998 },
      { containerPort: 81, servicePort: 10_998 },
    ],
    [{ containerPort: 80, protocol: "udp,tcp" }],
    [{ containerPort: 80, protocol: "sctp" }],
    [{ containerPort: 80, labels: { a: "b" } }],
    [{ containerPort: 80, labels: { a: 5 } }],
    [{ containerPort: 80, networkNames: ["nowhere"] }],
    [{ containerPort: 80, networkNames: ["one", "two"] }],
    [{ containerPort: 80, hostPort: 80, networkNames: ["two"] }],
    [{ containerPort: 80, networkNames: [] }],
  ],
  "container.volumes": [
    [],
    [hostVolume],
    [hostVolume, hostVolume],
    [{ ...hostVolume, mode: "RX" }],
    [{ ...hostVolume, mode: undefined }],
    [{ ...hostVolume, hostPath: "" }],
    [{ ...hostVolume, containerPath: "" }],
    [{ ...hostVolume, containerPath: "data" }],
    [{ ...hostVolume, hostPath: "relative" }],
    [persistent],
    [persistent, persistent],
    [persistent, hostVolume],
    ...["..", "a/b", "", "/data"].map((containerPath) => [{ ...persistent, containerPath }]),
    [{ ...persistent, mode: "RO" }],
    ...[
      { size: 0 },
      { size: -1 },
      { size: 1.5 },
      { size: 10, type: "mount" },
      { size: 10, type: "mount", maxSize: 20 },
      { size: 10, type: "mount", maxSize: 10 },
      { size: 10, maxSize: 20 },
      { size: 10, type: "path", constraints: [["path", "LIKE", "/a"]] },
      { size: 10, type: "path", constraints: [["path", "UNLIKE", "("]] },
      { size: 10, type: "path", constraints: [["path", "IS", "/a"]] },
      { size: 10, type: "path", constraints: [["other", "LIKE", "/a"]] },
      { size: 10, type: "path", constraints: [["path", "LIKE"]] },
      { size: 10, constraints: [["path", "LIKE", "/a"]] },
      { size: 10, profileName: "fast" },
      { size: 10, type: "tape" },
    ].map((info) => [{ ...persistent, persistent: info }]),
    [external],
    [external, external],
    [external, { ...external, containerPath: "/other", external: { ...external.external, name: "vol-2" } }],
    [{ ...external, mode: "RO" }],
    [{ ...external, containerPath: "." }],
    ...[
      { provider: "other", name: "v" },
      { provider: "DVDI", name: "v" },
      { provider: "dv di", name: "v" },
      { provider: "dvdi" },
      { provider: "dvdi", name: "" },
      { provider: "dvdi", name: "v" },
      { provider: "dvdi", name: "v", options: {} },
      { provider: "dvdi", name: "v", size: 5, options: { "dvdi/driver": "rexray" } },
      { provider: "dvdi", name: "v", size: -5, options: { "dvdi/driver": "rexray" } },
      { provider: "dvdi", name: "v", options: { "dvdi/driver": "" } },
      { provider: "dvdi", name: "v", options: { "dvdi/driver": "rexray", "dvdi/iops": "5" } },
      { provider: "dvdi", name: "v", options: { "dvdi/driver": "rexray", "dvdi/iops": 5 } },
      { provider: "dvdi", name: "v", options: { "dvdi/driver": "rexray", iops: "5" } },
      { provider: "dvdi", name: "v", options: { "dvdi/driver": "rexray", "a b": "5" } },
      { provider: "csi", name: "v" },
      {
        provider: "csi",
        name: "v",
        options: { pluginName: "a", capability: { accessType: "mount", accessMode: "SINGLE_NODE_WRITER" } },
      },
      {
        provider: "csi",
        name: "v",
        options: {
          pluginName: "a",
          capability: { accessType: "mount", accessMode: "SINGLE_NODE_WRITER", fsType: "ext4" },
        },
      },
      {
        provider: "csi",
        name: "v",
        options: { pluginName: "a", capability: { accessType: "block", accessMode: "MANY" } },
      },
      { provider: "dvdi", name: "v", shared: true, options: { "dvdi/driver": "rexray" } },
    ].map((info) => [{ ...external, external: info }]),
    [{ containerPath: "/s", secret: "none" }],
    [{ containerPath: "/s", secret: "" }],
    [{ containerPath: "/s" }],
    [{ ...hostVolume, persistent: { size: 1 } }],
  ],
  networks: [
    undefined,
    [],
    [{ mode: "host" }],
    bridge,
    [{ mode: "container" }],
    [{}],
    [{ mode: "container", name: "dcos" }],
    [
      { mode: "container", name: "dcos" },
      { mode: "container", name: "dcos" },
    ],
    [
      { mode: "container", name: "one" },
      { mode: "container", name: "two" },
    ],
    [{ mode: "container", name: "one" }, { mode: "container" }],
    [{ mode: "host" }, { mode: "host" }],
    [...bridge, ...bridge],
    [{ mode: "host" }, ...bridge],
    [{ mode: "host", name: "a" }],
    [{ mode: "host", name: "" }],
    [{ mode: "host", labels: { a: "b" } }],
    [{ mode: "container/bridge", name: "a" }],
    [{ mode: "container/bridge", labels: { a: "b" } }],
    [{ mode: "container", name: "A" }],
    [{ mode: "container", name: "a_b" }],
    [{ mode: "container", name: "a".repeat(64) }],
    [{ mode: "none" }],
  ],
  portDefinitions: [
    undefined,
    [],
    [{}],
    [{ port: 0 }, { port: 0 }],
    [{ port: 10_997 }, { port: 10_997 }],
    [
      { port: 10_997, name: "a" },
      { port: 10_996, name: "a" },
    ],
    [{ port: 70_000 }],
    [{ port: -1 }],
    [{ protocol: "icmp" }],
    [{ protocol: "udp" }],
    [{ name: "http-api" }],
    [{ name: "A" }],
    [{ labels: { a: 1 } }],
    [{ portt: 1 }],
  ],
  requirePorts: flags,
  constraints: [
    [],
    [
      ["hostname", "UNIQUE"],
      ["hostname", "UNIQUE"],
    ],
    [["hostname", "UNIQUE", "a"]],
    [["hostname", "unique"]],
    [["hostname"]],
    [["", "UNIQUE"]],
    [[" ", "UNIQUE"]],
    [["rack", "CLUSTER"]],
    [["rack", "CLUSTER", ""]],
    [["rack", "GROUP_BY"]],
    [["rack", "GROUP_BY", "x"]],
    [["rack", "GROUP_BY", "-1"]],
    [["rack", "GROUP_BY", "99999999999"]],
    [["rack", "MAX_PER"]],
    [["rack", "MAX_PER", "2"]],
    [["rack", "MAX_PER", "+2"]],
    [["rack", "MAX_PER", "2.5"]],
    [["rack", "LIKE"]],
    [["rack", "LIKE", ""]],
    [["rack", "LIKE", "("]],
    [["rack", "LIKE", "a{2"]],
    [["rack", "LIKE", "(?<a>x)"]],
    [["rack", "LIKE", "(?i)x"]],
    [["rack", "LIKE", "\\p{Alpha}"]],
    [["rack", "UNLIKE", "*"]],
    [["rack", "UNLIKE", "x++"]],
    [["rack", "IS"]],
    [["rack", "IS", "a-1.2/_"]],
    [["rack", "IS", "a b"]],
    [["rack", "EQUALS", "a"]],
    [["rack", "LIKE", "a", "b"]],
    [[5, "UNIQUE"]],
    ["hostname", "UNIQUE"],
  ],
  acceptedResourceRoles: [
    undefined,
    [],
    ["*"],
    ["ci"],
    ["*", "ci"],
    ["*", "*"],
    ["other"],
    ["a b"],
    [""],
    "*",
  ],
  role: [undefined, "*", "ci", "other", "", 5],
  healthChecks: [
    [],
    [{}],
    [{ protocol: "HTTP" }],
    [{ protocol: "HTTP", path: "" }],
    [{ protocol: "HTTP", path: "health" }],
    [{ protocol: "HTTP", port: 70_000 }],
    [{ protocol: "HTTP", port: 0 }],
    [{ protocol: "HTTP", portIndex: 5 }],
    [{ protocol: "HTTP", portIndex: 0, port: 80 }],
    [{ protocol: "HTTP", portIndex: -1 }],
    [{ protocol: "TCP", command: { value: "true" } }],
    [{ protocol: "COMMAND" }],
    [{ protocol: "COMMAND", command: {} }],
    [{ protocol: "COMMAND", command: { value: "" } }],
    [
      { protocol: "COMMAND", command: { value: "a" } },
      { protocol: "COMMAND", command: { value: "b" } },
    ],
    [
      { protocol: "MESOS_HTTP", portIndex: 0 },
      { protocol: "MESOS_TCP", portIndex: 0 },
    ],
    [
      { protocol: "MESOS_HTTP", portIndex: 0 },
      { protocol: "COMMAND", command: { value: "a" } },
    ],
    [
      { protocol: "MESOS_HTTP", portIndex: 0 },
      { protocol: "MESOS_HTTP", portIndex: 0 },
    ],
    [{ protocol: "MESOS_HTTP" }],
    [{ protocol: "MESOS_HTTP", portIndex: 9 }],
    [{ protocol: "MESOS_TCP", port: 80 }],
    [{ protocol: "MESOS_HTTPS", portIndex: 0, ipProtocol: "IPv6" }],
    [{ protocol: "HTTP", portIndex: 0, ipProtocol: "IPv6" }],
    [{ protocol: "HTTP", portIndex: 0, ipProtocol: "IPv5" }],
    [{ protocol: "GRPC", portIndex: 0 }],
    [{ protocol: "HTTP", portIndex: 0, gracePeriodSeconds: -1 }],
    [{ protocol: "HTTP", portIndex: 0, intervalSeconds: 0 }],
    [{ protocol: "HTTP", portIndex: 0, timeoutSeconds: 0 }],
    [{ protocol: "HTTP", portIndex: 0, timeoutSeconds: 100, intervalSeconds: 1 }],
    [{ protocol: "HTTP", portIndex: 0, maxConsecutiveFailures: -1 }],
    [{ protocol: "HTTP", portIndex: 0, delaySeconds: 1.5 }],
    [{ protocol: "HTTP", portIndex: 0, delaySeconds: 3_000_000_000 }],
    [
      { protocol: "HTTP", portIndex: 0 },
      { protocol: "HTTP", portIndex: 0 },
    ],
  ],
  readinessChecks: [
    [],
    [{}],
    [{ portName: "http-api" }],
    [{ portName: "http" }],
    [{ portName: "none" }],
    [{ portName: "http-api" }, { portName: "http-api" }],
    [{ portName: "http-api", name: "" }],
    [{ portName: "http-api", path: "" }],
    [{ portName: "http-api", path: "x".repeat(1100) }],
    [{ portName: "http-api", protocol: "TCP" }],
    [{ portName: "http-api", intervalSeconds: 5, timeoutSeconds: 5 }],
    [{ portName: "http-api", intervalSeconds: 5 }],
    [{ portName: "http-api", timeoutSeconds: 0 }],
    [{ portName: "http-api", httpStatusCodesForReady: [] }],
    [{ portName: "http-api", httpStatusCodesForReady: [99] }],
    [{ portName: "http-api", httpStatusCodesForReady: [200, 200] }],
    [{ portName: "http-api", preserveLastResponse: true }],
  ],
  labels: [
    {},
    { "": "" },
    { a: "" },
    { "a b": "ä\n" },
    { a: 5 },
    { a: null },
    [],
    {
      DCOS_MIGRATION_API_VERSION: "v1",
    },
  ],
  fetch: [
    [],
    [{}],
    [{ uri: "" }],
    [{ uri: "a b" }],
    [{ uri: "http://[" }],
    [{ uri: "/srv/a.tgz" }],
    [{ uri: "http://example.com/%zz" }],
    [{ uri: "http://example.com/{a}" }],
    [{ uri: `http://example.com/${"a".repeat(1100)}` }],
    [{ uri: "http://example.com/ä" }],
    [{ uri: "a", destPath: "" }],
    [{ uri: "a", destPath: "/abs" }],
    [{ uri: "a", extract: "yes" }],
  ],
  secrets: [
    {},
    { a: { source: "b" } },
    { "": { source: "b" } },
    { a: { source: "" } },
    { a: {} },
    { a: "b" },
  ],
  dependencies: [
    [],
    ["/compared/base"],
    ["/none"],
    ["relative"],
    ["../up"],
    ["/A"],
    ["/"],
    [""],
    ["/compared/base", "/compared/base"],
  ],
  upgradeStrategy: [
    {},
    { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
    { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    { minimumHealthCapacity: 1.5, maximumOverCapacity: 0 },
    { minimumHealthCapacity: 0.5 },
    { minimumHealthCapacity: -0.1, maximumOverCapacity: 0 },
    null,
  ],
  killSelection: ["YOUNGEST_FIRST", "OldestFirst", "", null],
  unreachableStrategy: [
    "disabled",
    "enabled",
    {},
    { inactiveAfterSeconds: 5 },
    { expungeAfterSeconds: 5 },
    { inactiveAfterSeconds: 10, expungeAfterSeconds: 5 },
    { inactiveAfterSeconds: 10, expungeAfterSeconds: 129 },
    { inactiveAfterSeconds: -1, expungeAfterSeconds: 5 },
    null,
  ],
  taskKillGracePeriodSeconds: numbers,
  backoffSeconds: numbers,
  backoffFactor: [1, 0.9, 2.5, "2", null],
  maxLaunchDelaySeconds: numbers,
  tty: flags,
  residency: [{ taskLostBehavior: "WAIT_FOREVER" }],
  executor: ["", "//cmd"],
  unknown: ["a"],
};

const seedOf = 20_261_124;

function changed(definition: Definition, path: readonly string[], value: unknown): Definition {
  const [step = "", ...rest] = path;
  const inner = definition[step];
  const next =
    rest.length === 0
      ? value
      : changed(typeof inner === "object" && inner ? (inner as Definition) : {}, rest, value);
  const { [step]: _, ...others } = definition;
  return next === undefined ? others : { ...others, [step]: next };
}

/** Generates apps deterministically: valid ones with one or two changed fields. */
export function generatedApps(count: number, seed = seedOf): readonly GeneratedApp[] {
  const mutation = fc
    .constantFrom(...Object.keys(fields))
    .chain((path) => fc.constantFrom(...fields[path]!).map((value): Mutation => ({ path, value })));
  const app = fc
    .tuple(fc.constantFrom(...Object.keys(forms)), fc.array(mutation, { minLength: 1, maxLength: 2 }))
    .map(([form, mutations]) => generated(form, mutations));
  return fc.sample(app, { numRuns: count, seed });
}

const generated = (form: string, mutations: readonly Mutation[]): GeneratedApp => ({
  form,
  mutations,
  definition: mutations.reduce<Definition>((app, { path, value }) => changed(app, path.split("."), value), {
    instances: 0,
    ...forms[form],
  }),
});

/** The kinds of apps on which a field is tested, if not a command. */
const homes: Readonly<Record<string, readonly string[]>> = {
  "container.docker": ["docker", "mesos image"],
  "container.portMappings": ["docker on a bridge", "mesos on networks", "mesos without image"],
  "container.volumes": ["docker", "mesos without image"],
  container: ["command", "docker on a bridge"],
  networks: ["docker", "mesos image", "command"],
  healthChecks: ["command", "docker on a bridge", "no ports"],
  readinessChecks: ["readiness", "docker on a bridge"],
  unreachableStrategy: ["command", "persistent volume"],
  upgradeStrategy: ["command", "persistent volume", "one instance", "external volume"],
  acceptedResourceRoles: ["command", "persistent volume"],
  role: ["command", "persistent volume"],
  instances: ["command", "one instance", "external volume"],
  args: ["command", "docker"],
  cmd: ["command", "docker", "mesos without image"],
};

/** Each value of each field, on the suitable kinds of apps. */
export function eachValue(): readonly GeneratedApp[] {
  return Object.entries(fields).flatMap(([path, values]) => {
    const home = Object.keys(homes).find((one) => path === one || path.startsWith(`${one}.`));
    return (home ? homes[home]! : ["command"]).flatMap((form) =>
      values.map((value) => generated(form, [{ path, value }])),
    );
  });
}
