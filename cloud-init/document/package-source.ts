import { InvalidInput } from "../checks/invalid-input";

/** A file by URL: a `.deb`, or an image as `docker save` writes it. Without `sha256` it is refused unless `trustWithoutChecksum` says so as well. */
export interface PackageArchive {
  readonly url: string;
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly sha256?: string;
  readonly trustWithoutChecksum?: true;
}

/** A release of a distribution, as `ID` and `VERSION_ID` of `/etc/os-release` name it. */
export type System = `debian-${number}` | `ubuntu-${number}`;

/** A machine's architecture, as dpkg names it. */
export type Architecture = "amd64" | "arm64";

/**
 * An apt repository and the key it is signed with.
 *
 * In a uri and in `suite`, `{codename}` is replaced by `bookworm`, `noble`, …, the code name of the booted image.
 */
export interface AptSource {
  /** Names the files on the node: lower-case letters, digits, dashes. */
  readonly name: string;
  /** Where the repository is: one for all images, or one for each system that it has packages for. Others are refused. */
  readonly uri: string | Readonly<Partial<Record<System, string>>>;
  /** What it has packages for; others are refused. @default not checked */
  readonly architectures?: readonly Architecture[];
  /** @default "{codename}" */
  readonly suite?: string;
  /** Empty for a flat repository, whose suite ends in `/`. @default ["main"] */
  readonly components?: readonly string[];
  /** Where the key is downloaded from, or … */
  readonly keyUrl?: string;
  /** … the key itself, ASCII-armored. */
  readonly key?: string;
  /** The 40 digits of the signing key: no other key is trusted, whatever the URL hands out. */
  readonly keyFingerprint?: string;
  /** Confirms that the key of `keyUrl` is taken without a fingerprint to compare. */
  readonly trustWithoutFingerprint?: true;
  /** Confirms that the repository has no signature at all. */
  readonly trustUnsigned?: true;
}

/** The distribution's own packages, or those of a mirror that the image already knows. */
export interface DistributionPackageSource {
  readonly kind: "distribution";
  /** @default the names that Debian and Ubuntu use */
  readonly packages?: readonly string[];
  /** Exact version, or one that ends in `*`. @default the release's own */
  readonly version?: string;
}

/** Packages of an apt repository; of what else it has, nothing replaces a package of the distribution. */
export interface AptPackageSource extends AptSource {
  readonly kind: "apt";
  readonly packages: readonly string[];
  /** Exact version of `packages`, or one that ends in `*`. @default the newest */
  readonly version?: string;
  /** Further packages, of any version, that `packages` forget to depend on. */
  readonly dependencies?: readonly string[];
}

/** Package archives by URL. */
export interface UrlPackageSource {
  readonly kind: "urls";
  readonly archives: readonly PackageArchive[];
  /** Packages of the distribution that the archives need. */
  readonly dependencies?: readonly string[];
}

/** A container image, run by Docker on the node (Marathon only). */
export interface ContainerPackageSource {
  readonly kind: "container";
  readonly image: string;
  /** What the image is made for; machines of others are refused. @default not checked */
  readonly architectures?: readonly Architecture[];
  /** Where `docker save` put it, for networks without a registry. @default pulled by its name */
  readonly archive?: PackageArchive;
}

/** Already in the machine image: nothing is installed. */
export interface PreinstalledPackageSource {
  readonly kind: "preinstalled";
}

export type HostPackageSource =
  | DistributionPackageSource
  | AptPackageSource
  | UrlPackageSource
  | PreinstalledPackageSource;

/** Where the programs of a node come from. */
export type PackageSource = HostPackageSource | ContainerPackageSource;

/** A source for each program; what is left out comes from {@link defaultPackageSources}. */
export interface PackageSources {
  readonly mesos?: HostPackageSource;
  readonly zookeeper?: HostPackageSource;
  readonly marathon?: PackageSource;
  readonly docker?: HostPackageSource;
  readonly elasticsearch?: HostPackageSource;
  /** Of the same version as Elasticsearch: another is refused by either. */
  readonly kibana?: HostPackageSource;
}

const elastic = {
  kind: "apt",
  uri: "https://artifacts.elastic.co/packages/8.x/apt",
  suite: "stable",
  components: ["main"],
  version: "8.19.21",
  keyUrl: "https://artifacts.elastic.co/GPG-KEY-elasticsearch",
  keyFingerprint: "46095ACC8548582C1A2699A9D27D666CD88E42B4",
} as const;

/**
 * Sources that exist in 2026. The old repositories of Mesosphere are gone.
 *
 * - Mesos: the maintained fork (Clusterd) in AVENTER's repository, by the fingerprint in AVENTER's own playbook, with
 *   the libraries that its package forgets to depend on (docs/decisions/0032-where-mesos-comes-from.md).
 * - ZooKeeper and Docker: the distribution's packages.
 * - Marathon: its last release as a container image; it needs Java 8, which no current distribution has.
 * - Elasticsearch and Kibana: Elastic's repository, by the fingerprint that Elastic documents.
 */
export const defaultPackageSources = {
  mesos: {
    kind: "apt",
    name: "mesos",
    uri: {
      "debian-12": "https://rpm.aventer.biz/Debian",
      "ubuntu-24.04": "https://rpm.aventer.biz/Ubuntu/{codename}",
    },
    architectures: ["amd64"],
    suite: "{codename}",
    components: ["main"],
    packages: ["aventer-mesos"],
    version: "1.11.0-0.9.0*",
    dependencies: ["libapr1", "libcurl4", "libevent-2.1-7", "libsasl2-modules", "libsvn1", "libunwind8"],
    keyUrl: "https://www.aventer.biz/assets/support_aventer.asc",
    keyFingerprint: "BA227EBC312D2E43498A533963F8CEE149ACA59E",
  },
  zookeeper: { kind: "distribution" },
  marathon: { kind: "container", image: "mesosphere/marathon:v1.11.24", architectures: ["amd64"] },
  docker: { kind: "distribution" },
  elasticsearch: { ...elastic, name: "elasticsearch", packages: ["elasticsearch"] },
  kibana: { ...elastic, name: "kibana", packages: ["kibana"] },
} as const satisfies Required<PackageSources>;

const checksumForm = /^[0-9a-f]{64}$/;

/**
 * @param what what the archive holds, for error messages
 * @throws InvalidInput if an archive lacks its checksum or has one in an impossible form
 */
export function checkArchive(what: string, { url, sha256, trustWithoutChecksum }: PackageArchive): void {
  if (!/^(https?|file):\/\/\S+$/.test(url)) {
    throw new InvalidInput(`archive of ${what} needs an http, https or file url, got "${url}"`);
  }
  if (sha256 === undefined && !trustWithoutChecksum) {
    throw new InvalidInput(
      `archive ${url} of ${what} has no sha256: give it, or say trustWithoutChecksum: true as well`,
    );
  }
  if (sha256 !== undefined && !checksumForm.test(sha256)) {
    throw new InvalidInput(
      `sha256 of archive ${url} of ${what} must be 64 lower-case hexadecimal digits, got "${sha256}"`,
    );
  }
}
