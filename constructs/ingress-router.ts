import { Construct } from "constructs";
import { type CertificateInput, type Part, routerDocument, routerHealthPath } from "../cloud-init";
import type { CloudMachine, CloudTier } from "./cloud";
import { type Connectable, Connections } from "./connections";
import { type FixedNode, planFixedNodes, sshHostsOf } from "./fixed-nodes";
import { checkRouterProps, type IngressRouterProps } from "./ingress-router-props";
import { Port } from "./ports";
import type { SshHost } from "./ssh-config";
import { TierBalancer } from "./tier-balancer";
import { TierDocuments } from "./tier-documents";

/**
 * HAProxy before the apps of a cluster, by domain and path: apps ask for them by labels (`HAPROXY_0_VHOST`,
 * `HAPROXY_0_PATH`), or by a `route`. Its nodes follow Marathon's tasks within seconds.
 */
export class IngressRouter extends Construct implements Connectable {
  readonly connections: Connections;
  readonly nodes: readonly FixedNode[];
  readonly machines: readonly CloudMachine[];
  readonly loadBalancer: TierBalancer;
  /** The tier as the cloud has it: what rights are granted to. */
  readonly cloudTier: CloudTier;
  private readonly documents: TierDocuments<FixedNode>;
  private readonly certificate?: CertificateInput;

  /** @throws InvalidInput for a prop that is missing, unknown or of another form, and masters without a Marathon */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: IngressRouterProps,
  ) {
    super(scope, id);
    checkRouterProps(id, props);
    const { masters, machineType, count = 2, firstHost = 28 } = props;
    const { network } = masters;
    const { cloud } = network;
    this.nodes = planFixedNodes(network, { name: id, count, firstHost });
    const tier = cloud.tier(this, { name: id, network: network.network });
    this.cloudTier = tier;
    this.connections = new Connections(id, tier.firewall, network.topology);
    this.certificate = this.grantCertificate();
    this.documents = new TierDocuments(
      this,
      cloud,
      this.nodes,
      (node) => this.document(node),
      props.extraParts,
    );
    this.machines = this.nodes.map((node) =>
      tier.machine(this, {
        id: String(node.number),
        name: node.name,
        machineType,
        zone: node.zone,
        address: node.address,
        rootVolume: props.rootVolume ?? { sizeGiB: 20 },
        userData: () => this.documents.of(node),
        tags: props.tags ?? {},
      }),
    );
    masters.connections.allowFrom(this, Port.marathon, "the router learns of tasks");
    masters.onAdmit(({ pool, taskPorts }) => {
      for (const port of taskPorts) pool.connections.allowFrom(this, port, "requests to apps");
    });
    network.join(this, {
      name: id,
      kind: "balancer",
      machineType,
      machines: count,
      zones: this.nodes.map((node) => node.zone),
    });
    this.loadBalancer = this.balance();
  }

  /** Where the domains of apps have to point: a name on AWS, an address elsewhere. */
  get hostname(): string {
    return this.loadBalancer.balancer.hostname;
  }

  /** Where its load balancer takes requests: 443 with a certificate, else 80. */
  get port(): Port {
    return this.certificate ? Port.tcp(`${this.node.id}-https`, 443) : this.http;
  }

  // Named after the router: what the cloud makes for a port has its name, and there may be a second router.
  private get http(): Port {
    return Port.tcp(`${this.node.id}-http`, 80);
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

  private grantCertificate(): CertificateInput | undefined {
    const { certificate } = this.props;
    if (certificate === undefined || "file" in certificate) return certificate;
    const { store, key } = certificate;
    const location = store.locationOf(key);
    store.grantRead(this, key);
    return { location };
  }

  private document(node: FixedNode): readonly Part[] {
    const { masters, group = "external", extraParts } = this.props;
    const { sources, packageMirror, logShipper } = masters.network.documentDefaults();
    return routerDocument({
      base: { cluster: masters.network.cloud.cluster, node: node.name, packageMirror },
      sources,
      ingress: {
        marathons: masters.nodes.map(({ address }) => `http://${address}:${Port.marathon.from}`),
        group,
        certificate: this.certificate,
      },
      logShipper,
      extraParts,
    });
  }

  private balance(): TierBalancer {
    const targets = this.nodes.map((node) => node.address);
    const behind = { targets, healthPath: routerHealthPath, proxyProtocol: true };
    const http = { ...behind, port: this.http };
    return new TierBalancer(this, "front", {
      network: this.props.masters.network,
      tier: this,
      ...this.props.loadBalancer,
      listeners: this.certificate ? [http, { ...behind, port: this.port, tls: true }] : [http],
    });
  }
}
