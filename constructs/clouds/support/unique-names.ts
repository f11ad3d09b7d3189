import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";

const taken = new WeakMap<IConstruct, Map<string, string>>();

/** What distinguishes the account or installation of a cloud from others of the app, as far as the program knows. */
export const placeOf = ({
  provider,
  region = "",
}: {
  readonly provider?: TerraformProvider;
  readonly region?: string;
}): string => provider?.node.path ?? region;

/**
 * Takes a name that a cloud has room for once, among all stacks of an app: a second resource of it would be refused
 * half-way through a deploy, or be the first one.
 *
 * @param place what the name is once in: see {@link placeOf}
 * @throws InvalidInput where another construct of the app has it
 */
export function claimName(
  construct: IConstruct,
  { kind, place, name }: { readonly kind: string; readonly place: string; readonly name: string },
): void {
  const { root, path } = construct.node;
  const names = taken.get(root) ?? new Map<string, string>();
  taken.set(root, names);
  const key = JSON.stringify([kind, place, name]);
  const owner = names.get(key);
  if (owner !== undefined) {
    throw new InvalidInput(
      `${path}: the name of a ${kind} must be its own, got ${show(name)}, which ${owner} has; give this cluster another name, this construct another id, or, where it is in another account, the cloud a provider of its own`,
    );
  }
  names.set(key, path);
}
