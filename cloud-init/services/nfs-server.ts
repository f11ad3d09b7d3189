import { InvalidInput } from "../checks/invalid-input";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { dropIn, serviceUnit } from "../document/systemd";
import { portNumbers } from "../port-numbers";

export interface NfsServerInput {
  /** The range whose machines may mount it: `10.16.0.0/16`. */
  readonly clients: string;
}

/** Where the volume of a server is mounted; clients have it as `/`. */
export const sharedData = "/srv/shared";

/**
 * The distribution's NFS server with one share, by NFS 4 only, which needs one port. Root of a client is uid 1000 here, so that
 * files that Docker creates as root belong to builds and Jenkins, and no client's root can read another user's files.
 */
export function nfsServerParts({ clients }: NfsServerInput): readonly Part[] {
  if (!/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/.test(clients)) {
    throw new InvalidInput(`clients of an NFS server must be a range such as 10.16.0.0/16, got "${clients}"`);
  }
  // mountpoint: without its volume there is nothing to share, least of all the root disk.
  const options = "rw,sync,no_subtree_check,fsid=0,mountpoint,sec=sys,root_squash,anonuid=1000,anongid=1000";
  return [
    Part.packages(["nfs-kernel-server"]),
    Part.file("/etc/nfs.conf.d/cdktf-mesos.conf", "[nfsd]\nvers3=n\nvers4=y\nthreads=32\n"),
    Part.file("/etc/exports.d/cdktf-mesos.exports", `${sharedData} ${clients}(${options})\n`),
    // What only older versions need, and would listen for.
    ...["rpcbind.socket", "rpcbind.service", "rpc-statd.service"].map((unit) =>
      Part.service(unit, { enabled: false, masked: true }),
    ),
    Part.run(["install", "-d", "-o", "1000", "-g", "1000", "-m", "0755", sharedData]),
    dropIn("nfs-server.service", {
      Unit: { RequiresMountsFor: sharedData, ...serviceUnit },
      Service: { Restart: "on-failure", RestartSec: "10" },
    }),
    Part.service("nfs-server.service", { enabled: true }),
    readyCheck("nfs-server", { kind: "tcp", host: "127.0.0.1", port: portNumbers.nfs }),
  ];
}
