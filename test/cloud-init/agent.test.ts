import { agentDocument, bakeParts, render } from "cdktf-mesos/cloud-init";
import { sampleParts, zooKeeper } from "../support/documents";
import { bootStep, contentOf, filesBelow } from "../support/read-document";

describe("an agent", () => {
  const agent = sampleParts.agent;
  const input: Parameters<typeof agentDocument>[0] = { base: { cluster: "one" }, mesosAgent: { zooKeeper } };

  test("gives its flags as files, attributes and resources as folders", () => {
    expect(filesBelow(agent, "/etc/mesos-agent")).toEqual({
      master: zooKeeper,
      port: "5051",
      work_dir: "/var/lib/mesos",
      default_role: "jenkins",
      containerizers: "docker,mesos",
      executor_registration_timeout: "5mins",
      executor_reregistration_timeout: "10secs",
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
    expect(bootStep(agent, "mask")).toEqual(
      expect.arrayContaining(["mesos-master.service", "zookeeper.service", "marathon.service"]),
    );
  });

  test("brings the tools of the filesystems it mounts", () => {
    const packages = contentOf(agent, "/etc/cdktf-mesos/packages")!.split("\n");
    expect(packages).toEqual(expect.arrayContaining(["nvme-cli", "e2fsprogs", "xfsprogs", "docker.io"]));
    expect(contentOf(agentDocument(input), "/etc/cdktf-mesos/packages")).not.toContain("xfsprogs");
  });

  test("gives resources of a role within a role as one text", () => {
    const resources = { mem: "1024", "cpus(ci/builds)": "4" };
    const parts = agentDocument({ ...input, mesosAgent: { zooKeeper, resources } });
    expect(filesBelow(parts, "/etc/mesos-agent").resources).toBe("mem:1024;cpus(ci/builds):4");
  });

  test.each<[string, Partial<typeof input>, string]>([
    [
      "an attribute of two",
      { mesosAgent: { zooKeeper, attributes: { a: "b;c:d" } } },
      "attributes.a must be text",
    ],
    ["an attribute in a folder", { mesosAgent: { zooKeeper, attributes: { "a/b": "c" } } }, 'got "a/b"'],
    ["an empty resource", { mesosAgent: { zooKeeper, resources: { cpus: "" } } }, "resources.cpus must be"],
    ["a role of two words", { mesosAgent: { zooKeeper, role: "a b" } }, "role must be a mesos role"],
    [
      "a derived flag",
      { mesosAgent: { zooKeeper, flags: { ip: "1.2.3.4" } } },
      "flags.ip is set by this library",
    ],
    ["an unknown flag", { mesosAgent: { zooKeeper, flags: { gc_dela: 1 } } }, "did you mean gc_delay?"],
    ["an impossible image", { docker: { cachedImages: ["a b"] } }, 'got "a b"'],
    [
      "an archive without checksum",
      { docker: { cachedImages: [{ image: "a", url: "https://b" }] } },
      "archive https://b of image a has no sha256",
    ],
    ["a mirror without scheme", { docker: { registryMirrors: ["mirror"] } }, 'got "mirror"'],
    [
      "disks under no path",
      { instanceStore: { disks: 2, mountPoint: "scratch" } },
      "instanceStore.mountPoint must be an absolute path",
    ],
    ["no disks", { instanceStore: { disks: 0, mountPoint: "/a" } }, "instanceStore.disks must be a whole"],
  ])("with %s is refused", (_, change, message) => {
    expect(() => agentDocument({ ...input, ...change })).toThrow(message);
  });
});

describe("an image build", () => {
  const baked = bakeParts(sampleParts.agent);

  test("installs exactly what the node's boot would, so that the boot finds it there", () => {
    for (const path of ["/etc/cdktf-mesos/packages", "/usr/local/sbin/cdktf-mesos-packages"]) {
      expect(contentOf(baked, path)).toBe(contentOf(sampleParts.agent, path));
    }
    expect(bootStep(baked, "/usr/local/sbin/cdktf-mesos-apt-source")).toEqual(
      bootStep(sampleParts.agent, "/usr/local/sbin/cdktf-mesos-apt-source"),
    );
  });

  test("knows nothing of a cluster, and starts nothing before the node is configured", () => {
    expect(render(baked)).not.toMatch(/zk:|hands-on|10\.16|cdktf-mesos-disks|ready\.d\/mesos/);
    expect(bootStep(baked, "enable")).toBeUndefined();
    expect(bootStep(baked, "disable")).toEqual(
      expect.arrayContaining(["docker.service", "docker.socket", "mesos-agent.service", "chrony.service"]),
    );
    expect(bootStep(baked, "disable")).not.toContain("cdktf-mesos-disks.service");
  });
});
