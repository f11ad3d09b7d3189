import fc from "fast-check";
import { checkAttributes, checkFlags, checkResources, checkRole } from "../../constructs/checks/mesos-text";
import { architectureOf } from "../../constructs/clouds/aws/image";
import { taskPorts } from "../../constructs/plan/task-ports";
import { refusal } from "../support/synth";

const text = fc.stringMatching(/^[A-Za-z0-9_/.-]+$/);

test("attributes of mesos's own grammar are taken, any other character is not", () => {
  fc.assert(fc.property(fc.dictionary(text, text), (attributes) => checkAttributes("pool", attributes)));
  fc.assert(
    fc.property(text, fc.stringMatching(/^[^A-Za-z0-9_/.-]$/u), (name, bad) => {
      expect(refusal(() => checkAttributes("pool", { [name]: `a${bad}b` }))).toContain("InvalidInput");
      expect(refusal(() => checkAttributes("pool", { [`a${bad}b`]: name }))).toContain("InvalidInput");
    }),
  );
});

test.each(["8", "8.5", "[31000-32000]", "[1-2,3-4]", "{a,b}"])("the resource %s is taken", (value) => {
  checkResources("pool", { cpus: value, "cpus(ci)": value });
});

test.each(["cpus(ci/builds)", "ports(*)", "gpus.a100"])("resources of the name %s are taken", (name) =>
  checkResources("pool", { [name]: "8" }),
);

test.each(["cpus/a", "8cpus", "_cpus", "cpus()", "cpus(-ci)", "cpus(ci//builds)", "cpus(ci"])(
  "resources of the name %s are refused",
  (name) => {
    expect(refusal(() => checkResources("pool", { [name]: "8" }))).toContain("InvalidInput: pool: resources");
  },
);

test.each(["", "8 ", "[31000]", "[a-b]", "{}", "{a b}", "8;mem:1"])("the resource %j is refused", (value) => {
  expect(refusal(() => checkResources("pool", { cpus: value }))).toContain("InvalidInput");
});

test.each(["builds", "ci/builds", "*"])("the role %s is taken", (role) => checkRole("pool", "role", role));

test.each(["", "-builds", "a b", "..", "a//b", "a\\b", "ci/*"])("the role %j is refused", (role) => {
  expect(refusal(() => checkRole("pool", "role", role))).toContain("InvalidInput");
});

test("a flag is taken, for its own program", () => {
  checkFlags("masters", "master", { offer_timeout: "1mins", log_auto_initialize: true }, {});
  checkFlags("pool", "agent", { gc_delay: "1days", switch_user: false }, {});
  checkFlags("masters", "marathon", { launch_tokens: 100 }, {});
  expect(refusal(() => checkFlags("pool", "agent", { offer_timeout: "1mins" }, {}))).toContain("mesos-agent");
  expect(refusal(() => checkFlags("pool", "agent", { gc_delay: "" }, {}))).toContain(
    "flags.gc_delay must be text",
  );
});

describe("the ports resource as ports", () => {
  const ports = (resources: Record<string, string>) =>
    taskPorts("pool", resources).map(({ name, from, to }) => `${name} ${from}-${to}`);

  test("is Mesos's default where nothing says otherwise", () => {
    expect(ports({})).toEqual(["tasks 31000-32000"]);
    expect(ports({ cpus: "8", "mem(ci)": "1024" })).toEqual(["tasks 31000-32000"]);
  });

  test("is all ranges, whatever role they are reserved for", () => {
    expect(ports({ ports: "[8000-8100,31000-32000]" })).toEqual([
      "tasks-8000 8000-8100",
      "tasks 31000-32000",
    ]);
    expect(ports({ "ports(ci)": "[9000-9100]" })).toEqual(["tasks-9000 9000-9100"]);
    expect(ports({ "ports(*)": "[31000-32000]", "ports(ci/builds)": "[9000-9100]" })).toEqual([
      "tasks-9000 9000-9100",
      "tasks 31000-32000",
    ]);
  });

  test("has overlapping ranges as one, and others as they are", () => {
    expect(ports({ ports: "[8000-8100,8000-8200]" })).toEqual(["tasks-8000 8000-8200"]);
    expect(ports({ "ports(a)": "[8050-8300]", "ports(b)": "[8000-8100,8100-8150]" })).toEqual([
      "tasks-8000 8000-8300",
    ]);
    expect(ports({ ports: "[8000-8100,8101-8200]" })).toEqual([
      "tasks-8000 8000-8100",
      "tasks-8101 8101-8200",
    ]);
  });
});

test.each([
  ["a1.large", "arm64"],
  ["t4g.micro", "arm64"],
  ["m6gd.metal", "arm64"],
  ["c7gn.16xlarge", "arm64"],
  ["im4gn.large", "arm64"],
  ["is4gen.large", "arm64"],
  ["x2gd.large", "arm64"],
  ["g5g.xlarge", "arm64"],
  ["g5.xlarge", "x86_64"],
  ["c3.2xlarge", "x86_64"],
  ["m7i-flex.large", "x86_64"],
  ["p4d.24xlarge", "x86_64"],
] as const)("%s is %s", (machineType, architecture) =>
  expect(architectureOf(machineType)).toBe(architecture),
);
