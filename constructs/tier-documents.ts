import { checkUserDataSize, type PackageSources, type Part, render } from "../cloud-init";
import type { Cloud } from "./cloud";
import { nested, objectWith } from "./props";

/** The check of one extra cloud-init part. */
export const partCheck = objectWith("kind", 'a part such as Part.file("/etc/motd", "hello\\n")');

/** The check of one package source. */
export const packageCheck = objectWith("kind", 'a package source such as { kind: "preinstalled" }');

/** The check of the package sources of a cluster. */
export const packagesCheck = nested<PackageSources>({
  mesos: packageCheck.optional(),
  zookeeper: packageCheck.optional(),
  marathon: packageCheck.optional(),
  docker: packageCheck.optional(),
  elasticsearch: packageCheck.optional(),
});

/**
 * Renders a document for a machine of a cloud.
 *
 * @throws InvalidInput where it is larger than the cloud takes, with the part that is the largest
 */
export function userDataFor(owner: string, cloud: Cloud, parts: readonly Part[]): string {
  const text = render(parts);
  checkUserDataSize(owner, text, parts, cloud.traits.userDataBytes);
  return text;
}
