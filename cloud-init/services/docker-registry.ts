import { stringify } from "yaml";
import { InvalidInput } from "../checks/invalid-input";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { dropIn, serviceUnit, unit } from "../document/systemd";
import { portNumbers } from "../port-numbers";

/** Objects in S3, with the rights of the node's role. */
export interface S3Storage {
  readonly bucket: string;
  readonly region: string;
  /** The region's endpoint, without the bucket: `https://s3.eu-west-1.amazonaws.com`. */
  readonly endpoint: string;
  /** What the keys of all objects begin with: `registry`. */
  readonly prefix: string;
}

export interface DockerRegistryInput {
  /** The storage of images: S3, or {@link registryData} on a volume of the node. */
  readonly storage: S3Storage | "volume";
  /** The same on all nodes of a registry: one goes on with an upload that another has begun. */
  readonly secret: string;
  /** Whether this node frees what deleted images leave; only where it is the only one. */
  readonly collectsGarbage: boolean;
}

/** Where a registry on a volume keeps its images. */
export const registryData = "/var/lib/docker-registry";

/** The user of the registry; the same number on all machines, as what a volume holds belongs to it. */
const USER_ID = 501;

const garbage = "cdktf-mesos-registry-garbage";

/** The distribution's docker-registry, for the cluster's own images: plain HTTP, only for the private network. */
export function dockerRegistryParts({
  storage,
  secret,
  collectsGarbage,
}: DockerRegistryInput): readonly Part[] {
  if (secret === "") throw new InvalidInput('secret of docker-registry must not be empty, got ""');
  const onVolume = storage === "volume";
  const config = {
    version: "0.1",
    log: { accesslog: { disabled: true } },
    // No cache of what there is: it would still know what another node, or the garbage collection, has removed.
    storage: {
      ...(onVolume ? { filesystem: { rootdirectory: registryData } } : { s3: s3Driver(storage) }),
      delete: { enabled: true },
      // Set while garbage is collected, by the environment: which works only where the file has it.
      maintenance: { readonly: { enabled: false } },
    },
    http: {
      addr: `:${portNumbers.dockerRegistry}`,
      secret,
      headers: { "X-Content-Type-Options": ["nosniff"] },
    },
    health: { storagedriver: { enabled: true, interval: "30s", threshold: 3 } },
  };
  return [
    Part.packages(["docker-registry"]),
    Part.file(
      "/etc/sysusers.d/cdktf-mesos-docker-registry.conf",
      `u docker-registry ${USER_ID} "Docker Registry" ${registryData}\n`,
    ),
    Part.file("/etc/docker/registry/config.yml", stringify(config, { lineWidth: 0 })),
    dropIn("docker-registry.service", {
      Unit: {
        Wants: "network-online.target",
        After: "network-online.target",
        ...(onVolume ? { RequiresMountsFor: registryData } : {}),
        ...serviceUnit,
      },
      Service: {
        ...(onVolume
          ? {
              // With a plus as root: the unit itself runs as docker-registry.
              ExecStartPre: `+/usr/bin/install -d -o docker-registry -g docker-registry -m 0750 ${registryData}`,
            }
          : {}),
        Restart: "always",
        RestartSec: "5",
        LimitNOFILE: "65536",
      },
    }),
    Part.service("docker-registry.service", { enabled: true }),
    ...(collectsGarbage ? garbageParts : []),
    readyCheck("docker-registry", {
      kind: "http",
      url: `http://127.0.0.1:${portNumbers.dockerRegistry}/v2/`,
    }),
  ];
}

/**
 * The registry's AWS SDK is older than some regions, and without an endpoint it takes none that it does not know
 * (registry/storage/driver/s3-aws/s3.go). With one, the bucket is in the path, not in the host name.
 */
function s3Driver({ bucket, region, endpoint, prefix }: S3Storage): Record<string, string> {
  return { bucket, region, regionendpoint: endpoint, rootdirectory: `/${prefix}` };
}

const garbageParts: readonly Part[] = [
  Part.script("registry-garbage"),
  unit(`${garbage}.service`, {
    // It restarts the registry: what required it would be stopped with it.
    Unit: { Description: "Free what deleted images leave in the registry" },
    Service: { Type: "oneshot", ExecStart: scriptPath("registry-garbage"), TimeoutStartSec: "infinity" },
  }),
  unit(`${garbage}.timer`, {
    Unit: { Description: "Look after the registry's storage" },
    Timer: { OnCalendar: "Sun 03:00", RandomizedDelaySec: "30min", Persistent: "true" },
    Install: { WantedBy: "timers.target" },
  }),
  Part.service(`${garbage}.timer`, { enabled: true }),
];
