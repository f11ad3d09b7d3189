import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type App,
  type IResolvable,
  TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  Token,
} from "cdktf";

type Values = Record<string, unknown>;
type ByType = Record<string, Record<string, Values>>;

/** Terraform JSON as cdktf synthesizes it. */
export interface StackJson {
  readonly provider: Record<string, Values[]>;
  readonly data?: ByType;
  readonly resource: ByType;
  readonly locals?: Record<string, string>;
  readonly output?: Record<string, Values & { value: unknown }>;
  readonly terraform: unknown;
  readonly [other: string]: unknown;
}

type ResourceClass = new (scope: TerraformStack, id: string, config: Values) => Referable;

/**
 * The same stack written with the provider's classes only: with literals of the same size, and with references as
 * in a program, `subnetId: subnet.id`.
 *
 * The preparation is not measured: loading classes, renaming arguments, and ordering blocks by their references. Returns
 * a function that builds the stack as such a program would.
 */
export function bareStack(json: StackJson): (app: App, id: string) => void {
  const blocks = inDependencyOrder([...classes(json.data ?? {}, "data-"), ...classes(json.resource, "")]).map(
    (block) => ({
      ...block,
      config: argumentsOf(toArguments(block.values) as Values),
    }),
  );
  const provider = toArguments(json.provider.aws?.[0] ?? {}) as Values;
  const known = ["provider", "data", "resource", "locals", "output", "terraform", "//"];
  const others = Object.entries(json).filter(([name]) => !known.includes(name));

  return (app, id) => {
    const stack = new TerraformStack(app, id);
    const aws = new AwsProvider(stack, "aws", provider);
    const resources: Resources = new Map();
    for (const { Resource, name, address, config } of blocks) {
      const values = config(resources) as Values;
      const depends = values.dependsOn as string[] | undefined;
      const resource = new Resource(stack, name, {
        ...values,
        ...(values.provider ? { provider: aws } : {}),
        ...(depends ? { dependsOn: depends.map((fqn) => resources.get(fqn)) } : {}),
      });
      resource.overrideLogicalId(name);
      resources.set(address, resource);
    }
    for (const [name, expression] of Object.entries(json.locals ?? {})) {
      new TerraformLocal(stack, name, expression).overrideLogicalId(name);
    }
    for (const [name, output] of Object.entries(json.output ?? {})) {
      new TerraformOutput(stack, name, { ...output, staticId: true });
    }
    for (const [name, value] of others) {
      stack.addOverride(name, value);
    }
  };
}

/** By Terraform address. */
type Resources = Map<string, Referable>;
type Referable = TerraformElement & { interpolationForAttribute(attribute: string): IResolvable };

const reference = /^\$\{((?:data\.)?aws_\w+\.[\w-]+)\.(\w+)\}$/;

/** Resolves strings that are a reference with the referred resource; other values are unchanged. */
function argumentsOf(value: unknown): (resources: Resources) => unknown {
  if (typeof value === "string") {
    const [, address, attribute] = reference.exec(value) ?? [];
    if (!address || !attribute) return () => value;
    return (resources) => Token.asString(resources.get(address)?.interpolationForAttribute(attribute));
  }
  if (Array.isArray(value)) {
    const members = value.map(argumentsOf);
    return (resources) => members.map((member) => member(resources));
  }
  if (typeof value !== "object" || value === null) return () => value;
  const members = Object.entries(value).map(([name, inner]) => [name, argumentsOf(inner)] as const);
  return (resources) => Object.fromEntries(members.map(([name, member]) => [name, member(resources)]));
}

/** Sorts blocks so that each follows those it refers to. */
function inDependencyOrder<Block extends { address: string; values: Values }>(
  blocks: readonly Block[],
): Block[] {
  const ordered = new Set<Block>();
  const named = new Map(blocks.map((block) => [block.address, block]));
  const add = (block: Block) => {
    if (ordered.has(block)) return;
    for (const [address] of JSON.stringify(block.values).matchAll(/(?:data\.)?aws_\w+\.[\w-]+/g)) {
      const other = named.get(address);
      if (other && other !== block) add(other);
    }
    ordered.add(block);
  };
  for (const block of blocks) add(block);
  return [...ordered];
}

/** The provider's class for each block: `aws_lb_listener` is `LbListener` of `lib/lb-listener`. */
function* classes(byType: ByType, prefix: string) {
  for (const [type, blocks] of Object.entries(byType)) {
    const file = `${prefix}${type.replace(/^aws_/, prefix ? "aws_" : "").replaceAll("_", "-")}`;
    const exported: Record<string, ResourceClass> = require(`@cdktf/provider-aws/lib/${file}`);
    const Resource = Object.values(exported).find(
      (exported) => (exported as { tfResourceType?: string }).tfResourceType === type,
    );
    if (!Resource || !(Resource.prototype instanceof TerraformElement)) {
      throw new Error(`@cdktf/provider-aws/lib/${file} has no class for ${type}`);
    }
    for (const [name, values] of Object.entries(blocks)) {
      yield { Resource, name, values, address: `${prefix.replace("-", ".")}${type}.${name}` };
    }
  }
}

/** Converts a value of Terraform JSON to an argument of a class: names to `camelCase`, without cdktf's metadata. */
function toArguments(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toArguments);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      name === "//" ? [] : [[camelCase(name), toArguments(inner)]],
    ),
  );
}

function camelCase(name: string): string {
  return /^[a-z0-9_]+$/.test(name)
    ? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    : name;
}
