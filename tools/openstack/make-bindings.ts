import { cpSync, rmSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";
import { Processes } from "../processes";
import { bindingsLibrary, generateBindings } from "./bindings";

/** `npm run bindings:openstack`: regenerates the committed bindings. */
async function main(): Promise<void> {
  const processes = new Processes();
  const cache = path.resolve(__dirname, "..", "..", ".cache");
  try {
    const made = await generateBindings(path.join(cache, "provider-openstack"), processes);
    rmSync(bindingsLibrary, { recursive: true, force: true });
    cpSync(made, bindingsLibrary, { recursive: true });
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  } finally {
    await processes.end(0);
  }
}

main();
