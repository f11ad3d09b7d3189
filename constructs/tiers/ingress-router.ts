import type { Construct } from "constructs";
import { type CertificateInput, type Part, routerDocument, routerHealthPath } from "../../cloud-init";
import { isInstance, markInstances } from "../checks/instances";
import { firstHosts } from "../plan/first-hosts";
import { Port } from "../plan/ports";
import { type FixedNode, FixedTier } from "./fixed-tier";
import { checkRouterProps, type IngressRouterProps } from "./ingress-router-props";
import { TierBalancer } from "./tier-balancer";

/**
 * HAProxy before the apps of a cluster, by domain and path: apps ask for them by labels (`HAPROXY_0_VHOST`,
 * `HAPROXY_0_PATH`), or by a `route`. Its nodes follow Marathon's tasks within seconds.
 */
export class IngressRouter extends FixedTier {
  /** Whether a value is an `IngressRouter`, of any copy of this package. */
  static isIngressRouter(value: unknown): value is IngressRouter {
    return isInstance("IngressRouter", value);
  }

  readonly loadBalancer: TierBalancer;
  private readonly certificate?: CertificateInput;

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and masters without a Marathon */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: IngressRouterProps,
  ) {
    checkRouterProps(id, props);
    const { masters, count = 2, firstHost = firstHosts.ingressRouter, rootVolume = { sizeGiB: 20 } } = props;
    super(scope, id, { network: masters.network, count, firstHost });
    this.certificate = this.grantCertificate();
    masters.connections.allowFrom(this, Port.marathon, "the router learns of tasks");
    masters.onAdmit(({ pool, taskPorts }) => {
      for (const port of taskPorts) pool.connections.allowFrom(this, port, "requests to apps");
    });
    this.launch({ ...props, rootVolume, kind: "balancer" });
    this.loadBalancer = this.balance();
  }

  /** Where the domains of apps have to point: a name on AWS, an address elsewhere. */
  get hostname(): string {
    return this.loadBalancer.hostname;
  }

  /** Where its load balancer takes requests: 443 with a certificate, else 80. */
  get port(): Port {
    return this.certificate ? Port.tcp(`${this.node.id}-https`, 443) : this.http;
  }

  // Named after the router: what the cloud makes for a port has its name, and there may be a second router.
  private get http(): Port {
    return Port.tcp(`${this.node.id}-http`, 80);
  }

  private grantCertificate(): CertificateInput | undefined {
    const { certificate } = this.props;
    if (certificate === undefined || "file" in certificate) return certificate;
    const { store, key } = certificate;
    const location = store.locationOf(key);
    store.grantRead(this, key);
    return { location };
  }

  protected document(node: FixedNode): readonly Part[] {
    const { masters, group = "external" } = this.props;
    return routerDocument({
      ...this.documentDefaults(this.props, node.name),
      ingress: {
        marathons: masters.nodes.map(({ address }) => `http://${address}:${Port.marathon.from}`),
        group,
        certificate: this.certificate,
      },
    });
  }

  private balance(): TierBalancer {
    const behind = { targets: this.addresses, healthPath: routerHealthPath, proxyProtocol: true };
    const http = { ...behind, port: this.http };
    return new TierBalancer(this, "front", {
      network: this.network,
      tier: this,
      ...this.props.loadBalancer,
      listeners: this.certificate ? [http, { ...behind, port: this.port, tls: true }] : [http],
    });
  }
}
markInstances(IngressRouter, "IngressRouter");
