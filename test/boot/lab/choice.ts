import type { realPrograms } from "../../support/real-programs";

/** Archives in a folder: each the root of a package, built from the program's sources. */
export type BuiltPrograms = { readonly kind: "built" } & NonNullable<typeof realPrograms>;

/** The systems that the lab boots. */
export const labSystems = ["debian-12", "ubuntu-24.04"] as const;
export type LabSystem = (typeof labSystems)[number];

/** What the library's default sources have, as anyone gets it. */
export interface PublishedPrograms {
  readonly kind: "published";
  /** Where they were had from, in words. */
  readonly from: string;
  /** The package of Mesos, as a file, by the system that it is for. */
  readonly mesos: Readonly<Record<LabSystem, string>>;
  /** The image of Marathon, as an archive of `docker save`. */
  readonly marathon: string;
}

/** Programs of the lab's own, which only start and answer. */
export interface StandIns {
  readonly kind: "stand-ins";
  /** Why it is they. */
  readonly because: string;
}

/** What runs as Mesos and Marathon in the lab. */
export type Programs = BuiltPrograms | PublishedPrograms | StandIns;

/**
 * Chooses what runs as Mesos and Marathon: what was built, else what is published, else stand-ins.
 *
 * @param archives of the folder, where there is one
 * @param published obtains what is published, and is not asked for it where there is a folder; it throws an error that
 * says why nothing is available
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
