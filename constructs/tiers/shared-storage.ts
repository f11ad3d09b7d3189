import { Construct } from "constructs";
import type { NfsMountInput } from "../../cloud-init";
import { InvalidInput, show, withOwner } from "../../cloud-init/checks/invalid-input";
import { checkAbsolutePath } from "../../cloud-init/checks/paths";
import { isInstance, markInstances } from "../checks/instances";
import { checkProps, instanceOf, nested, type PropChecks, yesOrNo } from "../checks/props";
import type { CloudFileSystem } from "../clouds/cloud";
import { type Connectable, Connections } from "../network/connections";
import type { VpcNetwork } from "../network/vpc-network";
import { NfsServer, type NfsServerOptions, nfsServerChecks } from "./nfs-server";
import { freeId } from "./tier";

/** The cloud's own file system. */
export interface ManagedStorageOptions {
  /**
   * Whether Terraform refuses every plan that would destroy it. `false` is how it is let go of on purpose, with all
   * that is in it. @default true
   */
  readonly retain?: boolean;
}

/** A directory that agents have in common. Give `server` or `managed`. */
export interface SharedStorageProps {
  readonly network: VpcNetwork;
  /** A machine of your own, on any cloud. */
  readonly server?: NfsServerOptions;
  /** The cloud's own: EFS on AWS, in every zone. */
  readonly managed?: ManagedStorageOptions;
}

const checks: PropChecks<SharedStorageProps> = {
  network: instanceOf("VpcNetwork"),
  server: nested(nfsServerChecks).optional(),
  managed: nested<ManagedStorageOptions>({ retain: yesOrNo.optional() }).optional(),
};

/** A mount of shared storage, for `nfsMounts` of a pool. */
export interface SharedMount extends NfsMountInput {
  /** Lets the pool in that has the mount. */
  readonly storage: Connectable;
}

/** NFS for workspaces and homes: `nfsMounts: [storage.mount("/srv/jenkins")]`. */
export class SharedStorage extends Construct implements Connectable {
  /** Whether a value is a `SharedStorage`, of any copy of this package. */
  static isSharedStorage(value: unknown): value is SharedStorage {
    return isInstance("SharedStorage", value);
  }

  readonly connections: Connections;
  readonly fileSystem: CloudFileSystem;
  private readonly server?: NfsServer;

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and for what the cloud does not have */
  constructor(scope: Construct, id: string, props: SharedStorageProps) {
    super(scope, freeId(scope, id));
    checkProps(id, checks, props);
    const { network, server, managed } = props;
    if ((server === undefined) === (managed === undefined)) {
      throw new InvalidInput(
        `${id}: server or managed must be given, and not both, got ${show({ server, managed })}`,
      );
    }
    if (server) {
      this.server = new NfsServer(this, "server", { ...server, network, name: id });
      this.fileSystem = this.server;
      this.connections = this.server.connections;
      return;
    }
    const retain = managed?.retain ?? true;
    this.fileSystem = network.cloud.fileSystem(this, { name: id, network: network.cloudNetwork, retain });
    this.connections = new Connections(id, this.fileSystem.firewall, network.topology);
    const zoneIndexes = network.cloudNetwork.zones.map((_, i) => i);
    network.tiers.join(this, { name: id, kind: "service", machines: 0, zoneIndexes }, []);
  }

  /**
   * All that is shared, under a path of a pool's agents: an entry for `nfsMounts`. `JenkinsHome.nfs` and `host` volumes
   * of apps and builds take directories below it.
   *
   * @throws InvalidInput where the path is not absolute
   */
  mount(mountPoint: string): SharedMount {
    withOwner(this.node.id, () => checkAbsolutePath("mount", mountPoint, "/srv/jenkins"));
    const { hostname, mountOptions } = this.fileSystem;
    return { source: `${hostname}:/`, mountPoint, options: mountOptions, storage: this };
  }

  /**
   * The document for an image build of the server, as plain text: boot a machine of the same image with it, run
   * `cloud-init clean`, and make an image of that. The cloud's own storage has none.
   */
  get imageDocument(): string | undefined {
    return this.server?.imageDocument;
  }
}
markInstances(SharedStorage, "SharedStorage");
