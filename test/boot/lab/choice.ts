import type { realPrograms } from "../../support/real-programs";

/** Archives with the root folders of packages, built from source. */
export type BuiltPrograms = { readonly kind: "built" } & NonNullable<typeof realPrograms>;

/** The systems that the lab boots. */
export const labSystems = ["debian-12", "ubuntu-24.04"] as const;
export type LabSystem = (typeof labSystems)[number];

/** Downloads from the library's default sources. */
export interface PublishedPrograms {
  readonly kind: "published";
  /** Description of the sources. */
  readonly from: string;
  /** The package files of Mesos by system. */
  readonly mesos: Readonly<Record<LabSystem, string>>;
  /** The image of Marathon, as an archive of `docker save`. */
  readonly marathon: string;
}

/** The lab's stand-ins, which only start and respond. */
export interface StandIns {
  readonly kind: "stand-ins";
  /** Why there are no real programs. */
  readonly because: string;
}

/** The lab's Mesos and Marathon. */
export type Programs = BuiltPrograms | PublishedPrograms | StandIns;

/**
 * Chooses Mesos and Marathon: built ones, else published ones, else stand-ins.
 *
 * @param archives the built ones
 * @param published downloads the published ones; called only without built ones. Throws an error if they are unavailable
 */
export async function choosePrograms(
  archives: typeof realPrograms,
  published: () => Promise<PublishedPrograms>,
): Promise<Programs> {
  if (archives) return { kind: "built", ...archives };
  try {
    return await published();
  } catch (error) {
    return { kind: "stand-ins", because: (error as Error).message };
  }
}

/** The first line of each run of the lab. */
export function inWords(programs: Programs): string {
  switch (programs.kind) {
    case "built":
      return "real Mesos and Marathon, built from their sources";
    case "published":
      return `real Mesos and Marathon, as published: ${programs.from}`;
    case "stand-ins":
      return `stand-ins run as Mesos and Marathon: CDKTF_MESOS_REAL_MESOS has no real ones, and of the published ones: ${programs.because} (see docs/boot-lab.md)`;
  }
}
