import { Construct } from "constructs";
import { InvalidInput, show } from "../cloud-init/invalid-input";
import { readProgram } from "../cloud-init/scripts";
import { meets, shortage } from "./agent-offers";
import { domainsOf } from "./app-domains";
import type { MarathonApp } from "./marathon-app";
import type { AppDefinition } from "./marathon-app-definition";
import { servicePortsOf } from "./marathon-app-ports";
import type { MesosMasterTier } from "./mesos-master-tier";
import { ObjectStore } from "./object-store";
import { checkProps, objectWith, type PropChecks, yesOrNo } from "./props";

/** How the apps of a cluster reach its Marathon. */
export interface MarathonAppsProps {
  readonly masters: MesosMasterTier;
  /** Whether an app that is taken out of the program is taken off the cluster as well. @default false: it goes on */
  readonly removeUnknown?: boolean;
  /** Where the definitions lie. @default a store of their own, gone with the cluster */
  readonly store?: ObjectStore;
}

const checks: PropChecks<MarathonAppsProps> = {
  masters: objectWith("zooKeeper", "a MesosMasterTier"),
  removeUnknown: yesOrNo.optional(),
  store: objectWith("bucket", "an ObjectStore").optional(),
};

/**
 * The apps of a cluster, as one object in a store that its masters read: however many there are, they are one resource,
 * and running masters, whose user data nothing changes any more, learn of new ones. Made with the first `MarathonApp`;
 * make it yourself before that to say otherwise than its defaults.
 */
export class MarathonApps extends Construct {
  private readonly apps: AppDefinition[] = [];
  private readonly ids = new Set<string>();
  private readonly servicePorts = new Map<number, string>();
  private readonly domains = new Map<string, string>();

  /** Those of a cluster; made where there are none yet. */
  static of(masters: MesosMasterTier): MarathonApps {
    return deliveries.get(masters) ?? new MarathonApps(masters, "apps", { masters });
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
    if (deliveries.has(masters)) {
      throw new InvalidInput(
        `${id}: ${masters.node.id} have apps already; make MarathonApps once, before the first app`,
      );
    }
    deliveries.set(masters, this);
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
    masters.deliverApps({ definitions: definitions.location, program: program.location });
    this.node.addValidation({ validate: () => this.apps.flatMap((app) => this.problem(app) ?? []) });
  }

  /** Takes an app. Each calls it as it is made. @throws InvalidInput where it takes what another has */
  add({ definition }: MarathonApp): void {
    const { id } = definition;
    if (this.ids.has(id)) {
      throw new InvalidInput(`${id}: the cluster has an app of that id already; give this one another`);
    }
    for (const port of servicePortsOf(definition)) this.claim(this.servicePorts, port, id, "service port");
    for (const domain of domainsOf(definition)) this.claim(this.domains, domain, id, "domain");
    this.ids.add(id);
    this.apps.push(definition);
  }

  private claim<Key extends string | number>(
    taken: Map<Key, string>,
    key: Key,
    id: string,
    what: string,
  ): void {
    const other = taken.get(key);
    if (other !== undefined && other !== id) {
      throw new InvalidInput(`${id}: the ${what} ${key} is ${other}'s; give one of them another`);
    }
    taken.set(key, id);
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

  /** Why no agent of the cluster can run an app; nothing where one can, or where only the cloud knows. */
  private problem(app: AppDefinition): string | undefined {
    const { masters } = this.props;
    const { constraints = [], cpus = 1, mem = 128, acceptedResourceRoles } = app;
    const roles = acceptedResourceRoles ?? [...new Set(["*", masters.marathonTraits.role])];
    const pools = masters.agentOffers;
    const suited = pools.filter(
      (pool) => roles.includes(pool.role) && constraints.every((constraint) => meets(pool, constraint)),
    );
    if (suited.length === 0) {
      const known = pools.map(({ name, attributes, role }) => show({ name, attributes, role })).join(", ");
      return `${app.id}: no agent pool meets ${show(constraints)} for the roles ${roles.join(", ")}; there are ${known || "none"}`;
    }
    const shortages = suited.map((pool) => shortage(pool, { cpus, mem }));
    return shortages.every((reason) => reason !== undefined)
      ? `${app.id}: asks for ${cpus} cpus and ${mem} MB, more than any agent it can run on has: ${shortages.join(", ")}`
      : undefined;
  }
}

const deliveries = new WeakMap<MesosMasterTier, MarathonApps>();
