import { join } from "node:path";
import {
  agentDocument,
  bakeParts,
  gatewayDocument,
  masterDocument,
  type Part,
  render,
} from "cdktf-mesos/cloud-init";
import { parse } from "yaml";
import { type SampleRole, sampleDocument, sampleParts, sampleRoles, zooKeeper } from "../support/documents";

const golden = join(__dirname, "..", "golden", "cloud-init");

type Document = { write_files: { path: string; content: string; permissions: string }[]; runcmd: string[][] };
const read = (parts: readonly Part[]): Document => parse(render(parts), { schema: "yaml-1.1" }) as Document;
const contentOf = (parts: readonly Part[], path: string): string | undefined =>
  read(parts).write_files.find((file) => file.path === path)?.content;
const below = (parts: readonly Part[], folder: string): Record<string, string> =>
  Object.fromEntries(
    read(parts)
      .write_files.filter(({ path }) => path.startsWith(`${folder}/`))
      .map(({ path, content }) => [path.slice(folder.length + 1), content.trimEnd()]),
  );
const step = (parts: readonly Part[], ...words: string[]): string[] | undefined =>
  read(parts).runcmd.find((command) => words.every((word) => command.includes(word)));

describe("the documents of the tiers", () => {
  test.each(sampleRoles)("of %s is its golden file", (role) => {
    expect(sampleDocument(role)).toMatchFile(join(golden, `${role}.yaml`));
  });

  test.each(sampleRoles)("of %s installs every script that it calls", (role) => {
    const document = read(sampleParts[role]);
    const text = render(sampleParts[role]);
    const called = new Set(text.match(/\/usr\/local\/sbin\/cdktf-mesos-[a-z-]+/g));
    const installed = new Set(
      document.write_files.filter(({ permissions }) => permissions === "0755").map(({ path }) => path),
    );
    expect(installed).toEqual(called);
  });

  test.each(sampleRoles)("of %s starts no service of a package before the node is configured", (role) => {
    const document = read(sampleParts[role]);
    const enabled = step(sampleParts[role], "enable")!.filter((word) => word.endsWith(".service"));
    const others = ["chrony", "rsyslog", "cdktf-mesos-disks", "cdktf-mesos-cache-images"].map(
      (name) => `${name}.service`,
    );
    for (const unit of enabled.filter((name) => !others.includes(name))) {
      const texts = document.write_files
        .filter(({ path }) => path.startsWith(`/etc/systemd/system/${unit}`))
        .map(({ content }) => content);
      expect([unit, texts.join("")]).toEqual([
        unit,
        expect.stringContaining("ConditionPathExists=/var/lib/cdktf-mesos/boot/configured\n"),
      ]);
    }
  });

  test.each(sampleRoles)("of %s takes more parts after its own", (role) => {
    const extra: Part = { kind: "run", command: ["echo", "extra"] };
    const inputs = { base: { cluster: "a" }, extraParts: [extra] };
    expect(step(gatewayDocument(inputs), "echo", "extra")).toBeDefined();
    expect(contentOf(sampleParts[role], "/etc/cdktf-mesos/node.env")).toContain("CLUSTER=hands-on\n");
  });
});

describe("a master", () => {
  const master = sampleParts.master;
  const input: Parameters<typeof masterDocument>[0] = {
    base: { cluster: "one" },
    zooKeeper: { id: 1, servers: [{ id: 1, address: "10.0.0.1" }] },
    mesosMaster: { address: "10.0.0.1", cluster: "one", zooKeeper: "zk://10.0.0.1:2181/mesos", quorum: 1 },
  };

  test("knows the whole ensemble, with client ports in the form of ZooKeeper 3.5 and later", () => {
    const configuration = contentOf(master, "/etc/cdktf-mesos/zookeeper/zoo.cfg")!.split("\n");
    expect(configuration.filter((line) => line.startsWith("server."))).toEqual([
      "server.1=10.16.40.1:2888:3888;2181",
      "server.2=10.16.40.2:2888:3888;2181",
      "server.3=10.16.40.3:2888:3888;2181",
    ]);
    expect(configuration).not.toContain("clientPort=2181");
    expect(configuration).toContain("autopurge.purgeInterval=1");
    // 8080 is Marathon's.
    expect(configuration).toContain("admin.enableServer=false");
  });

  test("on its own has a ZooKeeper on its own", () => {
    const configuration = contentOf(masterDocument(input), "/etc/cdktf-mesos/zookeeper/zoo.cfg")!;
    expect(configuration).toContain("clientPort=2181");
    expect(configuration).not.toContain("server.1");
  });

  test("gives its flags once, as files, with nothing else beside them", () => {
    expect(below(master, "/etc/mesos-master")).toEqual({
      zk: zooKeeper,
      quorum: "2",
      ip: "10.16.40.1",
      hostname: "10.16.40.1",
      port: "5050",
      cluster: "hands-on",
      work_dir: "/var/lib/mesos",
      roles: "jenkins,web",
      weights: "jenkins=2",
      offer_timeout: "1mins",
      registry_fetch_timeout: "2mins",
      registry_store_timeout: "1mins",
      max_agent_ping_timeouts: "10",
      agent_reregister_timeout: "15mins",
      recovery_agent_removal_limit: "50%",
    });
    for (const path of ["/etc/default/mesos", "/etc/default/mesos-master"]) {
      expect(contentOf(master, path)).not.toMatch(/^(PORT|ZK|IP|CLUSTER)=/m);
    }
  });

  test("runs Marathon in HA mode on fixed ports, with tasks not as nobody", () => {
    const marathon = contentOf(master, "/etc/default/marathon")!.split("\n");
    expect(marathon).toEqual(
      expect.arrayContaining([
        `MARATHON_MASTER=${zooKeeper}`,
        "MARATHON_ZK=zk://10.16.40.1:2181,10.16.40.2:2181,10.16.40.3:2181/marathon",
        "MARATHON_HOSTNAME=10.16.40.1",
        "MARATHON_HTTP_PORT=8080",
        "MARATHON_HA=",
        "MARATHON_CHECKPOINT=",
        "MARATHON_FAILOVER_TIMEOUT=604800",
        "MARATHON_MESOS_USER=root",
        "LIBPROCESS_PORT=15101",
      ]),
    );
    expect(contentOf(master, "/etc/systemd/system/marathon.service")).toContain(
      "--env-file /etc/default/marathon mesosphere/marathon:v1.11.24\n",
    );
  });

  test("without Marathon has neither it nor Docker", () => {
    const text = render(masterDocument(input));
    expect(text).not.toMatch(/marathon|docker\.(io|service)/);
  });

  test("with Marathon from a package needs no Docker", () => {
    const parts = masterDocument({
      ...input,
      marathon: {
        address: "10.0.0.1",
        zooKeeper: "zk://10.0.0.1:2181/marathon",
        mesosZooKeeper: "zk://10.0.0.1:2181/mesos",
        libprocessPort: 15101,
        source: { kind: "distribution", version: "1.10*" },
      },
    });
    expect(contentOf(parts, "/etc/cdktf-mesos/packages")).toContain("marathon=1.10*\n");
    expect(render(parts)).not.toMatch(/docker\.(io|service)/);
  });

  test("never runs an agent", () => {
    expect(step(master, "mask")).toContain("mesos-agent.service");
    expect(step(master, "enable")).toEqual(
      expect.arrayContaining(["zookeeper.service", "mesos-master.service", "marathon.service"]),
    );
  });

  test.each<[string, Partial<typeof input>, string]>([
    [
      "an even ensemble",
      { zooKeeper: { id: 1, servers: [1, 2].map((id) => ({ id, address: "a" })) } },
      "got 2",
    ],
    [
      "an id of nobody",
      { zooKeeper: { id: 2, servers: input.zooKeeper.servers } },
      "must be one of the servers' (1), got 2",
    ],
    ["a quorum of nobody", { mesosMaster: { ...input.mesosMaster, quorum: 0 } }, "got 0"],
    [
      "a URL without path",
      { mesosMaster: { ...input.mesosMaster, zooKeeper: "zk://a:2181" } },
      'got "zk://a:2181"',
    ],
    [
      "a derived flag",
      { mesosMaster: { ...input.mesosMaster, flags: { quorum: 3 } } },
      "flag quorum of mesos-master follows",
    ],
    [
      "a flag with dashes",
      { mesosMaster: { ...input.mesosMaster, flags: { "--quiet": true } } },
      'got "--quiet"',
    ],
    [
      "an empty flag",
      { mesosMaster: { ...input.mesosMaster, flags: { whitelist: "" } } },
      "flag whitelist must have a value",
    ],
  ])("with %s is refused", (_, change, message) => {
    expect(() => masterDocument({ ...input, ...change })).toThrow(message);
  });

  test("takes further flags, over the defaults too", () => {
    const flags = { offer_timeout: "2mins", authenticate_agents: true };
    const parts = masterDocument({ ...input, mesosMaster: { ...input.mesosMaster, flags } });
    expect(below(parts, "/etc/mesos-master")).toMatchObject({
      offer_timeout: "2mins",
      authenticate_agents: "true",
    });
  });
});

describe("an agent", () => {
  const agent = sampleParts.agent;
  const input: Parameters<typeof agentDocument>[0] = { base: { cluster: "one" }, mesosAgent: { zooKeeper } };

  test("gives its flags as files, attributes and resources as folders", () => {
    expect(below(agent, "/etc/mesos-agent")).toEqual({
      master: zooKeeper,
      port: "5051",
      work_dir: "/var/lib/mesos",
      default_role: "jenkins",
      containerizers: "docker,mesos",
      executor_registration_timeout: "5mins",
      docker_remove_delay: "1hrs",
      docker_stop_timeout: "30secs",
      recover: "reconnect",
      reconfiguration_policy: "additive",
      gc_delay: "2days",
      gc_disk_headroom: "0.2",
      "attributes/workload": "build",
      "resources/ports": "[31000-32000]",
      "resources/cpus(jenkins)": "4",
    });
  });

  test("learns its address, zone and isolation on the node, before each start", () => {
    expect(contentOf(agent, "/etc/systemd/system/mesos-agent.service.d/cdktf-mesos.conf")).toContain(
      "ExecStartPre=/usr/local/sbin/cdktf-mesos-agent-identity\n",
    );
    const settings = (mesosAgent: object) =>
      contentOf(
        agentDocument({ ...input, mesosAgent: { zooKeeper, ...mesosAgent } }),
        "/etc/cdktf-mesos/mesos-agent.env",
      );
    expect(settings({})).toBe(
      "ISOLATION=auto\nZONE_ATTRIBUTE=zone\nON_INCOMPATIBLE_CHANGE=fresh-identity\nWORK_DIR=/var/lib/mesos\n",
    );
    expect(settings({ flags: { launcher: "posix" } })).toContain("ISOLATION=given\n");
    expect(settings({ attributes: { zone: "here" } })).toContain("ZONE_ATTRIBUTE=\n");
  });

  test("has its cached images before the agent starts", () => {
    expect(contentOf(agent, "/etc/cdktf-mesos/cached-images")!.split("\n")).toEqual([
      "jenkins/inbound-agent:latest",
      `registry.example/build:7 https://images.example/build-7.tar ${"a".repeat(64)}`,
      "",
    ]);
    expect(contentOf(agent, "/etc/systemd/system/cdktf-mesos-cache-images.service")).toContain(
      "Before=mesos-agent.service\n",
    );
    expect(contentOf(agentDocument(input), "/etc/cdktf-mesos/cached-images")).toBeUndefined();
  });

  test("never runs what belongs on a master", () => {
    expect(step(agent, "mask")).toEqual(
      expect.arrayContaining(["mesos-master.service", "zookeeper.service", "marathon.service"]),
    );
  });

  test("brings the tools of the filesystems it mounts", () => {
    const packages = contentOf(agent, "/etc/cdktf-mesos/packages")!.split("\n");
    expect(packages).toEqual(expect.arrayContaining(["nvme-cli", "e2fsprogs", "xfsprogs", "docker.io"]));
    expect(contentOf(agentDocument(input), "/etc/cdktf-mesos/packages")).not.toContain("xfsprogs");
  });

  test("takes resources in one text as well", () => {
    const resources = '[{"name":"cpus","type":"SCALAR","scalar":{"value":4}}]';
    const parts = agentDocument({ ...input, mesosAgent: { zooKeeper, resources } });
    expect(below(parts, "/etc/mesos-agent").resources).toBe(resources);
  });

  test.each<[string, Partial<typeof input>, string]>([
    [
      "an attribute of two",
      { mesosAgent: { zooKeeper, attributes: { a: "b;c:d" } } },
      "attribute a must have a value",
    ],
    ["an attribute in a folder", { mesosAgent: { zooKeeper, attributes: { "a/b": "c" } } }, 'got "a/b"'],
    [
      "an empty resource",
      { mesosAgent: { zooKeeper, resources: { cpus: "" } } },
      "resource cpus must have a value",
    ],
    ["no resources", { mesosAgent: { zooKeeper, resources: "" } }, "resources must not be empty"],
    [
      "a derived flag",
      { mesosAgent: { zooKeeper, flags: { ip: "1.2.3.4" } } },
      "flag ip of mesos-agent follows",
    ],
    ["an impossible image", { docker: { cachedImages: ["a b"] } }, 'got "a b"'],
    [
      "an archive without checksum",
      { docker: { cachedImages: [{ image: "a", url: "https://b" }] } },
      "archive https://b of image a has no sha256",
    ],
    ["a mirror without scheme", { docker: { registryMirrors: ["mirror"] } }, 'got "mirror"'],
    ["a full disk", { docker: { pruneAtPercent: 100 } }, "got 100"],
  ])("with %s is refused", (_, change, message) => {
    expect(() => agentDocument({ ...input, ...change })).toThrow(message);
  });
});

describe("an Elasticsearch node", () => {
  const role: SampleRole = "elasticsearch";
  const settings = parse(contentOf(sampleParts[role], "/etc/elasticsearch/elasticsearch.yml")!) as object;

  test("finds the others by address and spreads copies over zones", () => {
    expect(settings).toEqual({
      "cluster.name": "hands-on",
      "node.name": "search-1",
      "node.attr.zone": "eu-west-1a",
      "cluster.routing.allocation.awareness.attributes": "zone",
      "path.data": "/var/lib/elasticsearch",
      "path.logs": "/var/log/elasticsearch",
      "network.host": "10.16.41.1",
      "http.port": 9200,
      "transport.port": 9300,
      "discovery.seed_hosts": ["10.16.41.1", "10.16.41.2", "10.16.41.3"],
      "cluster.initial_master_nodes": ["search-1", "search-2", "search-3"],
      "xpack.security.enabled": false,
    });
  });

  test("passes the bootstrap checks of the kernel and finds its heap at boot", () => {
    expect(contentOf(sampleParts[role], "/etc/sysctl.d/60-cdktf-mesos.conf")).toContain(
      "vm.max_map_count = 262144\n",
    );
    expect(
      contentOf(sampleParts[role], "/etc/systemd/system/elasticsearch.service.d/cdktf-mesos.conf"),
    ).toContain("ExecStartPre=+/usr/local/sbin/cdktf-mesos-elasticsearch-heap auto\n");
  });
});

describe("the gateway", () => {
  test("lets nobody in as root or by password, and jumps", () => {
    const path = "/etc/ssh/sshd_config.d/00-cdktf-mesos.conf";
    const lines = contentOf(sampleParts.gateway, path)!.split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "PermitRootLogin no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "AllowTcpForwarding yes",
      ]),
    );
  });
});

describe("sources of a document", () => {
  test("hold for every program whose own input does not say", () => {
    const parts = masterDocument({
      base: { cluster: "one" },
      sources: {
        mesos: { kind: "preinstalled" },
        zookeeper: { kind: "preinstalled" },
        docker: { kind: "preinstalled" },
        marathon: {
          kind: "container",
          image: "mirror.internal/marathon:1",
          archive: { url: "http://mirror.internal/marathon.tar", sha256: "c".repeat(64) },
        },
      },
      zooKeeper: {
        id: 1,
        servers: [{ id: 1, address: "10.0.0.1" }],
        source: { kind: "distribution", version: "3.8*" },
      },
      mesosMaster: { address: "10.0.0.1", cluster: "one", zooKeeper, quorum: 1 },
      marathon: { address: "10.0.0.1", zooKeeper, mesosZooKeeper: zooKeeper, libprocessPort: 15101 },
    });
    expect(contentOf(parts, "/etc/cdktf-mesos/packages")).toBe(
      "ca-certificates\nchrony\ncurl\niproute2\nzookeeper=3.8*\n",
    );
    expect(contentOf(parts, "/etc/systemd/system/marathon.service")).toContain(
      `ExecStartPre=/usr/local/sbin/cdktf-mesos-container-image mirror.internal/marathon:1 http://mirror.internal/marathon.tar ${"c".repeat(64)}\n`,
    );
  });
});

describe("NFS", () => {
  const mount = { source: "10.0.0.9:/export", mountPoint: "/srv/build-data" };

  test("is mounted by a unit with the name that systemd demands", () => {
    const parts = gatewayDocument({ base: { cluster: "a" }, nfsMounts: [mount] });
    const text = contentOf(parts, "/etc/systemd/system/srv-build\\x2ddata.mount");
    expect(text).toContain("What=10.0.0.9:/export\nWhere=/srv/build-data\nType=nfs\n");
    expect(step(parts, "enable")).toContain("srv-build\\x2ddata.mount");
    expect(contentOf(parts, "/etc/cdktf-mesos/packages")).toContain("nfs-common\n");
  });

  test.each<[string, Partial<typeof mount> & { options?: string }, string]>([
    ["source", { source: "/export" }, 'got "/export"'],
    ["mount point", { mountPoint: "srv" }, 'got "srv"'],
    ["options", { options: "a b" }, 'got "a b"'],
  ])("of an impossible %s is refused", (_, change, message) => {
    expect(() => gatewayDocument({ base: { cluster: "a" }, nfsMounts: [{ ...mount, ...change }] })).toThrow(
      message,
    );
  });
});

describe("an image build", () => {
  const baked = bakeParts(sampleParts.agent);

  test("installs exactly what the node's boot would, so that the boot finds it there", () => {
    for (const path of ["/etc/cdktf-mesos/packages", "/usr/local/sbin/cdktf-mesos-packages"]) {
      expect(contentOf(baked, path)).toBe(contentOf(sampleParts.agent, path));
    }
    expect(step(baked, "/usr/local/sbin/cdktf-mesos-apt-source")).toEqual(
      step(sampleParts.agent, "/usr/local/sbin/cdktf-mesos-apt-source"),
    );
  });

  test("knows nothing of a cluster, and starts nothing before the node is configured", () => {
    expect(render(baked)).not.toMatch(/zk:|hands-on|10\.16|cdktf-mesos-disks|ready\.d\/mesos/);
    expect(step(baked, "enable")).toBeUndefined();
    expect(step(baked, "disable")).toEqual(
      expect.arrayContaining(["docker.service", "docker.socket", "mesos-agent.service", "chrony.service"]),
    );
    expect(step(baked, "disable")).not.toContain("cdktf-mesos-disks.service");
  });
});

describe("a closed network", () => {
  test("has its packages from the mirror", () => {
    const parts = gatewayDocument({
      base: {
        cluster: "a",
        packageMirror: { uri: "http://mirror.internal/debian", proxy: "http://proxy:3128" },
      },
    });
    expect(read(parts)).toMatchObject({
      apt: {
        preserve_sources_list: false,
        primary: [{ arches: ["default"], uri: "http://mirror.internal/debian" }],
        security: [{ arches: ["default"], uri: "http://mirror.internal/debian" }],
        http_proxy: "http://proxy:3128",
      },
    });
    expect(() => gatewayDocument({ base: { cluster: "a", packageMirror: { uri: "mirror" } } })).toThrow(
      'packageMirror.uri must be an http or https URL, got "mirror"',
    );
  });
});
