import { isDeepStrictEqual } from "node:util";

/** The used part of `terraform show -json PLAN`. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown: Readonly<Record<string, unknown>>;
  };
}

/** The changes of a plan. */
export interface PlannedChanges {
  readonly resources: readonly ResourceChange[];
  /** Names of changed outputs. */
  readonly outputs: readonly string[];
}

/** The changes of a plan, without reads of data sources. */
export function plannedChanges(plan: Plan): PlannedChanges {
  return {
    resources: (plan.resource_changes ?? []).filter(
      ({ change }) => !["no-op", "read"].includes(change.actions.join()),
    ),
    outputs: Object.entries(plan.output_changes ?? {}).flatMap(([name, { actions }]) =>
      actions.join() === "no-op" ? [] : name,
    ),
  };
}

/** `update aws_vpc.network (tags)` */
export function describeChange({ address, change }: ResourceChange): string {
  const attributes = change.actions.join() === "update" ? ` (${changedAttributes(change).join(", ")})` : "";
  return `${change.actions.join(", ")} ${address}${attributes}`;
}

/** Names of the changed top-level attributes. */
function changedAttributes({ before, after, after_unknown }: ResourceChange["change"]): string[] {
  const names = new Set([
    ...Object.keys(before ?? {}),
    ...Object.keys(after ?? {}),
    ...Object.keys(after_unknown),
  ]);
  return [...names].filter((name) => {
    const unknown = after_unknown[name];
    return isUnknown(unknown) || !isDeepStrictEqual(before?.[name], after?.[name]);
  });
}

// Terraform marks the known parts of a nested value with empty objects and lists.
function isUnknown(mark: unknown): boolean {
  return mark === true || (typeof mark === "object" && mark !== null && Object.values(mark).some(isUnknown));
}
