import { gunzipSync } from "node:zlib";
import { Token } from "cdktf";
import {
  DockerRegistry,
  MarathonApp,
  type MarathonAppProps,
  MarathonApps,
  type MarathonAppsProps,
  MesosAgentPool,
  type MesosAgentPoolProps,
  type MesosMasterTier,
  type MesosMasterTierProps,
  ObjectStore,
  routeLabels,
} from "../../../constructs";
import { appChecks } from "../../../constructs/apps/marathon-app-checks";
import { taggedImage } from "../../../constructs/checks/props";
import type { Anything } from "../../support/anything";
import { testRefusals } from "../../support/refusals";
import { AwsStack, refusal } from "../../support/synth";

/** A cluster with one pool, and what its apps come to. */
class Cluster {
  readonly stack = new AwsStack();
  readonly masters: MesosMasterTier;

  constructor(masters: Partial<MesosMasterTierProps> = {}, pool: Partial<MesosAgentPoolProps> | null = {}) {
    this.masters = this.stack.masters(masters);
    if (pool) this.pool("agents", pool);
  }

  pool(id: string, props: Partial<MesosAgentPoolProps>): MesosAgentPool {
    return new MesosAgentPool(this.stack, id, {
      masters: this.masters,
      machineType: "m5.large",
      count: 3,
      ...props,
    });
  }

  app(props: Partial<MarathonAppProps> = {}, id = "hello"): MarathonApp {
    return new MarathonApp(this.stack, id, { masters: this.masters, cmd: "sleep 1000", ...props });
  }

  get definitions() {
    const objects = this.stack.synth().all("aws_s3_object");
    return JSON.parse(objects.find(([, { key }]) => key === "marathon/apps.json")![1].content as string);
  }
}

const mesosImages = {
  image_providers: "DOCKER",
  isolation: "cgroups/cpu,cgroups/mem,filesystem/linux,docker/runtime",
};
const nginx = { type: "DOCKER", docker: { image: "nginx:1.27" } } as const;
const bridge = [{ mode: "container/bridge" }] as const;

describe("apps", () => {
  test("travel as one object, in Marathon's own terms and nothing beside", () => {
    const cluster = new Cluster();
    cluster.app();
    const web = {
      id: "/web/nginx",
      instances: 2,
      container: { ...nginx, portMappings: [{ containerPort: 80, servicePort: 10080, name: "http" }] },
      networks: bridge,
      constraints: [["hostname", "UNIQUE"]],
      healthChecks: [{ protocol: "MESOS_HTTP", path: "/", portIndex: 0 }],
      labels: { HAPROXY_0_VHOST: "www.example.com" },
      upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
    } as const;
    cluster.app({ cmd: undefined, ...web }, "web");
    expect(cluster.definitions).toEqual({
      version: 1,
      owner: "ci",
      removeUnknown: false,
      apps: [{ id: "/hello", cmd: "sleep 1000" }, web],
    });
  });

  test("are brought up by the masters, which may read their definitions and nothing else", () => {
    const cluster = new Cluster();
    cluster.app();
    const json = cluster.stack.synth();
    const files = json.files("masters_2");
    const { runcmd } = json.document("masters_2");
    const { bucket } = json.one("aws_s3_object", "definitions");
    expect(files["/etc/cdktf-mesos/apps.env"]!.split("\n")).toEqual([
      `DEFINITIONS='s3://${bucket}/marathon/apps.json'`,
      `PROGRAM='s3://${bucket}/marathon/apps.py'`,
      "MARATHON=http://10.16.64.11:8080",
      "",
    ]);
    expect(runcmd.find((step) => step.includes("enable"))).toContain("cdktf-mesos-apps.timer");
    expect(json.one("aws_s3_object", "program").content).toMatch(/^#!\/usr\/bin\/python3\n/);
    const policy = json.one("aws_iam_role_policy");
    expect(policy.role).toContain("masters_tier_role");
    expect(JSON.parse(policy.policy as string).Statement).toEqual([
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: expect.stringMatching(/\/marathon\/\*$/) },
    ]);
  });

  test("cost a cluster without any nothing", () => {
    const json = new Cluster().stack.synth();
    expect(json.all("aws_s3_bucket")).toEqual([]);
    expect(JSON.stringify(json.json.locals)).not.toContain("cdktf-mesos-apps");
  });

  test("can be told to go where they leave the program, and lie in a store of the caller's", () => {
    const cluster = new Cluster();
    const store = new ObjectStore(cluster.stack, "own", { cloud: cluster.stack.cloud });
    new MarathonApps(cluster.stack, "apps", { masters: cluster.masters, store, removeUnknown: true });
    cluster.app();
    expect(cluster.definitions).toMatchObject({ removeUnknown: true });
    expect(
      cluster.stack
        .synth()
        .all("aws_s3_bucket")
        .map(([id]) => id),
    ).toEqual([expect.stringMatching(/^own_/)]);
  });

  test("are one resource however many they are, and synthesized in no time", () => {
    const synth = (count: number) => {
      const cluster = new Cluster();
      for (let i = 0; i < count; i++) cluster.app({ id: `/many/app-${i}` }, `app-${i}`);
      const { resource } = cluster.stack.synth().json;
      return Object.values(resource).reduce((sum, some) => sum + Object.keys(some).length, 0);
    };
    const one = synth(1);
    const start = Date.now();
    expect(synth(2000)).toBe(one);
    expect(Date.now() - start).toBeLessThan(5_000);
  });

  test("pass on what looks like Terraform's own or is a reference", () => {
    const cluster = new Cluster();
    cluster.app({ cmd: "echo ${HOME} %{x}", env: { URL: cluster.masters.mesosUrl } });
    const { content } = cluster.stack.synth().one("aws_s3_object", "definitions");
    expect(content).toContain("echo $${HOME} %%{x}");
    expect(content).toMatch(/"URL": "http:\/\/\$\{aws_lb\.\S+\.dns_name\}:5050"/);
  });
});

test("many apps travel compressed: Terraform reads long text for minutes", () => {
  const cluster = new Cluster();
  for (let i = 0; i < 1000; i++) cluster.app({ id: `/many/app-${i}`, env: { A: "${HOST}" } }, `app-${i}`);
  const object = cluster.stack.synth().one("aws_s3_object", "definitions");
  expect(object).toMatchObject({ content_encoding: "gzip" });
  expect(object).not.toHaveProperty("content");
  const text = gunzipSync(Buffer.from(object.content_base64 as string, "base64")).toString();
  expect(JSON.parse(text).apps[999]).toMatchObject({ id: "/many/app-999", env: { A: "${HOST}" } });
});

describe("every field that Marathon documents", () => {
  // Marathon 1.11, docs/rest-api/public/api/v2/types/app.raml: the properties of App.
  const documented =
    "id acceptedResourceRoles args backoffFactor backoffSeconds cmd constraints container cpus dependencies disk env executor executorResources fetch healthChecks check instances labels maxLaunchDelaySeconds mem gpus ipAddress networks ports portDefinitions readinessChecks residency resourceLimits requirePorts secrets taskKillGracePeriodSeconds upgradeStrategy uris user version versionInfo killSelection unreachableStrategy tty role".split(
      " ",
    );
  const leftOut = [
    // Deprecated, each for something that is here.
    "ipAddress",
    "ports",
    "residency",
    "uris",
    // Marathon's own to say.
    "version",
    "versionInfo",
    // Custom executors, and Mesos checks that nothing acts upon.
    "executor",
    "executorResources",
    "check",
  ];

  test("is one of ours, or left out on purpose", () => {
    expect([...Object.keys(appChecks), ...leftOut].sort()).toEqual([...documented].sort());
  });

  test.each(leftOut)("%s is refused, not dropped", (field) => {
    expect(refusal(() => new Cluster({}, null).app({ [field]: [] } as Anything))).toContain(
      `hello: unknown prop ${field}`,
    );
  });
});

// What is refused is refused before it is part of anything, so clusters can be shared.
const clusters = new Map<string, Cluster>();
let made = 0;
const app =
  (props: Anything, masters: Anything = {}) =>
  () => {
    const key = JSON.stringify(masters);
    const cluster = clusters.get(key) ?? new Cluster(masters, null);
    clusters.set(key, cluster);
    made += 1;
    return cluster.app({ id: "/a", ...props }, `app-${made}`);
  };
const routed =
  (route: Anything, port = 0, props: Anything = {}) =>
  () =>
    app({ labels: routeLabels(route, port), ...props })();
const image = (docker: Anything) => app({ cmd: undefined, container: { type: "DOCKER", docker } });
const volume = (one: Anything, masters: Anything = {}, more: Anything = {}) =>
  app({ cmd: undefined, container: { ...nginx, volumes: [one] }, ...more }, masters);
const withFeatures = (enable_features: string) => ({ marathon: { flags: { enable_features } } });
const reserving = { marathon: { flags: { mesos_role: "apps", mesos_authentication_principal: "marathon" } } };
const persistent = (info: Anything) => ({
  containerPath: "data",
  mode: "RW",
  persistent: { size: 100, ...info },
});

const rexray = { "dvdi/driver": "rexray" };
const external = (info: Anything) => ({
  containerPath: "/a",
  mode: "RW",
  external: { provider: "dvdi", name: "v", options: rexray, ...info },
});
const inMesos = (one: Anything, more: Anything = {}) =>
  app({ container: { type: "MESOS", volumes: [one] }, ...more }, withFeatures("external_volumes"));
const mapped = (portMappings: Anything) =>
  app({
    container: { type: "MESOS", portMappings },
    networks: [
      { mode: "container", name: "a" },
      { mode: "container", name: "b" },
    ],
  });

testRefusals({
  "no masters": [
    () => new MarathonApp(new AwsStack(), "a", {} as Anything),
    "a: masters must be a MesosMasterTier, got nothing",
  ],
  "no props": [
    () => new (MarathonApp as Anything)(new AwsStack(), "a"),
    "a: masters must be a MesosMasterTier, got nothing",
  ],
  "masters without Marathon": [
    app({}, { marathon: false }),
    "apps: masters have no marathon, got marathon: false",
  ],
  "an id with capitals": [
    app({ id: "/Hello" }),
    '/Hello: id must be a path of small letters, digits, dashes and dots such as /ci/jenkins, got "/Hello"',
  ],
  "an id of Marathon's own": [
    app({ id: "/ci/tasks" }),
    '/ci/tasks: id must not end in restart, tasks, versions, got "/ci/tasks"',
  ],
  "a construct id that is no path": [
    () => new Cluster().app({}, "hello_you"),
    "hello_you: id must be a path",
  ],
  "two apps of one id": [
    () => {
      const cluster = new Cluster();
      cluster.app({ id: "/a" }, "one");
      cluster.app({ id: "/a" }, "two");
    },
    "/a: the cluster has an app of that id already",
  ],
  "neither cmd nor image": [
    app({ cmd: undefined }),
    "/a: cmd, args or a container with an image must be given, got nothing",
  ],
  "cmd and args": [
    app({ args: ["x"] }),
    '/a: cmd and args exclude one another, got {"cmd":"sleep 1000","args":["x"]}',
  ],
  "no cpus at all": [app({ cpus: 0 }), "/a: cpus must be a number of at least 0.001, got 0"],
  "instances as text": [
    app({ instances: "2" }),
    '/a: instances must be a whole number from 0 to 2147483647, got "2"',
  ],
  "a misspelt field": [app({ healthcheck: [] }), "/a: unknown prop healthcheck, did you mean healthChecks?"],
  "a misspelt nested field": [
    app({ container: { type: "DOCKER", docker: { image: "a:1", priviledged: true } } }),
    "/a: unknown prop priviledged in container.docker",
  ],
  "an image without a tag": [
    image({ image: "nginx" }),
    '/a: container.docker.image must be an image in small letters, with its tag or digest, such as nginx:1.27, got "nginx"',
  ],
  "an image with capitals": [
    image({ image: "Team/App:1" }),
    'small letters, with its tag or digest, such as nginx:1.27, got "Team/App:1"',
  ],
  "a registry's port for a tag": [image({ image: "registry:5000/nginx" }), 'got "registry:5000/nginx"'],
  "Docker without an image": [
    app({ container: { type: "DOCKER" } }),
    "/a: container.docker must be given where type is DOCKER",
  ],
  "an unknown containerizer": [
    app({ container: { type: "RKT" } }),
    '/a: container.type must be one of "DOCKER", "MESOS", got "RKT"',
  ],
  "a privileged Mesos container": [
    app({ container: { type: "MESOS", docker: { image: "a:1", privileged: true } } }),
    "/a: container.docker.privileged is only for Docker",
  ],
  "a pull secret with Docker": [
    image({ image: "a:1", pullConfig: { secret: "x" } }),
    "pullConfig is only for Mesos's containers",
  ],
  "gpus with Docker": [
    app({ gpus: 1, container: nginx }),
    "/a: gpus are only for Mesos's containers, got 1 with Docker",
  ],
  "port mappings that Marathon would drop": [
    app({ container: { ...nginx, portMappings: [{ containerPort: 80 }] } }),
    '/a: container.portMappings need networks: [{ mode: "container/bridge" }]',
  ],
  "port definitions on a bridge": [
    app({ container: nginx, networks: bridge, portDefinitions: [{ port: 0 }] }),
    "/a: portDefinitions are only for the host network",
  ],
  "two kinds of network": [
    app({ networks: [{ mode: "host" }, { mode: "container", name: "a" }] }),
    "/a: networks must be one host network",
  ],
  "a port that is none": [
    app({ portDefinitions: [{ port: 70000 }] }),
    "/a: portDefinitions[0].port must be a whole number from 0 to 65535, got 70000",
  ],
  "two ports of one name": [
    app({ portDefinitions: [{ name: "http" }, { name: "http" }] }),
    '/a: two ports have the name "http"',
  ],
  "two apps on one service port": [
    () => {
      const cluster = new Cluster();
      const on = (servicePort: number) => ({
        networks: bridge,
        container: { ...nginx, portMappings: [{ servicePort }] },
      });
      cluster.app({ cmd: undefined, ...on(10080) }, "one");
      cluster.app({ cmd: undefined, ...on(10080) }, "two");
    },
    "/two: the service port 10080 is /one's; give one of them another",
  ],
  "a service port of a port definition": [
    () => {
      const cluster = new Cluster();
      for (const id of ["one", "two"]) cluster.app({ portDefinitions: [{ port: 9000 }] }, id);
    },
    "/two: the service port 9000 is /one's",
  ],
  "two apps on one domain": [
    () => {
      const cluster = new Cluster();
      const routed = (labels: Anything, id: string) =>
        cluster.app({ labels: { HAPROXY_GROUP: "external", ...labels }, portDefinitions: [{}, {}] }, id);
      routed({ HAPROXY_0_VHOST: "ci.example.com, www.example.com" }, "one");
      routed({ HAPROXY_0_VHOST: "ci.example.com", HAPROXY_0_PATH: "/a" }, "path");
      routed({ HAPROXY_0_VHOST: "ci.example.com", HAPROXY_GROUP: "internal" }, "inside");
      routed({ HAPROXY_0_VHOST: "ci.example.com", HAPROXY_GROUP: "" }, "nowhere");
      routed({ HAPROXY_GROUP: "internal,external", HAPROXY_1_VHOST: "WWW.example.com" }, "two");
    },
    "/two: the domain www.example.com of the group external is /one's; give one of them another",
  ],
  "a domain that routers skip": [
    routed({ domain: "*.example.com" }),
    '/a: labels.HAPROXY_0_VHOST must be a domain such as ci.example.com, or several with commas, got "*.example.com"',
  ],
  "a domain with an underscore": [
    routed({ domain: "ci.example.com,a_b.example.com" }),
    'got "a_b.example.com"',
  ],
  "a path that routers skip": [
    routed({ domain: "ci.example.com", path: "shop?" }),
    '/a: labels.HAPROXY_0_PATH must be a path such as /team-a, of letters, digits and . _ ~ -, got "shop?"',
  ],
  "a path that goes up": [routed({ domain: "ci.example.com", path: "/a/../b" }), 'got "/a/../b"'],
  "a route of a port that is not there": [
    routed({ domain: "ci.example.com" }, 7),
    "/a: labels.HAPROXY_7_VHOST must be of one of the app's 1 ports, from 0, got 7",
  ],
  "a route of an app without ports": [
    routed({ domain: "ci.example.com" }, 0, { portDefinitions: [] }),
    "/a: labels.HAPROXY_0_VHOST must be of one of the app's 0 ports, from 0, got 0",
  ],
  "a route to addresses of the tasks' own": [
    routed({ domain: "ci.example.com" }, 0, { networks: [{ mode: "container", name: "a" }] }),
    "/a: labels.HAPROXY_0_VHOST needs the network of the host or a bridge",
  ],
  "two ports on one domain": [
    app({
      portDefinitions: [{}, {}],
      labels: { HAPROXY_GROUP: "external", HAPROXY_0_VHOST: "a.com", HAPROXY_1_VHOST: "A.com" },
    }),
    "/a: the ports 0 and 1 have the domain a.com of the group external; give one of them another",
  ],
  "labels of a misspelt route": [
    routed({ domain: "ci.example.com", pth: "/a" }),
    "routeLabels: unknown prop pth, did you mean path?",
  ],
  "labels of a port that is none": [
    routed({ domain: "ci.example.com" }, 1.5),
    "routeLabels: portIndex must be a whole number from 0 to 999, got 1.5",
  ],
  "labels of no route": [
    () => (routeLabels as Anything)(),
    "routeLabels: domain must be text that is not empty, got nothing",
  ],
  "a volume of no kind": [
    volume({ containerPath: "/a", mode: "RW" }),
    "/a: container.volumes[0] must have one of hostPath, persistent, external, secret",
  ],
  "a host volume without a mode": [
    volume({ containerPath: "/a", hostPath: "/b" }),
    '/a: container.volumes[0].mode must be one of "RO", "RW", got nothing',
  ],
  "a misspelt field of a volume": [
    volume({ containerPath: "/a", hostPath: "/b", mode: "RW", mod: 1 }),
    "/a: unknown prop mod in container.volumes[0]",
  ],
  "an external volume that the cluster has not": [
    volume({ containerPath: "/a", mode: "RW", external: { provider: "dvdi", name: "a" } }),
    '/a: container.volumes: "/a" is an external volume, which this cluster does not support',
  ],
  "a persistent volume that nobody reserves": [
    volume(persistent({})),
    '/a: container.volumes: "data" is a persistent volume, for which this cluster\'s Marathon cannot reserve disk',
  ],
  "a persistent volume with too much over capacity": [
    volume(persistent({}), reserving, {
      upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 1 },
    }),
    "/a: upgradeStrategy.maximumOverCapacity must be 0 with a persistent volume, got 1",
  ],
  "a maximum size of a root volume": [
    volume(persistent({ maxSize: 200 }), reserving),
    "maxSize is for type mount",
  ],
  "a secret without a store": [
    app({ env: { A: { secret: "a" } }, secrets: { a: { source: "ci/a" } } }),
    "/a: secrets need a Marathon that has a secret store",
  ],
  "a secret that is nowhere": [
    app({ env: { A: { secret: "b" } }, secrets: { a: { source: "ci/a" } } }, withFeatures("secrets")),
    '/a: env.A needs the secret "b", got ["a"]; name its source in secrets',
  ],
  "more instances than Marathon can count": [
    app({ instances: 3e9 }),
    "/a: instances must be a whole number from 0 to 2147483647, got 3000000000",
  ],
  "a URI with a space": [
    app({ fetch: [{ uri: "http://a/b c" }] }),
    '/a: fetch[0].uri must be a URI of at most 1,024 characters such as https://example.com/a.tgz, with spaces and the like as %20, got "http://a/b c"',
  ],
  "a path of nothing": [app({ fetch: [{ uri: "a", destPath: "" }] }), "/a: fetch[0].destPath must be a path"],
  "a readiness check without a status": [
    app({ readinessChecks: [{ httpStatusCodesForReady: [] }] }),
    "/a: readinessChecks[0].httpStatusCodesForReady must have a status code; leave it out for 200, got []",
  ],
  "nothing to run in a container": [
    app({ cmd: undefined, container: { type: "MESOS" } }),
    "/a: cmd, args or a container with an image must be given, got nothing",
  ],
  "gpus that Marathon does not ask for": [
    app({ gpus: 1 }),
    '/a: gpus need a Marathon that asks for them, got 1; give the masters marathon: { flags: { enable_features: "gpu_resources" } }',
  ],
  "a driver's volume without a driver": [
    volume(external({ options: {} }), withFeatures("external_volumes")),
    '/a: container.volumes: "/a": options must name the driver, such as { "dvdi/driver": "rexray" }, got {}',
  ],
  "a driver's volume of an unknown provider": [
    volume(external({ provider: "rexray" }), withFeatures("external_volumes")),
    'provider must be "dvdi" or "csi", got "rexray"',
  ],
  "options of a driver's volume in Docker": [
    volume(external({ options: { ...rexray, "dvdi/iops": "5" } }), withFeatures("external_volumes")),
    'options must be only "dvdi/driver" with Docker, got "dvdi/iops"',
  ],
  "options of an invalid volume of a driver": [
    inMesos(external({ options: { ...rexray, iops: "5" } })),
    'options must be text under names such as "dvdi/iops", got {"iops":"5"}',
  ],
  "a size of a driver's volume in Docker": [
    volume(external({ size: 5 }), withFeatures("external_volumes")),
    "size is unknown to Docker, got 5; create the volume so large",
  ],
  "a driver's volume to read alone": [
    inMesos({ ...external({}), mode: "RO" }),
    'mode must be "RW" in Mesos\'s containers, got "RO"',
  ],
  "a driver's volume at a dot": [
    inMesos({ ...external({}), containerPath: ".." }),
    "containerPath must be a folder's",
  ],
  "a driver's volume of two tasks": [
    inMesos(external({}), { instances: 2 }),
    "instances must be 1 at most, got 2: one task has the volume at a time",
  ],
  "a driver's volume of two tasks during an upgrade": [
    inMesos(external({}), { upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0.5 } }),
    "upgradeStrategy.maximumOverCapacity must be 0, got 0.5",
  ],
  "a volume of CSI's without its options": [
    inMesos(external({ provider: "csi" })),
    "options must have pluginName and capability: { accessMode, accessType, fsType }",
  ],
  "a driver's volume twice": [
    inMesos(external({}), {
      container: { type: "MESOS", volumes: [external({}), { ...external({}), containerPath: "/b" }] },
    }),
    '/a: container.volumes: two are the volume "v"; take one of them out',
  ],
  "a persistent volume that is given up": [
    volume(persistent({}), reserving, { unreachableStrategy: { inactiveAfterSeconds: 1 } }),
    '/a: unreachableStrategy must be "disabled" with a persistent volume',
  ],
  "a lost task whose both times are over at one look": [
    app({ unreachableStrategy: { inactiveAfterSeconds: 5, expungeAfterSeconds: 124 } }),
    '/a: unreachableStrategy: expungeAfterSeconds must be at least 125, got {"inactiveAfterSeconds":5,"expungeAfterSeconds":124}',
  ],
  "a lost task that Marathon looks for seldom": [
    app(
      { unreachableStrategy: { inactiveAfterSeconds: 300, expungeAfterSeconds: 600 } },
      { marathon: { flags: { reconciliation_interval: 600_000 } } },
    ),
    "expungeAfterSeconds must be at least 1500",
  ],
  "a persistent volume of what is reserved already": [
    volume(persistent({}), reserving, { acceptedResourceRoles: ["apps"] }),
    '/a: acceptedResourceRoles must be ["*"] with a persistent volume, got ["apps"]',
  ],
  "a persistent volume by anything but its path": [
    volume(persistent({ type: "path", constraints: [["disk", "LIKE", "ssd"]] }), reserving),
    'constraints of a volume must be like ["path", "LIKE", "/mnt/.*"], got [["disk","LIKE","ssd"]]',
  ],
  "a secret without a name": [
    app({ secrets: { "": { source: "a" } } }, withFeatures("secrets")),
    "/a: secrets must have names, got one without",
  ],
  "a variable without a name": [app({ env: { "": "a" } }), "/a: env must have names, got one without"],
  "a constraint of no attribute": [
    app({ constraints: [["", "UNIQUE"]] }),
    "the field must be an attribute's name or hostname",
  ],
  "a number that Marathon cannot count to": [
    app({ constraints: [["rack", "MAX_PER", "99999999999"]] }),
    "MAX_PER needs a whole number",
  ],
  "a network without its name": [
    app({ networks: [{ mode: "container" }] }),
    "/a: networks: a network of mode container has a name, got none",
  ],
  "a network twice": [
    app({
      networks: [
        { mode: "container", name: "a" },
        { mode: "container", name: "a" },
      ],
    }),
    '/a: networks: two have the name "a"; take one of them out',
  ],
  "labels of the host's network": [
    app({ networks: [{ mode: "host", labels: { a: "b" } }] }),
    "/a: networks: the host's network has no labels",
  ],
  "a port of a network that is not there": [
    mapped([{ networkNames: ["c"] }]),
    '/a: container.portMappings: networkNames must be of the app\'s networks ["a","b"], got "c"',
  ],
  "a port of a host on two networks": [
    mapped([{ hostPort: 0 }]),
    "/a: container.portMappings: networkNames must name one of the app's 2 networks for a hostPort, got nothing",
  ],
  "two checks by Mesos": [
    app({ healthChecks: [{ protocol: "MESOS_HTTP" }, { protocol: "MESOS_TCP" }] }),
    "/a: healthChecks: one at most may be of Mesos's (MESOS_HTTP, MESOS_TCP), got 2; let Marathon do the others",
  ],
  "a check by IPv6 of the host": [
    app({ healthChecks: [{ protocol: "MESOS_HTTP", ipProtocol: "IPv6" }] }),
    "/a: healthChecks: ipProtocol IPv6 goes with Docker and a check by Mesos",
  ],
  "a check of a port that a bridge without a container has not": [
    app({ networks: bridge, healthChecks: [{ portIndex: 0 }] }),
    "/a: healthChecks: portIndex must be one of the app's 0 ports, from 0, got 0",
  ],
  "labels of a migration that Marathon cannot make": [
    app({ labels: { DCOS_MIGRATION_API_VERSION: "v1" } }),
    "/a: labels.DCOS_MIGRATION_API_VERSION must be v1, beside",
  ],
  "a role that is neither Marathon's nor the group's": [
    app({ id: "/a", role: "*" }, reserving),
    '/a: role must be Marathon\'s own, or the name of the app\'s first group ("apps"), got "*"',
  ],
  "a pattern that Java does not know": [
    app({ constraints: [["rack", "LIKE", "a{2"]] }),
    "LIKE needs a regular expression",
  ],
  "an unknown operator": [
    app({ constraints: [["hostname", "ONLY"]] }),
    "the operator must be UNIQUE, CLUSTER, GROUP_BY",
  ],
  "UNIQUE with a value": [app({ constraints: [["hostname", "UNIQUE", "1"]] }), "UNIQUE takes no value"],
  "MAX_PER without a number": [
    app({ constraints: [["hostname", "MAX_PER"]] }),
    "MAX_PER needs a whole number",
  ],
  "a broken regular expression": [
    app({ constraints: [["hostname", "LIKE", "["]] }),
    "LIKE needs a regular expression",
  ],
  "a health check of a port that is not there": [
    app({ healthChecks: [{ portIndex: 1 }] }),
    "/a: healthChecks: portIndex must be one of the app's 1 ports, from 0, got 1",
  ],
  "a health check of one of two ports": [
    app({ portDefinitions: [{}, {}], healthChecks: [{ path: "/" }] }),
    "/a: healthChecks: portIndex must say which of the app's 2 ports, got nothing",
  ],
  "a command check without its command": [
    app({ healthChecks: [{ protocol: "COMMAND" }] }),
    "command goes with protocol COMMAND",
  ],
  "a readiness check of an unnamed port": [
    app({ readinessChecks: [{}] }),
    '/a: readinessChecks: portName must be one of [], got "http-api"',
  ],
  "a role that is not Marathon's": [
    app({ acceptedResourceRoles: ["builds"] }),
    "/a: acceptedResourceRoles must be of *, got",
  ],
  "a limit below what is asked for": [
    app({ mem: 512, resourceLimits: { mem: 256 } }),
    "/a: resourceLimits.mem must not be less than mem, got 256 and 512",
  ],
  "more than one of a single instance": [
    app({ instances: 2, labels: { MARATHON_SINGLE_INSTANCE_APP: "true" } }),
    "/a: instances must be 1 at most with the label MARATHON_SINGLE_INSTANCE_APP, got 2",
  ],
  "an upgrade beyond everything": [
    app({ upgradeStrategy: { minimumHealthCapacity: 2, maximumOverCapacity: 0 } }),
    "/a: upgradeStrategy.minimumHealthCapacity must be a number from 0 to 1, got 2",
  ],
  "apps made twice": [
    () => {
      const cluster = new Cluster();
      cluster.app();
      new MarathonApps(cluster.stack, "again", { masters: cluster.masters } as MarathonAppsProps);
    },
    "again: masters have apps already; make MarathonApps once, before the first app",
  ],
});
test.each([
  "nginx:1.27",
  "localhost/a:1",
  "Registry.Example.com/team_a/app-1.x__y:V1.2_3",
  "registry:5000/a/b:1",
  `library/debian@sha256:${"0a".repeat(32)}`,
  `debian:12@sha256:${"0a".repeat(32)}`,
])("takes the image %s", (name) => {
  expect(taggedImage.safeParse(name).success).toBe(true);
});

test.each([
  "App:1",
  "a//b:1",
  "a/:1",
  "a b:1",
  "-a:1",
  "registry:5000/App:1",
  "a:1@sha256:12",
  "a@b:1",
  "http://a/b:1",
])("does not take the image %s", (name) => {
  expect(taggedImage.safeParse(name).success).toBe(false);
});

test.each(["(?i)a", "a++", "\\p{Alpha}+", "\\Qa(b\\E", "[\\-a]", "(?:a|b){1,2}", "\\d+\\.x"])(
  "takes %s, as Java does",
  (pattern) => {
    new Cluster().app({ constraints: [["rack", "LIKE", pattern]] });
  },
);

test.each([
  "/srv/a.tgz",
  "s3://bucket/a b".replace(" ", "%20"),
  "http://[::1]:80/a?b=[c]#d",
  "hdfs:a",
  "http://a/ä",
])("takes the URI %s, as Java does", (uri) => {
  new Cluster().app({ fetch: [{ uri }] });
});

test.each(["", "http://a/%zz", "http://[", "http:", "a{b}", "a^b", "1a:b", "a#b#c"])(
  "does not take the URI %s",
  (uri) => {
    expect(refusal(app({ fetch: [{ uri }] }))).toContain("fetch[0].uri must be a URI");
  },
);

test("takes the role of an app's first group, and no arguments beside a command", () => {
  new Cluster(reserving).app({ id: "/ci/a", role: "ci", acceptedResourceRoles: ["*", "ci"], args: [] });
});

test("takes routes that are references to other resources", () => {
  const domain = Token.asString({ resolve: () => "x" } as Anything);
  expect(new Cluster().app({ labels: routeLabels({ domain, path: "/a/" }) }).definition.labels).toMatchObject(
    {
      HAPROXY_0_VHOST: domain,
    },
  );
});

test("takes volumes and secrets where the cluster has them", () => {
  volume(
    {
      containerPath: "/a",
      mode: "RW",
      external: { provider: "dvdi", name: "a", options: { "dvdi/driver": "rexray" } },
    },
    withFeatures("external_volumes"),
  )();
  volume(persistent({ type: "mount", maxSize: 200 }), reserving)();
  volume({ containerPath: "/run/a", secret: "a" }, withFeatures("vips,secrets"), {
    secrets: { a: { source: "ci/a" } },
  })();
  volume({ containerPath: "/var/run/docker.sock", hostPath: "/var/run/docker.sock", mode: "RO" })();
});

describe("an app that no agent can run", () => {
  const problem = (cluster: Cluster) => refusal(() => cluster.stack.synth());

  test("asks for more than any has", () => {
    const cluster = new Cluster({}, { resources: { cpus: 7, mem: 14000 } });
    cluster.pool("small", { resources: { cpus: 2 } });
    cluster.app({ id: "/large", cpus: 8 });
    expect(problem(cluster)).toContain(
      "/large: asks for 8 cpus and 128 MB, more than any agent it can run on has: agents has 7 cpus, small has 2 cpus",
    );
  });

  test("counts what a role has reserved together with what none has", () => {
    const reserved = new Cluster(
      { marathon: { flags: { mesos_role: "apps" } } },
      { resources: { "cpus(apps)": 3, cpus: 4 } },
    );
    reserved.app({ cpus: 7 });
    reserved.stack.synth();
    reserved.app({ id: "/more", cpus: 8 }, "more");
    expect(problem(reserved)).toContain("/more: asks for 8 cpus and 128 MB, more than any agent");
  });

  test("is not one where only the cloud knows what an agent has", () => {
    const cluster = new Cluster({}, { resources: { cpus: 2 } });
    cluster.pool("unknown", {});
    cluster.app({ cpus: 64, mem: 100000 });
    cluster.stack.synth();
  });

  test("wants an attribute that none has, or that a smaller one has", () => {
    const cluster = new Cluster({}, { attributes: { workload: "build" } });
    cluster.pool("small", { attributes: { workload: "jenkins" }, resources: { mem: 2000 } });
    cluster.app({ constraints: [["workload", "CLUSTER", "build"]], mem: 4000 }, "fits");
    cluster.app(
      {
        constraints: [
          ["zone", "GROUP_BY", "3"],
          ["workload", "LIKE", "build|jenkins"],
        ],
      },
      "anywhere",
    );
    cluster.stack.synth();
    cluster.app({ constraints: [["workload", "CLUSTER", "web"]] }, "none");
    cluster.app({ constraints: [["workload", "UNLIKE", "bui.*"]], mem: 4000 }, "small-one");
    const said = problem(cluster);
    expect(said).toContain(
      '/none: no agent pool meets [["workload","CLUSTER","web"]] for the roles *; there are {"name":"agents"',
    );
    expect(said).toContain(
      "/small-one: asks for 1 cpus and 4000 MB, more than any agent it can run on has: small has 2000 MB",
    );
  });

  test("is kept from agents that are another role's", () => {
    const cluster = new Cluster({}, { role: "builds" });
    cluster.app();
    expect(problem(cluster)).toContain("/hello: no agent pool meets [] for the roles *; there are");
  });

  test("wants ports of its host that no agent offers", () => {
    const cluster = new Cluster({}, { resources: { ports: "[31000-32000,8000-8010]" } });
    const mapped = (hostPort: number) => ({
      networks: bridge,
      container: { ...nginx, portMappings: [{ containerPort: 80, hostPort }] },
    });
    cluster.app({ portDefinitions: [{ port: 8001 }], requirePorts: true }, "required");
    cluster.app(mapped(8000), "mapped");
    cluster.app({ portDefinitions: [{ port: 80 }] }, "service-port");
    cluster.stack.synth();
    cluster.app({ portDefinitions: [{ port: 8002 }, { port: 79 }], requirePorts: true }, "low");
    cluster.app(mapped(8080), "high");
    const said = problem(cluster);
    expect(said).toContain(
      "/low: asks for 1 cpus and 128 MB and the ports 8002, 79 of its host, more than any agent it can run on has: agents has the ports 8000-8010, 31000-32000",
    );
    expect(said).toContain("/high: asks for 1 cpus and 128 MB and the ports 8080 of its host");
  });

  test("wants more agents than there are", () => {
    const cluster = new Cluster({}, { resources: { cpus: 2 } });
    const scaled = { count: undefined, capacity: { min: 1, max: 4 } };
    cluster.pool("scaled", { ...scaled, resources: { cpus: 4 } });
    cluster.pool("later", { count: 0, attributes: { workload: "later" } });
    const unique = [["hostname", "UNIQUE"]] as const;
    cluster.app({ instances: 7, constraints: unique }, "all");
    cluster.app({ instances: 4, constraints: unique, cpus: 4 }, "large");
    cluster.app({ instances: 14, constraints: [["hostname", "MAX_PER", "2"]] }, "twice");
    cluster.app({ constraints: [...unique, ["workload", "IS", "later"]] }, "later-app");
    cluster.app({ instances: 100, constraints: [["workload", "IS", "later"]] }, "any");
    cluster.stack.synth();
    cluster.app({ instances: 5, constraints: unique, cpus: 4 }, "five");
    cluster.app({ instances: 8, portDefinitions: [{ port: 31000 }], requirePorts: true }, "port");
    const said = problem(cluster);
    expect(said).toContain(
      "/five: instances must be at most 4 with 1 for each agent it can run on, got 5: scaled has 4, later has 0; ask for fewer, or give the pools more agents",
    );
    expect(said).toContain(
      "/port: instances must be at most 7 with 1 for each agent it can run on, got 8: agents has 3, scaled has 4, later has 0",
    );
  });

  test("is in one of Mesos's own containers, for which agents have no images", () => {
    const container = { type: "MESOS", docker: { image: "nginx:1.27" } } as const;
    const cluster = new Cluster();
    cluster.app({ container });
    cluster.app({ container: { type: "MESOS" } }, "without-image");
    expect(problem(cluster)).toContain(
      '/hello: container.type "MESOS" has no images on the agents of agents, which it may run on; give the pool flags: { image_providers: "DOCKER", isolation: "cgroups/cpu,cgroups/mem,filesystem/linux,docker/runtime" }, or take "DOCKER"',
    );
    expect(problem(cluster)).not.toContain("without-image");
    const able = new Cluster({}, { flags: mesosImages });
    able.app({ container });
    able.stack.synth();
  });

  test("has its image from a registry that Mesos's own containers cannot ask", () => {
    const cluster = new Cluster({}, { flags: mesosImages });
    const { network } = cluster.masters;
    const registry = new DockerRegistry(cluster.stack, "registry", {
      network,
      machineType: "t3.small",
      dataVolume: { sizeGiB: 10 },
    });
    cluster.app({ container: { type: "MESOS", docker: { image: registry.image("a:1") } } });
    expect(problem(cluster)).toContain(
      '/hello: Mesos\'s own containers pull images only over HTTPS, got one of the registry at 10.16.32.16:5000; use "DOCKER"',
    );
  });

  test("is there before any agents are", () => {
    const cluster = new Cluster({}, null);
    cluster.app();
    expect(problem(cluster)).toContain("there are none");
    cluster.pool("agents", {});
    cluster.stack.synth();
  });
});
