import { IngressRouter, MesosAgentPool, Port, SshGateway, VpcNetwork } from "../../../../constructs";
import { OpenStackStack, testImageId } from "../../../support/openstack";
import { refusal } from "../../../support/synth";

const synth = (props = {}, cloud = {}) => {
  const stack = new OpenStackStack(cloud);
  stack.network(props);
  return stack.synth();
};

const existing = (zones: object[]) => ({ networkId: "net-1", zones }) as never;

test("a public and a private subnet a zone in one network, planned addresses left alone by Neutron", () => {
  const json = synth({ zoneCount: 2 });
  expect(json.all("openstack_networking_network_v2")).toHaveLength(1);
  const subnets = json.all("openstack_networking_subnet_v2").map(([, subnet]) => subnet);
  expect(
    subnets.map(({ cidr, gateway_ip, allocation_pool }) => ({ cidr, gateway_ip, allocation_pool })),
  ).toEqual([
    {
      cidr: "10.16.32.0/19",
      gateway_ip: "10.16.32.1",
      allocation_pool: [{ start: "10.16.32.64", end: "10.16.63.254" }],
    },
    {
      cidr: "10.16.64.0/19",
      gateway_ip: "10.16.64.1",
      allocation_pool: [{ start: "10.16.64.64", end: "10.16.95.254" }],
    },
    {
      cidr: "10.16.0.0/22",
      gateway_ip: "10.16.0.1",
      allocation_pool: [{ start: "10.16.0.2", end: "10.16.3.254" }],
    },
    {
      cidr: "10.16.4.0/22",
      gateway_ip: "10.16.4.1",
      allocation_pool: [{ start: "10.16.4.2", end: "10.16.7.254" }],
    },
  ]);
});

test.each(["single", "per-zone"])("nat %s: one router joins every subnet and leads outside", (nat) => {
  const json = synth({ nat });
  expect(json.one("openstack_networking_router_v2").external_network_id).toMatch(
    /^\$\{data\.openstack_networking_network_v2\.\S+\.id\}$/,
  );
  expect(json.json.data?.openstack_networking_network_v2).toMatchObject({
    network_openstack_external_5B578B6A: { name: "public", external: true },
  });
  const joined = json.all("openstack_networking_router_interface_v2").map(([, { subnet_id }]) => subnet_id);
  expect(new Set(joined).size).toBe(6);
});

test("a router lies in one of Neutron's zones, or in all of them where a way out a zone is asked for", () => {
  const hints = (nat: string, networkZones?: string[]) =>
    synth({ nat }, { networkZones }).one("openstack_networking_router_v2").availability_zone_hints;
  expect(hints("single", ["n1", "n2"])).toEqual(["n1"]);
  expect(hints("per-zone", ["n1", "n2"])).toEqual(["n1", "n2"]);
  expect(hints("per-zone")).toBeUndefined();
  expect(
    synth({}, { networkZones: ["n1", "n2"] }).one("openstack_networking_network_v2").availability_zone_hints,
  ).toEqual(["n1", "n2"]);
});

test("without an external network the router leads nowhere, and a gateway is reached at its own address", () => {
  const stack = new OpenStackStack({ externalNetwork: undefined });
  const gateway = new SshGateway(stack, "gateway", {
    network: stack.network({ nat: "none" }),
    allowFrom: ["203.0.113.0/24"],
    machineType: "m1.small",
  });
  expect(gateway.machine.publicAddress).toBe(gateway.machine.privateAddress);
  const json = stack.synth();
  expect(json.one("openstack_networking_router_v2").external_network_id).toBeUndefined();
  expect(json.all("openstack_networking_floatingip_v2")).toEqual([]);
});

test("zones that are not named are Nova's, as often as it takes; those that are stand as they are", () => {
  const zoneOf = (props: object) => {
    const stack = new OpenStackStack();
    stack.masters({ network: stack.network(props) });
    return stack.synth().one("openstack_compute_instance_v2", "masters_2").availability_zone;
  };
  expect(zoneOf({})).toMatch(
    /^\$\{element\(data\.openstack_compute_availability_zones_v2\.\S+\.names, 1\)\}$/,
  );
  expect(zoneOf({ zones: ["az1", "az2", "az3"] })).toBe("az2");
});

test("DNS servers, the MTU and port security are the installation's", () => {
  const stack = new OpenStackStack({ dnsServers: ["9.9.9.9"], mtu: 1450, portSecurity: true });
  stack.masters({ count: 1 });
  const json = stack.synth();
  expect(json.one("openstack_networking_network_v2")).toMatchObject({
    mtu: 1450,
    port_security_enabled: true,
  });
  for (const [, subnet] of json.all("openstack_networking_subnet_v2"))
    expect(subnet.dns_nameservers).toEqual(["9.9.9.9"]);
  expect(json.one("openstack_networking_port_v2")).toMatchObject({
    port_security_enabled: true,
    security_group_ids: [expect.any(String)],
  });
});

test("where port security is off, ports carry no group: Neutron would refuse them", () => {
  const stack = new OpenStackStack({ portSecurity: false });
  stack.masters({ count: 1 });
  const port = stack.synth().one("openstack_networking_port_v2");
  expect(port).toMatchObject({ port_security_enabled: false, no_security_groups: true });
  expect(port.security_group_ids).toBeUndefined();
});

test("an existing network is used and nothing is made in it", () => {
  const stack = new OpenStackStack();
  const zones = [1, 2, 3].map((n) => ({
    name: `az${n}`,
    privateSubnetId: `subnet-${n}`,
    privateCidr: `10.16.${n * 16}.0/20`,
    ...(n === 1 ? { publicSubnetId: "public-1" } : {}),
  }));
  stack.masters({ network: stack.network({ existing: existing(zones) }) });
  const json = stack.synth();
  for (const type of ["network", "subnet", "router", "router_interface"])
    expect(json.all(`openstack_networking_${type}_v2`)).toEqual([]);
  const ports = json.all("openstack_networking_port_v2").map(([, port]) => [port.network_id, port.fixed_ip]);
  expect(ports).toEqual([
    ["net-1", [{ subnet_id: "subnet-1", ip_address: "10.16.16.10" }]],
    ["net-1", [{ subnet_id: "subnet-2", ip_address: "10.16.32.11" }]],
    ["net-1", [{ subnet_id: "subnet-3", ip_address: "10.16.48.12" }]],
  ]);
});

test("an existing network without a public subnet has no place for Octavia: among agents, tasks would be let in with it", () => {
  const stack = new OpenStackStack();
  const zone = { name: "az1", privateSubnetId: "private", privateCidr: "10.16.16.0/20" };
  const network = stack.network({ existing: existing([zone]) });
  expect(refusal(() => stack.masters({ network, count: 1 }))).toBe(
    "InvalidInput: network: existing.zones must have a publicSubnetId for load balancers on OpenStack, got none; name a subnet without agents, or give loadBalancer: { haproxy: { machineType } }",
  );
});

test("an existing network's public subnet takes gateway and balancer", () => {
  const stack = new OpenStackStack();
  const zone = {
    name: "az1",
    privateSubnetId: "private",
    privateCidr: "10.16.16.0/20",
    publicSubnetId: "public",
  };
  const network = new VpcNetwork(stack, "network", {
    cloud: stack.cloud,
    cidr: "10.16.0.0/16",
    existing: existing([zone]),
  });
  stack.masters({ network, count: 1 });
  const json = stack.synth();
  expect(json.one("openstack_lb_loadbalancer_v2").vip_subnet_id).toBe("public");
  expect(
    json.one("openstack_networking_secgroup_rule_v2", "from-masters-pages-marathon").remote_ip_prefix,
  ).toMatch(/^\$\{data\.openstack_networking_subnet_v2\.\S+\.cidr\}$/);
  expect(json.one("openstack_compute_instance_v2").image_id).toBe(testImageId);
});

test("two load balancers before one tier come from one subnet: their rule is one", () => {
  const stack = new OpenStackStack();
  const masters = stack.masters();
  const builds = new MesosAgentPool(stack, "builds", { masters, count: 1, machineType: "m1.large" });
  for (const [id, firstHost] of [
    ["one", 40],
    ["two", 50],
  ] as const) {
    const router = new IngressRouter(stack, id, {
      masters,
      machineType: "m1.small",
      firstHost,
    });
    builds.connections.allowFrom(router.loadBalancer, Port.tcp("metrics", 9100), "what it counts");
  }
  const rules = stack.synth().all("openstack_networking_secgroup_rule_v2");
  expect(rules.filter(([, { port_range_min }]) => port_range_min === 9100)).toHaveLength(1);
});
