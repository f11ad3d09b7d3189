/** The tag set of a cluster: on every resource that takes tags, its volumes included. */
export class TagSet {
  constructor(
    private readonly cluster: string,
    private readonly own: Readonly<Record<string, string>>,
  ) {}

  /** The tags of one resource. `name` is within the cluster. */
  of(name: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { ...this.own, ...more, Name: this.named(name), "cdktf-mesos:cluster": this.cluster };
  }

  /** A name that tells the cluster too: `jenkins-2000-masters-1`. */
  named(name: string): string {
    return `${this.cluster}-${name}`;
  }
}
