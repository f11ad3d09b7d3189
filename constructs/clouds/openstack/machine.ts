import { BlockstorageVolumeV3 } from "@cdktf/provider-openstack/lib/blockstorage-volume-v3";
import { ComputeInstanceV2 } from "@cdktf/provider-openstack/lib/compute-instance-v2";
import { NetworkingFloatingipV2 } from "@cdktf/provider-openstack/lib/networking-floatingip-v2";
import { NetworkingPortV2 } from "@cdktf/provider-openstack/lib/networking-port-v2";
import { Fn, type ITerraformDependable, type TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { CloudMachine, DataVolumeSpec, MachineSpec } from "../cloud";
import { TerraformData } from "../support/terraform-data";
import { UserData } from "../support/user-data";
import type { TierShare } from "./context";
import { blockDevices, DATA_VOLUME_ID, onlyNewServers, portSecurity } from "./instance-settings";
import type { AntiAffinityGroup } from "./server-group";

/**
 * A server with an identity: its port, with the planned address, and its data volume are resources of their own, so
 * that the server can be replaced and both stay.
 */
export class OpenStackMachine extends Construct implements CloudMachine {
  readonly instance: ComputeInstanceV2;
  readonly port: NetworkingPortV2;
  readonly volume?: BlockstorageVolumeV3;
  readonly floatingAddress?: NetworkingFloatingipV2;
  readonly privateAddress: string;
  readonly publicAddress?: string;
  readonly resources: readonly TerraformResource[];

  constructor(
    scope: IConstruct,
    id: string,
    private readonly share: TierShare & { machine: MachineSpec; apart?: AntiAffinityGroup },
  ) {
    super(scope, id);
    const { context, machine, network, firewall } = share;
    const { meta, tags, choices } = context;
    const zone = network.zones[machine.zoneIndex]!;
    const ready = [...(machine.isPublic ? zone.ready.public : zone.ready.private)];
    this.port = new NetworkingPortV2(this, "port", {
      ...meta,
      name: tags.named(machine.name),
      networkId: network.id,
      adminStateUp: true,
      fixedIp: [
        {
          subnetId: machine.isPublic ? zone.publicSubnetId : zone.privateSubnetId,
          ...(machine.address ? { ipAddress: machine.address } : {}),
        },
      ],
      ...portSecurity(context, firewall.id),
      ...(machine.sharedAddress && choices.portSecurity !== false
        ? { allowedAddressPairs: [{ ipAddress: machine.sharedAddress.address }] }
        : {}),
      tags: tags.list(machine.name, machine.tags),
    });
    this.privateAddress = machine.address ?? Fn.element(this.port.allFixedIps, 0);
    firewall.ranges.push(`${this.privateAddress}/32`);
    this.volume = machine.dataVolume && this.dataVolume(machine.dataVolume);
    const planned = this.plannedAddress();
    this.instance = new ComputeInstanceV2(this, "instance", {
      ...meta,
      name: tags.named(machine.name),
      flavorId: context.flavorId(machine.machineType),
      keyPair: context.keyName,
      availabilityZone: zone.name,
      network: [{ port: this.port.id }],
      ...blockDevices(context, machine.rootVolume, this.volume ? [attached(this.volume)] : []),
      userData: new UserData(
        this,
        "user-data",
        machine.userData,
        this.volume && { [DATA_VOLUME_ID]: this.volume.id },
      ).base64,
      configDrive: choices.configDrive,
      metadata: tags.metadata(machine.name, machine.tags),
      ...share.apart?.hintsFor(1),
      // So that a volume that is written to is detached in a consistent state.
      stopBeforeDestroy: true,
      dependsOn: ready,
      lifecycle: { ...onlyNewServers, ...(planned ? { replaceTriggeredBy: [planned.address] } : {}) },
    });
    this.floatingAddress =
      machine.isPublic && choices.externalNetwork
        ? this.floatingIp(choices.externalNetwork, ready)
        : undefined;
    this.publicAddress = machine.isPublic
      ? (this.floatingAddress?.address ?? this.privateAddress)
      : undefined;
    this.resources = [this.instance, this.port, this.volume, this.floatingAddress].filter(
      (one) => one !== undefined,
    );
  }

  /**
   * What the address depends on: Neutron would give a port another one while its server runs with the old one, known to
   * its peers. As on AWS, the server is replaced with it; where it has data that is retained, such a plan is refused.
   */
  private plannedAddress(): TerraformData | undefined {
    const { address, sharedAddress, dataVolume } = this.share.machine;
    if (!address) return undefined;
    return new TerraformData(this, "planned-address", {
      triggersReplace: { address, ...(sharedAddress ? { shared: sharedAddress.address } : {}) },
      lifecycle: { preventDestroy: dataVolume?.retain ?? false },
    });
  }

  private dataVolume(spec: DataVolumeSpec): BlockstorageVolumeV3 {
    const { context, machine, network } = this.share;
    return new BlockstorageVolumeV3(this, "data", {
      ...context.meta,
      name: context.tags.named(`${machine.name}-data`),
      description: `data of ${machine.name} of the mesos cluster ${context.cluster}`,
      size: spec.sizeGiB,
      enableOnlineResize: true,
      volumeType: spec.type,
      availabilityZone: context.volumeZone(network, machine.zoneIndex),
      metadata: context.tags.metadata(machine.name, machine.tags),
      lifecycle: { preventDestroy: spec.retain, ignoreChanges: ["availability_zone"] },
    });
  }

  private floatingIp(pool: string, dependsOn: ITerraformDependable[]): NetworkingFloatingipV2 {
    const { context, machine } = this.share;
    return new NetworkingFloatingipV2(this, "address", {
      ...context.meta,
      pool,
      portId: this.port.id,
      description: `${machine.name} of the mesos cluster ${context.cluster}`,
      tags: context.tags.list(machine.name, machine.tags),
      dependsOn,
    });
  }
}

/** Attached from the first boot on, without a resource that could detach it from a running machine. */
const attached = (volume: BlockstorageVolumeV3) => ({
  bootIndex: -1,
  sourceType: "volume",
  destinationType: "volume",
  uuid: volume.id,
  deleteOnTermination: false,
});
