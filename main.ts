import { App } from "cdktf";
import { InvalidInput } from "./constructs";
import { addReferenceStacks } from "./stacks";
import { settingsFrom } from "./stacks/settings";

// cdktf notes a stack trace for each reference, which nobody reads: to find the lines of TypeScript for each was a sixth
// of a synth.
process.setSourceMapsEnabled(false);
try {
  const app = new App();
  addReferenceStacks(app, settingsFrom(process.env));
  app.synth();
} catch (error) {
  // What the user can mend is a sentence; everything else keeps its stack.
  process.setSourceMapsEnabled(true);
  const mendable = error instanceof InvalidInput || /^Validation failed/.test((error as Error)?.message);
  if (!mendable) throw error;
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 1;
}
