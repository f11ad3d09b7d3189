import { readFileSync } from "node:fs";
import path from "node:path";
import { unescapeTerraform } from "../../support/synth";
import { prepared } from "./lab";

/**
 * The user data that a resource of the synthesized Terraform JSON has, as its machine would get it.
 *
 * @param stack id of the stack
 * @param owner how the logical id of the resource begins: `masters_1`, `agents`
 */
export function userDataOf(stack: string, owner: string): string {
  const file = path.join(prepared().synthesized, "stacks", stack, "cdk.tf.json");
  const json = JSON.parse(readFileSync(file, "utf8")) as {
    readonly resource: { readonly aws_instance: Record<string, { readonly user_data_base64: string }> };
    readonly locals: Record<string, string>;
  };
  const found = Object.entries(json.resource.aws_instance).filter(([id]) => id.startsWith(`${owner}_`));
  if (found.length !== 1) throw new Error(`${found.length} instances of ${stack} begin with ${owner}`);
  const expression = found[0]![1].user_data_base64;
  const local = /^\$\{base64gzip\(local\.([\w-]+)\)\}$/.exec(expression)?.[1];
  const text = local === undefined ? undefined : json.locals[local];
  if (text === undefined) throw new Error(`user data of ${owner} is not a compressed local: ${expression}`);
  return unescapeTerraform(text);
}
