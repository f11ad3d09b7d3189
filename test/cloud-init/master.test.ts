import { masterDocument, render } from "cdktf-mesos/cloud-init";
import { sampleParts, zooKeeper } from "../support/documents";
import { bootStep, contentOf, filesBelow } from "../support/read-document";

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
    expect(filesBelow(master, "/etc/mesos-master")).toEqual({
      zk: zooKeeper,
      quorum: "2",
      ip: "10.16.40.1",
      hostname: "10.16.40.1",
      port: "5050",
      cluster: "hands-on",
      work_dir: "/var/lib/mesos",
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
    expect(bootStep(master, "mask")).toContain("mesos-agent.service");
    expect(bootStep(master, "enable")).toEqual(
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
      "flags.quorum is set by this library",
    ],
    [
      "a flag with dashes",
      { mesosMaster: { ...input.mesosMaster, flags: { "--quiet": true } } },
      "flags.--quiet is not a flag of mesos-master",
    ],
    [
      "an empty flag",
      { mesosMaster: { ...input.mesosMaster, flags: { whitelist: "" } } },
      "flags.whitelist must be text",
    ],
  ])("with %s is refused", (_, change, message) => {
    expect(() => masterDocument({ ...input, ...change })).toThrow(message);
  });

  test("takes further flags, over the defaults too", () => {
    const flags = { offer_timeout: "2mins", authenticate_agents: true };
    const parts = masterDocument({ ...input, mesosMaster: { ...input.mesosMaster, flags } });
    expect(filesBelow(parts, "/etc/mesos-master")).toMatchObject({
      offer_timeout: "2mins",
      authenticate_agents: "true",
    });
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
      "ca-certificates\nchrony\ncurl\niproute2\nlibzookeeper-java=3.8*\ndefault-jre-headless\n",
    );
    expect(contentOf(parts, "/etc/systemd/system/marathon.service")).toContain(
      `ExecStartPre=/usr/local/sbin/cdktf-mesos-container-image mirror.internal/marathon:1 http://mirror.internal/marathon.tar ${"c".repeat(64)}\n`,
    );
  });
});
