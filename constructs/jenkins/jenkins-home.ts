import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { checkAbsolutePath } from "../../cloud-init/checks/paths";
import type { DockerImage, HostVolume } from "../apps/marathon-app-definition";
import type { NamedVolumeOptions, VolumeDriver } from "../apps/volume-driver";
import { markInstances } from "../checks/instances";
import type { AgentOffers } from "../tiers/agent-offers";

/** What a container has its home by. */
export interface HomeInContainer {
  readonly volumes: readonly HostVolume[];
  readonly parameters: NonNullable<DockerImage["parameters"]>;
}

/** Where a Jenkins keeps its home: a directory or a volume named after it. */
export abstract class JenkinsHome {
  /**
   * Below an NFS mount of the agents (`nfsMounts` of their pools): Jenkins finds its home again on any of them.
   *
   * @param directory the mount point, or a directory below it
   * @throws InvalidInput where it is no absolute path
   */
  static nfs(directory: string): JenkinsHome {
    return new DirectoryHome("nfs", directory);
  }

  /**
   * On the agent's own disk: gone with the agent, and empty on another. For a Jenkins whose configuration is code and
   * whose history may be lost.
   *
   * @throws InvalidInput where it is no absolute path
   */
  static host(directory: string): JenkinsHome {
    return new DirectoryHome("host", directory);
  }

  /**
   * On a volume of its own, which a driver attaches to the agent that Jenkins is on: as fast as a disk, with snapshots.
   * An agent has room for as many as it has device names.
   *
   * @throws InvalidInput where an option is invalid
   */
  static volume(driver: VolumeDriver, options: NamedVolumeOptions): JenkinsHome {
    return new VolumeHome(driver, options);
  }

  /** @throws InvalidInput where a pool does not have the home's mount @internal */
  abstract check(owner: string, pools: readonly AgentOffers[]): void;

  /** Of the Jenkins of a name, for its container. */
  abstract container(name: string, containerPath: string): HomeInContainer;
}
markInstances(JenkinsHome, "JenkinsHome");

class DirectoryHome extends JenkinsHome {
  constructor(
    private readonly kind: "nfs" | "host",
    private readonly directory: string,
  ) {
    super();
    checkAbsolutePath("home", directory, "/srv/jenkins");
  }

  check(owner: string, pools: readonly AgentOffers[]): void {
    if (this.kind === "host") return;
    for (const { name, nfsMountPoints } of pools) {
      if (!nfsMountPoints.some((mount) => `${this.directory}/`.startsWith(`${mount}/`))) {
        throw new InvalidInput(
          `${owner}: home is on an NFS mount, of which ${name} has ${show(nfsMountPoints)}, got ${show(this.directory)}; give the pool nfsMounts`,
        );
      }
    }
  }

  container(name: string, containerPath: string): HomeInContainer {
    return {
      volumes: [{ containerPath, hostPath: `${this.directory}/${name}`, mode: "RW" }],
      parameters: [],
    };
  }
}

class VolumeHome extends JenkinsHome {
  constructor(
    private readonly driver: VolumeDriver,
    private readonly options: NamedVolumeOptions,
  ) {
    super();
    if (typeof driver !== "object" || driver === null || !("checkPools" in driver)) {
      throw new InvalidInput(`home must have a VolumeDriver, got ${show(driver)}`);
    }
    driver.checkOptions(options);
  }

  check(owner: string, pools: readonly AgentOffers[]): void {
    this.driver.checkPools(owner, pools);
  }

  container(name: string, containerPath: string): HomeInContainer {
    return { volumes: [], parameters: [this.driver.parameter(name, containerPath, this.options)] };
  }
}
