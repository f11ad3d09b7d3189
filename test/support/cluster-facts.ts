import { allowedRanges } from "./openstack";
import type { Resource, Synthesized } from "./synth";

/** The properties of a cluster in a cloud-independent form, read from the synthesized JSON. */
export interface ClusterFacts {
  /** `masters-1 m3.xlarge x1 10.16.32.10` */
  readonly nodes: readonly string[];
  /** `masters-1 20 GiB retained`, `builds 200 GiB`. */
  readonly volumes: readonly string[];
  /** `masters > builds 5051-5051`. */
  readonly edges: readonly string[];
  /** `marathon 8080 /ping 10.16.32.10,…`. */
  readonly listeners: readonly string[];
  /** `10.16.32.0/19`, private and public. */
  readonly subnets: readonly string[];
}

interface Reader {
  nodes(json: Synthesized): readonly string[];
  volumes(json: Synthesized): readonly string[];
  edges(json: Synthesized): readonly string[];
  listeners(json: Synthesized): readonly string[];
  subnets(json: Synthesized): readonly string[];
}

type Blocks = Record<string, unknown>[];

/** The resource of a reference such as `${type.id.attribute}`. */
function referred(json: Synthesized, reference: unknown): Resource {
  const [, data, type, id] = /(data\.)?([a-z0-9_]+)\.([\w-]+)(\.|\[)/.exec(String(reference)) ?? [];
  const found = (data ? json.json.data : json.json.resource)?.[type ?? ""]?.[id ?? ""];
  if (!found) throw new Error(`no resource for ${reference}`);
  return found;
}

/** A name without the cluster's prefix, and with `*` for Terraform's index. */
const shortName = (name: unknown) =>
  String(name)
    .replace(/^(hands-on|jenkins-40|jenkins-ha|jenkins-2000|pipeline)-/, "")
    .replace(/-\$\{.*$/, "-*");
const values = (json: Synthesized, type: string) => json.all(type).map(([, resource]) => resource);
const nameOf = ({ tags }: Resource) => shortName((tags as { Name: string }).Name);
const retained = (volume: Resource) => (volume.lifecycle?.prevent_destroy ? " retained" : "");

const aws: Reader = {
  nodes: (json) =>
    values(json, "aws_instance").map((instance) => {
      const [network] = (instance.network_interface as Blocks | undefined) ?? [];
      const addresses =
        network && (referred(json, network.network_interface_id).private_ips as string[] | undefined);
      return `${nameOf(instance)} ${instance.instance_type} x${instance.count ?? 1} ${addresses?.[0] ?? "any"}`;
    }),
  volumes: (json) => [
    ...values(json, "aws_ebs_volume").map(
      (volume) => `${nameOf(volume).replace(/-data$/, "")} ${volume.size} GiB${retained(volume)}`,
    ),
    ...values(json, "aws_instance").flatMap((instance) =>
      ((instance.ebs_block_device as Blocks | undefined) ?? []).map(
        (volume) => `${nameOf(instance)} ${volume.volume_size} GiB`,
      ),
    ),
  ],
  edges: (json) => {
    const group = (reference: unknown) => nameOf(referred(json, reference));
    return values(json, "aws_vpc_security_group_ingress_rule").map((rule) => {
      const from = rule.cidr_ipv4 ?? group(rule.referenced_security_group_id);
      return `${from} > ${group(rule.security_group_id)} ${rule.from_port}-${rule.to_port}`;
    });
  },
  listeners: (json) =>
    values(json, "aws_lb_listener").map(({ port, default_action }) => {
      const { target_group_arn } = (default_action as Blocks)[0]!;
      const group = referred(json, target_group_arn);
      const targets = values(json, "aws_lb_target_group_attachment")
        .filter((target) => target.target_group_arn === target_group_arn)
        .map(({ target_id }) => target_id);
      return `${port} ${(group.health_check as { path: string }).path} ${targets}`;
    }),
  subnets: (json) => values(json, "aws_subnet").map(({ cidr_block }) => String(cidr_block)),
};

const openStack: Reader = {
  nodes: (json) =>
    values(json, "openstack_compute_instance_v2").map(({ name, flavor_id, network, count = 1 }) => {
      const port = referred(json, (network as Blocks)[0]!.port);
      const { ip_address = "any" } = (port.fixed_ip as Blocks)[0]!;
      return `${shortName(name)} ${referred(json, flavor_id).name} x${count} ${ip_address}`;
    }),
  volumes: (json) => [
    ...values(json, "openstack_blockstorage_volume_v3").map(
      (volume) => `${shortName(volume.name).replace(/-data$/, "")} ${volume.size} GiB${retained(volume)}`,
    ),
    ...values(json, "openstack_compute_instance_v2").flatMap(({ name, block_device = [] }) =>
      (block_device as Blocks)
        .filter(({ source_type }) => source_type === "blank")
        .map(({ volume_size }) => `${shortName(name)} ${volume_size} GiB`),
    ),
  ],
  // A balancer has no security group: as a source it is its subnet's range, as a target it has a list of ranges.
  edges: (json) => {
    const group = (reference: unknown) => shortName(referred(json, reference).name);
    const listeners = values(json, "openstack_lb_listener_v2");
    const balancerOf = (listener: Resource) => shortName(referred(json, listener.loadbalancer_id).name);
    const ranges = values(json, "openstack_lb_loadbalancer_v2").map(
      ({ vip_subnet_id }) => referred(json, vip_subnet_id).cidr,
    );
    /** The balancer of the called tier, by its name, if the range is the one that all balancers share. */
    const caller = ({ remote_ip_prefix, security_group_id }: Resource) =>
      ranges.includes(remote_ip_prefix as string)
        ? listeners.map(balancerOf).find((name) => name.startsWith(`${group(security_group_id)}-`))
        : remote_ip_prefix;
    const rules = values(json, "openstack_networking_secgroup_rule_v2")
      .filter(({ direction }) => direction === "ingress")
      .map((rule) => {
        const from = caller(rule) ?? group(rule.remote_group_id);
        return `${from} > ${group(rule.security_group_id)} ${rule.port_range_min}-${rule.port_range_max}`;
      });
    const balancerEdges = listeners.flatMap((listener) =>
      allowedRanges(listener).map((range) => {
        const from = range.startsWith("${") ? shortName(referred(json, range).name) : range;
        return `${from} > ${balancerOf(listener)} ${listener.protocol_port}-${listener.protocol_port}`;
      }),
    );
    return [...rules, ...balancerEdges];
  },
  listeners: (json) =>
    values(json, "openstack_lb_monitor_v2").map(({ pool_id, url_path }) => {
      const members = values(json, "openstack_lb_members_v2").find((one) => one.pool_id === pool_id);
      const { protocol_port } = referred(json, referred(json, pool_id).listener_id);
      return `${protocol_port} ${url_path} ${(members!.member as Blocks).map(({ address }) => address)}`;
    }),
  subnets: (json) => values(json, "openstack_networking_subnet_v2").map(({ cidr }) => String(cidr)),
};

export function clusterFacts(cloud: "aws" | "openstack", json: Synthesized): ClusterFacts {
  const reader = { aws, openstack: openStack }[cloud];
  return {
    nodes: [...reader.nodes(json)].sort(),
    volumes: [...reader.volumes(json)].sort(),
    edges: [...reader.edges(json)].sort(),
    listeners: [...reader.listeners(json)].sort(),
    subnets: [...reader.subnets(json)].sort(),
  };
}
