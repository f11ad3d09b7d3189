import { compressedSize } from "../cloud-init";
import { textLocals } from "../tools/text-locals";
import type { Measurement } from "./measurement";
import { synthesized } from "./synthesized";

/** EC2's limit of user data before base64, which is lower than OpenStack's. */
const ec2Limit = 16 * 1024;

/** Prefixes of the roles' documents in the JSON of `jenkins-2000-aws`. */
const roles = { master: "masters_1", agent: "builds", elasticsearch: "search_1", gateway: "gateway" };

/** Size of the Terraform JSON with 2,000 agents compared with 20, and of each role's user data. */
export function sizeMeasurements(): Measurement[] {
  const few = synthesized(20);
  return [
    {
      name: "Terraform JSON of 2,000 agents",
      unit: "bytes",
      ours: Buffer.byteLength(synthesized(2000)),
      baseline: Buffer.byteLength(few),
      against: "20 agents in the same pools",
      limit: 1.01,
    },
    ...userDataMeasurements(textLocals(JSON.parse(few).locals)),
  ];
}

function userDataMeasurements(locals: Readonly<Record<string, string>>): Measurement[] {
  return Object.entries(roles).map(([role, owner]) => {
    const document = Object.entries(locals).find(([id]) => id.startsWith(`${owner}_`))?.[1];
    if (document === undefined) throw new Error(`no user data of ${owner} in ${Object.keys(locals)}`);
    return {
      name: `user data of a node, compressed: ${role}`,
      unit: "bytes",
      ours: compressedSize(document),
      baseline: ec2Limit,
      against: "EC2's limit",
      limit: 1,
    };
  });
}
