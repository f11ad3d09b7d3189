import { Construct } from "constructs";
import { checkProps, instanceOf, type PropChecks } from "../checks/props";
import type { MesosMasterTier } from "../tiers/mesos-master-tier";
import { appChecks } from "./marathon-app-checks";
import type { AppDefinition, IdentifiedApp } from "./marathon-app-definition";
import { checkApp } from "./marathon-app-rules";
import { MarathonApps } from "./marathon-apps";

/** An app, in Marathon's own terms, and whose Marathon it runs on. */
export interface MarathonAppProps extends AppDefinition {
  readonly masters: MesosMasterTier;
}

const checks: PropChecks<MarathonAppProps> = {
  ...appChecks,
  masters: instanceOf("MesosMasterTier"),
};

/**
 * An app on a cluster's Marathon. The cluster's masters create it, keep it as it is defined here, and report in
 * `/var/lib/cdktf-mesos/apps/status` on the masters; see `MarathonApps`.
 */
export class MarathonApp extends Construct {
  readonly definition: IdentifiedApp;

  /** @throws InvalidInput for what Marathon would refuse, and for what no agent of the cluster can run */
  constructor(scope: Construct, id: string, props: MarathonAppProps) {
    super(scope, id);
    const named = { id: `/${id.toLowerCase()}`, ...props };
    // Told by its own path where it has one: 2,000 of them may come from one line.
    const owner = typeof props?.id === "string" ? props.id : id;
    checkProps(owner, checks, named);
    const { masters, ...definition } = named;
    this.definition = definition;
    checkApp(owner, this.definition, masters.marathonTraits);
    MarathonApps.of(masters).add(this.definition);
  }

  /** Its path on Marathon: `/ci/jenkins`. */
  get appId(): string {
    return this.definition.id;
  }
}
