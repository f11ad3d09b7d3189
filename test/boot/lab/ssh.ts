import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { keyFile } from "./key";
import { prepared } from "./lab";
import { cache } from "./places";
import { type RunResult, tryRun } from "./run";

/**
 * Runs a command over ssh with a stack's output `ssh_config`, completed with the gateway's public address and a user's
 * configuration.
 */
export async function ssh(
  stack: string,
  gatewayAddress: string,
  host: string,
  ...command: string[]
): Promise<RunResult> {
  const json = JSON.parse(
    readFileSync(path.join(prepared().synthesized, "stacks", stack, "cdk.tf.json"), "utf8"),
  ) as { readonly output: { readonly ssh_config: { readonly value: string } } };
  const config = json.output.ssh_config.value
    // Without the agents, whose addresses only Terraform knows.
    .replace(/\$\{join\("", \[.*?\]\)\}/s, "")
    .replace(/\$\{aws_eip\.\w+\.public_ip\}/, gatewayAddress);
  const own = [`IdentityFile ${keyFile}`, "IdentitiesOnly yes", "BatchMode yes", "LogLevel ERROR"];
  const unknown = ["StrictHostKeyChecking no", "UserKnownHostsFile /dev/null"];
  const file = path.join(cache, "ssh_config");
  writeFileSync(file, `${config}Host *\n  ${[...own, ...unknown].join("\n  ")}\n`);
  return tryRun("ssh", ["-F", file, host, ...command]);
}
