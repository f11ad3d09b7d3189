import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** A value that Terraform keeps in its state. */
export interface TerraformDataConfig extends TerraformMetaArguments {
  /** What is kept; a Terraform expression where only Terraform can make it. */
  readonly input?: unknown;
  /** A change of this replaces it. */
  readonly triggersReplace?: unknown;
}

/**
 * Terraform's built-in `terraform_data`. cdktf's own class for it starts `terraform version` at each synth, once for
 * every one of them.
 */
export class TerraformData extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly config: TerraformDataConfig,
  ) {
    super(scope, id, { terraformResourceType: "terraform_data", ...config });
  }

  /** A reference to what is kept. */
  get output(): string {
    return `\${${this.fqn}.output}`;
  }

  /** As `replace_triggered_by` takes it: cdktf's `fqn` is an expression, which Terraform refuses there. */
  get address(): string {
    return `${this.terraformResourceType}.${this.friendlyUniqueId}`;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { input, triggersReplace } = this.config;
    return { input, triggers_replace: triggersReplace };
  }
}
