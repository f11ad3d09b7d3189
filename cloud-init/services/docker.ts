import { InvalidInput } from "../checks/invalid-input";
import { imageWords } from "../document/image-words";
import { installParts } from "../document/install";
import {
  defaultPackageSources,
  type HostPackageSource,
  type PackageArchive,
} from "../document/package-source";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { dropIn, serviceUnit, unit } from "../document/systemd";

/** An image to have on the node beforehand: pulled by its name, or loaded from an archive of `docker save`. */
export type CachedImage = string | ({ readonly image: string } & PackageArchive);

/** The form of a mirror of Docker Hub: Docker takes no path. */
export const REGISTRY_MIRROR = /^https?:\/\/[^\s/]+\/?$/;

/** The group whose members may use Docker's socket; the same number on all nodes, so that a container can be given it. */
export const DOCKER_GROUP_ID = 500;

/** Where Docker keeps images and containers. */
const DATA_ROOT = "/var/lib/docker";

/** How full the disk of its data may get before unused images are removed. */
const PRUNE_AT_PERCENT = 75;

export interface DockerInput {
  /** Images to have before the Mesos agent registers. @default none */
  readonly cachedImages?: readonly CachedImage[];
  /** Mirrors of Docker Hub, as URLs. @default none */
  readonly registryMirrors?: readonly string[];
  /** Registries of the private network that speak plain HTTP, as `host:port`. @default none */
  readonly registries?: readonly string[];
  /** @default the distribution's package */
  readonly source?: HostPackageSource;
}

/** Docker, with the images that are to be there and a timer that keeps others from filling the disk. */
export function dockerParts(input: DockerInput = {}): readonly Part[] {
  const { cachedImages = [], registryMirrors = [], registries = [] } = input;
  for (const mirror of registryMirrors) {
    if (!REGISTRY_MIRROR.test(mirror)) {
      throw new InvalidInput(
        `registryMirrors must each be an http or https URL without a path, got "${mirror}"`,
      );
    }
  }
  for (const registry of registries) {
    // A Terraform expression is a placeholder for a host that the cloud names.
    if (!/^([a-z0-9.-]+|\$\{\S+\}):\d+$/.test(registry)) {
      throw new InvalidInput(`registries must each have the form host:port, got "${registry}"`);
    }
  }
  const daemon = {
    "data-root": DATA_ROOT,
    // From Docker 29 on, images would otherwise be in /var/lib/containerd, which is not on the disk for them.
    features: { "containerd-snapshotter": false },
    // A task's output is in its sandbox; what Docker keeps as well must not fill the disk.
    "log-driver": "json-file",
    "log-opts": { "max-size": "50m", "max-file": "3" },
    // Containers end with Docker. If they outlived it, the task of each would have ended all the same, and run twice then.
    "shutdown-timeout": 6,
    ...(registryMirrors.length > 0 ? { "registry-mirrors": registryMirrors } : {}),
    ...(registries.length > 0 ? { "insecure-registries": registries } : {}),
  };
  return [
    ...installParts("docker", input.source ?? defaultPackageSources.docker, ["docker.io"]),
    Part.file("/etc/sysusers.d/cdktf-mesos-docker.conf", `g docker ${DOCKER_GROUP_ID}\n`),
    Part.script("build-user"),
    Part.run([scriptPath("build-user")]),
    Part.file("/etc/docker/daemon.json", `${JSON.stringify(daemon, null, 2)}\n`),
    Part.sysctl({ "net.ipv4.ip_forward": "1" }),
    dropIn("docker.service", {
      Unit: { RequiresMountsFor: DATA_ROOT, ...serviceUnit },
      Service: { Restart: "always", RestartSec: "5", TimeoutStopSec: "15" },
    }),
    Part.script("docker-prune"),
    unit("cdktf-mesos-docker-prune.service", {
      Unit: {
        Description: "Remove what fills Docker's disk",
        Requires: "docker.service",
        After: "docker.service",
      },
      Service: { Type: "oneshot", ExecStart: `${scriptPath("docker-prune")} ${PRUNE_AT_PERCENT}` },
    }),
    unit("cdktf-mesos-docker-prune.timer", {
      Unit: { Description: "Look after Docker's disk" },
      Timer: { OnActiveSec: "15min", OnUnitActiveSec: "15min", RandomizedDelaySec: "5min" },
      Install: { WantedBy: "timers.target" },
    }),
    Part.service("docker.service", { enabled: true }),
    Part.service("cdktf-mesos-docker-prune.timer", { enabled: true }),
    ...cachedImageParts(cachedImages),
    readyCheck("docker", { kind: "unit", unit: "docker.service" }),
  ];
}

function cachedImageParts(images: readonly CachedImage[]): readonly Part[] {
  if (images.length === 0) return [];
  const line = (cached: CachedImage) =>
    typeof cached === "string"
      ? imageWords("each of cachedImages", cached)
      : imageWords("each of cachedImages", cached.image, cached);
  return [
    Part.script("container-image"),
    Part.script("cache-images"),
    Part.file("/etc/cdktf-mesos/cached-images", `${images.map(line).join("\n")}\n`),
    unit("cdktf-mesos-cache-images.service", {
      Unit: {
        Description: "Bring container images onto this node",
        Requires: "docker.service",
        Wants: "network-online.target",
        After: ["docker.service", "network-online.target"],
        Before: "mesos-agent.service",
      },
      Service: {
        Type: "oneshot",
        RemainAfterExit: "yes",
        // A dash: what cannot be cached is logged, and the node goes on without it.
        ExecStart: `-${scriptPath("cache-images")}`,
        TimeoutStartSec: "3600",
      },
      Install: { WantedBy: "multi-user.target" },
    }),
    Part.service("cdktf-mesos-cache-images.service", { enabled: true }),
  ];
}
