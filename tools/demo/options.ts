import { parseArgs } from "node:util";
import { Failure } from "../failure";

export interface DemoOptions {
  /** Id of the stack. @default "hands-on-aws" */
  readonly stack: string;
  /** Take it down instead of deploying it. @default false */
  readonly destroy: boolean;
  /** Where the demo keeps its state and its logs. @default ".demo" */
  readonly folder: string;
  readonly help: boolean;
}

export const usage = `npm run demo [-- STACK] [--destroy]

  STACK       hands-on-aws (default) or jenkins-2000-aws
  --destroy   take the stack down, and stop the emulator when nothing is left on it
  --folder    where state and logs are kept (default: .demo)`;

/** @throws Failure at an argument that is not known */
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
    return { stack: positionals[0] ?? "hands-on-aws", destroy, folder, help };
  } catch (error) {
    throw new Failure(`${(error as Error).message}\n\n${usage}`);
  }
}
