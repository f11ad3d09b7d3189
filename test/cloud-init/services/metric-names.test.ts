import { readProgram } from "../../../cloud-init/document/scripts";
import { dashboardObjects } from "../../../cloud-init/services/dashboard";
import { alertRules } from "../../../constructs/monitoring/alert-rules";
import recorded from "../../support/real-metrics.json";

const collector = readProgram("collect.py");
const words = (text: string) =>
  [...text.matchAll(/"([^"]*)"/g)].flatMap(([, part]) => part!.split(" ")).filter(Boolean);
const mesos = words(/^MESOS = \((.*?)\n\)/ms.exec(collector)![1]!);
const marathon = [.../^MARATHON = \{(.*?)\n\}/ms.exec(collector)![1]!.matchAll(/"(\w+)": "([^"]+)"/g)];

const missing = (names: readonly string[], there: readonly string[]) =>
  names.filter((name) => !there.includes(name));

test("the collector asks Mesos and Marathon for metrics that they have", () => {
  expect(mesos).toContain("slaves_unreachable");
  expect(missing(mesos, recorded.master)).toEqual([]);
  const gauges = marathon.map(([, , gauge]) => gauge!);
  expect(gauges).toContain("instances.launch-overdue.gauge");
  expect(missing(gauges, recorded.marathon)).toEqual([]);
});

test("what was recorded of the collector is what it collects", () => {
  expect(recorded.collected.mesos_master).toEqual([...mesos, "up"].sort());
  expect(recorded.collected.marathon).toEqual([...marathon.map(([, name]) => name!), "up"].sort());
});

test("rules and dashboard use fields that the collector makes", () => {
  const collected = Object.entries(recorded.collected);
  const fields = collected.flatMap(([dataset, names]) => names.map((name) => `${dataset}.${name}`));
  // No Docker ran where it was recorded.
  const docker = [.../names = \{("containers".*?)\}/.exec(collector)![1]!.matchAll(/"(\w+)":/g)];
  const known = [...fields, ...docker.map(([, name]) => `docker.${name}`)];
  const text = JSON.stringify(alertRules("ci", { frameworks: ["marathon"] })) + dashboardObjects("ci");
  const used = [...text.matchAll(/\b(mesos_\w+|marathon|zookeeper|system|filesystem|docker)\.\w+/g)];
  const names = [...new Set(used.map(([name]) => name))];
  expect(names).toEqual(
    expect.arrayContaining(["mesos_role.mem_used_percent", "docker.running", "zookeeper.leads"]),
  );
  expect(missing(names, known)).toEqual([]);
});
