import { Token } from "cdktf";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";

/** What every service takes for keys and values (Tagging AWS Resources, "Tag naming limits and requirements"). */
const LETTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const MOST_LETTERS = { key: 128, value: 256 };

/** The tag set of a cluster: on every resource that takes tags, its volumes included. */
export class TagSet {
  /** @throws InvalidInput for a tag that AWS would refuse */
  constructor(
    private readonly cluster: string,
    private readonly own: Readonly<Record<string, string>>,
  ) {
    check("cloud", own);
  }

  /** The tags of one resource. `name` is within the cluster. @throws InvalidInput as the constructor */
  of(name: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
    check(name.replace(/-\$\{.*$/, ""), more);
    return { ...this.own, ...more, Name: this.named(name), "cdktf-mesos:cluster": this.cluster };
  }

  /** A name with the cluster's before it: `jenkins-2000-masters-1`. */
  named(name: string): string {
    return `${this.cluster}-${name}`;
  }
}

function check(owner: string, tags: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(tags)) {
    if (!key || key.length > MOST_LETTERS.key || !LETTERS.test(key) || /^aws:/i.test(key)) {
      throw new InvalidInput(
        `${owner}: tags must have keys of 1 to ${MOST_LETTERS.key} letters, digits, spaces and _ . : / = + - @ without aws: before them, got ${show(key)}`,
      );
    }
    if (Token.isUnresolved(value)) continue;
    if (value.length > MOST_LETTERS.value || !LETTERS.test(value)) {
      throw new InvalidInput(
        `${owner}: tags.${key} must be at most ${MOST_LETTERS.value} letters, digits, spaces and _ . : / = + - @, got ${show(value)}`,
      );
    }
  }
}
