import { InvalidInput, show } from "../cloud-init/invalid-input";
import type { AgentOffers } from "./agent-offers";
import { mountPointCheck } from "./volume";

/** Where a Jenkins keeps its home: a directory named after it, below one that its agents have. */
export class JenkinsHome {
  /**
   * Below an NFS mount of the agents (`nfsMounts` of their pools): Jenkins finds its home again on any of them.
   *
   * @param directory the mount point, or a directory below it
   * @throws InvalidInput where it is no absolute path
   */
  static nfs(directory: string): JenkinsHome {
    return new JenkinsHome("nfs", directory);
  }

  /**
   * On the agent's own disk: gone with the agent, and empty on another. For a Jenkins whose configuration is code and
   * whose history may be lost.
   *
   * @throws InvalidInput where it is no absolute path
   */
  static host(directory: string): JenkinsHome {
    return new JenkinsHome("host", directory);
  }

  private constructor(
    readonly kind: "nfs" | "host",
    readonly directory: string,
  ) {
    if (!mountPointCheck.safeParse(directory).success) {
      throw new InvalidInput(`home must be an absolute path such as /srv/jenkins, got ${show(directory)}`);
    }
  }

  /** @throws InvalidInput where a pool does not have what the home lies on */
  check(owner: string, pools: readonly AgentOffers[]): void {
    if (this.kind === "host") return;
    for (const { name, nfsMountPoints } of pools) {
      if (!nfsMountPoints.some((mount) => `${this.directory}/`.startsWith(`${mount}/`))) {
        throw new InvalidInput(
          `${owner}: home lies on an NFS mount, of which ${name} has ${show(nfsMountPoints)}, got ${show(this.directory)}; give the pool nfsMounts`,
        );
      }
    }
  }
}
