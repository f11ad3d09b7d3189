import { z } from "zod";
import {
  type AptPackageSource,
  type ContainerPackageSource,
  type DistributionPackageSource,
  defaultPackageSources,
  type PackageArchive,
  type PackageSource,
  type PackageSources,
  type PreinstalledPackageSource,
  type UrlPackageSource,
} from "../cloud-init";
import { InvalidInput, show } from "../cloud-init/invalid-input";
import type { KnownFrom } from "./cloud";
import { anyText, listOf, nested, type PropChecks, yesOrNo } from "./props";
import type { VpcNetwork } from "./vpc-network";

const packages = listOf(anyText, "package names");
const archive = nested<PackageArchive>({
  url: anyText,
  sha256: anyText.optional(),
  trustWithoutChecksum: yesOrNo.optional(),
});

const architectures = z.array(z.enum(["amd64", "arm64"]), { error: 'must be a list such as ["amd64"]' });

const distribution = strict<DistributionPackageSource>({
  kind: z.literal("distribution"),
  packages: packages.optional(),
  version: anyText.optional(),
});
const apt = strict<AptPackageSource>({
  kind: z.literal("apt"),
  name: anyText,
  uri: z.union([anyText, z.record(z.string(), z.string())], {
    error: 'must be a URI, or URIs by system such as { "debian-12": "https://…" }',
  }),
  architectures: architectures.optional(),
  suite: anyText.optional(),
  components: listOf(anyText, "components").optional(),
  keyUrl: anyText.optional(),
  key: anyText.optional(),
  keyFingerprint: anyText.optional(),
  trustWithoutFingerprint: yesOrNo.optional(),
  trustUnsigned: yesOrNo.optional(),
  packages,
  version: anyText.optional(),
  dependencies: packages.optional(),
});
const urls = strict<UrlPackageSource>({
  kind: z.literal("urls"),
  archives: listOf(archive, "archives"),
  dependencies: packages.optional(),
});
const container = strict<ContainerPackageSource>({
  kind: z.literal("container"),
  image: anyText,
  architectures: architectures.optional(),
  archive: archive.optional(),
});
const preinstalled = strict<PreinstalledPackageSource>({ kind: z.literal("preinstalled") });

const error = (issue: { readonly code?: string }) =>
  issue.code === "invalid_union"
    ? "must be distribution, apt, urls or preinstalled, for marathon also container"
    : 'must be a package source such as { kind: "preinstalled" }';
const host = z.discriminatedUnion("kind", [distribution, apt, urls, preinstalled], { error }).optional();

/** The check of the form of a cluster's package sources; what it says is looked at where documents are made of it. */
export const packagesCheck = nested<PackageSources>({
  mesos: host,
  zookeeper: host,
  marathon: z
    .discriminatedUnion("kind", [distribution, apt, urls, preinstalled, container], { error })
    .optional(),
  docker: host,
  elasticsearch: host,
  kibana: host,
});

function strict<P>(checks: PropChecks<P>) {
  return z.strictObject({ ...checks });
}

/**
 * @param tier what its machines are, and the tier's own sources
 * @param programs what is installed on them
 * @throws InvalidInput where a source is known to have nothing for the machines' system or architecture
 */
export function checkMachineSystem(
  owner: string,
  network: VpcNetwork,
  tier: { readonly machineType: string; readonly packages?: PackageSources },
  programs: readonly (keyof PackageSources)[],
): void {
  const { sources } = network.documentDefaults(tier.packages);
  const machine = network.cloud.machineSystem(tier.machineType);
  for (const program of programs) {
    const source: PackageSource = sources[program] ?? defaultPackageSources[program];
    if (source.kind !== "apt" && source.kind !== "container") continue;
    refuseOther(owner, program, machine.architecture, source.architectures);
    if (source.kind === "apt" && typeof source.uri !== "string") {
      refuseOther(owner, program, machine.system, Object.keys(source.uri));
    }
  }
}

function refuseOther(
  owner: string,
  program: string,
  known: KnownFrom<string> | undefined,
  has: readonly string[] | undefined,
): void {
  if (!known || !has || has.includes(known.value)) return;
  throw new InvalidInput(
    `${owner}: ${known.prop} must be for ${has.join(" or ")}, which packages.${program} has, got ${show(known.given)}, which is for ${known.value}; choose another, or give packages.${program} a source that has ${known.value}`,
  );
}
