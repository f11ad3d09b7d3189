import type { Construct } from "constructs";
import { type Part, registryData, registryDocument, type S3Storage } from "../../cloud-init";
import { TAGGED_IMAGE } from "../../cloud-init/checks/container-image";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { anyText, checkProps, instanceOf, nested, type PropChecks, wholeNumber } from "../checks/props";
import type { VpcNetwork } from "../network/vpc-network";
import { firstHosts } from "../plan/first-hosts";
import { Port } from "../plan/ports";
import { type DataVolumeOptions, dataVolumeChecks } from "../plan/volume";
import type { ObjectStore } from "../storage/object-store";
import { type FixedNode, FixedTier } from "./fixed-tier";
import { checkMachine, type NodeProps, nodeChecks } from "./machine-options";
import { TierBalancer } from "./tier-balancer";

/** A registry for the cluster's own images. */
export interface DockerRegistryProps extends NodeProps {
  readonly network: VpcNetwork;
  readonly machineType: string;
  /** The store for images, on a cloud whose machines can write to it: AWS. Give this or `dataVolume`. */
  readonly store?: ObjectStore;
  /** The retained volume of the one node, with the images. Give this or `store`. */
  readonly dataVolume?: DataVolumeOptions;
  /** 1 to 4; more than one behind a load balancer, and with a `store`. @default 1 */
  readonly count?: number;
}

const MOST_NODES = 4;

const checks: PropChecks<DockerRegistryProps> = {
  network: instanceOf("VpcNetwork"),
  machineType: anyText,
  store: instanceOf("ObjectStore", "an ObjectStore").optional(),
  dataVolume: nested(dataVolumeChecks).optional(),
  count: wholeNumber(1, MOST_NODES).optional(),
  ...nodeChecks,
};

/**
 * Debian's docker-registry, known to the Docker of every tier in the network, of those that are there and of those that
 * come. It speaks plain HTTP without authentication: whoever can reach it, within the network, may push.
 */
export class DockerRegistry extends FixedTier {
  /** Before more than one node. @default none: images come from the node itself */
  readonly loadBalancer?: TierBalancer;

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and for invalid storage */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DockerRegistryProps,
  ) {
    checkProps(id, checks, props);
    checkStorage(id, props);
    const { network, count = 1, firstHost = firstHosts.dockerRegistry, store } = props;
    checkMachine(id, network.cloud, props);
    super(scope, id, { network, count, firstHost });
    store?.grantReadWrite(this, `${id}/`);
    const operatorPorts = [Port.ssh, this.port];
    this.launch({ ...props, kind: "service", most: MOST_NODES, operatorPorts });
    if (count > 1) this.loadBalancer = this.balance();
    this.serve();
  }

  /** Where it listens. */
  get port(): Port {
    // What a cloud makes for a balancer's port has its name, and there may be a second registry.
    const { count = 1 } = this.props;
    return count > 1 ? Port.tcp(this.node.id, Port.dockerRegistry.from) : Port.dockerRegistry;
  }

  /** What images are named after: `host:5000`. Behind a load balancer only Terraform knows the host. */
  get address(): string {
    const host = this.loadBalancer?.hostname ?? this.nodes[0]!.address;
    return `${host}:${Port.dockerRegistry.from}`;
  }

  /**
   * An image of this registry, for `cachedImages`, apps and builds: `registry.image("team/app:1")`.
   *
   * @throws InvalidInput where the image has no tag or digest, or names a registry itself
   */
  image(name: string): string {
    if (!TAGGED_IMAGE.test(name) || !/^[a-z0-9]/.test(name) || /^[^/]*[.:][^/]*\//.test(name)) {
      throw new InvalidInput(
        `${this.node.id}: image must be a name with its tag or digest, without a registry, such as team/app:1, got ${show(name)}`,
      );
    }
    return `${this.address}/${name}`;
  }

  private get storage(): S3Storage | "volume" {
    const { store } = this.props;
    if (!store) return "volume";
    return { bucket: store.bucket.name, ...store.bucket.s3!, prefix: this.node.id };
  }

  protected document(node: FixedNode): readonly Part[] {
    const { dataVolume } = this.props;
    return registryDocument({
      ...this.documentDefaults(this.props, node.name),
      disks: dataVolume && [this.dataDisk(registryData, dataVolume)],
      dockerRegistry: {
        storage: this.storage,
        // It guards nothing: whoever could make use of it may push as well.
        secret: `${this.cloud.cluster}-${this.node.id}`,
        collectsGarbage: this.nodes.length === 1,
      },
    });
  }

  private balance(): TierBalancer {
    return new TierBalancer(this, "entry", {
      network: this.network,
      tier: this,
      listeners: [{ port: this.port, targets: this.addresses, healthPath: "/v2/" }],
    });
  }

  /** Opens the registry to every tier with Docker, and makes it known there. */
  private serve(): void {
    const entry = this.loadBalancer ?? this;
    this.network.tiers.onJoin((tier) => {
      if (!tier.trustRegistry) return;
      entry.connections.allowFrom(tier, this.port, "docker pulls and pushes images");
      tier.trustRegistry(this.address);
    });
  }
}

function checkStorage(id: string, { store, dataVolume, count = 1 }: DockerRegistryProps): void {
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
