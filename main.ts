import { App } from "cdktf";
import { InvalidInput } from "./constructs";
import { addReferenceStacks } from "./stacks";
import { settingsFrom } from "./stacks/settings";

try {
  const app = new App();
  addReferenceStacks(app, settingsFrom(process.env));
  app.synth();
} catch (error) {
  // What the user can mend is a sentence; everything else keeps its stack.
  const mendable = error instanceof InvalidInput || /^Validation failed/.test((error as Error)?.message);
  if (!mendable) throw error;
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 1;
}
