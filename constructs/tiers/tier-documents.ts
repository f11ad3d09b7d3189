import type { IConstruct } from "constructs";
import { type BundleSource, bakeParts, checkUserDataSize, type Part, render } from "../../cloud-init";
import { InvalidInput, withOwner } from "../../cloud-init/checks/invalid-input";
import { objectWith } from "../checks/props";
import type { Cloud } from "../clouds/cloud";

/** The check of one extra cloud-init part. */
export const partCheck = objectWith("kind", 'a part such as Part.file("/etc/motd", "hello\\n")');

/**
 * The documents of a tier: one for each of its nodes, or one for a pool. They are rendered at synth, when the tier has
 * been configured completely; what a caller adds is checked when the tier is created.
 */
export class TierDocuments<Node> {
  private readonly texts = new Map<Node, string>();

  /**
   * @param tier whose validation fails where a document is larger than the cloud takes
   * @param bundle where nodes get scripts and programs. @default in their documents
   * @param extraParts those of the caller's that are in the documents
   * @throws InvalidInput for what no document can be made of, and where these make a document too large, with the part that is the largest
   */
  constructor(
    private readonly tier: IConstruct,
    private readonly cloud: Cloud,
    private readonly nodes: readonly Node[],
    private readonly parts: (node: Node) => readonly Part[],
    private readonly bundle: BundleSource | undefined,
    extraParts: readonly Part[] = [],
  ) {
    // Invalid input is refused immediately, even where the size is not checked yet.
    if (extraParts.length > 0) this.check();
    else this.named(() => parts(nodes[0]!));
    // The tier may still change until synth.
    this.texts.clear();
    tier.node.addValidation({ validate: () => this.problems() });
  }

  /** The document of a node as plain text. */
  of(node: Node): string {
    const text = this.texts.get(node) ?? this.named(() => render(this.parts(node), this.bundle));
    this.texts.set(node, text);
    return text;
  }

  /** What an image build does of the tier's documents: packages and their repositories, the same for all nodes. */
  get image(): string {
    return this.named(() =>
      render(bakeParts(this.parts(this.nodes[0]!), { bundled: this.bundle !== undefined })),
    );
  }

  private problems(): string[] {
    try {
      this.check();
      return [];
    } catch (error) {
      if (error instanceof InvalidInput) return [error.message];
      throw error;
    }
  }

  private check(): void {
    // They differ only in addresses and numbers, so the longest is checked for all.
    const longest = this.nodes.reduce((most, node) =>
      this.of(node).length > this.of(most).length ? node : most,
    );
    this.named(() =>
      checkUserDataSize(this.of(longest), this.parts(longest), this.cloud.traits.userDataBytes),
    );
  }

  private named<T>(act: () => T): T {
    return withOwner(this.tier.node.id, act);
  }
}
