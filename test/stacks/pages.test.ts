import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { VpcNetwork } from "../../constructs";
import { addReferenceStacks, clusterNames } from "../../stacks";
import { testKey } from "../support/synth";

const app = new App();
addReferenceStacks(app, { sshPublicKey: testKey, sshFrom: ["203.0.113.0/24"] });

test.each(clusterNames)("the page of %s names its machines, and shows its picture", (cluster) => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "clusters", `${cluster}.md`), "utf8");
  const stack = app.node.findChild(`${cluster}-aws`);
  const network = stack.node.findAll().find((one): one is VpcNetwork => one instanceof VpcNetwork)!;
  const rows = [...page.matchAll(/^\| ([a-z0-9-]+) \| (\d+ × [a-z0-9.]+) \|/gm)].map(([, tier, machines]) => [
    tier,
    machines,
  ]);
  const members = network.topology.members
    .filter(({ machineType }) => machineType !== undefined)
    .map(({ name, machines, machineType }) => [name, `${machines} × ${machineType}`]);
  expect(rows.sort()).toEqual(members.sort());
  expect(page).toContain(`![${cluster}-aws](../pictures/${cluster}-aws.svg)`);
});
