import { ClusterOutputs, MesosAgentPool, SshGateway } from "../../../../constructs";
import { Port } from "../../../../constructs/plan/ports";
import { allowedRanges, OpenStackStack } from "../../../support/openstack";

function cluster(loadBalancer = {}) {
  const stack = new OpenStackStack({ gatewayMachineType: "m1.small" });
  const network = stack.network();
  const masters = stack.masters({ network, loadBalancer });
  return { stack, network, masters };
}
const gatewayOf = ({ stack, network }: ReturnType<typeof cluster>) =>
  new SshGateway(stack, "gateway", { network, allowFrom: ["203.0.113.0/24"] });

test("members are planned addresses, checked over HTTP: the Mesos pages come from the leader alone", () => {
  const json = cluster().stack.synth();
  expect(json.one("openstack_lb_members_v2", "mesos-master").member).toMatchObject([
    { address: "10.16.32.10", protocol_port: 5050 },
    { address: "10.16.64.11", protocol_port: 5050 },
    { address: "10.16.96.12", protocol_port: 5050 },
  ]);
  const monitor = (listener: string) => json.one("openstack_lb_monitor_v2", listener);
  expect(monitor("mesos-master")).toMatchObject({
    type: "HTTP",
    url_path: "/weights",
    expected_codes: "200",
  });
  expect(monitor("marathon")).toMatchObject({ type: "HTTP", url_path: "/ping", expected_codes: "200" });
});

test("an event stream is not ended for being quiet", () => {
  expect(cluster().stack.synth().one("openstack_lb_listener_v2", "marathon")).toMatchObject({
    timeout_client_data: 86_400_000,
    timeout_member_data: 86_400_000,
  });
});

test("its parts are made one after the other: Octavia locks the balancer for each", () => {
  const json = cluster().stack.synth();
  const after = (type: string, of: string) => (json.one(type, of).depends_on as string[])[0];
  expect(after("openstack_lb_listener_v2", "mesos-master")).toContain("openstack_lb_loadbalancer_v2.");
  expect(after("openstack_lb_members_v2", "mesos-master")).toContain("openstack_lb_monitor_v2.");
  expect(after("openstack_lb_listener_v2", "marathon")).toMatch(/^openstack_lb_members_v2\.\S+mesos-master/);
});

describe("who may call it", () => {
  const allowed = (made: ReturnType<typeof cluster>, listener: string) =>
    allowedRanges(made.stack.synth().one("openstack_lb_listener_v2", listener));

  test("nobody but its own subnet, where nobody is let in: an empty list would be everyone", () => {
    expect(allowed(cluster(), "marathon")).toEqual(["10.16.0.0/22"]);
  });

  test("the gateway's address, whichever was made first", () => {
    const made = cluster();
    gatewayOf(made);
    for (const listener of ["marathon", "mesos-master"]) {
      expect(allowed(made, listener)).toEqual([
        expect.stringMatching(
          /^\$\{element\(openstack_networking_port_v2\.gateway_host_port_\w+\.all_fixed_ips, 0\)\}\/32$/,
        ),
      ]);
    }
  });

  test("ranges, and the subnets of a pool", () => {
    const made = cluster({ isPublic: true, allowFrom: ["198.51.100.0/24"] });
    const pool = new MesosAgentPool(made.stack, "builds", {
      masters: made.masters,
      machineType: "c3.large",
      count: 2,
      zoneNumbers: [1, 3],
    });
    made.masters.loadBalancer.connections.allowFrom(pool, Port.marathon, "builds roll out");
    expect(allowed(made, "marathon")).toEqual(["198.51.100.0/24", "10.16.32.0/19", "10.16.96.0/19"]);
    expect(allowed(made, "mesos-master")).toEqual(["198.51.100.0/24"]);
  });
});

test("a port of the caller's own lets in by its number, whatever it is called", () => {
  const { stack, masters } = cluster({ isPublic: true, allowFrom: ["198.51.100.0/24"] });
  const { connections } = masters.loadBalancer;
  connections.allowFrom("192.0.2.0/24", Port.tcp("api", 8080), "scripts");
  connections.allowFrom("203.0.113.0/24", Port.tcp("pages", 5000, 5100), "dashboards");
  const json = stack.synth();
  const allowed = (listener: string) => allowedRanges(json.one("openstack_lb_listener_v2", listener));
  expect(allowed("marathon")).toEqual(["198.51.100.0/24", "192.0.2.0/24"]);
  expect(allowed("mesos-master")).toEqual(["198.51.100.0/24", "203.0.113.0/24"]);
});

test("it reaches the masters from the balancers' own subnet, where no agent is", () => {
  const json = cluster().stack.synth();
  expect(json.one("openstack_lb_loadbalancer_v2").vip_subnet_id).toContain("public-1");
  const rule = json.one("openstack_networking_secgroup_rule_v2", "from-masters-pages-marathon");
  expect(rule).toMatchObject({
    remote_ip_prefix: "10.16.0.0/22",
    port_range_min: 8080,
    port_range_max: 8080,
  });
});

test("a public one has a floating address, which is its name; another's is within the network", () => {
  const url = (loadBalancer: object) => {
    const { stack, masters } = cluster(loadBalancer);
    new ClusterOutputs(stack, "outputs", { masters });
    const json = stack.synth();
    return [json.all("openstack_networking_floatingip_v2").length, json.json.output?.marathon_url?.value];
  };
  expect(url({})).toEqual([0, expect.stringMatching(/^http:\/\/\$\{\S+\.vip_address\}:8080$/)]);
  expect(url({ isPublic: true, allowFrom: ["198.51.100.0/24"] })).toEqual([
    1,
    expect.stringMatching(/^http:\/\/\$\{openstack_networking_floatingip_v2\.\S+\.address\}:8080$/),
  ]);
});
