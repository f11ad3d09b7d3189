import { ComputeInstanceV2 } from "@cdktf/provider-openstack/lib/compute-instance-v2";
import { NetworkingPortV2 } from "@cdktf/provider-openstack/lib/networking-port-v2";
import { Fn, propertyAccess, TerraformCount, type TerraformResource, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { CloudPool, PoolSpec } from "../cloud";
import { waysOut } from "../support/cloud-zone";
import { UserData } from "../support/user-data";
import type { TierShare } from "./context";
import { blockDevices, onlyNewServers, ownVolume, portSecurity } from "./instance-settings";
import type { AntiAffinityGroup } from "./server-group";

/** A fixed number of like servers: two resources with `count`, the servers and their ports, however many they are. */
export class OpenStackPool extends Construct implements CloudPool {
  readonly ports: NetworkingPortV2;
  readonly instances: ComputeInstanceV2;
  readonly resources: readonly TerraformResource[];

  constructor(
    scope: IConstruct,
    id: string,
    share: TierShare & { pool: PoolSpec; count: number; apart: AntiAffinityGroup },
  ) {
    super(scope, id);
    const { context, network, firewall, pool } = share;
    const { meta, tags, choices } = context;
    const count = TerraformCount.of(share.count);
    const zones = pool.zoneIndexes.map((zone) => network.zones[zone]!);
    firewall.ranges.push(...zones.map((zone) => zone.privateCidr));
    // element() starts again after the last: agents are spread over the zones in turn.
    const ofZone = (values: string[]) => Token.asString(Fn.element(values, count.index));
    // Numbered from 1, as the masters are.
    const name = tags.named(`${pool.name}-\${count.index + 1}`);
    this.ports = new NetworkingPortV2(this, "port", {
      ...meta,
      count,
      name,
      networkId: network.id,
      adminStateUp: true,
      fixedIp: [{ subnetId: ofZone(zones.map((zone) => zone.privateSubnetId)) }],
      ...portSecurity(context, firewall.id),
      tags: tags.list(pool.name, pool.tags),
      // An agent that runs stays where it is.
      lifecycle: { ignoreChanges: ["fixed_ip"] },
    });
    this.instances = new ComputeInstanceV2(this, "agent", {
      ...meta,
      count,
      name,
      flavorId: context.flavorId(pool.machineType),
      keyPair: context.keyName,
      availabilityZone: ofZone(zones.map((zone) => zone.name)),
      network: [{ port: Token.asString(propertyAccess(`${this.ports.fqn}`, [count.index, "id"])) }],
      ...blockDevices(context, pool.rootVolume, pool.volumes.map(ownVolume)),
      userData: new UserData(this, "user-data", pool.userData).base64,
      configDrive: choices.configDrive,
      metadata: tags.metadata(pool.name, pool.tags),
      ...share.apart.hintsFor(share.count),
      dependsOn: waysOut(network, pool.zoneIndexes),
      lifecycle: onlyNewServers,
    });
    this.resources = [this.instances, this.ports];
  }

  get privateAddresses(): string {
    return `${this.ports.fqn}[*].all_fixed_ips[0]`;
  }
}
