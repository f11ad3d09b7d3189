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
  if (!(error instanceof InvalidInput)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
