import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { VolumeAttachment } from "@cdktf/provider-aws/lib/volume-attachment";
import type { ITerraformDependable, TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { CloudMachine, CloudZone, DataVolumeSpec, MachineSpec } from "../cloud";
import { UserData } from "../support/user-data";
import type { TierShare } from "./context";
import { blockDevice, onlyNewInstances, secureMetadata, volumeSettings } from "./instance-settings";

/**
 * An instance with an identity: its network interface, with the planned address, and its data volume are
 * resources of their own, so that the instance can be replaced and both stay.
 */
export class AwsMachine extends Construct implements CloudMachine {
  readonly instance: Instance;
  readonly interface: NetworkInterface;
  readonly volume?: EbsVolume;
  readonly publicAddress?: string;
  readonly resources: readonly TerraformResource[];

  constructor(
    scope: IConstruct,
    id: string,
    private readonly share: TierShare & { machine: MachineSpec },
  ) {
    super(scope, id);
    const { context, machine, network } = share;
    const { meta, tags } = context;
    const zone = network.zones[machine.zoneIndex]!;
    const ready = [...(machine.isPublic ? zone.ready.public : zone.ready.private)];
    this.interface = new NetworkInterface(this, "interface", {
      ...meta,
      subnetId: machine.isPublic ? zone.publicSubnetId : zone.privateSubnetId,
      securityGroups: [share.securityGroupId],
      ...(machine.address ? { privateIps: [machine.address] } : {}),
      description: `${machine.name} of the mesos cluster ${context.cluster}`,
      tags: tags.of(machine.name, machine.tags),
    });
    this.instance = new Instance(this, "instance", {
      ...meta,
      ami: context.image(machine.machineType).id,
      instanceType: machine.machineType,
      keyName: context.keyName,
      iamInstanceProfile: share.profileName,
      networkInterface: [{ deviceIndex: 0, networkInterfaceId: this.interface.id }],
      userDataBase64: new UserData(this, "user-data", machine.userData).base64,
      metadataOptions: secureMetadata,
      rootBlockDevice: {
        ...blockDevice(context, machine.rootVolume),
        tags: tags.of(`${machine.name}-root`, machine.tags),
      },
      tags: tags.of(machine.name, machine.tags),
      dependsOn: ready,
      lifecycle: onlyNewInstances,
    });
    const volume = machine.dataVolume && this.attach(machine.dataVolume, zone);
    this.volume = volume?.[0];
    const address = machine.isPublic ? this.address(ready) : undefined;
    this.publicAddress = address?.publicIp;
    this.resources = [this.instance, this.interface, ...(volume ?? []), ...(address ? [address] : [])];
  }

  get privateAddress(): string {
    return this.share.machine.address ?? this.interface.privateIp;
  }

  private attach(spec: DataVolumeSpec, zone: CloudZone): [EbsVolume, VolumeAttachment] {
    const { context, machine } = this.share;
    const volume = new EbsVolume(this, "data", {
      ...context.meta,
      availabilityZone: zone.name,
      encrypted: true,
      ...(context.kmsKeyId ? { kmsKeyId: context.kmsKeyId } : {}),
      ...volumeSettings(spec),
      size: spec.sizeGiB,
      // Whatever destroys it, a snapshot stays.
      finalSnapshot: spec.retain,
      tags: context.tags.of(`${machine.name}-data`, machine.tags),
      ...(spec.retain ? { lifecycle: { preventDestroy: true } } : {}),
    });
    const attachment = new VolumeAttachment(this, "data-attachment", {
      ...context.meta,
      deviceName: spec.device,
      instanceId: this.instance.id,
      volumeId: volume.id,
      // A mounted volume cannot be detached from a running machine.
      stopInstanceBeforeDetaching: true,
    });
    return [volume, attachment];
  }

  private address(dependsOn: ITerraformDependable[]): Eip {
    const { context, machine } = this.share;
    return new Eip(this, "address", {
      ...context.meta,
      domain: "vpc",
      networkInterface: this.interface.id,
      tags: context.tags.of(machine.name, machine.tags),
      dependsOn,
    });
  }
}
