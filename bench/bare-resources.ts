import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, TerraformElement, TerraformLocal, TerraformOutput, TerraformStack } from "cdktf";

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

type ResourceClass = new (scope: TerraformStack, id: string, config: Values) => TerraformElement;

/**
 * The same stack written with the provider's bare classes: as many, with literals of the same size.
 *
 * Everything that can be done once is done here: classes are loaded, names are as a program would have them. What is
 * returned builds the stack, as a program with these literals in it would.
 */
export function bareStack(json: StackJson): (app: App, id: string) => void {
  const blocks = [...classes(json.data ?? {}, "data-"), ...classes(json.resource, "")].map((block) => ({
    ...block,
    config: program(block.values) as Values,
  }));
  const provider = program(json.provider.aws?.[0] ?? {}) as Values;
  const known = ["provider", "data", "resource", "locals", "output", "terraform", "//"];
  const others = Object.entries(json).filter(([name]) => !known.includes(name));

  return (app, id) => {
    const stack = new TerraformStack(app, id);
    const aws = new AwsProvider(stack, "aws", provider);
    for (const { Resource, name, config } of blocks) {
      const depends = config.dependsOn as string[] | undefined;
      const references = {
        ...(config.provider ? { provider: aws } : {}),
        ...(depends ? { dependsOn: depends.map((fqn) => ({ fqn })) } : {}),
      };
      new Resource(stack, name, { ...config, ...references }).overrideLogicalId(name);
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
      yield { Resource, name, values };
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
