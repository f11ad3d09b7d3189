import { isDeepStrictEqual } from "node:util";

/** The part of `terraform show -json PLAN` that is read here. */
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

/** One attribute of one type of resource in which the emulator, and not the configuration, makes a plan differ. */
export interface EmulatorDrift {
  readonly type: string;
  readonly attribute: string;
  /** What the emulator does. `test/acceptance/emulator-drift.test.ts` shows that it does. */
  readonly because: string;
  /** Whether this very change can be the emulator's doing. */
  readonly explains: (change: ResourceChange["change"]) => boolean;
}

/** All that is excepted from "a second plan is empty". */
export const emulatorDrift: readonly EmulatorDrift[] = [
  {
    type: "aws_vpc_security_group_ingress_rule",
    attribute: "description",
    because:
      "moto tells a rule's description only where its source is an address range, not where it is a group",
    explains: ({ before, after }) => Boolean(after?.referenced_security_group_id) && !before?.description,
  },
];

/** The changes of a plan: those to act on, and those that only come from the emulator. */
export interface PlannedChanges {
  readonly real: readonly ResourceChange[];
  readonly emulated: readonly ResourceChange[];
  /** Names of changed outputs. */
  readonly outputs: readonly string[];
}

/** Sorts the changes of a plan; reads of data sources and what stays as it is are none. */
export function plannedChanges(plan: Plan, excepted = emulatorDrift): PlannedChanges {
  const changes = (plan.resource_changes ?? []).filter(
    ({ change }) => !["no-op", "read"].includes(change.actions.join()),
  );
  const isEmulated = ({ type, change }: ResourceChange) =>
    change.actions.join() === "update" &&
    changedAttributes(change).every((name) =>
      excepted.some((drift) => drift.type === type && drift.attribute === name && drift.explains(change)),
    );
  return {
    real: changes.filter((change) => !isEmulated(change)),
    emulated: changes.filter(isEmulated),
    outputs: Object.entries(plan.output_changes ?? {}).flatMap(([name, { actions }]) =>
      actions.join() === "no-op" ? [] : name,
    ),
  };
}

/** `update aws_vpc.network`: a change in a line. */
export function describeChange({ address, change }: ResourceChange): string {
  const attributes = change.actions.join() === "update" ? ` (${changedAttributes(change).join(", ")})` : "";
  return `${change.actions.join(", ")} ${address}${attributes}`;
}

/** Names of the top-level attributes that an update would change. */
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
