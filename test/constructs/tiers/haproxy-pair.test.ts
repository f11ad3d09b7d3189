import { ClusterOutputs, ElasticsearchNodes, HaproxyPair, SshGateway } from "../../../constructs";
import { OpenStackStack } from "../../support/openstack";
import { AwsStack, refusal } from "../../support/synth";

const haproxy = { machineType: "m1.small" };

function cluster(loadBalancer = {}) {
  const stack = new OpenStackStack({ loadBalancers: "none", gatewayMachineType: "m1.small" });
  const network = stack.network();
  const gateway = new SshGateway(stack, "gateway", { network, allowFrom: ["203.0.113.0/24"] });
  const masters = stack.masters({ network, loadBalancer: { haproxy, ...loadBalancer } });
  new ClusterOutputs(stack, "outputs", { masters, gateway });
  return { stack, network, masters, json: stack.synth() };
}

test("two machines in one subnet, and a third address that either may have", () => {
  const { json } = cluster();
  const ports = json.all("openstack_networking_port_v2").filter(([id]) => id.startsWith("masters_pages"));
  const addresses = ports.map(([, { name, fixed_ip, allowed_address_pairs }]) => [
    name,
    (fixed_ip as { ip_address: string }[])[0]!.ip_address,
    allowed_address_pairs,
  ]);
  const pairs = [{ ip_address: "10.16.32.26" }];
  expect(addresses).toEqual([
    ["ci-masters-pages-1", "10.16.32.24", pairs],
    ["ci-masters-pages-2", "10.16.32.25", pairs],
    ["ci-masters-pages", "10.16.32.26", undefined],
  ]);
  const servers = json.all("openstack_compute_instance_v2").filter(([id]) => id.startsWith("masters_pages"));
  expect(servers).toHaveLength(2);
  // Kept apart, as masters are.
  for (const [, { scheduler_hints }] of servers)
    expect(scheduler_hints).toMatchObject([{ group: expect.stringContaining("masters_pages") }]);
  expect(json.all("openstack_lb_loadbalancer_v2")).toEqual([]);
});

test("the endpoints are the shared address, or its floating one", () => {
  expect(cluster().json.json.output).toMatchObject({
    marathon_url: { value: "http://10.16.32.26:8080" },
    mesos_url: { value: "http://10.16.32.26:5050" },
  });
  const open = cluster({ isPublic: true, allowFrom: ["198.51.100.0/24"] }).json;
  expect(open.json.output?.marathon_url?.value).toMatch(
    /^http:\/\/\$\{openstack_networking_floatingip_v2\.masters_pages_\S+\.address\}:8080$/,
  );
  expect(open.one("openstack_networking_floatingip_v2", "masters_pages").port_id).toContain(
    "haproxy_shared_port",
  );
});

test("its edges are a balancer's, with ssh for operators and VRRP between the two", () => {
  const { network, json } = cluster({ allowFrom: ["198.51.100.0/24"] });
  const edges = network.topology.edges
    .filter(({ from, to }) => [from, to].includes("masters-pages"))
    .map(({ from, to, port }) => `${from} > ${to} ${port.name}`);
  expect(edges.sort()).toEqual([
    "198.51.100.0/24 > masters-pages marathon",
    "198.51.100.0/24 > masters-pages mesos-master",
    "gateway > masters-pages marathon",
    "gateway > masters-pages mesos-master",
    "gateway > masters-pages ssh",
    "masters-pages > masters marathon",
    "masters-pages > masters mesos-master",
    "masters-pages > masters-pages vrrp",
  ]);
  // Machines of the project's own carry a group: no range of addresses is let in.
  expect(
    json.one("openstack_networking_secgroup_rule_v2", "masters_tier_firewall_from-masters-pages-marathon"),
  ).toMatchObject({
    remote_group_id: expect.stringContaining("masters_pages"),
  });
  const vrrp = json.one("openstack_networking_secgroup_rule_v2", "vrrp");
  expect(vrrp).toMatchObject({ protocol: "vrrp", direction: "ingress" });
  expect(vrrp.port_range_min).toBeUndefined();
});

test("each machine's document has the masters, its peer and the shared address", () => {
  const { json } = cluster();
  const text = Object.entries(json.json.locals ?? {}).find(([id]) =>
    id.startsWith("masters_pages_haproxy_2"),
  )![1];
  for (const line of [
    "server 10.16.64.11 10.16.64.11:5050",
    "server 10.16.96.12 10.16.96.12:8080",
    "http-check send meth GET uri /weights ver",
    "unicast_src_ip 10.16.32.25",
    "10.16.32.26/32 dev $INTERFACE",
  ]) {
    expect(text).toContain(line);
  }
  expect(text).toMatch(/unicast_peer \{\n\s+10\.16\.32\.24\n\s+\}/);
});

test("operators find the machines in their ssh_config, and nobody counts them as capacity", () => {
  const { output } = cluster().json.json;
  expect(output?.ssh_config?.value).toContain("Host ci-masters-pages-2\n  HostName 10.16.32.25\n");
  expect(output?.capacity?.value).toMatchObject({ total: { machines: 3 } });
});

test("where it cannot be, or has no room, it is refused", () => {
  expect(
    refusal(() => new AwsStack().masters({ loadBalancer: { haproxy: { machineType: "t3.small" } } })),
  ).toBe(
    "InvalidInput: masters-pages: machines on EC2 cannot take an address from one another, got 10.16.32.26; leave out haproxy and take AWS's load balancer",
  );
  expect(refusal(() => cluster({ haproxy: { machineType: "" } }))).toContain(
    'InvalidInput: masters: loadBalancer.haproxy.machineType must be text that is not empty, got ""',
  );
  expect(refusal(() => cluster({ haproxy: { ...haproxy, firstHost: 10 } }))).toContain(
    "InvalidInput: masters-pages: firstHost plans 10.16.32.10, which masters has",
  );
  expect(refusal(() => cluster({ haproxy: { ...haproxy, firstHost: 62 } }))).toContain(
    "InvalidInput: masters-pages: firstHost plans address number 64 of 10.16.32.0/19",
  );
  expect(refusal(() => cluster({ haproxy: { ...haproxy, rootVolume: { sizeGiB: 10 } } }))).toContain(
    "InvalidInput: masters-pages: rootVolume cannot be had where machines boot from an image",
  );
});

test("it stands before any nodes", () => {
  const stack = new OpenStackStack({ loadBalancers: "none" });
  const network = stack.network();
  const search = new ElasticsearchNodes(stack, "search", {
    network,
    count: 3,
    machineType: "m1.large",
    dataVolume: { sizeGiB: 100 },
  });
  const pair = new HaproxyPair(stack, "search-api", {
    ...haproxy,
    network,
    name: "search-api",
    isPublic: false,
    listeners: [
      {
        port: { name: "elasticsearch", from: 9200, to: 9200 },
        targets: search.nodes.map((node) => node.address),
        healthPath: "/_cluster/health",
      },
    ],
  });
  expect(pair.hostname).toBe("10.16.32.26");
  expect(pair.resources).toHaveLength(1 + 2 * 2);
  stack.synth();
});
