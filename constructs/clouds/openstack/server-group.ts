import { ComputeServergroupV2 } from "@cdktf/provider-openstack/lib/compute-servergroup-v2";
import { Construct, type IConstruct } from "constructs";
import { InvalidInput } from "../../../cloud-init/checks/invalid-input";
import type { AntiAffinity } from "./cloud-props";
import type { OpenStackContext } from "./context";

/** Keeps servers of a tier on hypervisors of their own, if that is asked for. */
export class AntiAffinityGroup extends Construct {
  private readonly policy: NonNullable<AntiAffinity["fixedNodes"]>;
  private group?: ComputeServergroupV2;
  private members = 0;

  constructor(
    scope: IConstruct,
    id: string,
    private readonly context: OpenStackContext,
    private readonly spec: { readonly name: string; readonly kind: keyof AntiAffinity },
  ) {
    super(scope, id);
    const { fixedNodes = "soft-anti-affinity", pools = "none" } = context.choices.antiAffinity ?? {};
    this.policy = { fixedNodes, pools }[spec.kind];
  }

  /**
   * What makes Nova's scheduler keep so many more servers apart.
   *
   * @throws InvalidInput where there are fewer hypervisors than it takes
   */
  hintsFor(servers: number): { schedulerHints?: { group: string }[] } {
    if (this.policy === "none") return {};
    this.members += servers;
    const { hosts } = this.context.choices;
    if (this.policy === "anti-affinity" && hosts !== undefined && this.members > hosts) {
      throw new InvalidInput(
        `${this.spec.name}: antiAffinity.${this.spec.kind} "anti-affinity" needs a host for each machine, got ${this.members} machines or more on ${hosts} hosts; take "soft-anti-affinity" or fewer machines`,
      );
    }
    this.group ??= new ComputeServergroupV2(this, "group", {
      ...this.context.meta,
      name: this.context.tags.named(this.spec.name),
      policies: [this.policy],
    });
    return { schedulerHints: [{ group: this.group.id }] };
  }
}
