import { Construct } from "constructs";
import { type Part, registryData, registryDocument, type S3Storage } from "../cloud-init";
import { InvalidInput, show } from "../cloud-init/invalid-input";
import type { CloudMachine, CloudTier } from "./cloud";
import { type Connectable, Connections } from "./connections";
import { type FixedNode, makeFixedNodes, planFixedNodes, sshHostsOf } from "./fixed-nodes";
import { checkMachine, nodeChecks } from "./machine-options";
import { taggedImage } from "./marathon-app-checks";
import type { ObjectStore } from "./object-store";
import { Port } from "./ports";
import { anyText, checkProps, nested, objectWith, type PropChecks, wholeNumber } from "./props";
import type { SshHost } from "./ssh-config";
import { TierBalancer } from "./tier-balancer";
import { TierDocuments } from "./tier-documents";
import { type DataVolumeOptions, dataVolumeChecks, type VolumeOptions } from "./volume";
import type { VpcNetwork } from "./vpc-network";

/** A registry for the cluster's own images. */
export interface DockerRegistryProps {
  readonly network: VpcNetwork;
  readonly machineType: string;
  /** Where images lie, on a cloud whose machines can write there: AWS. Give this or `dataVolume`. */
  readonly store?: ObjectStore;
  /** The retained volume of the one node, with the images. Give this or `store`. */
  readonly dataVolume?: DataVolumeOptions;
  /** 1 to 4; more than one behind a load balancer, and with a `store`. @default 1 */
  readonly count?: number;
  /** @default 50 GiB */
  readonly rootVolume?: VolumeOptions;
  /** The number of the first node's address in its zone's private subnet. @default 16 */
  readonly firstHost?: number;
  /** More parts for cloud-init. @default none */
  readonly extraParts?: readonly Part[];
  /** @default only the cluster's own */
  readonly tags?: Readonly<Record<string, string>>;
}

const MOST_NODES = 4;

const checks: PropChecks<DockerRegistryProps> = {
  network: objectWith("claimAddress", "a VpcNetwork"),
  machineType: anyText,
  store: objectWith("grantReadWrite", "an ObjectStore").optional(),
  dataVolume: nested(dataVolumeChecks).optional(),
  count: wholeNumber(1, MOST_NODES).optional(),
  ...nodeChecks,
};

/**
 * Debian's docker-registry, known to the Docker of every tier in the network, of those that are there and of those that
 * come. It speaks plain HTTP and asks nobody who they are: who reaches it, within the network, may push.
 */
export class DockerRegistry extends Construct implements Connectable {
  readonly connections: Connections;
  readonly nodes: readonly FixedNode[];
  readonly machines: readonly CloudMachine[];
  /** The tier as the cloud has it: what rights are granted to. */
  readonly cloudTier: CloudTier;
  /** Before more than one node. @default none: images come from the node itself */
  readonly loadBalancer?: TierBalancer;
  private readonly documents: TierDocuments<FixedNode>;

  /** @throws InvalidInput for a prop that is missing, unknown or of another form, and storage that does not do */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DockerRegistryProps,
  ) {
    super(scope, id);
    checkProps(id, checks, props);
    this.checkStorage();
    const { network, count = 1, machineType, store } = props;
    const { cloud } = network;
    checkMachine(id, cloud, props);
    this.nodes = planFixedNodes(network, { name: id, count, firstHost: props.firstHost ?? 16 });
    const tier = cloud.tier(this, { name: id, network: network.network });
    this.cloudTier = tier;
    store?.grantReadWrite(this, `${id}/`);
    this.connections = new Connections(id, tier.firewall, network.topology);
    this.documents = new TierDocuments(
      this,
      cloud,
      this.nodes,
      (node) => this.document(node),
      props.extraParts,
    );
    this.machines = makeFixedNodes(this, { ...props, tier, most: MOST_NODES }, this.nodes, this.documents);
    const zones = this.nodes.map((node) => node.zone);
    network.join(this, { name: id, kind: "service", machineType, machines: count, zones }, [
      Port.ssh,
      this.port,
    ]);
    if (count > 1) this.loadBalancer = this.balance();
    this.serve();
  }

  /** Where it listens. */
  get port(): Port {
    // What a cloud makes for a balancer's port has its name, and there may be a second registry.
    const { count = 1 } = this.props;
    return count > 1 ? Port.tcp(this.node.id, Port.dockerRegistry.from) : Port.dockerRegistry;
  }

  /** What images are named after: `host:5000`. Behind a load balancer the host is known to Terraform alone. */
  get address(): string {
    const host = this.loadBalancer?.balancer.hostname ?? this.nodes[0]!.address;
    return `${host}:${Port.dockerRegistry.from}`;
  }

  /**
   * An image of this registry, for `cachedImages`, apps and builds: `registry.image("team/app:1")`.
   *
   * @throws InvalidInput where the image has no tag or digest, or names a registry itself
   */
  image(name: string): string {
    if (!taggedImage.safeParse(name).success || !/^[a-z0-9]/.test(name) || /^[^/]*[.:][^/]*\//.test(name)) {
      throw new InvalidInput(
        `${this.node.id}: image must be a name with its tag or digest, without a registry, such as team/app:1, got ${show(name)}`,
      );
    }
    return `${this.address}/${name}`;
  }

  /** The nodes as an ssh client knows them. */
  get sshHosts(): readonly SshHost[] {
    return sshHostsOf(this.nodes);
  }

  /**
   * The document for an image build, as plain text: boot a machine of the same image with it, run `cloud-init clean`,
   * and make an image of that. Nodes that start from it need no repository and are up in seconds.
   */
  get imageDocument(): string {
    return this.documents.image;
  }

  private checkStorage(): void {
    const { store, dataVolume, count = 1 } = this.props;
    const { id } = this.node;
    if ((store === undefined) === (dataVolume === undefined)) {
      throw new InvalidInput(
        `${id}: store or dataVolume must be given, and not both, got ${show({ store: store?.node.id, dataVolume })}`,
      );
    }
    if (store && store.bucket.s3 === undefined) {
      throw new InvalidInput(
        `${id}: store must be one that machines can write to, which this cloud's are not, got ${show(store.node.id)}; give dataVolume`,
      );
    }
    if (dataVolume && count > 1) {
      throw new InvalidInput(
        `${id}: count must be 1 with a dataVolume, which one node has, got ${count}; give a store, or leave it out`,
      );
    }
  }

  private get storage(): S3Storage | "volume" {
    const { store } = this.props;
    if (!store) return "volume";
    return { bucket: store.bucket.name, ...store.bucket.s3!, prefix: this.node.id };
  }

  private document(node: FixedNode): readonly Part[] {
    const { network, dataVolume, extraParts } = this.props;
    const { cloud } = network;
    const { packageMirror, logShipper } = network.documentDefaults();
    return registryDocument({
      base: {
        cluster: cloud.cluster,
        node: node.name,
        packageMirror,
      },
      disks: dataVolume && [
        {
          device: cloud.traits.dataDevice,
          mountPoint: registryData,
          filesystem: dataVolume.filesystem ?? "xfs",
        },
      ],
      dockerRegistry: {
        storage: this.storage,
        // It guards nothing: whoever could make use of it may push as well.
        secret: `${cloud.cluster}-${this.node.id}`,
        collectsGarbage: this.nodes.length === 1,
      },
      logShipper,
      extraParts,
    });
  }

  private balance(): TierBalancer {
    return new TierBalancer(this, "entry", {
      network: this.props.network,
      tier: this,
      listeners: [
        {
          port: this.port,
          targets: this.nodes.map((node) => node.address),
          healthPath: "/v2/",
        },
      ],
    });
  }

  /** Opens the registry to every tier with Docker, and makes it known there. */
  private serve(): void {
    const entry = this.loadBalancer ?? this;
    this.props.network.onJoin((tier) => {
      if (!tier.trustRegistry) return;
      entry.connections.allowFrom(tier, this.port, "docker pulls and pushes images");
      tier.trustRegistry(this.address);
    });
  }
}
