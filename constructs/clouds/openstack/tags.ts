import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";

/** What Nova takes for a key of metadata (its API schema). Cinder and Neutron take it as well. */
const KEY = /^[a-zA-Z0-9_:. -]+$/;

/** The longest tag that every Neutron in use takes; newer ones take 255 characters. */
const LONGEST_TAG = 60;

/**
 * The tag set of a cluster: metadata of servers and volumes, `key=value` tags of what Neutron and Octavia make. Names
 * are no tags here: everything has one of its own.
 */
export class TagSet {
  /** @throws InvalidInput for a tag that one of the services would refuse */
  constructor(
    private readonly cluster: string,
    private readonly own: Readonly<Record<string, string>>,
  ) {
    check("cloud", own);
  }

  /** The metadata of a server or a volume of a tier. @throws InvalidInput as the constructor */
  metadata(tier: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
    check(tier, more);
    return { ...this.own, ...more, "cdktf-mesos:cluster": this.cluster };
  }

  /** The tags of a resource of Neutron's or Octavia's. @throws InvalidInput as the constructor */
  list(tier: string, more: Readonly<Record<string, string>> = {}): string[] {
    return Object.entries(this.metadata(tier, more)).map(([key, value]) => `${key}=${value}`);
  }

  /** A name with the cluster's before it: `jenkins-2000-masters-1`. */
  named(name: string): string {
    return `${this.cluster}-${name}`;
  }
}

function check(owner: string, tags: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(tags)) {
    if (!KEY.test(key)) {
      throw new InvalidInput(
        `${owner}: tags has a name that Nova refuses, got ${show(key)}; take letters, digits, spaces and - _ : .`,
      );
    }
    if (`${key}=${value}`.length > LONGEST_TAG) {
      throw new InvalidInput(
        `${owner}: tags.${key} must be at most ${LONGEST_TAG} characters with its name, got ${show(value)}`,
      );
    }
  }
}
