import { readFileSync } from "node:fs";
import path from "node:path";
import { unescapeTerraform } from "../../support/synth";
import { prepared } from "./lab";
import { mirrorUrl } from "./places";

/** The attribute of a machine that holds its user data, on each cloud. */
const userData = { aws_instance: "user_data_base64", openstack_compute_instance_v2: "user_data" };

type Machines = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The user data that a resource of the synthesized Terraform JSON has, as its machine would get it.
 *
 * @param stack id of the stack
 * @param owner how the logical id of the resource begins: `masters_1`, `agents`
 * @param volumeId what Terraform puts in the place of the id of the machine's data volume
 */
export function userDataOf(stack: string, owner: string, volumeId?: string): string {
  const file = path.join(prepared().synthesized, "stacks", stack, "cdk.tf.json");
  const json = JSON.parse(readFileSync(file, "utf8")) as {
    readonly resource: Partial<Record<keyof typeof userData, Machines>>;
    readonly locals: Record<string, string>;
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
  const text = json.locals[local ?? filled ?? ""];
  if (text === undefined) throw new Error(`user data of ${owner} is not a compressed local: ${found[0]}`);
  const plain = unescapeTerraform(text);
  const whole = word === undefined || volumeId === undefined ? plain : plain.replaceAll(word, volumeId);
  // There is no S3 here: what a store holds lies in the mirror.
  return whole.replace(/'s3:\/\/[^']+\/(monitoring\/[^']+)'/g, `${mirrorUrl}/store/$1`);
}

/** What the monitoring node of a stack fetches from its store. */
export function monitoringFiles(stack: string): string {
  const file = path.join(prepared().synthesized, "stacks", stack, "cdk.tf.json");
  const { resource } = JSON.parse(readFileSync(file, "utf8"));
  const objects: { key: string; content: string }[] = Object.values(resource.aws_s3_object);
  return unescapeTerraform(objects.find(({ key }) => key === "monitoring/files.json")!.content);
}
