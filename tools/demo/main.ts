import { constants } from "node:os";
import { stdout } from "node:process";
import { Failure } from "../failure";
import { missingTools } from "../preflight";
import { Processes } from "../processes";
import { Demo } from "./demo";
import { demoOptions, usage } from "./options";

/** Milliseconds for Terraform to finish its current operations after an interrupt. */
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
        console.error("\ninterrupted: stopping (interrupt again to stop immediately)");
        interrupted = { signal, at: Date.now(), ended: processes.end(grace) };
      } else if (Date.now() - interrupted.at > 1000) {
        processes.end(0).catch(console.error);
      } // else a duplicate: both the terminal and npm pass on a Ctrl-C
    });
  }
  // Clean up too if the reader of the output ends (`| head`).
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
