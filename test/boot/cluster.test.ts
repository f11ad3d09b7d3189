import { bootReport, fingerprint, goodBoot, marathonSettings, mesosFlags, wrongFiles } from "./lab/checks";
import { expectedAgentFlags, expectedMasterFlags } from "./lab/expected-flags";
import { bootHandsOn, type HandsOnLab, masterAddresses } from "./lab/hands-on";
import { inLab } from "./lab/lab";
import { frameworks, leadingMaster, registeredAgents } from "./lab/mesos";
import type { LabNode } from "./lab/node";
import { realPrograms } from "./lab/programs";
import { tryRun } from "./lab/run";
import { ssh } from "./lab/ssh";
import { waitFor } from "./lab/wait";
import { zooKeeperClient, zooKeeperMode } from "./lab/zookeeper";

const booted = inLab ? describe : describe.skip;
const ensemble = masterAddresses.map((address) => `${address}:2181`).join(",");

jest.setTimeout(900_000);

booted("the hands-on cluster, booted", () => {
  let cluster: HandsOnLab;
  let gateway: LabNode;
  let masters: readonly LabNode[];
  let agents: readonly LabNode[];

  beforeAll(async () => {
    cluster = await bootHandsOn();
    ({ gateway, masters, agents } = cluster);
    const seconds = Object.entries(cluster.seconds).map(([role, all]) => `${role} ${all.map(Math.round)}`);
    console.log(`seconds to ready: ${seconds.join("; ")}`);
  });

  afterAll(() => cluster?.close());

  test("is connected to the bridge only", async () => {
    for (const node of [masters[0]!, agents[0]!]) {
      expect(await node.exec("ip", "-4", "route", "show", "table", "all", "default")).toBe("");
    }
    expect((await tryRun("ip", ["route", "show", "default"])).stdout).toBe("");
  });

  test("has masters without an error, a warning or a failed unit", async () => {
    for (const node of masters) expect(await bootReport(node)).toEqual(goodBoot);
  });

  test("has agents and a gateway without an error, a warning or a failed unit", async () => {
    for (const node of [...agents, gateway]) expect(await bootReport(node)).toEqual(goodBoot);
  });

  test("is accessible through the gateway, with Terraform's ssh_config", async () => {
    for (const [i, node] of masters.entries()) {
      const { stdout, stderr } = await ssh(
        "hands-on-aws",
        gateway.address,
        `hands-on-masters-${i + 1}`,
        "hostname --all-ip-addresses",
      );
      expect(stderr).toBe("");
      expect(stdout.split(" ")).toContain(node.address);
    }
    const asRoot = await ssh("hands-on-aws", gateway.address, `root@${gateway.address}`, "true");
    expect(asRoot.stderr).toContain("Permission denied (publickey)");
  });

  test("pulls its agents' images from the mirror of Docker Hub", async () => {
    for (const node of agents) {
      const images = await node.exec("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}");
      expect(images).toBe("nginx:stable\n");
    }
  });

  test("gives the build user access to Docker's socket, with the same group id on all nodes", async () => {
    for (const node of [...masters, ...agents]) {
      expect(await node.exec("stat", "--format", "%U %g %a", "/run/docker.sock")).toBe("root 500 660\n");
      const login = (await node.exec("id", "--name", "--user", "1000")).trim();
      expect(await node.exec("runuser", "--user", login, "--", "docker", "info")).toContain("Server Version");
    }
  });

  test("has all files as in the documents", async () => {
    for (const node of [...masters, ...agents, gateway]) expect(await wrongFiles(node)).toEqual([]);
  });

  test("starts mesos-master with the expected flags", async () => {
    for (const node of masters) {
      const flags = await mesosFlags(node, "mesos-master");
      expect(flags).toEqual(expectedMasterFlags(node, ensemble));
      expect((await fetch(`http://${node.address}:5050/health`)).status).toBe(200);
    }
  });

  test("starts mesos-agent with the expected flags, including generated ones", async () => {
    for (const node of agents) {
      const flags = await mesosFlags(node, "mesos-agent");
      expect(flags).toEqual(expectedAgentFlags(node, ensemble));
      expect((await fetch(`http://${node.address}:5051/health`)).status).toBe(200);
    }
  });

  test("starts Marathon with the expected settings", async () => {
    for (const node of masters) {
      expect(await marathonSettings(node)).toEqual({
        LIBPROCESS_IP: node.address,
        LIBPROCESS_PORT: "8090",
        MARATHON_MASTER: `zk://${ensemble}/mesos`,
        MARATHON_ZK: `zk://${ensemble}/marathon`,
        MARATHON_HOSTNAME: node.address,
        MARATHON_HTTP_ADDRESS: node.address,
        MARATHON_HTTP_PORT: "8080",
        MARATHON_HA: "",
        MARATHON_CHECKPOINT: "",
        MARATHON_FAILOVER_TIMEOUT: "604800",
        MARATHON_MIN_REVIVE_OFFERS_INTERVAL: "2000",
        MARATHON_SCALE_APPS_INTERVAL: "30000",
        MARATHON_RECONCILIATION_INTERVAL: "60000",
        MARATHON_TASK_LAUNCH_CONFIRM_TIMEOUT: "60000",
        MARATHON_MESOS_USER: "root",
        MARATHON_ENABLE_FEATURES: "task_killing",
      });
      expect(await (await fetch(`http://${node.address}:8080/ping`)).text()).toMatch(/^pong\s*$/);
    }
  });

  test("masks units that a role does not have", async () => {
    const state = async (node: LabNode, unit: string) =>
      (await node.tryExec("systemctl", "is-enabled", unit)).stdout.trim();
    expect(await state(masters[0]!, "mesos-agent.service")).toBe("masked");
    for (const unit of ["mesos-master", "zookeeper", "marathon"]) {
      expect(await state(agents[0]!, `${unit}.service`)).toBe("masked");
    }
  });

  describe("its ZooKeeper", () => {
    const modes = () => Promise.all(masters.map(zooKeeperMode));

    test("has one leader and two followers", async () => {
      expect((await modes()).sort()).toEqual(["follower", "follower", "leader"]);
    });

    test("survives the loss of its leader, which rejoins later", async () => {
      const before = await modes();
      const leader = masters[before.indexOf("leader")]!;
      const others = masters.filter((node) => node !== leader);
      await zooKeeperClient(leader, "create", "/before", "written-before");
      await leader.kill();
      await waitFor("a new leader", 60, async () => {
        const now = await Promise.all(others.map(zooKeeperMode));
        return now.includes("leader") && now.includes("follower");
      });
      expect(await zooKeeperClient(others[0]!, "get", "/before")).toContain("written-before");
      await zooKeeperClient(others[0]!, "create", "/meanwhile", "written-meanwhile");
      await leader.start();
      await leader.ready(300);
      expect(await zooKeeperMode(leader)).toBe("follower");
      expect(await zooKeeperClient(leader, "get", "/meanwhile")).toContain("written-meanwhile");
    });

    test("is rejoined by a new machine with the old volume", async () => {
      const node = masters[1]!;
      const disk = node.input.disks!["/dev/sdf"]!;
      const uuid = await disk.uuid();
      await node.create();
      await node.ready(800);
      expect(await disk.uuid()).toBe(uuid);
      expect((await node.exec("cat", "/var/lib/cluster-state/zookeeper/myid")).trim()).toBe("2");
      expect(await zooKeeperClient(node, "get", "/before")).toContain("written-before");
      expect((await modes()).sort()).toEqual(["follower", "follower", "leader"]);
      expect(await bootReport(node)).toEqual(goodBoot);
    });
  });

  (realPrograms ? describe : describe.skip)("its real Mesos", () => {
    const leading = () => waitFor("a leading master", 60, () => leadingMaster(masters));
    const allRegistered = () =>
      waitFor("all agents registered", 120, async () => {
        const known = (await registeredAgents(await leading())).filter(({ active }) => active);
        return known.length >= agents.length && known;
      });

    test("has all agents registered with their attributes and resources", async () => {
      const known = await allRegistered();
      for (const { address, input } of agents) {
        const agent = known.find(({ hostname }) => hostname === address);
        expect(agent).toMatchObject({ attributes: { zone: input.zone } });
        expect(agent?.resources).toMatchObject({ cpus: expect.any(Number), ports: "[31000-32000]" });
      }
    });

    test("runs a task", async () => {
      const master = (await leading()).address;
      const command = ["--name=probe", "--command=echo ran >/tmp/probe", "--resources=cpus:0.1;mem:32"];
      await agents[0]!.exec("mesos-execute", `--master=${master}:5050`, ...command);
      const ran = await Promise.all(agents.map((node) => node.tryExec("cat", "/tmp/probe")));
      expect(ran.map(({ stdout }) => stdout).filter(Boolean)).toEqual(["ran\n"]);
    });

    test("keeps its frameworks and agents after a master is killed", async () => {
      const runner = agents[0]!;
      const long = ["--name=long", "--command=sleep 600", "--resources=cpus:0.1;mem:32"];
      const master = `--master=zk://${ensemble}/mesos`;
      await runner.exec("systemd-run", "--unit=long", "/usr/sbin/mesos-execute", master, ...long);
      const find = async () =>
        (await frameworks(await leading())).find(
          ({ name, active }) => name === "mesos-execute instance" && active,
        );
      const before = await waitFor("the framework", 60, find);
      const leader = await leading();
      await leader.kill();
      await waitFor("another leader", 120, async () => (await leadingMaster(masters)) !== leader);
      expect((await waitFor("the framework again", 120, find)).id).toBe(before.id);
      await allRegistered();
      await runner.exec("systemctl", "stop", "long.service");
      await leader.start();
      await leader.ready(300);
    });
  });

  test("is not changed by a second boot", async () => {
    await zooKeeperClient(masters[2]!, "create", "/over-a-boot", "written-over-a-boot");
    for (const node of [masters[2]!, agents[0]!]) {
      const before = await fingerprint(node);
      await node.reboot();
      await node.ready(400);
      expect(await fingerprint(node)).toEqual(before);
      expect(await bootReport(node)).toMatchObject({
        failedUnits: [],
        target: "active",
        status: goodBoot.status,
      });
    }
    expect(await zooKeeperClient(masters[2]!, "get", "/over-a-boot")).toContain("written-over-a-boot");
  });

  test("reports a missing volume, and does not touch others", async () => {
    const { bare, otherDisk } = cluster;
    await bare.booted(600);
    expect(await bare.shell("cat /var/lib/cdktf-mesos/boot/status")).toMatch(
      /state=failed\nstep=.*cdktf-mesos-disks\nmessage=exit status 1: disk \/dev\/sdf for \/var\/lib\/cluster-state did not appear within 300 s; available: /,
    );
    expect((await tryRun("blkid", ["--probe", otherDisk.device])).status).toBe(2);
    expect((await bare.tryExec("systemctl", "is-active", "zookeeper.service")).stdout).not.toBe("active\n");
    expect((await bare.tryExec("systemctl", "is-active", "cdktf-mesos-ready.target")).stdout).toBe(
      "inactive\n",
    );
  });

  test("reports a missing version, and installs it at the next boot once it is available", async () => {
    const { late } = cluster;
    await late.booted(600);
    expect(await late.shell("cat /var/lib/cdktf-mesos/boot/status")).toMatch(
      /state=failed\nstep=.*cdktf-mesos-packages\nmessage=.*in 6 attempts: E: Version '1\.11\.0-0\.9\.0\*' for 'aventer-mesos' was not found/,
    );
    expect((await late.tryExec("systemctl", "is-active", "mesos-agent.service")).stdout).not.toBe("active\n");
    await cluster.publish("lab");
    await late.reboot();
    await late.ready(600);
    expect(await late.shell("head -n 2 /var/lib/cdktf-mesos/boot/status")).toBe("state=ok\nstep=finish\n");
    expect(await mesosFlags(late, "mesos-agent")).toContain("--port=5051");
  });
});
