import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** A text as part of a construct id: an expression as Terraform has it, such as `var.machine_type`. */
export function idOf(scope: IConstruct, text: string): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const known = Token.isUnresolved(text) ? String(Tokenization.resolve(text, { scope, resolver })) : text;
  return known.replace(/[${}]/g, "").replace(/[^A-Za-z0-9._-]/g, "-");
}
