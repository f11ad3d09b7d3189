import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { App } from "cdktf";
import { InvalidInput } from "../../constructs";
import { addReferenceStacks } from "../../stacks";
import { settingsFrom } from "../../stacks/settings";
import { emulatorPublicKey } from "../emulator";
import { Failure } from "../failure";
import { mermaid } from "./mermaid";
import { graphOfStack } from "./stack";
import { svg } from "./svg";

const usage = `npm run picture [-- STACK...] [--folder FOLDER]

  STACK      hands-on-aws, jenkins-2000-aws, … (default: all)
  --folder   where STACK.svg and STACK.mmd are written (default: pictures)`;

async function main(): Promise<void> {
  const { names, folder } = options();
  const app = new App();
  addReferenceStacks(app, settingsFrom({ CDKTF_MESOS_SSH_PUBLIC_KEY: emulatorPublicKey, ...process.env }));
  const stacks = app.node.children.filter(({ node }) => node.id !== "Reference");
  const known = stacks.map(({ node }) => node.id);
  for (const name of names) {
    if (!known.includes(name)) throw new Failure(`unknown stack ${name}: must be one of ${known.join(", ")}`);
  }
  mkdirSync(folder, { recursive: true });
  for (const stack of stacks.filter(({ node }) => names.length === 0 || names.includes(node.id))) {
    const graph = graphOfStack(stack);
    const file = path.join(folder, stack.node.id);
    writeFileSync(`${file}.svg`, await svg(graph));
    writeFileSync(`${file}.mmd`, mermaid(graph));
    console.log(`${file}.svg\n${file}.mmd`);
  }
}

function options(): { readonly names: readonly string[]; readonly folder: string } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { folder: { type: "string", default: "pictures" }, help: { type: "boolean", short: "h" } },
    });
    if (!values.help) return { names: positionals, folder: values.folder };
  } catch (error) {
    throw new Failure(`${(error as Error).message}\n\n${usage}`);
  }
  console.log(usage);
  process.exit(0);
}

main().catch((error: unknown) => {
  const isUserError = error instanceof Failure || error instanceof InvalidInput;
  console.error(isUserError ? error.message : error);
  process.exitCode = 1;
});
