import type { TerraformStack } from "cdktf";
import { ingressParts } from "cdktf-mesos/cloud-init";
import {
  ElasticsearchNodes,
  IngressRouter,
  type IngressRouterProps,
  MesosAgentPool,
  type MesosMasterTier,
  ObjectStore,
  SshGateway,
} from "../../../constructs";
import type { Anything } from "../../support/anything";
import { OpenStackStack } from "../../support/openstack";
import { AwsStack, refusal } from "../../support/synth";

const open = { isPublic: true, allowFrom: ["198.51.100.0/24"] };

const router = (
  stack: TerraformStack,
  masters: MesosMasterTier,
  props: Partial<IngressRouterProps> = {},
  id = "ingress",
) => new IngressRouter(stack, id, { masters, machineType: "m5.large", loadBalancer: open, ...props });

/** A cluster with one pool before the router, and one after it. Made once: no test changes it. */
function cluster() {
  made ??= makeCluster();
  return made;
}
let made: ReturnType<typeof makeCluster> | undefined;

function makeCluster() {
  const stack = new AwsStack();
  const network = stack.network();
  new SshGateway(stack, "gateway", { network, allowFrom: ["203.0.113.0/24"] });
  const masters = stack.masters({ network });
  const pool = (id: string, ports: string) =>
    new MesosAgentPool(stack, id, { masters, machineType: "c5.large", count: 2, resources: { ports } });
  pool("early", "[31000-31999]");
  const store = new ObjectStore(stack, "keys", { cloud: stack.cloud });
  const ingress = router(stack, masters, { certificate: { store, key: "tls/site.pem" } });
  pool("late", "[20000-20999,31000-31099]");
  return { stack, network, ingress, json: stack.synth() };
}

test("its edges: from outside to the balancer, from there to the nodes, from them to Marathon and to tasks", () => {
  const edges = cluster()
    .network.topology.edges.filter(({ from, to }) => from.startsWith("ingress") || to.startsWith("ingress"))
    .map(({ from, to, port }) => `${from} > ${to} ${port.from}-${port.to}`);
  expect(edges.sort()).toEqual([
    "198.51.100.0/24 > ingress-front 443-443",
    "198.51.100.0/24 > ingress-front 80-80",
    "gateway > ingress 22-22",
    "gateway > ingress-front 443-443",
    "gateway > ingress-front 80-80",
    "ingress > early 31000-31999",
    // Made after the router.
    "ingress > late 20000-20999",
    "ingress > late 31000-31099",
    "ingress > masters 8080-8080",
    "ingress-front > ingress 443-443",
    "ingress-front > ingress 80-80",
  ]);
});

test("two nodes with planned addresses, no data, and what each needs of the cluster", () => {
  const { json, ingress } = cluster();
  const machines = json.all("aws_instance").filter(([id]) => id.startsWith("ingress"));
  expect(machines).toHaveLength(2);
  expect(ingress.sshHosts).toEqual([
    { name: "ingress-1", address: "10.16.32.28" },
    { name: "ingress-2", address: "10.16.64.29" },
  ]);
  expect(json.all("aws_ebs_volume").filter(([id]) => id.startsWith("ingress"))).toEqual([]);
  const text = Object.entries(json.json.locals ?? {}).find(([id]) => id.startsWith("ingress_1"))![1];
  for (const line of [
    "--group external http://10.16.32.10:8080 http://10.16.64.11:8080 http://10.16.96.12:8080",
    "bind :443 ssl crt /etc/haproxy/certificate.pem alpn h2,http/1.1 accept-proxy",
    "http-request redirect prefix https://%[var(txn.domain)] code 308",
    "bind 127.0.0.1:9090",
  ]) {
    expect(text).toContain(line);
  }
});

test("its balancer tells clients' addresses, and asks each port for health in the way of that port", () => {
  const { json, ingress } = cluster();
  const groups = json.all("aws_lb_target_group").filter(([id]) => id.startsWith("ingress"));
  expect(
    groups.map(([, { name, port, proxy_protocol_v2, health_check }]) => [
      name,
      port,
      proxy_protocol_v2,
      (health_check as { protocol: string }).protocol,
    ]),
  ).toEqual([
    ["ci-ingress-http", 80, true, "HTTP"],
    ["ci-ingress-https", 443, true, "HTTPS"],
  ]);
  expect(json.one("aws_lb", "ingress")).toMatchObject({ internal: false });
  expect(ingress.hostname).toContain("${");
});

test("of the store it may read its certificate alone, and Terraform has nothing of it", () => {
  const { json } = cluster();
  const [statement] = JSON.parse(json.one("aws_iam_role_policy", "keys").policy as string).Statement;
  expect(statement).toEqual({
    Effect: "Allow",
    Action: ["s3:GetObject"],
    Resource: expect.stringMatching(/\/tls\/site\.pem\*$/),
  });
  expect(json.all("aws_s3_object")).toEqual([]);
});

test("on OpenStack the same, behind Octavia", () => {
  const stack = new OpenStackStack();
  const store = new ObjectStore(stack, "keys", { cloud: stack.cloud });
  const masters = stack.masters();
  const search = new ElasticsearchNodes(stack, "search", {
    network: masters.network,
    count: 1,
    machineType: "m1.large",
    dataVolume: { sizeGiB: 10 },
  });
  router(stack, masters, {
    machineType: "m1.small",
    count: 1,
    certificate: { store, key: "tls/site.pem" },
  });
  masters.network.shipLogsTo(search);
  const json = stack.synth();
  const pools = json.all("openstack_lb_pool_v2").filter(([id]) => id.startsWith("ingress"));
  expect(pools.map(([, { protocol }]) => protocol)).toEqual(["PROXY", "PROXY"]);
  const monitors = json.all("openstack_lb_monitor_v2").filter(([id]) => id.startsWith("ingress"));
  expect(monitors.map(([, { type }]) => type)).toEqual(["HTTP", "HTTPS"]);
  expect(json.one("openstack_objectstorage_tempurl_v1", "keys")).toMatchObject({ object: "tls/site.pem" });
  expect(json.all("openstack_objectstorage_object_v1")).toEqual([]);
  expect(masters.network.topology.edges).toContainEqual(
    expect.objectContaining({ from: "ingress", to: "search" }),
  );
});

test("on OpenStack without load balancers, behind a pair with a floating address", () => {
  const stack = new OpenStackStack({ loadBalancers: "none" });
  const masters = stack.masters({ loadBalancer: { haproxy: { machineType: "m1.small" } } });
  const made = router(stack, masters, {
    machineType: "m1.small",
    certificate: { file: "/etc/ssl/private/site.pem" },
    loadBalancer: { ...open, haproxy: { machineType: "m1.small", firstHost: 40 } },
  });
  const json = stack.synth();
  expect(made.hostname).toContain("${");
  expect(json.one("openstack_networking_floatingip_v2", "ingress")).toBeDefined();
  const pair = Object.entries(json.json.locals ?? {}).find(([id]) =>
    id.startsWith("ingress_front_haproxy_1"),
  );
  expect(pair![1]).toContain("server 10.16.32.28 10.16.32.28:443 check-ssl verify none send-proxy-v2");
  const node = Object.entries(json.json.locals ?? {}).find(([id]) => id.startsWith("ingress_1"))![1];
  expect(node).toContain("ssl crt /etc/ssl/private/site.pem");
  // Nothing is fetched there.
  expect(node).not.toContain("cdktf-mesos-certificate");
});

test("without a certificate it is HTTP alone, and a second router of another group stands beside it", () => {
  const stack = new AwsStack();
  const masters = stack.masters();
  router(stack, masters, { loadBalancer: undefined });
  router(stack, masters, { loadBalancer: undefined, group: "internal", count: 1, firstHost: 40 }, "inside");
  const json = stack.synth();
  const names = json.all("aws_lb_target_group").map(([, { name }]) => name);
  expect(names).toEqual(expect.arrayContaining(["ci-ingress-http", "ci-inside-http"]));
  expect(names).not.toContain("ci-ingress-https");
  expect(json.all("aws_lb").every(([, { internal }]) => internal === true)).toBe(true);
  const text = Object.entries(json.json.locals ?? {}).find(([id]) => id.startsWith("inside_1"))![1];
  expect(text).toContain("--group internal ");
  expect(text).not.toContain(":443");
});

const refusals: Record<string, [Anything, string]> = {
  "no nodes": [{ count: 0 }, "ingress: count must be a whole number from 1 to 4, got 0"],
  "no balancer": [{ loadBalancer: null }, "ingress: loadBalancer must be an object, got null"],
  "a public way in for nobody": [
    { loadBalancer: { isPublic: true } },
    "ingress: a public load balancer needs loadBalancer.allowFrom, got nothing; name the ranges",
  ],
  "everyone, said once": [
    { loadBalancer: { isPublic: true, allowFrom: ["0.0.0.0/0"] } },
    "ingress-front: allowFrom opens ingress-http to the whole internet, got 0.0.0.0/0",
  ],
  "a certificate as text": [
    { certificate: "-----BEGIN CERTIFICATE-----" },
    'ingress: certificate must be { store, key } or { file: "/etc/ssl/site.pem" }, got',
  ],
  "a certificate's file without a path": [
    { certificate: { file: "site.pem" } },
    'ingress: certificate must be { store, key } or { file: "/etc/ssl/site.pem" }, got',
  ],
  "a group of two words": [{ group: "a b" }, 'ingress: group must be a word such as external, got "a b"'],
  "an address that masters have": [
    { firstHost: 10 },
    "ingress: firstHost plans 10.16.32.10, which masters has; give one of them another firstHost",
  ],
  "a machine type of impossible form": [
    { machineType: "m5" },
    'ingress: machineType must be an EC2 instance type such as m5.xlarge, got "m5"',
  ],
  "an unknown prop": [{ cert: "x" }, "ingress: unknown prop cert, known are masters, machineType, count,"],
};

test.each(Object.entries(refusals))("%s is refused", (_what, [props, message]) => {
  const stack = new AwsStack();
  const masters = stack.masters();
  expect(refusal(() => router(stack, masters, props))).toContain(`InvalidInput: ${message}`);
});

test("masters without a Marathon, and a key that no store takes, are refused", () => {
  const stack = new AwsStack();
  const masters = stack.masters({ marathon: false });
  expect(refusal(() => router(stack, masters))).toBe(
    "InvalidInput: ingress: masters must have a marathon, whose tasks it routes to, got masters with marathon: false",
  );
  const other = new AwsStack();
  const store = new ObjectStore(other, "keys", { cloud: other.cloud });
  expect(refusal(() => router(other, other.masters(), { certificate: { store, key: "../a b" } }))).toContain(
    'InvalidInput: keys: key must be a path of letters, digits and . _ - such as marathon/apps.json, got "../a b"',
  );
});

test.each([
  ["no marathon", { marathons: [] }, "an ingress router needs a marathon, got none"],
  ["a group of two words", { group: "a b" }, 'group must be a word such as external, got "a b"'],
  [
    "a certificate on a local path",
    { certificate: { location: "tls/site.pem" } },
    'location of a certificate must be s3://bucket/key or a URL, got "tls/site.pem"',
  ],
])("a document with %s is refused", (_what, input, message) => {
  const good = { marathons: ["http://10.16.32.10:8080"], group: "external" };
  expect(refusal(() => ingressParts({ ...good, ...input }))).toBe(`InvalidInput: ${message}`);
});
