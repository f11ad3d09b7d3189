import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformOutput } from "cdktf";
import * as library from "../../constructs";
import { AwsStack } from "../support/synth";

const docs = join(__dirname, "..", "..", "docs");

/** The samples in the documentation; `openstack.md` is about another cloud. */
const samples = readdirSync(docs)
  .filter((page) => page.endsWith(".md") && page !== "openstack.md")
  .flatMap((page) =>
    [...readFileSync(join(docs, page), "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(
      ([, code], i) => [`${page}, ${i + 1}`, code!] as const,
    ),
  )
  .filter(([, code]) => !code.includes("…"));

test("most pages have complete samples", () => {
  expect(samples.length).toBeGreaterThan(4);
});

test.each(samples)("the sample works: %s", (_, code) => {
  const stack = new AwsStack();
  const network = stack.network();
  const masters = stack.masters({ network });
  const machineType = "m5.large";
  const agents = new library.MesosAgentPool(stack, "agents", {
    masters,
    machineType,
    count: 3,
    attributes: { workload: "web" },
  });
  const dataVolume = { sizeGiB: 100 };
  const search = new library.ElasticsearchNodes(stack, "nodes", {
    network,
    machineType,
    count: 3,
    dataVolume,
  });
  const names = {
    ...library,
    TerraformOutput,
    cloud: stack.cloud,
    network,
    masters,
    agents,
    search,
    jenkins: { frameworkName: "jenkins-payments" },
  };
  const program = `{${code.replaceAll(/^import [\s\S]*?;$/gm, "")}}`;
  new Function(...Object.keys(names), program).call(stack, ...Object.values(names));
  stack.synth();
});
