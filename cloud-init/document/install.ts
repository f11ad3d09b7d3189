import { InvalidInput } from "../checks/invalid-input";
import { checkAptSource } from "./apt-source";
import {
  type AptPackageSource,
  checkArchive,
  type HostPackageSource,
  type PackageSource,
} from "./package-source";
import { Part } from "./parts";

/**
 * The parts that bring a program onto a node.
 *
 * @param program what is installed, for error messages
 * @param source where from
 * @param packages its names in Debian and Ubuntu, for the source `distribution`
 * @param dependencies what these forget to depend on there, of any version
 */
export function installParts(
  program: string,
  source: HostPackageSource,
  packages: readonly string[],
  dependencies: readonly string[] = [],
): readonly Part[] {
  switch (source.kind) {
    case "preinstalled":
      return [];
    case "distribution":
      return [
        Part.script("packages"),
        Part.packages([...pinned(source.packages ?? packages, source.version), ...dependencies]),
      ];
    case "apt":
      return aptParts(program, source);
    case "urls":
      if (source.archives.length === 0) {
        throw new InvalidInput(`package source of ${program} needs at least one archive, got none`);
      }
      for (const archive of source.archives) checkArchive(program, archive);
      return [
        Part.script("packages"),
        Part.packageUrls(source.archives),
        ...(source.dependencies?.length ? [Part.packages(source.dependencies)] : []),
      ];
    default:
      throw new InvalidInput(
        `package source of ${program} must be distribution, apt, urls or preinstalled, got "${(source as PackageSource).kind}"`,
      );
  }
}

function aptParts(program: string, source: AptPackageSource): readonly Part[] {
  checkAptSource(source);
  if (source.packages.length === 0) {
    throw new InvalidInput(`package source of ${program} needs at least one package, got none`);
  }
  return [
    Part.script("apt-source"),
    Part.script("packages"),
    Part.aptSource(source),
    Part.packages([...pinned(source.packages, source.version), ...(source.dependencies ?? [])]),
  ];
}

const pinned = (packages: readonly string[], version: string | undefined): string[] =>
  packages.map((name) => (version === undefined ? name : `${name}=${version}`));
