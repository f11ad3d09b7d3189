import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure";
import { endProcess, identify, isRunning, type ProcessIdentity } from "./process-identity";
import type { VirtualEnvironment } from "./virtual-environment";

/** A running AWS emulator (moto), which keeps its state in memory. */
export interface Emulator extends ProcessIdentity {
  /** Base URL of its API, on the loopback interface. */
  readonly endpoint: string;
  /** Path of the log of requests and errors. */
  readonly log: string;
}

/** The region of everything that is deployed to the emulator. */
export const emulatorRegion = "us-east-1";

/** A built-in image of the emulator: Ubuntu 16.04 in moto's `ec2/resources/amis.json`. */
export const emulatorImage = "ami-785db401";

/** A placeholder key for machines that never boot; there is no private key. */
export const emulatorPublicKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFyHqvydEWJN2HXebScQRp/xV3EWK66u33xgmFx7NrHD demo@cdktf-mesos";

const recordName = "emulator.json";

export interface EmulatorOptions {
  /** Whether it runs until {@link stopEmulator}, instead of ending with this process. @default true */
  readonly staysUp?: boolean;
  /** The Python program, for tests of the emulator itself. @default emulator_server.py */
  readonly server?: readonly string[];
}

/**
 * Starts the emulator on a free port of 127.0.0.1, in its own session.
 *
 * @param folder for its record and its log
 * @throws Failure if it does not respond within 30 seconds
 */
export async function startEmulator(
  folder: string,
  { python }: VirtualEnvironment,
  { staysUp = true, server = [path.join(__dirname, "emulator_server.py")] }: EmulatorOptions = {},
): Promise<Emulator> {
  mkdirSync(folder, { recursive: true });
  const log = path.join(folder, "emulator.log");
  const out = openSync(log, "w");
  // Port 0 lets the system choose a free port without a race.
  const child = spawn(python, [...server, "-H", "127.0.0.1", "-p", "0"], {
    cwd: folder,
    detached: true,
    stdio: [staysUp ? "ignore" : "pipe", out, out],
    env: {
      ...withoutAws(process.env),
      PYTHONUNBUFFERED: "1",
      ...(staysUp ? {} : { EMULATOR_ENDS_WITH_STDIN: "1" }),
    },
  });
  closeSync(out);
  const failed = new Promise<never>((_resolve, reject) => {
    child.once("error", (error) => reject(new Failure(`cannot start the emulator: ${error.message}`)));
    child.once("exit", (code) =>
      reject(new Failure(`the emulator ended with exit code ${code}:\n${tail(log)}`)),
    );
  });
  failed.catch(() => {}); // prevents an unhandled rejection after the race below
  child.unref();
  const started = child.pid === undefined ? undefined : identify(child.pid);
  try {
    const endpoint = await Promise.race([listening(log), failed]);
    if (!started) {
      throw new Failure(`cannot start the emulator:\n${tail(log)}`);
    }
    const emulator: Emulator = { ...started, endpoint, log };
    writeFileSync(path.join(folder, recordName), `${JSON.stringify(emulator, undefined, 2)}\n`);
    return emulator;
  } catch (error) {
    if (started) {
      await endProcess(started);
    }
    throw error;
  } finally {
    child.removeAllListeners("exit");
  }
}

/** The emulator of the folder's record, if it still runs and responds. */
export async function findEmulator(folder: string): Promise<Emulator | undefined> {
  let emulator: Emulator;
  try {
    emulator = JSON.parse(readFileSync(path.join(folder, recordName), "utf8"));
  } catch {
    return undefined;
  }
  return isRunning(emulator) && (await responds(emulator.endpoint)) ? emulator : undefined;
}

/** Stops the emulator, which deletes everything that was deployed. */
export async function stopEmulator(folder: string, emulator: Emulator): Promise<void> {
  await endProcess(emulator);
  rmSync(path.join(folder, recordName), { force: true });
}

/** An environment in which AWS tools use the emulator, and cannot reach the user's account. */
export function emulatorEnvironment(
  endpoint: string,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return {
    ...withoutAws(env),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: emulatorRegion,
    AWS_DEFAULT_REGION: emulatorRegion, // for boto3
    AWS_ACCESS_KEY_ID: "emulator",
    AWS_SECRET_ACCESS_KEY: "emulator",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

/** Removes all settings of AWS tools: profile, session token, endpoints, credentials. */
function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith("AWS_")));
}

async function listening(log: string): Promise<string> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const endpoint = readFileSync(log, "utf8").match(/Running on (http:\/\/127\.0\.0\.1:\d+)/)?.[1];
    if (endpoint && (await responds(endpoint))) {
      return endpoint;
    }
    await sleep(50);
  }
  throw new Failure(`the emulator did not respond within 30 seconds:\n${tail(log)}`);
}

async function responds(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/moto-api/`, { signal: AbortSignal.timeout(5000) });
    return response.ok;
  } catch {
    return false;
  }
}

function tail(log: string): string {
  return readFileSync(log, "utf8").trim().split("\n").slice(-5).join("\n");
}
