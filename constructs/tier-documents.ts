import { checkUserDataSize, type PackageSources, type Part, render } from "../cloud-init";
import type { Cloud } from "./cloud";
import { nested, objectWith } from "./props";

/** The check of one extra cloud-init part. */
export const partCheck = objectWith("kind", 'a part such as Part.file("/etc/motd", "hello\\n")');

const packageCheck = objectWith("kind", 'a package source such as { kind: "preinstalled" }');

/** The check of the package sources of a cluster. */
export const packagesCheck = nested<PackageSources>({
  mesos: packageCheck.optional(),
  zookeeper: packageCheck.optional(),
  marathon: packageCheck.optional(),
  docker: packageCheck.optional(),
  elasticsearch: packageCheck.optional(),
});

/** The document of a machine or a pool, rendered when it is made and whenever its tier is told something new. */
export class TierDocument {
  /** The document as plain text. */
  text = "";

  /**
   * @param owner who is named in the error
   * @throws InvalidInput where it is larger than the cloud takes, with the part that is the largest
   */
  constructor(
    private readonly owner: string,
    private readonly cloud: Cloud,
    private readonly parts: () => readonly Part[],
  ) {
    this.refresh();
  }

  /** Renders it anew. @throws InvalidInput as the constructor does */
  refresh(): void {
    const parts = this.parts();
    this.text = render(parts);
    checkUserDataSize(this.owner, this.text, parts, this.cloud.traits.userDataBytes);
  }
}
