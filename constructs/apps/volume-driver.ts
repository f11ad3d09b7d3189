import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { InvalidInput, show, withOwner } from "../../cloud-init/checks/invalid-input";
import { checkAbsolutePath } from "../../cloud-init/checks/paths";
import { readProgram } from "../../cloud-init/document/scripts";
import { checkProps, instanceOf, listOf, type PropChecks, text, wholeNumber } from "../checks/props";
import type { CloudVolumes } from "../clouds/cloud";
import { ObjectStore } from "../storage/object-store";
import type { MesosAgentPool } from "../tiers/mesos-agent-pool";
import type { MesosMasterTier } from "../tiers/mesos-master-tier";
import { MarathonApp } from "./marathon-app";
import { appChecks } from "./marathon-app-checks";
import { MarathonApps } from "./marathon-apps";
import { VOLUME_DRIVER } from "./named-volumes";
import { meets, mistakable, poolConstraints } from "./pool-choice";

/** What the keys of its programs begin with. */
const PROGRAMS = "volumes";

/** Volumes for tasks, by name. */
export interface VolumeDriverProps {
  readonly masters: MesosMasterTier;
  /** Whose agents give volumes to their tasks. An agent that is there already does so once it is replaced. */
  readonly pools: readonly MesosAgentPool[];
  /** Hours between snapshots of what is mounted, 1 or more. @default 24 */
  readonly snapshotHours?: number;
  /** How many snapshots of each volume are kept, 1 or more. @default 7 */
  readonly keepSnapshots?: number;
  /** The path of the app that it is, on Marathon. @default "/" and the construct's id */
  readonly id?: string;
}

const checks: PropChecks<VolumeDriverProps> = {
  masters: instanceOf("MesosMasterTier"),
  pools: listOf(instanceOf("MesosAgentPool"), "agent pools"),
  snapshotHours: wholeNumber(1, 8760).optional(),
  keepSnapshots: wholeNumber(1, 1000).optional(),
  id: appChecks.id,
};

/** A volume that a task asks for. */
export interface NamedVolumeOptions {
  /** GiB of a new volume, 1 to 16384; a volume that is moved to another zone is at least as large. */
  readonly sizeGiB: number;
}

const optionChecks: PropChecks<NamedVolumeOptions> = { sizeGiB: wholeNumber(1, 16384) };

const nameCheck = text(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, "at most 100 letters, digits and . _ -");

/**
 * Volumes of the cloud for tasks, by name: made where there are none, attached to the agent that the task is on, mounted,
 * and there again on any other agent, in another zone from a snapshot. One task a host, on Marathon, which speaks Docker's
 * protocol for volume drivers. Only on AWS.
 */
export class VolumeDriver extends Construct {
  readonly app: MarathonApp;
  private readonly names = new Set<string>();

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and on a cloud that has no such rights */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: VolumeDriverProps,
  ) {
    super(scope, id);
    checkProps(id, checks, props);
    const { masters, pools, snapshotHours = 24, keepSnapshots = 7 } = props;
    const { cloud } = masters.network;
    if (pools.length === 0) throw new InvalidInput(`${id}: pools must name at least one pool, got []`);
    const store = new ObjectStore(this, "store", { cloud, retain: false });
    // A reference to the store in the app would keep the text of all apps from being compressed.
    const programs = store.locationOf(PROGRAMS);
    const [{ encryptionKeyId }] = pools.map((pool) => pool.admitVolumeDriver({ id, programs })) as [
      CloudVolumes,
    ];
    for (const pool of pools) store.grantRead(pool);
    MarathonApps.of(masters).admitVolumes(pools.map((pool) => pool.node.id));
    const offers = pools.map((pool) => pool.offers);
    const constraints = poolConstraints(offers);
    this.node.addValidation({ validate: () => this.problems() });
    this.app = new MarathonApp(this, "app", {
      masters,
      id: props.id ?? `/${id.toLowerCase()}`,
      cmd: readProgram("volumes-start.sh"),
      user: "root",
      cpus: 0.1,
      mem: 192,
      instances: pools.reduce((sum, pool) => sum + pool.mostAgents, 0),
      constraints: [...constraints, ["hostname", "UNIQUE"]],
      portDefinitions: [],
      env: {
        PROGRAM: addProgram(store),
        CLUSTER: cloud.cluster,
        DEVICES: cloud.traits.deviceNames.join(","),
        SNAPSHOT_HOURS: String(snapshotHours),
        KEEP_SNAPSHOTS: String(keepSnapshots),
        ...(encryptionKeyId ? { KMS_KEY: encryptionKeyId } : {}),
      },
      healthChecks: [
        {
          protocol: "COMMAND",
          command: {
            value: `curl --fail --silent --data '{}' --unix-socket /run/docker/plugins/${VOLUME_DRIVER}.sock http://plugin/Plugin.Activate`,
          },
          gracePeriodSeconds: 120,
          intervalSeconds: 60,
          timeoutSeconds: 20,
          maxConsecutiveFailures: 3,
        },
      ],
      // There is no room for two on a host; what is mounted stays so while none is there.
      upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
    });
  }

  /**
   * A volume for an app that runs in Docker, for the `parameters` of its image. The app should have one instance: a volume
   * is on one host at a time.
   *
   * @param name that of the volume within the cluster
   * @param containerPath where the container has it
   * @throws InvalidInput where the name, the path or an option is invalid
   */
  parameter(
    name: string,
    containerPath: string,
    options: NamedVolumeOptions,
  ): { key: string; value: string } {
    if (!nameCheck.safeParse(name).success) {
      throw new InvalidInput(
        `${this.node.id}: a volume's name must be at most 100 letters, digits and . _ -, got ${show(name)}`,
      );
    }
    withOwner(this.node.id, () => checkAbsolutePath(`containerPath of ${name}`, containerPath, "/data"));
    this.checkOptions(options);
    this.names.add(name);
    const words = {
      type: "volume",
      source: name,
      target: containerPath,
      "volume-driver": VOLUME_DRIVER,
      "volume-opt": `sizeGiB=${options.sizeGiB}`,
      // What the image has there would make a new volume look like one that is in use.
      "volume-nocopy": "true",
    };
    return {
      key: "mount",
      value: Object.entries(words)
        .map(([key, value]) => `${key}=${value}`)
        .join(","),
    };
  }

  /** @throws InvalidInput where an option of a volume is invalid @internal */
  checkOptions(options: NamedVolumeOptions): void {
    checkProps(`${this.node.id}: volume`, optionChecks, options);
  }

  /** @throws InvalidInput where tasks could be on a pool without the driver @internal */
  checkPools(owner: string, pools: readonly { readonly name: string }[]): void {
    const own = this.props.pools.map((pool) => pool.node.id);
    const other = pools.find(({ name }) => !own.includes(name));
    if (other) {
      throw new InvalidInput(
        `${owner}: home is on a volume of ${this.node.id}, whose pools are ${show(own)}, got the pool ${other.name}; give the driver that pool as well`,
      );
    }
  }

  private problems(): string[] {
    const { masters, pools } = this.props;
    const offers = pools.map((pool) => pool.offers);
    const constraints = poolConstraints(offers);
    const reason = mistakable(offers, masters.agentOffers, (pool) =>
      constraints.every((constraint) => meets(pool, constraint)),
    );
    const room = pools.reduce((sum, pool) => sum + pool.mostAgents * pool.freeDeviceNames, 0);
    const own = pools.map((pool) => `${pool.mostAgents} of ${pool.node.id} ${pool.freeDeviceNames} each`);
    return [
      ...(reason ? [`${this.node.id}: pools: ${reason}`] : []),
      ...(this.names.size > room
        ? [
            `${this.node.id}: ${this.names.size} volumes are asked for, and agents have device names for ${room}: ${own.join(", ")}; give the pools more agents or fewer volumes of their own`,
          ]
        : []),
    ];
  }
}

/** The program as an object that is named after what is in it: another one is another definition of the app. */
function addProgram(store: ObjectStore): string {
  const text = readProgram("volumes.py");
  const name = `${createHash("sha256").update(text).digest("hex").slice(0, 12)}.py`;
  store.addText("program", { key: `${PROGRAMS}-${name}`, text, contentType: "text/x-python" });
  return name;
}
