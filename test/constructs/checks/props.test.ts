import { z } from "zod";
import {
  ClusterOutputs,
  DockerRegistry,
  ElasticsearchNodes,
  IngressRouter,
  MesosAgentPool,
  MesosMasterTier,
  Monitoring,
  ObjectStore,
  Receiver,
  SharedStorage,
  SshGateway,
  Volume,
  VolumeDriver,
  VpcNetwork,
} from "../../../constructs";
import { checkProps } from "../../../constructs/checks/props";
import { AwsCloud } from "../../../constructs/clouds/aws";
import { OpenStackCloud } from "../../../constructs/clouds/openstack";
import type { Anything } from "../../support/anything";
import { OpenStackStack } from "../../support/openstack";
import { AwsStack, refusal } from "../../support/synth";

test.each<[Anything]>(
  [
    AwsCloud,
    ClusterOutputs,
    DockerRegistry,
    ElasticsearchNodes,
    IngressRouter,
    MesosAgentPool,
    MesosMasterTier,
    Monitoring,
    ObjectStore,
    OpenStackCloud,
    SharedStorage,
    SshGateway,
    VolumeDriver,
    VpcNetwork,
  ].map((construct) => [construct]),
)("%p without props is refused by its name", (Made) => {
  expect(refusal(() => new Made(new AwsStack(), "it"))).toBe(
    "InvalidInput: it: props must be an object, got nothing",
  );
  expect(refusal(() => new Made(new AwsStack(), "it", "m5.large"))).toBe(
    'InvalidInput: it: props must be an object, got "m5.large"',
  );
});

test.each([
  ["receiver email", () => Receiver.email(undefined as Anything)],
  ["receiver webhook", () => Receiver.webhook(undefined as Anything)],
  ['volume "/data"', () => Volume.ephemeral("/data", undefined as Anything)],
])("%s without options is refused by its name", (owner, act) => {
  expect(refusal(act)).toBe(`InvalidInput: ${owner}: props must be an object, got nothing`);
});

test.each<[string, z.ZodType, unknown, string]>([
  ["text for a map", z.record(z.string(), z.unknown()), "x", 'must be a map, got "x"'],
  ["a list for a map", z.record(z.string(), z.unknown()), [1], "must be a map, got [1]"],
  ["a number for text", z.record(z.string(), z.string()), { A: 1 }, "A must be text, got 1"],
  ["a list of other things", z.array(z.array(z.string())), [["hostname", 1]], "[0][1] must be text, got 1"],
  ["a list that is none", z.array(z.string()), "x", 'must be a list, got "x"'],
  ["a switch that is none", z.boolean(), "yes", 'must be true or false, got "yes"'],
  ["a number that is none", z.number(), Number.NaN, "must be a number, got NaN"],
  ["an infinite number", z.number(), Number.POSITIVE_INFINITY, "must be a number, got Infinity"],
  ["too little", z.number().positive(), 0, "must be more than 0, got 0"],
  ["less than the least", z.number().min(2), 1, "must be at least 2, got 1"],
  ["too much", z.number().lt(5), 5, "must be less than 5, got 5"],
  ["another word", z.literal(true), "yes", 'must be true, got "yes"'],
  ["none of a few", z.union([z.string(), z.boolean()]), 1, "is malformed, got 1"],
])("%s is told of in this library's words", (_what, check, value, message) => {
  expect(refusal(() => checkProps("it", { prop: check }, { prop: value }))).toMatch(
    new RegExp(`^InvalidInput: it: prop\\.? ?${message.replace(/[[\]()]/g, "\\$&")}$`),
  );
});

test("props that were checked by zod alone say what they must be", () => {
  const masters = (props: Anything) => refusal(() => new AwsStack().masters(props));
  expect(masters({ weights: { ci: -1 } })).toBe(
    "InvalidInput: masters: weights.ci must be more than 0, got -1",
  );
  expect(masters({ flags: "x" })).toBe('InvalidInput: masters: flags must be a map, got "x"');
  const pool = (props: Anything) =>
    refusal(
      () =>
        new MesosAgentPool(new AwsStack(), "builds", {
          masters: new AwsStack().masters(),
          machineType: "m5.large",
          count: 1,
          ...props,
        }),
    );
  expect(pool({ attributes: "x" })).toBe('InvalidInput: builds: attributes must be a map, got "x"');
  const flavors: Anything = "x";
  expect(refusal(() => new OpenStackStack({ flavors }))).toBe(
    'InvalidInput: cloud: flavors must be a map, got "x"',
  );
});
