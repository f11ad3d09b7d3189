import { taskPorts } from "../../../constructs/plan/task-ports";

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
