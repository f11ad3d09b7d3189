import { parseArgs } from "node:util";
import { Failure } from "../failure";

export interface DemoOptions {
  /** Id of the stack. @default "hands-on-aws" */
  readonly stack: string;
  /** Destroy it instead of deploying it. @default false */
  readonly destroy: boolean;
  /** Where the demo keeps its state and its logs. @default ".demo" */
  readonly folder: string;
  readonly help: boolean;
}

export const usage = `npm run demo [-- STACK] [--destroy]

  STACK       hands-on-aws (default), jenkins-40-aws, jenkins-ha-aws, jenkins-2000-aws or pipeline-aws
  --destroy   destroy the stack, and stop the emulator after the last one
  --folder    where state and logs are kept (default: .demo)`;

/** @throws Failure for invalid arguments */
export function demoOptions(args: readonly string[]): DemoOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        destroy: { type: "boolean", default: false },
        folder: { type: "string", default: ".demo" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (positionals.length > 1) {
      throw new Error(`one stack at a time, got ${positionals.join(", ")}`);
    }
    const { destroy, folder, help } = values;
    const stack = positionals[0] ?? "hands-on-aws";
    // Other stacks would be deployed to the cloud of OS_CLOUD.
    if (!stack.endsWith("-aws")) {
      throw new Error(
        `the demo deploys to an emulator of AWS, got ${stack}; on OpenStack: npm run with-cloud -- npx cdktf deploy ${stack}`,
      );
    }
    return { stack, destroy, folder, help };
  } catch (error) {
    throw new Failure(`${(error as Error).message}\n\n${usage}`);
  }
}
