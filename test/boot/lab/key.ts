import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { cache } from "./places";
import { run } from "./run";

/** The operator's private key; the public key is on every machine. */
export const keyFile = path.join(cache, "key");

/** Creates the key if missing. */
export async function makeKey(): Promise<void> {
  if (!existsSync(keyFile)) await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", keyFile]);
}

export const publicKey = (): string => readFileSync(`${keyFile}.pub`, "utf8").trim();
