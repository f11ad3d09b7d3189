import { Fn, Lazy, TerraformLocal } from "cdktf";
import type { IConstruct } from "constructs";
import { Construct } from "constructs";
import { escapeTerraform } from "../../../cloud-init/document/terraform-text";
import { SharedFiles } from "./shared-files";

/**
 * A cloud-init document as a machine takes it: in a local, so that the JSON shows it as text, compressed and
 * encoded by Terraform itself.
 */
export class UserData extends Construct {
  /** A Terraform expression: gzip, then base64. cloud-init unpacks both. */
  readonly base64: string;

  /** @param values Terraform expressions, each for a word of the text */
  constructor(
    scope: IConstruct,
    id: string,
    text: () => string,
    values: Readonly<Record<string, string>> = {},
  ) {
    super(scope, id);
    // Fn.base64gzip(text) would throw on quotes: through a local, every byte arrives.
    const reference = SharedFiles.of(this).reference(text);
    const document = new TerraformLocal(this, "document", Lazy.stringValue({ produce: reference }));
    const filled = Object.entries(values).reduce(
      (all, [word, value]) => Fn.replace(all, word, value) as string,
      document.asString,
    );
    this.base64 = Fn.base64gzip(filled);
  }
}

/** Text that is made at synth, as Terraform reads the very same text back from its JSON. */
export const escapedText = (text: () => string): string =>
  Lazy.stringValue({ produce: () => escapeTerraform(text()) });
