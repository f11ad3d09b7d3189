import { MesosAgentPool, VpcNetwork } from "../../../constructs";
import type { AwsNetwork } from "../../../constructs/clouds/aws";
import * as bad from "../../support/refusals";
import { AwsStack } from "../../support/synth";

const synth = (props = {}) => {
  const stack = new AwsStack();
  stack.network(props);
  return stack.synth();
};

test("a public and a private subnet a zone, within the VPC", () => {
  const json = synth({ zoneCount: 2, zones: ["eu-west-1a", "eu-west-1c"] });
  expect(json.one("aws_vpc")).toMatchObject({ cidr_block: "10.16.0.0/16", enable_dns_hostnames: true });
  const subnets = json
    .all("aws_subnet")
    .map(([, subnet]) => `${subnet.cidr_block} ${subnet.availability_zone}`);
  expect(subnets.sort()).toEqual([
    "10.16.0.0/22 eu-west-1a",
    "10.16.32.0/19 eu-west-1a",
    "10.16.4.0/22 eu-west-1c",
    "10.16.64.0/19 eu-west-1c",
  ]);
});

test("zones that are not named come from the region, and a shift of its list moves nothing", () => {
  const json = synth();
  const [, zones] = Object.entries(json.json.data?.aws_availability_zones ?? {})[0]!;
  expect(zones).toMatchObject({
    state: "available",
    filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
  });
  expect(zones.lifecycle).toMatchObject({ postcondition: [{ condition: "${length(self.names) >= 3}" }] });
  for (const [, subnet] of json.all("aws_subnet")) {
    expect(subnet.availability_zone).toMatch(/^\$\{data\.aws_availability_zones\.\S+\.names\.\d\}$/);
    expect(subnet.lifecycle).toEqual({ ignore_changes: ["availability_zone"] });
  }
});

test.each([
  ["single", 1, 3],
  ["per-zone", 3, 3],
  ["none", 0, 0],
] as const)("NAT %s: %d gateways, %d private default routes", (nat, gateways, routes) => {
  const json = synth({ nat });
  expect(json.all("aws_nat_gateway")).toHaveLength(gateways);
  expect(json.all("aws_eip")).toHaveLength(gateways);
  expect(json.all("aws_route").filter(([, route]) => route.nat_gateway_id)).toHaveLength(routes);
  const used = new Set(
    json
      .all("aws_route")
      .map(([, route]) => route.nat_gateway_id)
      .filter(Boolean),
  );
  expect(used.size).toBe(gateways);
});

test("a network without NAT gives its private route tables to the caller", () => {
  const stack = new AwsStack();
  const { cloudNetwork } = new VpcNetwork(stack, "network", {
    cloud: stack.cloud,
    cidr: "10.16.0.0/16",
    nat: "none",
  });
  expect((cloudNetwork as AwsNetwork).privateRouteTables).toHaveLength(3);
});

test("S3 is reached from every private subnet without NAT", () => {
  const json = synth();
  const endpoint = json.one("aws_vpc_endpoint");
  expect(endpoint).toMatchObject({ vpc_endpoint_type: "Gateway" });
  expect(endpoint.service_name).toMatch(/^com\.amazonaws\.\$\{data\.aws_region\.\S+\.name\}\.s3$/);
  expect(endpoint.route_table_ids).toHaveLength(3);
});

test("EC2 keeps its hands off planned addresses", () => {
  const reservations = synth().all("aws_ec2_subnet_cidr_reservation");
  expect(reservations.map(([, reservation]) => reservation.cidr_block)).toEqual([
    "10.16.32.0/26",
    "10.16.64.0/26",
    "10.16.96.0/26",
  ]);
  for (const [, reservation] of reservations) expect(reservation.reservation_type).toBe("explicit");
});

test("an existing network is used and nothing is made in it", () => {
  const stack = new AwsStack();
  const existing = {
    networkId: "vpc-1",
    zones: ["a", "b", "c"].map((letter, i) => ({
      name: `eu-west-1${letter}`,
      privateSubnetId: `subnet-${letter}`,
      privateCidr: `10.16.${i * 16}.0/20`,
    })),
  };
  stack.masters({ network: stack.network({ existing }) });
  const json = stack.synth();
  for (const type of [
    "aws_vpc",
    "aws_subnet",
    "aws_route",
    "aws_nat_gateway",
    "aws_ec2_subnet_cidr_reservation",
  ]) {
    expect(json.all(type)).toEqual([]);
  }
  expect(json.all("aws_network_interface").map(([, eni]) => [eni.subnet_id, eni.private_ips])).toEqual([
    ["subnet-a", ["10.16.0.10"]],
    ["subnet-b", ["10.16.16.11"]],
    ["subnet-c", ["10.16.32.12"]],
  ]);
  expect(json.one("aws_ebs_volume", "masters_2").availability_zone).toBe("eu-west-1b");
  for (const [, group] of json.all("aws_security_group")) expect(group.vpc_id).toBe("vpc-1");
});

test("package sources of the network are every tier's, and a tier's own come first", () => {
  const stack = new AwsStack();
  const network = stack.network({
    packages: { mesos: { kind: "preinstalled" }, docker: { kind: "preinstalled" } },
    packageMirror: { uri: "http://mirror.example/debian" },
  });
  const masters = stack.masters({ network });
  new MesosAgentPool(stack, "next", {
    masters,
    machineType: "c5.large",
    count: 1,
    packages: { mesos: { kind: "distribution", packages: ["mesos"], version: "1.12*" } },
  });
  const documents = Object.entries(stack.synth().json.locals ?? {});
  for (const [, text] of documents) expect(text).toContain("http://mirror.example/debian");
  for (const [id, text] of documents) {
    expect(text).not.toContain("aventer-mesos");
    expect(text).not.toContain("docker.io\n");
    expect(text.includes("mesos=1.12*")).toBe(id.startsWith("next"));
  }
});

bad.testRefusals({
  "a range that is none": [
    bad.network({ cidr: "10.16.0.0" }),
    'network: cidr must be an IPv4 range such as 10.16.0.0/16, got "10.16.0.0"',
  ],
  "a range that is too small": [bad.network({ cidr: "10.16.0.0/24" }), "network: cidr is too small"],
  "a VPC larger than AWS's": [
    bad.network({ cidr: "10.0.0.0/8" }),
    "network: cidr must be a /16 or smaller on AWS, got 10.0.0.0/8",
  ],
  "zones of another region's form": [
    bad.network({ zones: ["eu-west-1a", "eu-west-1b", "west"] }),
    'network: zones must be availability zones such as eu-west-1a, got "west"',
  ],
  "zones of two regions": [
    bad.network({ zones: ["eu-west-1a", "us-east-1b"] }),
    'network: zones must all lie in one region, eu-west-1, got "us-east-1b"',
  ],
  "zones outside the cloud's region": [
    () => new AwsStack({ region: "us-east-1" }).network({ zones: ["eu-west-1a"] }),
    'network: zones must all lie in one region, us-east-1, got "eu-west-1a"',
  ],
  "one zone twice": [
    bad.network({ zones: ["eu-west-1a", "eu-west-1a"] }),
    'network: zones must name 2 different zones, got ["eu-west-1a","eu-west-1a"]',
  ],
  "no zones": [bad.network({ zoneCount: 0 }), "network: zoneCount must be a whole number from 1 to 7, got 0"],
  "an unknown kind of NAT": [
    bad.network({ nat: "two" }),
    'network: nat must be one of "single", "per-zone", "none", got "two"',
  ],
  "existing subnets that overlap": [
    bad.network({
      existing: {
        networkId: "vpc-1",
        zones: [bad.zone("eu-west-1a", "10.16.0.0/20"), bad.zone("eu-west-1b", "10.16.8.0/21")],
      },
    }),
    "network: existing privateCidr 10.16.8.0/21 overlaps 10.16.0.0/20",
  ],
  "an existing subnet outside its network": [
    bad.network({ existing: { networkId: "vpc-1", zones: [bad.zone("eu-west-1a", "10.17.0.0/20")] } }),
    "network: existing privateCidr must lie in 10.16.0.0/16, got 10.17.0.0/20",
  ],
  "two existing subnets of one zone": [
    bad.network({
      existing: {
        networkId: "vpc-1",
        zones: [bad.zone("eu-west-1a", "10.16.0.0/20"), bad.zone("eu-west-1a", "10.16.16.0/20")],
      },
    }),
    'network: existing.zones must name each zone once on AWS, got ["eu-west-1a","eu-west-1a"]; name one subnet of each',
  ],
  "an option that an existing network cannot honour": [
    bad.network({
      nat: "single",
      existing: { networkId: "vpc-1", zones: [bad.zone("eu-west-1a", "10.16.0.0/20")] },
    }),
    'network: nat goes with a new network, got "single" beside existing; leave it out',
  ],
  "a registry mirror with a path": [
    bad.network({ registryMirrors: ["http://mirror.example/v2"] }),
    'network: registryMirrors[0] must be an http or https URL without a path such as http://10.16.0.9:5000, got "http://mirror.example/v2"',
  ],
  "metrics without a place for them": [
    () => new AwsStack().network().telemetry.collectMetrics("monitoring"),
    "network: metrics go where the logs go, got none; call shipLogsTo first",
  ],
  "two places for logs": [
    bad.twoPlacesForLogs,
    "network: the logs go to search already, got other; a network has one place for them",
  ],
});
