import { describeChange, plannedChanges, type ResourceChange } from "../../tools/plan";

type Change = ResourceChange["change"];

const change = (actions: readonly string[], values: Partial<Change> = {}): ResourceChange => ({
  address: "aws_instance.agent[3]",
  type: "aws_instance",
  mode: "managed",
  change: { actions, before: null, after: null, after_unknown: {}, ...values },
});

describe("plannedChanges", () => {
  it("is empty for a plan without changes", () => {
    expect(plannedChanges({})).toEqual({ resources: [], outputs: [] });
  });

  it("omits unchanged resources and reads", () => {
    const kept = [change(["create"]), change(["update"]), change(["delete", "create"]), change(["delete"])];
    const plan = { resource_changes: [change(["no-op"]), ...kept, change(["read"])] };
    expect(plannedChanges(plan).resources).toEqual(kept);
  });

  it("has the names of changed outputs", () => {
    const output_changes = { same: { actions: ["no-op"] }, other: { actions: ["update"] } };
    expect(plannedChanges({ output_changes }).outputs).toEqual(["other"]);
  });
});

describe("describeChange", () => {
  it("has the action and the address", () => {
    expect(describeChange(change(["delete", "create"]))).toBe("delete, create aws_instance.agent[3]");
  });

  it("has the attributes of an update, with a changed or unknown value", () => {
    const update = change(["update"], {
      before: { ami: "ami-1", tags: { a: "1" }, ebs: [{ id: "v" }], id: "i-1", arn: "a" },
      after: { ami: "ami-2", tags: { a: "1" }, ebs: [{}], id: "i-1" },
      after_unknown: { ebs: [{ id: true }], tags: {}, arn: true, dns: true, nested: [{ id: true }] },
    });
    expect(describeChange(update)).toBe("update aws_instance.agent[3] (ami, ebs, arn, dns, nested)");
  });
});
