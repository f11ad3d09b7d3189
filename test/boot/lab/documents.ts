import { readFileSync } from "node:fs";
import path from "node:path";
import { textLocals } from "../../../tools/text-locals";
import { unescapeTerraform } from "../../support/synth";
import { prepared } from "./lab";
import { fromMirror, type StoresJson } from "./store";

/** The attribute with the user data of a machine, by cloud. */
const userData = { aws_instance: "user_data_base64", openstack_compute_instance_v2: "user_data" };

type Machines = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Path of a stack's Terraform JSON. @param synthesized cdktf's output. @default that of this checkout */
export const synthesizedFile = (stack: string, synthesized = prepared().synthesized): string =>
  path.join(synthesized, "stacks", stack, "cdk.tf.json");

/**
 * The user data of a machine in the synthesized Terraform JSON.
 *
 * @param stack id of the stack
 * @param owner prefix of the machine's logical id: `masters_1`, `agents`
 * @param volumeId the id of the machine's data volume
 * @param synthesized see {@link synthesizedFile}
 */
export function userDataOf(stack: string, owner: string, volumeId?: string, synthesized?: string): string {
  const json = JSON.parse(readFileSync(synthesizedFile(stack, synthesized), "utf8")) as StoresJson & {
    readonly resource: Partial<Record<keyof typeof userData, Machines>>;
    readonly locals: Record<string, unknown>;
  };
  const found = Object.entries(userData).flatMap(([type, attribute]) =>
    Object.entries(json.resource[type as keyof typeof userData] ?? {})
      .filter(([id]) => id.startsWith(`${owner}_`))
      .map(([, machine]) => machine[attribute]!),
  );
  if (found.length !== 1) throw new Error(`${found.length} instances of ${stack} begin with ${owner}`);
  const [, local, filled, word] =
    /^\$\{base64gzip\((?:local\.([\w-]+)|replace\(local\.([\w-]+), "([\w-]+)", [\w.-]+\.id\))\)\}$/.exec(
      found[0]!,
    ) ?? [];
  const text = textLocals(json.locals)[local ?? filled ?? ""];
  if (text === undefined) throw new Error(`user data of ${owner} is not a compressed local: ${found[0]}`);
  const plain = unescapeTerraform(text);
  const whole = word === undefined || volumeId === undefined ? plain : plain.replaceAll(word, volumeId);
  return fromMirror(whole, stack, json);
}
