import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { type TerraformResource, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { CloudPool, PoolCapacity, PoolSpec } from "../cloud";
import { waysOut } from "../support/cloud-zone";
import { UserData } from "../support/user-data";
import type { TierShare } from "./context";
import { blockDevice, instanceStoreMappings, secureMetadata } from "./instance-settings";

/**
 * Like instances whose number the cloud keeps between bounds: a launch template and an auto scaling group. A new
 * template version is for new instances; nothing refreshes the running ones.
 */
export class AwsScaledPool extends Construct implements CloudPool {
  readonly template: LaunchTemplate;
  readonly group: AutoscalingGroup;
  readonly resources: readonly TerraformResource[];

  constructor(scope: IConstruct, id: string, share: TierShare & { pool: PoolSpec; capacity: PoolCapacity }) {
    super(scope, id);
    this.template = this.launchTemplate(share);
    this.group = this.scalingGroup(share);
    this.resources = [this.template, this.group];
  }

  private launchTemplate({
    context,
    pool,
    profileName,
    securityGroupId,
  }: TierShare & { pool: PoolSpec }): LaunchTemplate {
    const { meta, tags } = context;
    const device = (name: string, volume: PoolSpec["rootVolume"]) => {
      const { encrypted, deleteOnTermination, ...ebs } = blockDevice(context, volume);
      return {
        deviceName: name,
        ebs: { ...ebs, encrypted: String(encrypted), deleteOnTermination: String(deleteOnTermination) },
      };
    };
    const image = context.image(pool.machineType);
    const tagged = tags.of(pool.name, pool.tags);
    return new LaunchTemplate(this, "template", {
      ...meta,
      namePrefix: `${tags.named(pool.name)}-`,
      updateDefaultVersion: true,
      imageId: image.id,
      instanceType: pool.machineType,
      keyName: context.keyName,
      iamInstanceProfile: { name: profileName },
      vpcSecurityGroupIds: [securityGroupId],
      userData: new UserData(this, "user-data", pool.userData).base64,
      metadataOptions: secureMetadata,
      blockDeviceMappings: [
        device(image.rootDevice, pool.rootVolume),
        ...pool.volumes.map((volume) => device(volume.device, volume)),
        ...instanceStoreMappings(pool.instanceStoreDisks),
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: tagged,
      })),
      tags: tagged,
    });
  }

  private scalingGroup({
    context,
    network,
    pool,
    capacity,
  }: TierShare & { pool: PoolSpec; capacity: PoolCapacity }): AutoscalingGroup {
    const launchTemplateId = this.template.id;
    const version = Token.asString(this.template.latestVersion);
    const spot = capacity.spotPercentage ?? 0;
    return new AutoscalingGroup(this, "group", {
      ...context.meta,
      namePrefix: `${context.tags.named(pool.name)}-`,
      minSize: capacity.min,
      maxSize: capacity.max,
      vpcZoneIdentifier: pool.zoneIndexes.map((zone) => network.zones[zone]!.privateSubnetId),
      healthCheckType: "EC2",
      // Scaling in would end builds; agents are removed once they are drained.
      protectFromScaleIn: true,
      ...(spot
        ? {
            mixedInstancesPolicy: {
              launchTemplate: {
                launchTemplateSpecification: { launchTemplateId, version },
              },
              instancesDistribution: {
                onDemandBaseCapacity: capacity.min,
                onDemandPercentageAboveBaseCapacity: 100 - spot,
                spotAllocationStrategy: "price-capacity-optimized",
              },
            },
          }
        : { launchTemplate: { id: launchTemplateId, version } }),
      tag: Object.entries(context.tags.of(pool.name, pool.tags)).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: false,
      })),
      dependsOn: waysOut(network, pool.zoneIndexes),
      // The size between the bounds is the scaler's.
      lifecycle: { ignoreChanges: ["desired_capacity"] },
    });
  }
}
