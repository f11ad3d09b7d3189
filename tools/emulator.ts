import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure";
import { endProcess, identify, isRunning, type ProcessIdentity } from "./process-identity";
import type { VirtualEnvironment } from "./virtual-environment";

/** A running AWS emulator (moto). All that it knows is in its memory. */
export interface Emulator extends ProcessIdentity {
  /** Base URL of its API, on the loopback interface. */
  readonly endpoint: string;
  /** What it was asked, and its own errors. */
  readonly log: string;
}

/** The region of everything that is deployed to the emulator. */
export const emulatorRegion = "us-east-1";

/** An image that the emulator knows by itself: Ubuntu 16.04 in moto's `ec2/resources/amis.json`. */
export const emulatorImage = "ami-785db401";

/** A throwaway key for machines that never boot; its private half was never kept. */
export const emulatorPublicKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFyHqvydEWJN2HXebScQRp/xV3EWK66u33xgmFx7NrHD demo@cdktf-mesos";

const recordName = "emulator.json";

export interface EmulatorOptions {
  /** Whether it goes on when this process ends, until {@link stopEmulator}. @default true */
  readonly staysUp?: boolean;
  /** The Python program; only a test of the emulator itself needs another one. @default emulator_server.py */
  readonly server?: readonly string[];
}

/**
 * Starts the emulator on a free port of 127.0.0.1, in a session of its own.
 *
 * @param folder where its record and its log are kept
 * @throws Failure where it does not answer within 30 seconds
 */
export async function startEmulator(
  folder: string,
  { python }: VirtualEnvironment,
  { staysUp = true, server = [path.join(__dirname, "emulator_server.py")] }: EmulatorOptions = {},
): Promise<Emulator> {
  mkdirSync(folder, { recursive: true });
  const log = path.join(folder, "emulator.log");
  const out = openSync(log, "w");
  // Port 0: the system picks a free one, and no other program can take it between the choice and the start.
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
    child.once("error", (error) =>
      reject(new Failure(`the emulator could not be started: ${error.message}`)),
    );
    child.once("exit", (code) =>
      reject(new Failure(`the emulator ended with exit code ${code}:\n${tail(log)}`)),
    );
  });
  failed.catch(() => {}); // raced below; not an unhandled rejection when it ends years later
  child.unref();
  const started = child.pid === undefined ? undefined : identify(child.pid);
  try {
    const endpoint = await Promise.race([listening(log), failed]);
    if (!started) {
      throw new Failure(`the emulator could not be started:\n${tail(log)}`);
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

/** The emulator whose record is in the folder, if it still runs and answers. */
export async function findEmulator(folder: string): Promise<Emulator | undefined> {
  let emulator: Emulator;
  try {
    emulator = JSON.parse(readFileSync(path.join(folder, recordName), "utf8"));
  } catch {
    return undefined;
  }
  return isRunning(emulator) && (await answers(emulator.endpoint)) ? emulator : undefined;
}

/** Ends the emulator, and with it all that was deployed there. */
export async function stopEmulator(folder: string, emulator: Emulator): Promise<void> {
  await endProcess(emulator);
  rmSync(path.join(folder, recordName), { force: true });
}

/** The environment in which AWS tools talk to the emulator, and cannot reach the user's account. */
export function emulatorEnvironment(
  endpoint: string,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return {
    ...withoutAws(env),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: emulatorRegion,
    AWS_DEFAULT_REGION: emulatorRegion, // the name that boto3 goes by
    AWS_ACCESS_KEY_ID: "emulator",
    AWS_SECRET_ACCESS_KEY: "emulator",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

/** Without any of the settings that AWS tools read: profile, session token, endpoints, credentials. */
function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith("AWS_")));
}

async function listening(log: string): Promise<string> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const endpoint = readFileSync(log, "utf8").match(/Running on (http:\/\/127\.0\.0\.1:\d+)/)?.[1];
    if (endpoint && (await answers(endpoint))) {
      return endpoint;
    }
    await sleep(50);
  }
  throw new Failure(`the emulator did not answer within 30 seconds:\n${tail(log)}`);
}

async function answers(endpoint: string): Promise<boolean> {
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
