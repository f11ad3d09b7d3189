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
 * The same stack written with the provider's bare classes: as many, with literals of the same size, and references as
 * a program has them, `subnetId: subnet.id`.
 *
 * Everything that can be done once is done here: classes are loaded, names are as a program would have them, blocks
 * stand after those they refer to. What is returned builds the stack, as such a program would.
 */
export function bareStack(json: StackJson): (app: App, id: string) => void {
  const blocks = inOrder([...classes(json.data ?? {}, "data-"), ...classes(json.resource, "")]).map(
    (block) => ({
      ...block,
      config: argumentsOf(program(block.values) as Values),
    }),
  );
  const provider = program(json.provider.aws?.[0] ?? {}) as Values;
  const known = ["provider", "data", "resource", "locals", "output", "terraform", "//"];
  const others = Object.entries(json).filter(([name]) => !known.includes(name));

  return (app, id) => {
    const stack = new TerraformStack(app, id);
    const aws = new AwsProvider(stack, "aws", provider);
    const made: Made = new Map();
    for (const { Resource, name, address, config } of blocks) {
      const values = config(made) as Values;
      const depends = values.dependsOn as string[] | undefined;
      const resource = new Resource(stack, name, {
        ...values,
        ...(values.provider ? { provider: aws } : {}),
        ...(depends ? { dependsOn: depends.map((fqn) => made.get(fqn)) } : {}),
      });
      resource.overrideLogicalId(name);
      made.set(address, resource);
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

/** What has been made, by Terraform address. */
type Made = Map<string, Referable>;
type Referable = TerraformElement & { interpolationForAttribute(attribute: string): IResolvable };

const reference = /^\$\{((?:data\.)?aws_\w+\.[\w-]+)\.(\w+)\}$/;

/** A value of a program: what is a reference and nothing else is asked of the resource, the rest stands as it is. */
function argumentsOf(value: unknown): (made: Made) => unknown {
  if (typeof value === "string") {
    const [, address, attribute] = reference.exec(value) ?? [];
    if (!address || !attribute) return () => value;
    return (made) => Token.asString(made.get(address)?.interpolationForAttribute(attribute));
  }
  if (Array.isArray(value)) {
    const members = value.map(argumentsOf);
    return (made) => members.map((member) => member(made));
  }
  if (typeof value !== "object" || value === null) return () => value;
  const members = Object.entries(value).map(([name, inner]) => [name, argumentsOf(inner)] as const);
  return (made) => Object.fromEntries(members.map(([name, member]) => [name, member(made)]));
}

/** Blocks in an order in which each stands after those it names. */
function inOrder<Block extends { address: string; values: Values }>(blocks: readonly Block[]): Block[] {
  const ordered = new Set<Block>();
  const named = new Map(blocks.map((block) => [block.address, block]));
  const place = (block: Block) => {
    if (ordered.has(block)) return;
    for (const [address] of JSON.stringify(block.values).matchAll(/(?:data\.)?aws_\w+\.[\w-]+/g)) {
      const other = named.get(address);
      if (other && other !== block) place(other);
    }
    ordered.add(block);
  };
  for (const block of blocks) place(block);
  return [...ordered];
}

/** The class of the provider for each block: `aws_lb_listener` is `LbListener` of `lib/lb-listener`. */
function* classes(byType: ByType, prefix: string) {
  for (const [type, blocks] of Object.entries(byType)) {
    const file = `${prefix}${type.replace(/^aws_/, prefix ? "aws_" : "").replaceAll("_", "-")}`;
    const exported: Record<string, ResourceClass> = require(`@cdktf/provider-aws/lib/${file}`);
    const Resource = Object.values(exported).find(
      (made) => (made as { tfResourceType?: string }).tfResourceType === type,
    );
    if (!Resource || !(Resource.prototype instanceof TerraformElement)) {
      throw new Error(`@cdktf/provider-aws/lib/${file} has no class for ${type}`);
    }
    for (const [name, values] of Object.entries(blocks)) {
      yield { Resource, name, values, address: `${prefix.replace("-", ".")}${type}.${name}` };
    }
  }
}

/** A value as a program writes it: arguments are `camelCase` there, and metadata is cdktf's own. */
function program(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(program);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      name === "//" ? [] : [[camelCase(name), program(inner)]],
    ),
  );
}

function camelCase(name: string): string {
  return /^[a-z0-9_]+$/.test(name)
    ? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    : name;
}
