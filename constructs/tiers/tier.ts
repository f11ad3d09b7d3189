import { Construct } from "constructs";
import type { DocumentInput, PackageSources, Part } from "../../cloud-init";
import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import type { Cloud, CloudTier } from "../clouds/cloud";
import { type Connectable, Connections } from "../network/connections";
import type { SshHost } from "../network/ssh-config";
import type { Member } from "../network/topology";
import type { VpcNetwork } from "../network/vpc-network";
import type { Port } from "../plan/ports";
import { TierDocuments } from "./tier-documents";

/** What every tier is made with. */
export interface TierSpec {
  readonly network: VpcNetwork;
  /** The name within the cluster. @default the construct's id */
  readonly name?: string;
}

/**
 * What all tiers of machines have: the cloud's tier, an end of the port graph, documents, a place in the network. It is
 * a base class and not a child, so that Terraform addresses are those of the tiers themselves.
 *
 * @typeParam Node what a document is made for
 */
export abstract class Tier<Node> extends Construct implements Connectable {
  readonly connections: Connections;
  /** The tier as the cloud has it: what rights are granted to. */
  readonly cloudTier: CloudTier;
  readonly network: VpcNetwork;
  private documents?: TierDocuments<Node>;

  /** @throws InvalidInput where there is a construct of that id already */
  constructor(scope: Construct, id: string, { network, name = id }: TierSpec) {
    super(scope, freeId(scope, id));
    this.network = network;
    this.cloudTier = network.cloud.tier(this, { name, network: network.cloudNetwork });
    this.connections = new Connections(name, this.cloudTier.firewall, network.topology);
  }

  /** The machines as an ssh client knows them. */
  abstract get sshHosts(): readonly SshHost[];

  /** The document of a node. Asked for at synth, and once as soon as the tier is made. */
  protected abstract document(node: Node): readonly Part[];

  /**
   * The document for an image build, as plain text: boot a machine of the same image with it, run `cloud-init clean`,
   * and make an image of that. Nodes that start from it need no repository and are up in seconds.
   */
  get imageDocument(): string {
    return this.documents!.image;
  }

  /** What every document takes. @param node the name of the one node that has it. @default many have it */
  protected documentDefaults(
    props: { readonly packages?: PackageSources; readonly extraParts?: readonly Part[] },
    node?: string,
  ): DocumentInput {
    const { packageMirror, ...defaults } = this.network.documentDefaults(props.packages);
    const base = { cluster: this.cloud.cluster, node, packageMirror };
    return { base, ...defaults, extraParts: props.extraParts };
  }

  protected get cloud(): Cloud {
    return this.network.cloud;
  }

  /**
   * Prepares the documents, and gives what a machine takes as its own.
   *
   * @throws InvalidInput for what no document can be made of
   */
  protected write(nodes: readonly Node[], extraParts?: readonly Part[]): (node: Node) => () => string {
    const { bundle } = this.cloudTier;
    const documents = new TierDocuments(
      this,
      this.cloud,
      nodes,
      (node) => this.document(node),
      bundle,
      extraParts,
    );
    this.documents = documents;
    return (node) => () => documents.of(node);
  }

  /** Takes the tier into the network. @throws InvalidInput where the network has a tier of that name */
  protected join(member: Omit<Member, "name">, operatorPorts?: readonly Port[]): void {
    this.network.tiers.join(this, { name: this.connections.name, ...member }, operatorPorts);
  }
}

/** cdktf would refuse a second construct of an id in its own words. @throws InvalidInput where there is one */
export function freeId(scope: Construct, id: string): string {
  if (scope?.node?.tryFindChild(id)) {
    throw new InvalidInput(`${id}: there is a construct of that name already; give this tier another id`);
  }
  return id;
}
