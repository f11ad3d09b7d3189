import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { cache } from "./places";
import { run } from "./run";

/** The key of the lab's operator; clouds put its public half on every machine. */
export const keyFile = path.join(cache, "key");

/** Makes the key, unless it is there. */
export async function makeKey(): Promise<void> {
  if (!existsSync(keyFile)) await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", keyFile]);
}

export const publicKey = (): string => readFileSync(`${keyFile}.pub`, "utf8").trim();
