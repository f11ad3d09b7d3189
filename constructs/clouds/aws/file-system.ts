import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import type { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { CloudFileSystem, FileSystemSpec } from "../cloud";
import type { AwsContext } from "./context";
import { AwsFirewall } from "./firewall";

/** EFS, encrypted, with a way in from each zone and a backup each day. */
export class AwsFileSystem extends Construct implements CloudFileSystem {
  readonly fileSystem: EfsFileSystem;
  readonly firewall: AwsFirewall;
  readonly resources: readonly TerraformResource[];
  /** What AWS recommends. */
  readonly mountOptions =
    "nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,noresvport,noatime";

  constructor(scope: IConstruct, id: string, context: AwsContext, spec: FileSystemSpec) {
    super(scope, id);
    const { meta, tags, kmsKeyId } = context;
    const { name, network, retain } = spec;
    this.firewall = new AwsFirewall(this, "firewall", { context, name, networkId: network.id });
    this.fileSystem = new EfsFileSystem(this, "file-system", {
      ...meta,
      encrypted: true,
      ...(kmsKeyId ? { kmsKeyId } : {}),
      // The other mode is as fast as the file system is large: a new one would be slower than a disk.
      throughputMode: "elastic",
      tags: tags.of(name),
      ...(retain ? { lifecycle: { preventDestroy: true } } : {}),
    });
    const fileSystemId = this.fileSystem.id;
    const backup = new EfsBackupPolicy(this, "backup", {
      ...meta,
      fileSystemId,
      backupPolicy: { status: "ENABLED" },
    });
    const targets = network.zones.map(
      (zone, i) =>
        new EfsMountTarget(this, `target-${i + 1}`, {
          ...meta,
          fileSystemId,
          subnetId: zone.privateSubnetId,
          securityGroups: [this.firewall.id],
        }),
    );
    this.resources = [this.fileSystem, backup, ...targets];
  }

  /** Each machine resolves it to the address in its own zone. */
  get hostname(): string {
    return this.fileSystem.dnsName;
  }
}
