import { z } from "zod";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { anyText, checkProps, instanceOf, nested, type PropChecks, text, wholeNumber } from "../checks/props";
import type { ObjectStore } from "../storage/object-store";
import { checkMachine, type NodeProps, nodeChecks } from "./machine-options";
import type { MesosMasterTier } from "./mesos-master-tier";
import { type BalancerOptions, balancerChecks } from "./tier-balancer";

/**
 * The certificate of a router: one PEM file with the certificate, its chain and its key. Nothing of it goes through
 * Terraform, whose state would keep the key.
 */
export type RouterCertificate =
  /** In a store, where you put it: nodes fetch it at boot, and again every hour. */
  | { readonly store: ObjectStore; readonly key: string }
  /** On the nodes, by an image of yours or by hand: HAProxy starts once it is there. */
  | { readonly file: string };

/** The way in to the apps of a cluster. */
export interface IngressRouterProps extends NodeProps {
  /** Whose Marathon says what there is to route to. */
  readonly masters: MesosMasterTier;
  readonly machineType: string;
  /** 1 to 4. @default 2 */
  readonly count?: number;
  /** What lets people in: the ranges that may reach it. @default internal */
  readonly loadBalancer?: BalancerOptions;
  /** HTTPS with it, and HTTP only as a redirect to that. @default only HTTP */
  readonly certificate?: RouterCertificate;
  /** Apps whose label HAPROXY_GROUP names it. @default "external" */
  readonly group?: string;
}

const checks: PropChecks<IngressRouterProps> = {
  masters: instanceOf("MesosMasterTier"),
  machineType: anyText,
  count: wholeNumber(1, 4).optional(),
  loadBalancer: nested(balancerChecks).optional(),
  certificate: z
    .union(
      [
        nested({ store: instanceOf("ObjectStore", "an ObjectStore"), key: anyText }),
        nested({ file: text(/^(\/[A-Za-z0-9._-]+)+$/, "an absolute path") }),
      ],
      { error: 'must be { store, key } or { file: "/etc/ssl/site.pem" }' },
    )
    .optional(),
  group: text(/^[A-Za-z0-9._-]+$/, "a word such as external").optional(),
  ...nodeChecks,
};

/** @throws InvalidInput for a prop that is missing, unknown or invalid, and for masters without a Marathon */
export function checkRouterProps(id: string, props: IngressRouterProps): void {
  checkProps(id, checks, props);
  const { masters } = props;
  if (!masters.hasMarathon) {
    throw new InvalidInput(
      `${id}: masters must have a marathon, whose tasks it routes to, got ${masters.node.id} with marathon: ${show(false)}`,
    );
  }
  const { cloud } = masters.network;
  checkMachine(id, cloud, props);
}
