import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { type AptPackageSource, aptSourceCommands, defaultPackageSources } from "../../../cloud-init";
import { type LabSystem, labSystems, type PublishedPrograms } from "./choice";
import { programFile } from "./fill-mirror";
import { inLayer } from "./layer";
import { cache } from "./places";
import { run } from "./run";

/** Sources of the published Mesos and Marathon. */
export interface Publisher {
  readonly mesos: AptPackageSource;
  readonly image: string;
  /** URL of the registry with the image. @default Docker Hub */
  readonly registry?: string;
}

/**
 * The library's default sources, or a mirror of them with a folder for each of their hosts, from the environment.
 *
 * - `CDKTF_MESOS_PUBLISHER`: URL of the mirror
 * - `CDKTF_MESOS_PUBLISHER_KEY`: the fingerprint of its key, if it is signed with another key
 * - `CDKTF_MESOS_PUBLISHER_REGISTRY`: URL of a mirror of Docker Hub
 */
export function publisher(environment: NodeJS.ProcessEnv): Publisher {
  const { mesos, marathon } = defaultPackageSources;
  const mirror = environment.CDKTF_MESOS_PUBLISHER?.replace(/\/$/, "");
  const place = (url: string) => (mirror ? url.replace("https:/", mirror) : url);
  return {
    mesos: {
      ...mesos,
      uri: Object.fromEntries(Object.entries(mesos.uri).map(([system, uri]) => [system, place(uri)])),
      keyUrl: place(mesos.keyUrl),
      keyFingerprint: environment.CDKTF_MESOS_PUBLISHER_KEY || mesos.keyFingerprint,
    },
    image: marathon.image,
    registry: environment.CDKTF_MESOS_PUBLISHER_REGISTRY || undefined,
  };
}

/** A system for which packages are downloaded. */
export interface Target {
  /** The root folder of a machine. */
  readonly root: string;
  /** A mirror of the distribution, for packages that are required to add a source. */
  readonly mirror: string;
}

/**
 * Downloads the published programs once, the packages as a node does: with the library's script that adds a source, from
 * a signed index.
 *
 * @param top the cache folder
 * @throws Error if a source is unreachable, or a download is rejected
 */
export async function obtain(
  from: Publisher,
  targets: Readonly<Record<LabSystem, Target>>,
  top = cache,
): Promise<PublishedPrograms> {
  const recipe = createHash("sha256").update(JSON.stringify(from));
  const folder = path.join(top, `published-${recipe.digest("hex").slice(0, 16)}`);
  if (!existsSync(folder)) {
    await reach(from.mesos.keyUrl!);
    const draft = `${folder}.draft`;
    rmSync(draft, { recursive: true, force: true });
    try {
      for (const system of labSystems) {
        const place = path.join(draft, system);
        mkdirSync(place, { recursive: true });
        await refusable("the package of Mesos", () => fetchMesos(from.mesos, targets[system], place));
      }
      await refusable("the image of Marathon", () => fetchImage(from, path.join(draft, "marathon.tar")));
      renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  const file = (system: LabSystem) => path.join(folder, system, readdirSync(path.join(folder, system))[0]!);
  return {
    kind: "published",
    from: `${new URL(from.mesos.keyUrl!).origin} and ${from.registry ?? "Docker Hub"}`,
    mesos: { "debian-12": file("debian-12"), "ubuntu-24.04": file("ubuntu-24.04") },
    marathon: path.join(folder, "marathon.tar"),
  };
}

/** Fails earlier than apt with its retries. */
async function reach(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  if (!answer) throw new Error(`${url} is unreachable`);
  if (!answer.ok) throw new Error(`${url} responds with ${answer.status}`);
}

/** Reports the last error in a program's output. */
async function refusable(what: string, fetchIt: () => Promise<unknown>): Promise<void> {
  try {
    await fetchIt();
  } catch (error) {
    const lines = (error as Error).message.trim().split("\n");
    const why = lines.filter((line) => /^(E|apt source [^:]+): /.test(line)).pop() ?? lines.pop();
    throw new Error(`${what} was refused: ${why}`);
  }
}

async function fetchMesos(source: AptPackageSource, { root, mirror }: Target, folder: string): Promise<void> {
  const [[, ...words]] = aptSourceCommands([source]) as [string[]];
  const programs = [programFile("apt-mirror"), programFile("apt-source")];
  const wanted = source.packages.map((name) => `${name}=${source.version}`).join(" ");
  await inLayer(root, downloadMesos, [...programs, mirror, wanted, folder, ...words]);
}

const downloadMesos = `
cp "$1" "$layer/root/tmp/apt-mirror"
cp "$2" "$layer/root/tmp/apt-source"
mirror=$3 wanted=$4 folder=$5
shift 5
in_root bash /tmp/apt-mirror "$mirror" -
rm "$layer/root/etc/resolv.conf"
cp /etc/resolv.conf /etc/hosts "$layer/root/etc/"
in_root bash /tmp/apt-source "$@"
# The other sources are no longer needed.
rm "$layer/root/etc/apt/sources.list.d/cdktf-mesos-mirror.sources"
in_root apt-get update --quiet --error-on=any
in_root sh -c "cd /tmp && apt-get download --quiet $wanted"
cp "$layer"/root/tmp/*.deb "$folder"
`;

async function fetchImage({ image, registry }: Publisher, archive: string): Promise<void> {
  const { protocol, host } = registry === undefined ? { protocol: "https:", host: "" } : new URL(registry);
  const options = ["--insecure-policy", "--override-arch=amd64", `--src-tls-verify=${protocol === "https:"}`];
  const from = `docker://${host && `${host}/`}${image}`;
  await run("skopeo", ["copy", "--quiet", ...options, from, `docker-archive:${archive}:${image}`]);
}
