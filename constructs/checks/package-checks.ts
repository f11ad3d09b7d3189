import { z } from "zod";
import type {
  AptPackageSource,
  ContainerPackageSource,
  DistributionPackageSource,
  PackageArchive,
  PackageSources,
  PreinstalledPackageSource,
  UrlPackageSource,
} from "../../cloud-init";
import { anyText, listOf, nested, type PropChecks, yesOrNo } from "./props";

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
