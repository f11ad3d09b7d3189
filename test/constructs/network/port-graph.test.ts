import fc from "fast-check";
import {
  ElasticsearchNodes,
  MesosAgentPool,
  Port,
  SharedStorage,
  SshGateway,
  TierBalancer,
  VpcNetwork,
} from "../../../constructs";
import { AwsStack, refusal, type Synthesized } from "../../support/synth";

/** A cluster of everything, with a number of pools; the gateway comes first or last. */
function cluster(pools = 2, agents = 3, gatewayFirst = true) {
  const stack = new AwsStack();
  const network = stack.network();
  const gateway = () => new SshGateway(stack, "gateway", { network, allowFrom: ["203.0.113.0/24"] });
  if (gatewayFirst) gateway();
  const masters = stack.masters({ network });
  const search = new ElasticsearchNodes(stack, "search", {
    network,
    count: 3,
    machineType: "m5.large",
    dataVolume: { sizeGiB: 100 },
  });
  for (let i = 1; i <= pools; i++) {
    new MesosAgentPool(stack, `pool-${i}`, { masters, machineType: "c5.large", count: agents });
  }
  network.shipLogsTo(search);
  if (!gatewayFirst) gateway();
  return { stack, network, masters, search };
}

const ingress = (json: Synthesized) =>
  json.all("aws_vpc_security_group_ingress_rule").map(([, rule]) => rule);

/** What a group is called, from a reference to it. */
const tierOf = (reference: unknown) =>
  /aws_security_group\.(.+?)_(tier|load-balancer)_/.exec(String(reference))?.[1];

test("every edge of the graph is a rule, and every rule an edge", () => {
  const { stack, network } = cluster();
  const rules = ingress(stack.synth()).map((rule) => {
    const from =
      rule.cidr_ipv4 ?? tierOf(rule.referenced_security_group_id)?.replace("masters_pages", "masters-pages");
    const to = tierOf(rule.security_group_id)?.replace("masters_pages", "masters-pages");
    return `${from} ${to} ${rule.from_port}-${rule.to_port} ${rule.description}`;
  });
  const edges = network.topology.edges.map(
    ({ from, to, port, why }) => `${from} ${to} ${port.from}-${port.to} ${why}`,
  );
  expect(rules.sort()).toEqual(edges.sort());
});

test("nothing is open to an address range but the gateway's ssh", () => {
  const open = ingress(cluster().stack.synth()).filter((rule) => rule.cidr_ipv4);
  expect(open).toMatchObject([{ cidr_ipv4: "203.0.113.0/24", from_port: 22, to_port: 22 }]);
  expect(tierOf(open[0]!.security_group_id)).toBe("gateway");
});

test("every tier but the balancer is reached by ssh from the gateway, in whichever order they were made", () => {
  for (const gatewayFirst of [true, false]) {
    const ssh = ingress(cluster(2, 3, gatewayFirst).stack.synth()).filter(
      (rule) => rule.from_port === 22 && !rule.cidr_ipv4,
    );
    expect(ssh.map((rule) => tierOf(rule.security_group_id)).sort()).toEqual([
      "masters",
      "pool-1",
      "pool-2",
      "search",
    ]);
    for (const rule of ssh) expect(tierOf(rule.referenced_security_group_id)).toBe("gateway");
  }
});

test("the number of rules depends on tiers, not on machines", () => {
  expect(ingress(cluster(2, 2000).stack.synth())).toHaveLength(ingress(cluster(2, 1).stack.synth()).length);
});

test("what a cluster needs is open, and to whom", () => {
  const { topology } = cluster().network;
  const from = (to: string, port: { name: string }) =>
    topology.edges
      .filter((edge) => edge.to === to && edge.port.name === port.name)
      .map((edge) => edge.from)
      .sort();
  expect(from("masters", Port.zooKeeper)).toEqual(["masters", "pool-1", "pool-2"]);
  expect(from("masters", Port.zooKeeperPeer)).toEqual(["masters"]);
  expect(from("masters", Port.zooKeeperElection)).toEqual(["masters"]);
  expect(from("masters", Port.mesosMaster)).toEqual(["masters", "masters-pages", "pool-1", "pool-2"]);
  expect(from("masters", Port.marathon)).toEqual(["masters", "masters-pages"]);
  expect(from("masters", Port.marathonLibprocess)).toEqual(["masters"]);
  expect(from("pool-1", Port.mesosAgent)).toEqual(["masters"]);
  expect(from("pool-1", Port.tasks)).toEqual(["masters", "pool-1", "pool-2"]);
  expect(from("pool-2", Port.tasks)).toEqual(["masters", "pool-1", "pool-2"]);
  expect(from("search", Port.elasticsearch)).toEqual(["gateway", "masters", "pool-1", "pool-2", "search"]);
  expect(from("search", Port.elasticsearchTransport)).toEqual(["search"]);
  expect(from("masters-pages", Port.marathon)).toEqual(["gateway"]);
});

test("a port of the caller's own is one more rule, and the same one twice is one", () => {
  const { stack, masters, search } = cluster();
  const before = ingress(stack.synth()).length;
  for (let i = 0; i < 2; i++)
    masters.connections.allowFrom(search, Port.tcp("metrics", 9100), "metrics are read");
  expect(ingress(stack.synth())).toHaveLength(before + 1);
});

test("one port by two names is one rule: clouds refuse the second", () => {
  const { stack, masters, search } = cluster();
  masters.connections.allowFrom(search, Port.marathon, "nodes ask for their apps");
  const before = ingress(stack.synth()).length;
  masters.connections.allowFrom(search, Port.tcp("api", 8080), "nodes ask for more");
  expect(ingress(stack.synth())).toHaveLength(before);
});

test("one name is one port from a peer: the rule's id is made of it", () => {
  const { masters, search, network } = cluster();
  masters.connections.allowFrom(search, Port.tcp("metrics", 9100), "prometheus");
  const before = network.topology.edges.length;
  expect(
    refusal(() => masters.connections.allowFrom(search, Port.tcp("metrics", 9256, 9257), "prometheus")),
  ).toBe(
    "InvalidInput: masters: allowFrom has another rule from-search-metrics, for 9100, got 9256-9257 from search; give the port another name",
  );
  expect(network.topology.edges).toHaveLength(before);
});

test("a tier of another network is refused: no rule reaches over there", () => {
  const { stack, masters } = cluster(0);
  const elsewhere = new VpcNetwork(stack, "elsewhere", { cloud: stack.cloud, cidr: "10.32.0.0/16" });
  const search = new ElasticsearchNodes(stack, "logs", {
    network: elsewhere,
    count: 1,
    machineType: "m5.large",
    dataVolume: { sizeGiB: 10 },
  });
  const shared = new SharedStorage(stack, "shared", { network: elsewhere, managed: {} });
  const message = (to: string, from: string) =>
    `InvalidInput: ${to}: allowFrom must name a tier of its own network, got ${from}, which is in another; let in that network's address range`;
  expect(
    refusal(() => masters.connections.allowFrom(search, Port.tcp("metrics", 9100), "metrics are read")),
  ).toBe(message("masters", "logs"));
  expect(
    refusal(
      () =>
        new MesosAgentPool(stack, "builds", {
          masters,
          machineType: "c5.large",
          count: 1,
          nfsMounts: [shared.mount("/srv/builds")],
        }),
    ),
  ).toBe(message("shared", "builds"));
  expect(elsewhere.topology.edges.map(({ from }) => from)).not.toContain("builds");
});

test.each([
  ["an apostrophe", "it's needed"],
  ["a quotation mark", "team’s dashboards"],
  ["brackets that EC2 does not take", "dashboards <b>"],
  ["nothing", ""],
  ["256 characters", "x".repeat(256)],
])("a reason with %s is refused", (_what, why) => {
  const { masters, search } = cluster(0);
  expect(refusal(() => masters.connections.allowFrom(search, Port.tcp("metrics", 9100), why))).toContain(
    "InvalidInput: masters: allowFrom must say why in 1 to 255 letters",
  );
});

describe("edges that are none", () => {
  const allow = (from: unknown, port: unknown) => () =>
    new AwsStack().masters().connections.allowFrom(from as string, port as Port, "metrics are read");

  test.each([[undefined], [null], [7], [{}]])("from %j", (from) => {
    expect(refusal(allow(from, Port.ssh))).toContain(
      "InvalidInput: masters: allowFrom must name a tier, or a range such as 203.0.113.0/24, got ",
    );
  });

  test.each([[undefined], [9100], ["ssh"], [{ name: "metrics" }], [{ name: "metrics", from: 9100 }]])(
    "to port %j",
    (port) => {
      expect(refusal(allow("203.0.113.0/24", port))).toContain(
        'InvalidInput: masters: allowFrom must be given a port such as Port.tcp("metrics", 9100), got ',
      );
    },
  );
});

test("any number of pools reaches any other's tasks", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), (pools) => {
      const { topology } = cluster(pools).network;
      const tasks = topology.edges.filter((edge) => edge.port.name === "tasks");
      expect(tasks).toHaveLength(pools * pools + pools);
    }),
    { numRuns: 6 },
  );
});

test("the balancer is a tier of the topology without machines", () => {
  const { masters, network } = cluster();
  expect(masters.loadBalancer).toBeInstanceOf(TierBalancer);
  expect(network.topology.members.find((member) => member.kind === "balancer")).toMatchObject({
    name: "masters-pages",
    machines: 0,
  });
});
