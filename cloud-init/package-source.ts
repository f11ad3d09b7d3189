import { InvalidInput } from "./invalid-input";
import { scriptPath } from "./scripts";

/** A file by URL: a `.deb`, or an image as `docker save` writes it. Without `sha256` it is refused unless `trustWithoutChecksum` says so as well. */
export interface PackageArchive {
  readonly url: string;
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly sha256?: string;
  readonly trustWithoutChecksum?: true;
}

/**
 * An apt repository and the key it is signed with.
 *
 * In `uri` and `suite`, `{distribution}` stands for `Debian` or `Ubuntu` and `{codename}` for `bookworm`,
 * `noble`, …: what the booted image says of itself.
 */
export interface AptSource {
  /** Names the files on the node: lower-case letters, digits, dashes. */
  readonly name: string;
  readonly uri: string;
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
  /** Take the key that `keyUrl` hands out without a fingerprint to compare: the second word for it. */
  readonly trustWithoutFingerprint?: true;
  /** The repository has no signature at all: the second word for a source without a key. */
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

/** Packages of an apt repository. */
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
 * - Mesos: the maintained fork (Clusterd) in AVENTER's repository, with the libraries that its package forgets
 *   to depend on. Its key is taken from the project's own site over TLS, with no fingerprint to compare: set
 *   `mesos` with a `keyFingerprint` you have checked, or a mirror of your own, for anything that matters.
 * - ZooKeeper and Docker: the distribution's packages.
 * - Marathon: its last release as a container image; it needs Java 8, which no current distribution has.
 * - Elasticsearch and Kibana: Elastic's repository, by the fingerprint that Elastic documents.
 */
export const defaultPackageSources = {
  mesos: {
    kind: "apt",
    name: "mesos",
    uri: "http://rpm.aventer.biz/{distribution}/{codename}",
    suite: "{codename}",
    components: ["main"],
    packages: ["aventer-mesos"],
    version: "1.11.0-0.9.0*",
    dependencies: ["libapr1", "libcurl4", "libevent-2.1-7", "libsasl2-modules", "libsvn1", "libunwind8"],
    keyUrl: "https://www.aventer.biz/assets/support_aventer.asc",
    trustWithoutFingerprint: true,
  },
  zookeeper: { kind: "distribution" },
  marathon: { kind: "container", image: "mesosphere/marathon:v1.11.24" },
  docker: { kind: "distribution" },
  elasticsearch: { ...elastic, name: "elasticsearch", packages: ["elasticsearch"] },
  kibana: { ...elastic, name: "kibana", packages: ["kibana"] },
} as const satisfies Required<PackageSources>;

const fingerprintForm = /^[0-9A-F]{40}$/;
const checksumForm = /^[0-9a-f]{64}$/;

/** The fingerprint as apt and gpg print it to a program: upper case, no spaces, no leading `0x`. */
const normalizeFingerprint = (fingerprint: string): string =>
  fingerprint.replaceAll(/\s/g, "").replace(/^0x/i, "").toUpperCase();

/** @throws InvalidInput if the source lacks a key, has two, or one in an impossible form */
export function checkAptSource(source: AptSource): void {
  const { name, uri, key, keyUrl, keyFingerprint, trustUnsigned, trustWithoutFingerprint } = source;
  const fail = (message: string): never => {
    throw new InvalidInput(`apt source "${name}" ${message}`);
  };
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) fail("must be named in lower-case letters, digits and dashes");
  if (!/^(https?|file|copy):\/\S+$/.test(uri)) fail(`needs an http, https or file uri, got "${uri}"`);
  const components = source.components ?? ["main"];
  if ((source.suite ?? "{codename}").endsWith("/") !== (components.length === 0)) {
    fail(`must have components, or a suite that ends in / and none, got suite "${source.suite}"`);
  }
  if (key !== undefined && keyUrl !== undefined) fail("has both key and keyUrl: keep one of them");
  if (keyUrl !== undefined && !/^(https?|file):\/\/\S+$/.test(keyUrl)) {
    fail(`needs an http, https or file keyUrl, got "${keyUrl}"`);
  }
  if (key !== undefined && !key.includes("-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
    fail("must have an ASCII-armored key (-----BEGIN PGP PUBLIC KEY BLOCK-----)");
  }
  if (keyFingerprint !== undefined && !fingerprintForm.test(normalizeFingerprint(keyFingerprint))) {
    fail(`must have a keyFingerprint of 40 hexadecimal digits, got "${keyFingerprint}"`);
  }
  const hasKey = key !== undefined || keyUrl !== undefined;
  if (!hasKey && keyFingerprint !== undefined) fail("has a keyFingerprint but no key: give key or keyUrl");
  if (!hasKey && !trustUnsigned) {
    fail("has no key: give key or keyUrl with keyFingerprint, or say trustUnsigned: true as well");
  }
  if (hasKey && trustUnsigned) fail("has a key and trustUnsigned: keep one of them");
  if (keyUrl !== undefined && keyFingerprint === undefined && !trustWithoutFingerprint) {
    fail("has a keyUrl but no keyFingerprint: give it, or say trustWithoutFingerprint: true as well");
  }
}

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

/** The command that adds the repository on a node. */
export function aptSourceCommand(source: AptSource): string[] {
  const { name, uri, suite = "{codename}", components = ["main"], key, keyUrl, keyFingerprint } = source;
  return [
    scriptPath("apt-source"),
    name,
    uri,
    suite,
    components.join(" "),
    keyUrl ?? (key === undefined ? "-" : `/etc/cdktf-mesos/apt-keys/${name}.asc`),
    keyFingerprint === undefined ? "-" : normalizeFingerprint(keyFingerprint),
  ];
}
