import { createServer, type Server } from "node:http";
import { bootReport, goodBoot, mesosFlags, wrongFiles } from "./lab/checks";
import { userDataOf } from "./lab/documents";
import { inLab, Lab } from "./lab/lab";
import type { LabNode } from "./lab/node";
import { alertsUrl } from "./lab/places";
import { waitFor } from "./lab/wait";

const booted = inLab ? describe : describe.skip;
const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

jest.setTimeout(900_000);

interface Health {
  readonly status: string;
  readonly number_of_nodes: number;
}

/** The daily index of so many days ago. */
const indexOf = (kind: "logs" | "metrics", daysAgo: number) =>
  `hands-on-${kind}-${new Date(Date.now() - daysAgo * 24 * 3600_000).toISOString().slice(0, 10).replaceAll("-", ".")}`;

booted("Elasticsearch, monitoring, a registry, and an agent that uses them, booted", () => {
  let lab: Lab;
  let nodes: LabNode[];
  let agent: LabNode;
  let registry: LabNode;
  let monitoring: LabNode;
  let receiver: Server;
  /** Messages to the receiver. */
  const alerts: Record<string, unknown>[] = [];

  const ask = async <T>(node: LabNode, path: string, init?: RequestInit): Promise<T> => {
    const answer = await fetch(`http://${node.address}:9200${path}`, {
      ...init,
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  /** The sources of a query's hits. */
  const search = async <T>(kind: "logs" | "metrics", query: string): Promise<T[]> => {
    const path = `/hands-on-${kind}-*/_search?size=100&q=${encodeURIComponent(query)}`;
    const found = await ask<{ hits: { hits: { _source: T }[] } }>(nodes[0]!, path);
    return found.hits.hits.map(({ _source }) => _source);
  };
  const green = (node: LabNode, count: number) =>
    waitFor(`green with ${count} nodes`, 300, async () => {
      const health = await ask<Health>(node, "/_cluster/health");
      if (health.status === "green" && health.number_of_nodes === count) return health;
      throw new Error(JSON.stringify(health));
    });

  beforeAll(async () => {
    lab = await Lab.open("elasticsearch");
    agent = lab.node({
      name: "builds",
      address: "10.16.64.65",
      zone: zones[1]!,
      userData: userDataOf("lab-aws", "builds"),
      disks: { "/dev/sdf": await lab.disk("builds") },
    });
    registry = lab.node({
      name: "registry",
      address: "10.16.32.16",
      zone: zones[0]!,
      userData: userDataOf("lab-aws", "registry_1"),
      disks: { "/dev/sdf": await lab.disk("registry") },
    });
    monitoring = lab.node({
      name: "monitoring",
      address: "10.16.32.22",
      zone: zones[0]!,
      userData: userDataOf("lab-aws", "monitoring_host"),
    });
    receiver = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () => {
        alerts.push(JSON.parse(text));
        response.end();
      });
    });
    const { hostname, port } = new URL(alertsUrl);
    await new Promise<void>((resolve) => receiver.listen(Number(port), hostname, resolve));
    // Installed once, as Elasticsearch is large, while the others boot.
    const [image] = await Promise.all([
      lab.bake("image", "10.16.32.80", "lab-search.yaml"),
      ...[agent, registry, monitoring].map((node) => node.create()),
    ]);
    nodes = await Promise.all(
      ["10.16.32.32", "10.16.64.33", "10.16.96.34"].map(async (address, i) =>
        lab.node(
          {
            name: `search-${i + 1}`,
            address,
            zone: zones[i]!,
            userData: userDataOf("lab-aws", `search_${i + 1}`),
            disks: { "/dev/sdf": await lab.disk(`search-${i + 1}`) },
          },
          image,
        ),
      ),
    );
    await Promise.all(nodes.map((node) => node.create()));
    const all = [...nodes, agent, registry, monitoring];
    const seconds = await Promise.all(
      all.map((node) => (node === agent ? node.runs("mesos-agent.service", 800) : node.ready(800))),
    );
    console.log(
      `seconds to ready: ${all.map((node, i) => `${node.name} ${Math.round(seconds[i]!)}`).join(", ")}`,
    );
  });

  afterAll(async () => {
    receiver?.close();
    await lab?.close();
  });

  test("have booted without an error, a warning or a failed unit, with all files as in the documents", async () => {
    await agent.booted(60);
    for (const node of [...nodes, agent, registry, monitoring]) {
      // Without a master, the agent cannot become ready.
      const meant =
        node === agent ? { ...goodBoot, scriptWarnings: expect.any(Array), target: "inactive" } : goodBoot;
      expect(await bootReport(node)).toEqual(meant);
      expect(await wrongFiles(node)).toEqual([]);
    }
  });

  test("are green with all nodes, each in its zone, on its own volume", async () => {
    await green(nodes[0]!, 3);
    const attributes = await ask<{ node: string; attr: string; value: string }[]>(
      nodes[0]!,
      "/_cat/nodeattrs?format=json",
    );
    const zoneOf = attributes
      .filter(({ attr }) => attr === "zone")
      .map(({ node, value }) => `${node} ${value}`);
    expect(zoneOf.sort()).toEqual(["search-1 zone-1", "search-2 zone-2", "search-3 zone-3"]);
    for (const node of nodes) {
      expect(await node.exec("findmnt", "--noheadings", "--output", "FSTYPE", "/var/lib/elasticsearch")).toBe(
        "xfs\n",
      );
      expect(await node.exec("stat", "--format", "%U:%G %a", "/var/lib/elasticsearch")).toBe(
        "elasticsearch:elasticsearch 750\n",
      );
    }
  });

  test("survive the loss of a node, which rejoins later", async () => {
    const [first, second, third] = nodes as [LabNode, LabNode, LabNode];
    const settings = { settings: { number_of_shards: 1, number_of_replicas: 1 } };
    await ask(first, "/kept", { method: "PUT", body: JSON.stringify(settings) });
    await ask(first, "/kept/_doc/1?refresh=true", { method: "PUT", body: JSON.stringify({ text: "kept" }) });
    await green(first, 3);
    const masters = await ask<{ node: string }[]>(first, "/_cat/master?format=json");
    const victim = nodes.find(({ name }) => name === masters[0]!.node)!;
    const other = victim === first ? second : first;
    await victim.kill();
    await waitFor("a cluster of two", 120, async () => {
      const health = await ask<Health>(other, "/_cluster/health");
      return health.number_of_nodes === 2 && health.status !== "red";
    });
    const found = await ask<{ _source: { text: string } }>(other, "/kept/_doc/1");
    expect(found._source.text).toBe("kept");
    await victim.start();
    await victim.ready(400);
    await green(victim, 3);
    expect(third.uptime).toBeGreaterThan(0);
  });

  test("have the agent's logs", async () => {
    const marker = `boot-lab-${Date.now()}`;
    await agent.exec("logger", "--tag", "lab", marker);
    await waitFor("the message in Elasticsearch", 120, async () => {
      await ask(nodes[0]!, "/_refresh", { method: "POST" });
      const query = encodeURIComponent(`message:"${marker}"`);
      const found = await ask<{ hits: { hits: { _index: string; _source: Record<string, string> }[] } }>(
        nodes[0]!,
        `/_search?q=${query}`,
      );
      const hit = found.hits.hits[0];
      return (
        hit &&
        hit._index === indexOf("logs", 0) &&
        hit._source.program === "lab" &&
        hit._source.host === "ip-10-16-64-65"
      );
    });
  });

  describe("the registry", () => {
    const image = "10.16.32.16:5000/lab/pushed:1";
    const size = async () =>
      Number(
        (await registry.exec("du", "--summarize", "--bytes", "/var/lib/docker-registry")).split("\t")[0],
      );

    test("keeps its images on its volume", async () => {
      expect(
        await registry.exec("findmnt", "--noheadings", "--output", "FSTYPE", "/var/lib/docker-registry"),
      ).toBe("xfs\n");
    });

    test("stores an image of the agent's Docker, and serves it", async () => {
      await agent.exec("docker", "tag", "lab/empty:1", image);
      await agent.exec("docker", "push", "--quiet", image);
      await agent.exec("docker", "image", "rm", image);
      expect((await agent.exec("docker", "pull", "--quiet", image)).trim()).toBe(image);
    });

    test("still has the image on a new machine", async () => {
      await agent.exec("docker", "image", "rm", image);
      await registry.create();
      await registry.ready(300);
      expect((await agent.exec("docker", "pull", "--quiet", image)).trim()).toBe(image);
    });

    test("frees the space of a deleted image, and accepts images again", async () => {
      const repository = "http://10.16.32.16:5000/v2/lab/pushed/manifests";
      const headers = { accept: "application/vnd.docker.distribution.manifest.v2+json" };
      const found = await fetch(`${repository}/1`, { method: "HEAD", headers });
      const before = await size();
      const digest = found.headers.get("docker-content-digest");
      expect((await fetch(`${repository}/${digest}`, { method: "DELETE" })).status).toBe(202);
      await registry.exec("systemctl", "start", "cdktf-mesos-registry-garbage.service");
      expect(await size()).toBeLessThan(before);
      expect(await registry.shell("find /var/lib/docker-registry -name data")).toBe("");
      await waitFor(
        "a push",
        30,
        async () => (await agent.tryExec("docker", "push", "--quiet", image)).status === 0,
      );
      await agent.exec("docker", "image", "rm", image);
    });
  });

  test("have the output of the agent's containers", async () => {
    const marker = `container-${Date.now()}`;
    // In the format of Docker's driver: the lab's images have no programs.
    const folder = "/var/lib/docker/containers/lab";
    const line = JSON.stringify({ log: `${marker}\n`, stream: "stdout", time: new Date().toISOString() });
    await agent.shell(`mkdir -p ${folder} && echo '${line}' >>${folder}/lab-json.log`);
    await waitFor("what was printed in Elasticsearch", 60, async () => {
      await ask(nodes[0]!, "/_refresh", { method: "POST" });
      const found = await search<Record<string, string>>("logs", `message:"${marker}"`);
      return found[0]?.program === "docker" && found[0].message === `${marker}\n`;
    });
  });

  test("have the metrics of every node, as numbers", async () => {
    await waitFor("measurements of every node", 90, async () => {
      await ask(nodes[0]!, "/_refresh", { method: "POST" });
      const found = await search<{ node: string; system: Record<string, number> }>(
        "metrics",
        "dataset:system",
      );
      const names = new Set(found.map(({ node }) => node));
      for (const { system } of found) {
        for (const value of Object.values(system)) expect(typeof value).toBe("number");
        expect(system.memory_percent).toBeGreaterThan(0);
      }
      return names.size === 6;
    });
    await waitFor("a measurement of Docker with its image", 90, async () => {
      const found = await search<{ docker: Record<string, number> }>("metrics", "docker.images:1");
      return found.some(({ docker }) => docker.up === 1);
    });
    const mapping = await ask<Record<string, { mappings: { properties: Record<string, never> } }>>(
      nodes[0]!,
      `/${indexOf("metrics", 0)}/_mapping`,
    );
    expect(mapping[indexOf("metrics", 0)]!.mappings.properties).toMatchObject({
      "@timestamp": { type: "date" },
      // Whole numbers too: the first one would make the field one of whole numbers.
      system: { properties: { cpu_percent: { type: "float" }, memory_total_bytes: { type: "float" } } },
    });
  });

  test("alert a receiver about a full disk", async () => {
    // The threshold is one percent.
    await waitFor("the alert", 180, async () => alerts.some(({ alert }) => alert === "disk-filling"));
    expect(alerts.find(({ alert }) => alert === "disk-filling")).toMatchObject({
      dataset: "filesystem",
      filesystem: { mount: expect.any(String) },
    });
    // Without masters, there is no ZooKeeper leader.
    await waitFor("the alert about ZooKeeper", 300, async () =>
      alerts.some(({ alert }) => alert === "zookeeper-quorum"),
    );
  });

  test("lose expired days, and no others", async () => {
    const [first] = nodes as [LabNode];
    const put = (index: string) =>
      ask(first, `/${index}/_doc?refresh=true`, { method: "POST", body: JSON.stringify({ host: "kept" }) });
    const kept = [indexOf("logs", 1), indexOf("metrics", 13), "other-2020.01.01", "hands-on-logs-notes"];
    const old = [indexOf("logs", 15), indexOf("metrics", 400)];
    for (const index of [...kept, ...old]) await put(index);
    const there = async () =>
      (await ask<{ index: string }[]>(first, "/_cat/indices?format=json")).map(({ index }) => index);
    await monitoring.exec("systemctl", "start", "cdktf-mesos-indices.service");
    expect(await there()).toEqual(expect.arrayContaining([...kept, indexOf("logs", 0)]));
    for (const index of old) expect(await there()).not.toContain(index);
    // New daily indices use the templates.
    const made = await ask<Record<string, { mappings: unknown; settings: { index: unknown } }>>(
      first,
      `/${kept[0]}`,
    );
    expect(made[kept[0]!]).toMatchObject({
      mappings: { properties: { host: { type: "keyword" }, message: { type: "text" } } },
      settings: { index: { number_of_shards: "3", auto_expand_replicas: "0-1" } },
    });
    // As on disks above the limit.
    const folder = "/var/lib/cdktf-mesos/monitoring";
    await monitoring.shell(
      `sed 's/"maxDiskPercent": 75/"maxDiskPercent": 0/' ${folder}/indices.json >/tmp/full.json && ${folder}/indices.py /tmp/full.json`,
    );
    const left = await there();
    for (const index of [kept[0]!, kept[1]!]) expect(left).not.toContain(index);
    expect(left).toEqual(
      expect.arrayContaining([indexOf("logs", 0), indexOf("metrics", 0), ...kept.slice(2)]),
    );
  });

  describe("the agent", () => {
    test("has Docker's data on its volume", async () => {
      expect((await agent.exec("docker", "info", "--format", "{{.DockerRootDir}}")).trim()).toBe(
        "/var/lib/docker",
      );
      expect(await agent.exec("findmnt", "--noheadings", "--output", "FSTYPE", "/var/lib/docker")).toBe(
        "xfs\n",
      );
      expect((await agent.exec("docker", "info", "--format", "{{.Driver}}")).trim()).toBe("overlay2");
    });

    test("pulled its image before mesos-agent started", async () => {
      expect(await agent.exec("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}")).toBe(
        "lab/empty:1\n",
      );
      const at = async (unit: string, event: string) =>
        Number(await agent.exec("systemctl", "show", "--value", "--property", event, unit));
      const cached = await at("cdktf-mesos-cache-images.service", "ExecMainExitTimestampMonotonic");
      expect(cached).toBeGreaterThan(0);
      // There was no restart.
      expect(await at("mesos-agent.service", "NRestarts")).toBe(0);
      expect(await at("mesos-agent.service", "ExecMainStartTimestampMonotonic")).toBeGreaterThan(cached);
    });

    test("has its pool's attributes, resources and flags", async () => {
      const flags = await mesosFlags(agent, "mesos-agent");
      expect(flags).toEqual(
        expect.arrayContaining([
          "--attributes=workload:build;zone:eu-west-1b",
          "--resources=cpus:2;ports:[31000-31999]",
          "--default_role=jenkins",
          "--executor_registration_timeout=10mins",
          "--switch_user=false",
        ]),
      );
    });
  });
});
