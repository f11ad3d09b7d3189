import fc from "fast-check";
import {
  checkAttributes,
  checkFlags,
  checkResources,
  checkRole,
} from "../../../cloud-init/checks/mesos-text";
import { refusal } from "../../support/synth";

const name = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/);
const text = fc.stringMatching(/^[A-Za-z0-9_/.-]+$/);

test("attributes of mesos's own grammar are taken, any other character is not", () => {
  fc.assert(fc.property(fc.dictionary(name, text), (attributes) => checkAttributes(attributes)));
  fc.assert(
    fc.property(name, fc.stringMatching(/^[^A-Za-z0-9_/.-]$/u), (name, bad) => {
      expect(refusal(() => checkAttributes({ [name]: `a${bad}b` }))).toContain("InvalidInput");
      expect(refusal(() => checkAttributes({ [`a${bad}b`]: name }))).toContain("InvalidInput");
    }),
  );
});

test.each([".a", "-a", "a/b", ""])("an attribute of the name %j is refused", (name) => {
  expect(refusal(() => checkAttributes({ [name]: "a" }))).toContain("InvalidInput: attributes: a name must");
});

test.each(["8", "8.5", "[31000-32000]", "[1-2,3-4]", "{a,b}"])("the resource %s is taken", (value) => {
  checkResources({ cpus: value, "cpus(ci)": value });
});

test.each(["cpus(ci/builds)", "ports(*)", "gpus.a100"])("resources of the name %s are taken", (name) =>
  checkResources({ [name]: "8" }),
);

test.each(["cpus/a", "8cpus", "_cpus", "cpus()", "cpus(-ci)", "cpus(ci//builds)", "cpus(ci"])(
  "resources of the name %s are refused",
  (name) => {
    expect(refusal(() => checkResources({ [name]: "8" }))).toContain("InvalidInput: resources");
  },
);

test.each(["", "8 ", "[31000]", "[a-b]", "{}", "{a b}", "8;mem:1"])("the resource %j is refused", (value) => {
  expect(refusal(() => checkResources({ cpus: value }))).toContain("InvalidInput");
});

test.each(["builds", "ci/builds", "*"])("the role %s is taken", (role) => checkRole("role", role));

test.each(["", "-builds", "a b", "..", "a//b", "a\\b", "ci/*"])("the role %j is refused", (role) => {
  expect(refusal(() => checkRole("role", role))).toContain("InvalidInput");
});

test("a flag is taken, for its own program", () => {
  checkFlags("master", { offer_timeout: "1mins", log_auto_initialize: true });
  checkFlags("agent", { gc_delay: "1days", switch_user: false });
  checkFlags("marathon", { launch_tokens: 100 });
  expect(refusal(() => checkFlags("agent", { offer_timeout: "1mins" }))).toContain("mesos-agent");
  expect(refusal(() => checkFlags("agent", { gc_delay: "" }))).toContain("flags.gc_delay must be text");
});

test("a flag of marathon is what its environment file can hold", () => {
  const of = (value: string | boolean) =>
    refusal(() => checkFlags("marathon", { default_accepted_resource_roles: value }));
  expect(of('a"b')).toContain(
    "flags.default_accepted_resource_roles must be one line without quotes and backslashes",
  );
  expect(of(false)).toContain("write disable_default_accepted_resource_roles: true");
});
