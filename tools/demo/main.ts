import { constants } from "node:os";
import { stdout } from "node:process";
import { Failure } from "../failure";
import { missingTools } from "../preflight";
import { Processes } from "../processes";
import { Demo } from "./demo";
import { demoOptions, usage } from "./options";

/** Milliseconds that Terraform gets to finish what it is at when the demo is interrupted. */
const grace = 15_000;

async function main(): Promise<void> {
  const options = demoOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
    return;
  }
  const missing = missingTools(["python", "terraform"]);
  if (missing.length > 0) {
    throw new Failure(missing.join("\n"));
  }

  const processes = new Processes({ handlesSignals: true });
  let interrupted:
    | { readonly signal: NodeJS.Signals; readonly at: number; readonly ended: Promise<void> }
    | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!interrupted) {
        console.error("\ninterrupted: ending what was started (again to end it at once)");
        interrupted = { signal, at: Date.now(), ended: processes.end(grace) };
      } else if (Date.now() - interrupted.at > 1000) {
        processes.end(0).catch(console.error);
      } // else the same Ctrl-C once more: the terminal sends it here, and npm passes its own on
    });
  }
  // A reader that went away (`| head`) is no reason to leave anything behind.
  stdout.on("error", () => process.emit("SIGHUP"));

  const demo = new Demo(options.folder, processes);
  try {
    await (options.destroy ? demo.destroy(options.stack) : demo.deploy(options.stack));
  } catch (error) {
    await (interrupted?.ended ?? processes.end(0));
    await demo.abandon();
    if (!interrupted) {
      throw error;
    }
  } finally {
    demo.close();
  }
  if (interrupted) {
    process.exitCode = 128 + constants.signals[interrupted.signal];
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Failure ? `\n${error.message}` : error);
  process.exitCode = 1;
});
