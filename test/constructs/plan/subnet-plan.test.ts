import fc from "fast-check";
import { AddressRange } from "../../../constructs/plan/address-range";
import { MOST_ZONES, planSubnets } from "../../../constructs/plan/subnet-plan";
import { refusal } from "../../support/synth";

const cidrs = fc
  .tuple(fc.integer({ min: 8, max: 22 }), fc.integer({ min: 0, max: 2 ** 24 - 1 }))
  .map(([prefix, bits]) => {
    const start = (0x0a000000 + bits) & (-1 << (32 - prefix));
    return `${[24, 16, 8, 0].map((shift) => (start >>> shift) & 255).join(".")}/${prefix}`;
  });

test("every subnet lies in the network and overlaps no other", () => {
  fc.assert(
    fc.property(cidrs, fc.integer({ min: 1, max: MOST_ZONES }), (cidr, zones) => {
      const network = AddressRange.parse("net", "cidr", cidr);
      const plan = planSubnets("net", cidr, zones);
      const subnets = plan.flatMap((zone) => [zone.public, zone.private]);
      expect(subnets).toHaveLength(2 * zones);
      for (const [i, subnet] of subnets.entries()) {
        expect(network.contains(subnet)).toBe(true);
        expect(subnet.prefix).toBeLessThanOrEqual(28);
        for (const other of subnets.slice(0, i)) expect(subnet.overlaps(other)).toBe(false);
      }
      for (const zone of plan) expect(zone.private.contains(zone.fixed)).toBe(true);
    }),
  );
});

test("adding a zone moves no other zone's subnets", () => {
  fc.assert(
    fc.property(cidrs, fc.integer({ min: 1, max: MOST_ZONES - 1 }), (cidr, zones) => {
      const text = (count: number) =>
        planSubnets("net", cidr, count).map((zone) => `${zone.public} ${zone.private}`);
      expect(text(zones + 1).slice(0, zones)).toEqual(text(zones));
    }),
  );
});

test("a /16 is divided as the documentation says", () => {
  const plan = planSubnets("net", "10.16.0.0/16", 3);
  expect(plan.map((zone) => String(zone.public))).toEqual(["10.16.0.0/22", "10.16.4.0/22", "10.16.8.0/22"]);
  expect(plan.map((zone) => String(zone.private))).toEqual([
    "10.16.32.0/19",
    "10.16.64.0/19",
    "10.16.96.0/19",
  ]);
  expect(plan.map((zone) => String(zone.fixed))).toEqual(["10.16.32.0/26", "10.16.64.0/26", "10.16.96.0/26"]);
});

test.each([
  ["10.16.0.0", 3, 'net: cidr must be an IPv4 range such as 10.16.0.0/16, got "10.16.0.0"'],
  ["10.16.0.300/16", 3, 'net: cidr must be an IPv4 range such as 10.16.0.0/16, got "10.16.0.300/16"'],
  [7, 3, "net: cidr must be an IPv4 range such as 10.16.0.0/16, got 7"],
  ["10.16.5.0/16", 3, 'net: cidr must begin at the range\'s first address, 10.16.0.0/16, got "10.16.5.0/16"'],
  [
    "10.16.0.0/23",
    3,
    "net: cidr is too small for a public and a private subnet a zone, got 10.16.0.0/23; take a /22 or larger",
  ],
  ["10.16.0.0/16", 8, "net: a network has room for 7 zones, got 8"],
])("%s over %s zones is refused", (cidr, zones, message) => {
  expect(refusal(() => planSubnets("net", cidr, zones))).toBe(`InvalidInput: ${message}`);
});

test("a network over Docker's bridge is refused", () => {
  expect(refusal(() => planSubnets("net", "172.16.0.0/12", 1))).toContain(
    "overlaps Docker's own bridge 172.17.0.0/16",
  );
});
