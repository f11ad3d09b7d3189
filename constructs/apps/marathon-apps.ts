import { Construct } from "constructs";
import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import { readProgram } from "../../cloud-init/document/scripts";
import { checkProps, instanceOf, type PropChecks, yesOrNo } from "../checks/props";
import { ObjectStore } from "../storage/object-store";
import type { AppDelivery, MesosMasterTier } from "../tiers/mesos-master-tier";
import { domainsOf } from "./app-domains";
import { unplaceable } from "./app-placement";
import type { AppDefinition, IdentifiedApp } from "./marathon-app-definition";
import { servicePortsOf } from "./marathon-app-ports";
import { namedVolumesOf } from "./named-volumes";

/** How the apps of a cluster reach its Marathon. */
export interface MarathonAppsProps {
  readonly masters: MesosMasterTier;
  /** Whether an app that is taken out of the program is taken off the cluster as well. @default false: it goes on */
  readonly removeUnknown?: boolean;
  /** The store for the definitions. @default a store of their own, destroyed with the cluster */
  readonly store?: ObjectStore;
}

const checks: PropChecks<MarathonAppsProps> = {
  masters: instanceOf("MesosMasterTier"),
  removeUnknown: yesOrNo.optional(),
  store: instanceOf("ObjectStore", "an ObjectStore").optional(),
};

/**
 * The apps of a cluster, as one object in a store that its masters read: however many there are, they are one resource,
 * and running masters, whose user data nothing changes any more, learn of new ones. Made with the first `MarathonApp`;
 * make it yourself before that to say otherwise than its defaults.
 */
export class MarathonApps extends Construct implements AppDelivery {
  /** @internal */
  readonly locations: AppDelivery["locations"];
  private readonly apps: AppDefinition[] = [];
  private readonly ids = new Set<string>();
  private readonly claims = new Map<string, string>();
  private readonly volumePools = new Set<string>();

  /** Those of a cluster; made where there are none yet. @internal */
  static of(masters: MesosMasterTier): MarathonApps {
    const { apps } = masters;
    return apps instanceof MarathonApps ? apps : new MarathonApps(masters, "apps", { masters });
  }

  /** @throws InvalidInput where the masters have no Marathon, or apps already */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MarathonAppsProps,
  ) {
    super(scope, id);
    checkProps(id, checks, props);
    const { masters } = props;
    if (!masters.hasMarathon) {
      throw new InvalidInput(
        `${id}: ${masters.node.id} have no marathon, got marathon: false; apps need one`,
      );
    }
    if (masters.apps !== undefined) {
      throw new InvalidInput(
        `${id}: ${masters.node.id} have apps already; make MarathonApps once, before the first app`,
      );
    }
    const store =
      props.store ?? new ObjectStore(this, "store", { cloud: masters.network.cloud, retain: false });
    const definitions = store.addText("definitions", {
      key: "marathon/apps.json",
      text: () => this.text,
      contentType: "application/json",
    });
    const program = store.addText("program", {
      key: "marathon/apps.py",
      text: readProgram("apps.py"),
      contentType: "text/x-python",
    });
    store.grantRead(masters, "marathon/");
    this.locations = { definitions: definitions.location, program: program.location };
    masters.apps = this;
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * Takes an app. Each calls it as it is made.
   *
   * @throws InvalidInput where it takes what another has
   * @internal
   */
  add(definition: IdentifiedApp): void {
    const { id } = definition;
    if (this.ids.has(id)) {
      throw new InvalidInput(`${id}: the cluster has an app of that id already; give this one another`);
    }
    for (const port of servicePortsOf(definition)) this.claim(`service port ${port}`, id);
    for (const domain of domainsOf(definition)) this.claim(domain, id);
    for (const volume of namedVolumesOf(definition)) this.claimVolume(volume, definition);
    this.ids.add(id);
    this.apps.push(definition);
  }

  /**
   * Claims something that only one app of the cluster can have.
   *
   * @param what such as `domain ci.example.com`
   * @param id the path of the app
   * @throws InvalidInput where another app has it
   * @internal
   */
  claim(what: string, id: string): void {
    const other = this.claims.get(what);
    if (other !== undefined && other !== id) {
      throw new InvalidInput(`${id}: the ${what} is ${other}'s; give one of them another`);
    }
    this.claims.set(what, id);
  }

  /** Lets apps have volumes by name on the agents of some pools. `VolumeDriver` calls it. @internal */
  admitVolumes(pools: readonly string[]): void {
    for (const pool of pools) this.volumePools.add(pool);
  }

  private claimVolume(volume: string, { id, instances = 1 }: IdentifiedApp): void {
    if (instances > 1) {
      throw new InvalidInput(
        `${id}: instances must be 1 at most with the volume ${volume}, which one task has at a time, got ${instances}`,
      );
    }
    this.claim(`volume ${volume}`, id);
  }

  /** What the masters read; indented, so that a plan shows what changes in which app. */
  private get text(): string {
    const bundle = {
      version: 1,
      owner: this.props.masters.network.cloud.cluster,
      removeUnknown: this.props.removeUnknown ?? false,
      apps: this.apps,
    };
    return `${JSON.stringify(bundle, null, 1)}\n`;
  }

  /** Why apps can run nowhere, or fail where they are sent. */
  private problems(): string[] {
    const { masters } = this.props;
    const cluster = {
      pools: masters.agentOffers,
      role: masters.marathonTraits.role,
      volumePools: this.volumePools,
      plainRegistries: masters.plainRegistries,
    };
    return this.apps.flatMap((app) => {
      const reason = unplaceable(app, cluster);
      return reason ? [`${app.id}: ${reason}`] : [];
    });
  }
}
