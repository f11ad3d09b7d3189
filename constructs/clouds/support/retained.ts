import { App, TerraformElement, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

/**
 * Tells Terraform to forget a resource that is no longer in the program, where it is in the state: `removed` with
 * `destroy = false` (Terraform 1.7). `prevent_destroy` cannot do this: it goes away together with the resource.
 *
 * @param path the ids of the constructs from `scope` to the resource that would be there
 */
export function forgetRetained(scope: IConstruct, path: readonly string[], resourceType: string): void {
  const stack = TerraformStack.of(scope);
  const removed = (removedBlocks.get(stack) ?? []).concat({
    from: `${resourceType}.${logicalIdAt(scope, path)}`,
    lifecycle: { destroy: false },
  });
  removedBlocks.set(stack, removed);
  stack.addOverride("removed", removed);
}

const removedBlocks = new WeakMap<TerraformStack, readonly object[]>();

/** The logical id that an element at a path has, or would have: cdktf derives it only from the path. */
function logicalIdAt(scope: IConstruct, path: readonly string[]): string {
  const stack = TerraformStack.of(scope);
  const scratch = scratchStacks.get(stack) ?? new TerraformStack(new App(), stack.node.id);
  scratchStacks.set(stack, scratch);
  const ids = scope.node.scopes.slice(stack.node.scopes.length).map((step) => step.node.id);
  const parent = [...ids, ...path.slice(0, -1)].reduce<IConstruct>(
    (at, id) => at.node.tryFindChild(id) ?? new Construct(at, id),
    scratch,
  );
  return new TerraformElement(parent as Construct, path[path.length - 1]!).friendlyUniqueId;
}

/** Stacks that are never synthesized, for ids of what is not in the real ones. */
const scratchStacks = new WeakMap<TerraformStack, TerraformStack>();
