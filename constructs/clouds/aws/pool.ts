import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Fn, TerraformCount, type TerraformResource, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { CloudPool, PoolSpec } from "../cloud";
import { waysOut } from "../support/cloud-zone";
import { UserData } from "../support/user-data";
import type { TierShare } from "./context";
import { blockDevice, instanceStoreMappings, onlyNewAgents, secureMetadata } from "./instance-settings";

/** A fixed number of like instances: one resource with `count`, however many they are. */
export class AwsPool extends Construct implements CloudPool {
  readonly instances: Instance;
  readonly resources: readonly TerraformResource[];

  constructor(scope: IConstruct, id: string, share: TierShare & { pool: PoolSpec; count: number }) {
    super(scope, id);
    const { context, network, pool } = share;
    const { meta, tags } = context;
    const count = TerraformCount.of(share.count);
    const subnets = pool.zoneIndexes.map((zone) => network.zones[zone]!.privateSubnetId);
    // Numbered from 1, as the masters are.
    const name = `${pool.name}-\${count.index + 1}`;
    const tagged = tags.of(name, pool.tags);
    this.instances = new Instance(this, "agent", {
      ...meta,
      count,
      ami: context.image(pool.machineType).id,
      instanceType: pool.machineType,
      keyName: context.keyName,
      iamInstanceProfile: share.profileName,
      // element() starts again after the last: agents are spread over the zones in turn.
      subnetId: Token.asString(Fn.element(subnets, count.index)),
      vpcSecurityGroupIds: [share.securityGroupId],
      userDataBase64: new UserData(this, "user-data", pool.userData).base64,
      metadataOptions: secureMetadata,
      // Volumes have their own tags: for volume_tags the provider would make two more calls at every plan.
      rootBlockDevice: { ...blockDevice(context, pool.rootVolume), tags: tagged },
      ebsBlockDevice: pool.volumes.map((volume) => ({
        ...blockDevice(context, volume),
        deviceName: volume.device,
        tags: tagged,
      })),
      ...(pool.instanceStoreDisks
        ? { ephemeralBlockDevice: instanceStoreMappings(pool.instanceStoreDisks) }
        : {}),
      tags: tagged,
      dependsOn: waysOut(network, pool.zoneIndexes),
      lifecycle: onlyNewAgents,
    });
    this.resources = [this.instances];
  }

  get privateAddresses(): string {
    return `${this.instances.fqn}[*].private_ip`;
  }
}
