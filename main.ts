import { App } from "cdktf";
import { InvalidInput } from "./constructs";
import { addReferenceStacks } from "./stacks";
import { settingsFrom } from "./stacks/settings";

// cdktf records an unused stack trace for each reference; source maps for these took a sixth of the time of a synth.
process.setSourceMapsEnabled(false);
try {
  const app = new App();
  addReferenceStacks(app, settingsFrom(process.env));
  app.synth();
} catch (error) {
  // Print user errors without a stack trace.
  process.setSourceMapsEnabled(true);
  const isUserError = error instanceof InvalidInput || /^Validation failed/.test((error as Error)?.message);
  if (!isUserError) throw error;
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 1;
}
